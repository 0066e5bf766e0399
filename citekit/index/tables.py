"""The table of a large library: made once, then kept in the cache and read from it column by column."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from citekit.formats.bibtex.blocks import Block
from citekit.formats.bibtex.scanner import scan
from citekit.index import cache
from citekit.index.cache import Damaged, Kept
from citekit.index.columns import table_of
from citekit.index.inherited import with_inherited
from citekit.index.opening import Large
from citekit.query import Column, Table

_KIND = "words"


Progress = Callable[[int, int], None]
"""Is told how much of a file is done, and how much there is of it: bytes."""

_STEP = 1000
"""Blocks after which that is told."""


def unseen(done: int, total: int) -> None:
    """Shows no progress."""


def table(library: Large, progress: Progress = unseen) -> Table:
    """What queries look at: as it was kept, or made now and kept for the next time. To make it takes seconds."""
    found = cache.load(library.digest, _kind(library))
    return (found and _kept(found, library)) or _make(library, progress)


def _kind(library: Large) -> str:
    """What tables are kept as: what strings stand for is part of what is found."""
    strings = sorted(library.strings.items())
    return f"{_KIND}-{sha256(repr(strings).encode('utf-8', 'replace')).hexdigest()[:16]}" if strings else _KIND


def _make(library: Large, progress: Progress = unseen) -> Table:
    blocks = _watched(library.scanned or scan(library.source.data), len(library.source), progress)
    made = with_inherited(table_of(library.source, blocks, library.keys, library.strings), library)
    sections = {"first": array("q", made.first).tobytes(), "last": array("q", made.last).tobytes()}
    for name, column in made.columns.items():
        sections[f"works {name}"] = array("i", column.works).tobytes()
        sections[f"text {name}"] = column.text
    cache.save(library.digest, _kind(library), {"size": made.size, "columns": list(made.columns)}, sections)
    return made


def _watched(blocks: Iterable[Block], total: int, progress: Progress) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        if number % _STEP == 0:
            progress(block.start, total)
        yield block
    progress(total, total)


def _kept(found: Kept, library: Large) -> Table | None:
    size, names = found.facts["size"], found.facts["columns"]
    if not isinstance(size, int) or not isinstance(names, list):
        return None
    try:
        first, last = found.numbers("first", "q"), found.numbers("last", "q")
    except Damaged:
        return None
    return Table(size, _Columns(found, names, library), first, last)


class _Columns(Mapping[str, Column]):
    """The columns of a kept table, each read when it is asked for."""

    def __init__(self, kept: Kept, names: list[str], library: Large) -> None:
        self._kept = kept
        self._library = library
        self._columns: dict[str, Column | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Column:
        column = self._columns[name]
        if column is None:
            column = self._columns[name] = self._read(name)
        return column

    def _read(self, name: str) -> Column:
        try:
            return Column(self._kept.numbers(f"works {name}", "i"), self._kept.section(f"text {name}"))
        except Damaged:
            self._columns.update(_make(self._library).columns)
            return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)
