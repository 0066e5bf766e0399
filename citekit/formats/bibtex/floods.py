"""Floods: thousands of blocks with next to nothing in them, as a damaged or hostile file may hold.

Each would cost a hundred times its own size in memory. The first of them are read as ever; of the rest only what has
something in it is, and what stands between is left as it is.
"""

from __future__ import annotations

import re
from functools import cache

from citekit.formats.bibtex.blocks import Block, Kind, Place
from citekit.formats.bibtex.patterns import NAME
from citekit.formats.bibtex.tuples import NamedTuple

MOST_SLIGHT = 3_000
"""Slight blocks that are read."""
MOST_STRINGS = 40_000
"""Strings that are read. Lists of all journals of a field have some ten thousand."""
_SLIGHT = 64
"""Bytes. An entry with a title has more."""

_S = rb"[ \t\n\r\f\v]*+"
_FIELD = _S + NAME + _S + rb"=" + _S + rb"(?:\{[^{}]*+\}|\"[^\"{}]*+\"|[0-9]++)" + _S


@cache
def _weighty() -> re.Pattern[bytes]:
    """As `patterns.START`, but only where an entry has something in it."""
    return re.compile(
        rb"(?<![%%\\])@\s*+(?!(?i:string|preamble|comment)\s*+[{(])([A-Za-z_][^\s\"#%%'(),={}@\\]*+)\s*+"
        rb"(?=[{(](?:[^@]{%d}|\s*+[^\s,{}=\"\\#%%@]++\s*+(?:,%s){1,9},?+\s*+\}))([{(])" % (_SLIGHT, _FIELD)
    )


class Flood(NamedTuple):
    """What was passed over."""

    place: Place
    """The first of it."""
    number: int
    """How many places in all where a block might begin."""


class Watch:
    """Counts the blocks that have next to nothing in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.slight = 0
        self.strings = 0
        self.first: Place | None = None
        self.passed = 0

    def takes(self, block: Block) -> bool:
        """Is the block to be kept?"""
        if block.kind is Kind.STRING and block.fields and not block.faults:
            self.strings += 1
            return self.strings <= MOST_STRINGS
        is_well_formed = block.kind is Kind.ENTRY and block.fields is None
        if not is_well_formed and block.end - block.start < _SLIGHT and (block.faults or not block.fields):
            self.slight += 1
            return self.slight <= MOST_SLIGHT
        return True

    def is_flooded(self) -> bool:
        """Have there been too many?"""
        return self.slight > MOST_SLIGHT or self.strings > MOST_STRINGS

    def weighty(self, match: re.Match[bytes]) -> re.Match[bytes] | None:
        """The first start of a block, from one on, that has something in it; the others are passed over."""
        found = _weighty().search(self.data, match.start())
        self.passes(match.start(), found.start() if found else len(self.data))
        return found

    def passes(self, start: int, end: int) -> None:
        """What stands there is left as it is."""
        if end > start:
            self.first = self.first or Place(start, start + 1)
            self.passed += self.data.count(b"@", start, end)

    def flood(self) -> Flood | None:
        """What was passed over in all."""
        return Flood(self.first, self.passed) if self.first else None
