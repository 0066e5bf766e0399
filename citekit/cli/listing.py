"""What `citekit list` and `citekit search` share: which columns, in which order, printed how."""

from __future__ import annotations

import csv
import functools
import io
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from citekit.cli import options
from citekit.cli.entries import COLUMNS, VALUES, few_people
from citekit.cli.printers import cells, dump, printable
from citekit.diagnostic import UsageError
from citekit.model import Entry
from citekit.query import ordered
from citekit.query.names import KNOWN, nearest
from citekit.source import ByteSource
from citekit.writers.cells import guarded

_SHORT = ("key", "year", "people", "title")
"""The columns of the text form."""
_WIDEST = {"key": 30, "year": 9, "work": 60}
_WIDE = 36
"""Cells that a column of the text form is padded to at most."""
_NARROWEST = 6
"""Cells that no column has less of on a terminal, unless it needs no more."""
_GAP = "  "
_PIECE = 1 << 16
"""Characters, or bytes, that are printed at once."""

Value = Callable[[Entry], str]


@dataclass(frozen=True, slots=True)
class Listing:
    """How works are to be listed."""

    format: str
    columns: tuple[str, ...]
    """Empty: those of the format."""
    sort: tuple[str, ...]
    """Columns, with `-` before those that go down."""
    limit: int | None
    count: bool
    output: Path | None
    """None: standard output."""


