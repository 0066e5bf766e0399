"""Blank lines between entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citekit.formats.bibtex.blocks import Block, Kind
from citekit.formats.bibtex.layout import line_end
from citekit.splices import Splice

_SPACE = re.compile(rb"\s*")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def blank_lines(data: bytes, blocks: Sequence[Block]) -> Iterator[Splice]:
    """One empty line before each entry and after it. A remark directly above an entry stays there."""
    gap = 2 * line_end(data).encode()
    entries = [(number, block.start, block.end) for number, block in enumerate(blocks) if block.kind is Kind.ENTRY]
    for (one, _, end), (other, start, _) in pairwise(entries):
        if data[end:start] != gap:
            yield from _between(data, end, start, _has_remark(data, blocks[one + 1 : other]), gap)
    if entries:
        (first, start, _), (_, _, end) = entries[0], entries[-1]
        yield from _before(data, 0, start, _has_remark(data, blocks[:first]), gap)
        yield from _after(data, end, len(data), gap)


def _has_remark(data: bytes, between: Sequence[Block]) -> bool:
    """Is what stands last before an entry a remark, which may be the entry's own?"""
    if between and between[-1].kind is Kind.JUNK and not data[between[-1].start : between[-1].end].strip():
        between = between[:-1]
    return bool(between) and between[-1].kind in (Kind.JUNK, Kind.COMMENTED, Kind.COMMENT)


def _between(data: bytes, start: int, end: int, remark: bool, gap: bytes) -> Iterator[Splice]:
    if not data[start:end].strip():
        if data[start:end] != gap:
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
    text = data[start:end]
    kept = len(text.rstrip())
    lines = len(_LINE_END.findall(text[kept:]))
    if not kept or not lines or (remark and lines < 2):
        return
    indent = _indent(text[kept:])
    if text[kept:] != gap + indent:
        yield Splice(start + kept, end, gap + indent)


def _indent(space: bytes) -> bytes:
    """What stands on the last line."""
    return _LINE_END.split(space)[-1]
