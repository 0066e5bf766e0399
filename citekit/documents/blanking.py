"""Blanking: what is no running prose becomes spaces, and every character keeps its offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from citekit.model import Block

_INK = re.compile(r"[^\s]")


def blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with these stretches as spaces; line ends stay. They may come in any order and overlap."""
    return "".join(_pieces(text, sorted(stretches)))


def _pieces(text: str, stretches: list[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in stretches:
        if end > done:
            yield text[done : max(start, done)]
            yield _INK.sub(" ", text[max(start, done) : end])
            done = end
    yield text[done:]


def only(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with everything but these stretches as spaces. They come in order and do not overlap."""
    parts, done = [], 0
    for start, end in stretches:
        parts += [_INK.sub(" ", text[done:start]), text[start:end]]
        done = end
    return "".join([*parts, _INK.sub(" ", text[done:])])


def trimmed(prose: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that have prose in them, without the white space at their ends."""
    for block in blocks:
        piece = prose[block.start : block.end]
        if piece.strip():
            start = block.start + len(piece) - len(piece.lstrip())
            yield Block(block.kind, start, block.start + len(piece.rstrip()))


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def holds(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    """One of these stretches, which are in order and do not overlap, holds the place."""
    before = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return before >= 0 and at < stretches[before][1]
