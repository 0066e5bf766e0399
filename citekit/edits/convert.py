"""From bibliographies in any format to one in another: all are read, their keys kept apart, and losses told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType

from citekit import formats, inheritance
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.asides import left_behind
from citekit.edits.changes import Change
from citekit.edits.ordering import ordered
from citekit.encoding import prepare
from citekit.exchange import KEY_CHANGED, free_key
from citekit.library import with_keys
from citekit.loader.files import Named, read, real
from citekit.model import Entry, Library
from citekit.plugin import Format

STANDARD = "-"
"""The name of standard input and output."""
_SHOWN_STANDARD = "standard input"
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(dict.fromkeys(("endnotexml", "mods", "bibtexml"), (".xml",)))
"""Endings that a format may have too, but tells nothing by."""


@dataclass(frozen=True, slots=True)
class Input:
    """A bibliography that was read."""

    entries: tuple[Entry, ...]
    format: str
    """The name of its format; empty when it could not be read."""
    diagnostics: tuple[Diagnostic, ...]
    library: Library | None = None
    """What was read; None when that could not be."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What comes of a conversion."""

    data: bytes
    entries: int
    """How many works are written."""
    reading: tuple[Diagnostic, ...]
    """What was found on reading."""
    writing: tuple[Diagnostic, ...]
    """What the new file does not hold, and keys that had to change."""

    @property
    def complete(self) -> bool:
        """Could all files be read?"""
        return not any(one.unreadable for one in self.reading)


def target(output: str, name: str) -> Format:
    """The format to write: the one that is named, else the one that the ending of `output` says.

    Raises UsageError when there is none, several have that ending, or it can only be read.
    """
    found = formats.named(name) if name else _by_ending(output)
    if found.write is None:
        raise UsageError(f"{found.name} can be read but not written", hint=f"the formats are {_listed(_written())}")
    return found


def _by_ending(output: str) -> Format:
    suffix = PurePath(output).suffix.lower()
    fitting = [format for format in _written() if suffix in (*format.suffixes, *_ALSO.get(format.name, ()))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(f"{suffix} may be {_listed(fitting)}", hint=f"say which: --to {fitting[0].name}")
    what = "standard output has no ending" if output == STANDARD else f"{output} does not tell the format to write"
    raise UsageError(what, hint=f"name it with --to: {_listed(_written())}")


def _written() -> list[Format]:
    return [format for format in formats.FORMATS if format.write]


def _listed(found: Iterable[Format]) -> str:
    return ", ".join(format.name for format in found)


def take_all(names: Sequence[str], format: Format | None, standard: bytes = b"") -> list[Input]:
    """Reads bibliographies in turn; the strings of a .bib file serve those after it."""
    taken: list[Input] = []
    for name in names:
        before = [one.library for one in taken if one.library]
        taken.append(take(name, format, standard, before))
    return taken


def take(name: str, format: Format | None, standard: bytes = b"", before: Sequence[Library] = ()) -> Input:
    """Reads a bibliography; `standard` is what standard input gave. Without a format it is told by what is in the file.

    What is wrong with it is in its diagnostics, and nothing is raised. `before` are the libraries that come before it.
    """
    shown = _SHOWN_STANDARD if name == STANDARD else Path(name).as_posix()
    data = standard if name == STANDARD else read(Named(shown))
    if isinstance(data, Diagnostic):
        return Input((), "", (data,))
    source, found = prepare(data, shown)
    format = format or formats.by_path(shown, data) or formats.FORMATS[0]
    library = formats.read_after(format, source, before)
    return Input(library.entries, format.name, (*with_keys(library, found), *library.diagnostics), library)


def convert(inputs: Sequence[Input], format: Format) -> Conversion:
    """The entries of all inputs, in their order, in a format.

    Where its programs do not do so themselves, each entry gets what it takes over from others.
    """
    assert format.write is not None
    given = [_laid_out(entry, one.format, format) for one in inputs for entry in one.entries]
    works = inheritance.exported(given, format.resolves)
    entries, changed = _with_keys_apart(works)
    written = format.write(entries)
    reading = tuple(found for one in inputs for found in one.diagnostics)
    left = left_behind([one.library for one in inputs if one.library], containers=len(works) < len(given))
    return Conversion(written.data, len(entries), reading, (*left, *changed, *written.diagnostics))


def _laid_out(entry: Entry, source: str, format: Format) -> Entry:
    """The entry with the author first where a .bib file is made of something else, whose order is its own affair."""
    return ordered(entry, source) if format.name in ("bibtex", "biblatex") else entry


def _with_keys_apart(entries: Sequence[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """The entries with no key twice: the first keeps it."""
    taken = {entry.key for entry in entries}
    seen: set[str] = set()
    kept: list[Entry] = []
    changed: list[Diagnostic] = []
    for entry in entries:
        if entry.key not in seen:
            seen.add(entry.key)
            kept.append(entry)
            continue
        key = free_key(entry.key, taken)
        message = f"there is another work with the key {entry.key}; this one gets the key {key}"
        hint = "where the two are one work, delete one; else cite this one by its new key"
        changed.append(KEY_CHANGED.at(entry.key_span, message, hint=hint, subject=entry.key))
        kept.append(replace(entry, key=key))
    return kept, changed


def planned(conversion: Conversion, inputs: Iterable[str], output: str) -> list[Change]:
    """The change that writes a conversion. Raises UsageError when it would write over a file that was read."""
    path = Path(output)
    if any(name != STANDARD and real(Path(name)) == real(path) for name in inputs):
        raise UsageError(f"{output} is read and would be written over", hint="name another file to write")
    try:
        before = path.read_bytes()
    except OSError:
        # Not there, or nothing that can be written over: writing says so.
        before = None
    return [Change(path, before, conversion.data)]
