"""Blank lines between entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from citekit.formats.bibtex.blocks import Block, Kind
from citekit.formats.bibtex.layout import line_end
from citekit.splices import Splice

_SPACE = re.compile(rb"\s*")
_INK = re.compile(rb"\S")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_PIECE = 4096
"""Bytes that are looked at together: what stands between two entries may be most of a large file, and is not copied."""


def blank_lines(data: bytes, blocks: Sequence[Block]) -> Iterator[Splice]:
    """One empty line before each entry and after it. A remark directly above an entry stays there."""
    gap = 2 * line_end(data).encode()
    entries = [(number, block.start, block.end) for number, block in enumerate(blocks) if block.kind is Kind.ENTRY]
    for (one, _, end), (other, start, _) in pairwise(entries):
        if not _is(data, end, start, gap):
            yield from _between(data, end, start, _has_remark(data, blocks[one + 1 : other]), gap)
    if entries:
        (first, start, _), (_, _, end) = entries[0], entries[-1]
        yield from _before(data, 0, start, _has_remark(data, blocks[:first]), gap)
        yield from _after(data, end, len(data), gap)


def _has_remark(data: bytes, between: Sequence[Block]) -> bool:
    """Is what stands last before an entry a remark, which may be the entry's own?"""
    if between and between[-1].kind is Kind.JUNK and not _INK.search(data, between[-1].start, between[-1].end):
        between = between[:-1]
    return bool(between) and between[-1].kind in (Kind.JUNK, Kind.COMMENTED, Kind.COMMENT)


def _between(data: bytes, start: int, end: int, remark: bool, gap: bytes) -> Iterator[Splice]:
    if not _INK.search(data, start, end):
        if not _is(data, start, end, gap):
            yield Splice(start, end, gap)
        return
    yield from _after(data, start, end, gap)
    yield from _before(data, start, end, remark, gap)


def _after(data: bytes, start: int, end: int, gap: bytes) -> Iterator[Splice]:
    """After an entry, when something follows that begins a line."""
    found = _SPACE.match(data, start, end)
    if found and found.end() < end and _LINE_END.search(found[0]):
        kept = _indent(found[0])
        if found[0] != gap + kept:
            yield Splice(start, found.end(), gap + kept)


def _before(data: bytes, start: int, end: int, remark: bool, gap: bytes) -> Iterator[Splice]:
    """Before an entry, when something stands before it that ends its line."""
    kept = _ink_end(data, start, end)
    lines = len(list(islice(_LINE_END.finditer(data, kept, end), 2)))
    if kept == start or not lines or (remark and lines < 2):
        return
    space = data[kept:end]
    indent = _indent(space)
    if space != gap + indent:
        yield Splice(kept, end, gap + indent)


def _is(data: bytes, start: int, end: int, text: bytes) -> bool:
    """Does just this text stand between two places?"""
    return end - start == len(text) and data.startswith(text, start)


def _ink_end(data: bytes, start: int, end: int) -> int:
    """Where the white space that a stretch ends with begins."""
    while start < end:
        low = max(start, end - _PIECE)
        if kept := len(data[low:end].rstrip()):
            return low + kept
        end = low
    return start


def _indent(space: bytes) -> bytes:
    """What stands on the last line."""
    return space[max(space.rfind(b"\n"), space.rfind(b"\r")) + 1 :]
