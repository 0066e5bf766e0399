"""Entries in another order: as splices that put each into the place of another.

What stands between them keeps its place, but for remarks directly above an entry, which go with it. BibTeX must find a
string above its use and an entry that others refer to by `crossref` below them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from citekit.edits.formatting.strings import definitions
from citekit.edits.formatting.units import Unit, units
from citekit.formats.bibtex.anatomy import source_of
from citekit.formats.bibtex.blocks import Block, Kind
from citekit.formats.bibtex.layout import line_end
from citekit.model import Entry, Library
from citekit.query.sorting import natural
from citekit.splices import Splice

_LINE_ENDS = (b"\n", b"\r")


@dataclass(frozen=True, slots=True)
class Sorted:
    """How to sort a file, and what hindered it."""

    splices: tuple[Splice, ...] = ()
    remark: str = ""


def by(library: Library, blocks: Sequence[Block], names: Sequence[str]) -> Sorted:
    """The file of a library sorted by some fields, `key`, `type`, `author`, `year` …; `-year`: the latest first."""
    data = source_of(library).data
    if any(block.faults for block in blocks if block.kind is not Kind.ENTRY):
        return Sorted(remark="something that is no entry is never closed: it is not sorted")
    found = units(data, blocks)
    strings = definitions(source_of(library), blocks)
    order = _order(library, found, names, ())
    if order == list(range(len(found))):
        return Sorted()
    if strings.allow(order):
        return Sorted(tuple(_moved(data, found, order)))
    if strings.can_go_first:
        return Sorted((*strings.first(data, found[0].start), *_moved(data, found, order)))
    order = _order(library, found, names, strings.places)
    remark = "it is sorted in parts: a @string between its entries must stay above those that use it"
    return Sorted(tuple(_moved(data, found, order)), remark)


def _order(library: Library, found: Sequence[Unit], names: Sequence[str], walls: Sequence[int]) -> list[int]:
    """Which entry comes to each place. None passes a wall, which stands before that number, nor one that is fixed."""
    wanted = _ranked(library, names)
    order: list[int] = []
    for _, run in groupby(range(len(found)), _Runs(found, walls)):
        order += sorted(run, key=lambda number: wanted[number])
    return order


class _Runs:
    """Tells the runs of entries that may be sorted among each other: a number for each."""

    def __init__(self, found: Sequence[Unit], walls: Sequence[int]) -> None:
        self._runs: list[int] = []
        run = 0
        for number, unit in enumerate(found):
            run += unit.is_fixed or number in walls or (number > 0 and found[number - 1].is_fixed)
            self._runs.append(run)

    def __call__(self, number: int) -> int:
        return self._runs[number]


def _ranked(library: Library, names: Sequence[str]) -> Mapping[int, tuple[int, int, int]]:
    """What the entries are sorted by: their place in the order, behind those that refer to them."""
    entries = library.entries
    first = {entry.key.lower(): entry for entry in reversed(entries)}
    order = list(range(len(entries)))
    for name in reversed(names):
        # Of entries with one key the first speaks for all, so that it stays the first.
        texts = [_text(name.lstrip("-").lower(), first[entry.key.lower()]) for entry in entries]
        key = str.lower if name.lstrip("-").lower() == "key" else natural
        filled = sorted((n for n in order if texts[n]), key=lambda n: key(texts[n]), reverse=name.startswith("-"))
        order = [*filled, *(n for n in order if not texts[n])]
    return _behind_children(entries, {number: place for place, number in enumerate(order)})


def _text(name: str, entry: Entry) -> str:
    """What a field gives to sort by. Keys are compared letter by letter, as programs that insert entries do."""
    column = _COLUMNS.get(name)
    return column(entry) if column else entry.text(name)


_COLUMNS: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "key": lambda entry: entry.key_span.text,
        "type": lambda entry: entry.type,
        "author": lambda entry: "; ".join(one.inverted for one in entry.people),
        "year": lambda entry: entry.year,
        "date": lambda entry: str(entry.date),
        "title": lambda entry: entry.title,
    }
)


def _behind_children(entries: Sequence[Entry], places: Mapping[int, int]) -> dict[int, tuple[int, int, int]]:
    """Each entry's place, its step of crossref, and its own place again. Every parent comes behind its last child."""
    result = {number: (place, 0, place) for number, place in places.items()}
    numbers = {entry.key.lower(): number for number, entry in reversed(list(enumerate(entries)))}
    parents = {number: numbers.get(entry.text("crossref").strip().lower()) for number, entry in enumerate(entries)}
    waiting = Counter(parents.values())
    ready = [number for number in parents if not waiting[number]]
    # Entries that refer to each other in a circle are never ready, and stay in their own places.
    for child in ready:
        parent = parents[child]
        if parent is None:
            continue
        place, step, _ = result[child]
        result[parent] = max(result[parent], (place, step + 1, places[parent]))
        waiting[parent] -= 1
        if not waiting[parent]:
            ready.append(parent)
    return result


# ------------------------------------------------------------------------------------------------------- moving


def _moved(data: bytes, found: Sequence[Unit], order: Sequence[int]) -> Iterator[Splice]:
    """The entries put into each other's places, on lines of their own where what belongs to them needs it."""
    newline = line_end(data).encode()
    for place, number in enumerate(order):
        if place == number:
            continue
        there, unit = found[place], found[number]
        text = data[unit.start : unit.end]
        if unit.start < unit.block.start and not _begins_line(data, there.start):
            text = newline + text
        if unit.end > unit.block.end and data[there.end : there.end + 1] not in (*_LINE_ENDS, b""):
            text += newline
        yield Splice(there.start, there.end, text)


def _begins_line(data: bytes, place: int) -> bool:
    """Is there nothing but spaces before a place on its line?"""
    while place and data[place - 1] in b" \t":
        place -= 1
    return not place or data[place - 1 : place] in _LINE_ENDS