def listing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options of a list, as one argument `listing`."""

    @functools.wraps(command)
    @options.formats("text", "json", "csv", "keys", "bib")
    @click.option("--columns", default="", metavar="NAMES", help="Fields to print: key,year,title,doi …")
    @click.option("--sort", default="", metavar="NAMES", help="Fields to sort by: year,-title. A - turns one round.")
    @click.option("--limit", type=click.IntRange(min=0), metavar="N", help="No more than N works.")
    @click.option("--count", is_flag=True, help="Only say how many works there are.")
    @options.output
    def listed(
        *arguments: Any,
        format: str,
        columns: str,
        sort: str,
        limit: int | None,
        count: bool,
        output: Path | None,
        **others: Any,
    ) -> Any:
        chosen = Listing(format, _names(columns), _names(sort), limit, count, output)
        return command(*arguments, listing=chosen, **others)

    return listed


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


def show(listing: Listing, entries: Sequence[Entry], has: Callable[[str], bool], read: Iterable[str]) -> None:
    """Prints works; `has` says whether any work of the library has a field. `read` are the files they were read from.

    Raises UsageError for a column that no standard knows and that it says no of, and when a file that was read would
    be written over.
    """
    by = [(_value(name.lstrip("-"), has), name.startswith("-")) for name in listing.sort]
    chosen = (ordered(entries, by) if by else entries)[: listing.limit]
    columns = {name: _value(name, has) for name in listing.columns or _columns(listing.format)}
    if listing.format == "bib":
        _put([_bib(chosen)], listing.output, read)
    else:
        _put(_PRINTERS[listing.format](columns, chosen), listing.output, read)


def _put(printed: Iterable[str] | Iterable[bytes], output: Path | None, read: Iterable[str]) -> None:
    if output is None:
        for piece in _pieces(printed):
            click.echo(piece, nl=False)
        return
    if output.resolve() in {Path(path).resolve() for path in read}:
        raise UsageError(f"{output} is read and would be written over", hint="name another file with -o")
    # Imported here: who only looks, which is nearly always, does not wait for the journal.
    from citekit.cli.changes import save

    save(output, b"".join(one.encode("utf-8") if isinstance(one, str) else one for one in printed))


def _pieces(printed: Iterable[str] | Iterable[bytes]) -> Iterator[str | bytes]:
    """The same in pieces of about one size: not a write for each work, nor a copy of what is very large."""
    few: list[Any] = []
    size = 0
    for one in printed:
        if size + len(one) > _PIECE:
            yield one[:0].join(few)
            few.clear()
            size = 0
        if len(one) > _PIECE:
            yield from (one[at : at + _PIECE] for at in range(0, len(one), _PIECE))
        else:
            few.append(one)
            size += len(one)
    if few:
        yield few[0][:0].join(few)


def _columns(format: str) -> tuple[str, ...]:
    return _SHORT if format == "text" else COLUMNS


def _value(name: str, has: Callable[[str], bool]) -> Value:
    """What a column holds."""
    if name in VALUES:
        return VALUES[name]
    if name not in KNOWN and not has(name):
        near = nearest(name, KNOWN | set(COLUMNS))
        hint = f"did you mean {near}?" if near else f"choose from {', '.join(COLUMNS)}, or name a field of your works"
        raise UsageError(f"there is no column {name}", hint=hint)
    return lambda entry: entry.text(name)


def show_count(listing: Listing, number: int, read: Iterable[str]) -> None:
    """Prints how many works there are, or as many of them as are wanted; `read` is what `show` takes."""
    number = number if listing.limit is None else min(number, listing.limit)
    printed = dump({"version": 1, "count": number}) if listing.format == "json" else f"{number}\n"
    _put([printed], listing.output, read)


# ------------------------------------------------------------------------------------------------------- formats


def _text(columns: Mapping[str, Value], entries: Sequence[Entry]) -> Iterator[str]:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    shown = {**columns, "people": few_people} if "people" in columns else columns
    rows = [[printable(value(entry)) for value in shown.values()] for entry in entries]
    return table(list(columns), rows, width)


def table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """Rows as lines with aligned columns: on a terminal of that width cut to fit, else whole, however long."""
    if not rows:
        return
    longest = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    widths = [min(wide, _WIDEST.get(name, _WIDE)) for name, wide in zip(names, longest, strict=True)]
    if width is not None:
        widths = _fitted([*widths[:-1], min(longest[-1], width)], width)
        rows = [[_cut(text, limit) for text, limit in zip(texts, widths, strict=True)] for texts in rows]
    for texts in rows:
        *before, last = [_padded(text, limit) for text, limit in zip(texts, widths, strict=True)]
        if len(last) > _PIECE:
            yield from ("".join(text + _GAP for text in before), last, "\n")
        else:
            yield _GAP.join([*before, last]).rstrip() + "\n"


def _fitted(widths: list[int], width: int) -> list[int]:
    """Widths that together fit: the widest gives way first, and none becomes very narrow."""
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _cut(text: str, width: int) -> str:
    """A text that takes no more than that many cells of a terminal."""
    if cells(text) <= width:
        return text
    end = min(len(text), width - 1)
    while end and cells(text[:end]) > width - 1:
        end -= 1
    return f"{text[:end]}…"


def _json(columns: Mapping[str, Value], entries: Sequence[Entry]) -> Iterator[str]:
    rows = [{name: value(entry) for name, value in columns.items()} for entry in entries]
    yield dump({"version": 1, "entries": rows})


def _csv(columns: Mapping[str, Value], entries: Sequence[Entry]) -> Iterator[str]:
    yield _row(columns)
    yield from (_row(guarded(value(entry)) for value in columns.values()) for entry in entries)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _keys(columns: Mapping[str, Value], entries: Sequence[Entry]) -> Iterator[str]:
    return (f"{entry.key}\n" for entry in entries)


def _bib(entries: Sequence[Entry]) -> bytes:
    """The entries as they stand in their files, to the byte; in UTF-8 when those are in several encodings."""
    for entry in entries:
        if not entry.span.text.lstrip().startswith("@"):
            hint = "citekit convert makes a .bib of it"
            raise UsageError(f"{entry.span.path} is no .bib file, so {entry.key} has no text for one", hint=hint)
    sources = {id(entry.span.source): entry.span.source for entry in entries}
    encodings = {source.encoding for source in sources.values() if isinstance(source, ByteSource)}
    raw = [_raw(entry, as_it_is=len(encodings) == 1) for entry in entries]
    line_end = b"\r\n" if any(b"\r\n" in text for text in raw) else b"\n"
    return b"".join(text + line_end * 2 for text in raw)


def _raw(entry: Entry, *, as_it_is: bool) -> bytes:
    source = entry.span.source
    if as_it_is and isinstance(source, ByteSource):
        return source.data[entry.span.start : entry.span.end]
    return entry.span.text.encode("utf-8")


_PRINTERS: Mapping[str, Callable[[Mapping[str, Value], Sequence[Entry]], Iterator[str]]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv, "keys": _keys}
)
