"""Blanking: what is no running prose becomes spaces, and every character keeps its offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
