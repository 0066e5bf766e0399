"""What the scanner finds: blocks that lie end to end and together are the file, and the fields within them.

All places are byte offsets. Nothing is copied or decoded here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from citekit.diagnostic import Problem


class Kind(StrEnum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"
    """`@string{name = value}`"""
    PREAMBLE = "preamble"
    COMMENT = "comment"
    """`@comment{…}`, with whatever it holds"""
    COMMENTED = "commented"
    """an entry after a `%` on its line"""
    JUNK = "junk"
    """what stands between: white space, remarks"""


class Place(NamedTuple):
    """Two byte offsets."""

    start: int
    end: int


class RawField(NamedTuple):
    """A field, uncut: where its name is and where its value, with braces, quotes and `#`."""

    name: Place
    value: Place
    closed: bool = True
    """False when the brace or quote that opens the value is never closed: it was cut at `value.end`."""
    whole: bool = False
    """True when the value is known to be one piece, in braces or quotes; False says nothing."""


class Fault(NamedTuple):
    """Something wrong in a block, before it has a file and a key."""

    problem: Problem
    place: Place
    message: str
    hint: str


NO_PLACE = Place(0, 0)


class Block(NamedTuple):
    """A stretch of the file."""

    kind: Kind
    start: int
    end: int
    type: Place = NO_PLACE
    """The word after `@`."""
    key: Place = NO_PLACE
    """Empty where the entry has none, at the place where it should be."""
    body: Place = NO_PLACE
    """The fields of a well-formed entry, from the comma after the key to the closing brace."""
    fields: tuple[RawField, ...] | None = None
    """None for a well-formed entry: they can be cut from `body` when they are needed."""
    faults: tuple[Fault, ...] = ()
