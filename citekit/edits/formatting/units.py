"""What moves with an entry when entries are sorted: the remark directly above it, and what follows it on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citekit.formats.bibtex.blocks import Block, Kind

_BLANK_LINE = re.compile(rb"\n[ \t]*\r?\n|\r[ \t]*\r")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_REMARK = re.compile(rb"[ \t]*[,;]?[ \t]*(?:%[^\r\n]*)?")
_FILE_HEAD = re.compile(rb"(?:[ \t]*%[^\r\n]*\bEncoding:[^\r\n]*(?:\r\n|\r|\n))+")


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry with what belongs to it."""

    block: Block
    start: int
    """Where the remark above it begins; else where it does."""
    end: int
    """Where the remark on its last line ends; else where it does."""
    is_fixed: bool
    """It is broken, or what follows it may be a piece of it: it stays where it is, and nothing passes it."""


def units(data: bytes, blocks: Sequence[Block]) -> list[Unit]:
    """The entries of a file in order. To one that is fixed nothing belongs, nor to the one behind it."""
    return list(_units(data, blocks))


def _units(data: bytes, blocks: Sequence[Block]) -> Iterator[Unit]:
    last: Unit | None = None
    for number, block in enumerate(blocks):
        if block.kind is not Kind.ENTRY:
            continue
        end = _line_rest(data, blocks, number)
        is_fixed = bool(block.faults) or not _REMARK.fullmatch(data, block.end, end)
        start = block.start
        if not is_fixed and not (last and last.is_fixed):
            start = _attached(data, _between(blocks, number), block.start, last is None)
        last = Unit(block, start, block.end if is_fixed else end, is_fixed)
        yield last


def _between(blocks: Sequence[Block], number: int) -> Sequence[Block]:
    """What stands between an entry and the one before."""
    first = number
    while first and blocks[first - 1].kind is not Kind.ENTRY:
        first -= 1
    return blocks[first:number]


def _attached(data: bytes, before: Sequence[Block], start: int, first: bool) -> int:
    """Where the remark directly above an entry begins: what no blank line and no @string separates from it."""
    place = _first_line(data, before, start, first)
    for block in reversed(before):
        if block.kind in (Kind.STRING, Kind.PREAMBLE):
            place = max(place, _next_line(data, block.end, start))
            break
        if block.kind is Kind.JUNK and (blanks := list(_BLANK_LINE.finditer(data, block.start, block.end))):
            place = max(place, blanks[-1].end())
            break
    return place if place < start and data[place:start].strip() else start


def _first_line(data: bytes, before: Sequence[Block], start: int, first: bool) -> int:
    """Where the first line begins that may be an entry's own: the file's, but for its head; or that behind another."""
    if not before:
        return start
    if not first:
        return _next_line(data, before[0].start, start)
    head = _FILE_HEAD.match(data)
    return min(head.end(), start) if head else before[0].start


def _next_line(data: bytes, place: int, limit: int) -> int:
    found = _LINE_END.search(data, place, limit)
    return found.end() if found else limit


def _line_rest(data: bytes, blocks: Sequence[Block], number: int) -> int:
    """Where what follows an entry on its line ends; where it does itself when another block follows there."""
    end = blocks[number].end
    if number + 1 == len(blocks) or blocks[number + 1].kind is not Kind.JUNK:
        return end
    after = blocks[number + 1]
    found = _LINE_END.search(data, end, after.end)
    stop = found.start() if found else after.end
    is_last = number + 2 == len(blocks)
    return stop if data[end:stop].strip() and (found or is_last) else end
