"""What the scanner finds: blocks that lie end to end and together are the file, and the fields within them.

All places are byte offsets. Nothing is copied or decoded here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count, repeat

from citekit.formats.bibtex.tuples import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import overload

    from citekit.diagnostic import Problem
    from citekit.formats.bibtex.floods import Flood


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


_new = tuple.__new__  # twice as fast as to call the class
Row = Sequence[int]
"""Eight offsets: of a block, its type, its key and its body, each with its end."""
_ROW = 8


def row_of(block: Block) -> Row:
    """The offsets of an entry. Its body is empty where its fields are known: they are not to be cut from there."""
    body = block.body if block.fields is None else NO_PLACE
    return (block.start, block.end, *block.type, *block.key, *body)


class Blocks(Sequence[Block]):
    """The blocks of a file, in order. A `Block` is made when one is asked for; kept are only its offsets, 64 bytes."""

    __slots__ = ("_odd", "_places", "flood", "put_plain")

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._places = array("q")
        self._odd: dict[int, Block] = {}
        """Those that are neither well-formed entries nor junk, by their number."""
        self.put_plain = self._places.extend
        """Takes a well-formed entry as its eight offsets."""
        self.flood: Flood | None = None
        """What the scanner passed over; it is junk among the blocks."""
        for block in blocks:
            self.put(block)

    def put_junk(self, start: int, end: int) -> None:
        """Takes what stands between two blocks."""
        self._places.extend((start, end, -1, -1, -1, -1, -1, -1))

    def put(self, block: Block) -> None:
        """Takes a block of any kind."""
        if block.kind is Kind.ENTRY and block.fields is None and not block.faults:
            self.put_plain(row_of(block))
            return
        self._odd[len(self)] = block
        self.put_junk(block.start, block.end)

    def __len__(self) -> int:
        return len(self._places) // _ROW

    def rows(self) -> Iterator[tuple[Row, Block | None]]:
        """Of a well-formed entry its offsets, of another block the block itself, of junk neither: a type of -1."""
        offsets = iter(self._places)
        rows: Iterator[Row] = zip(*[offsets] * _ROW, strict=True)
        if not self._odd:
            return zip(rows, repeat(None))
        return zip(rows, map(self._odd.get, count()), strict=False)

    def whole(self, number: int) -> tuple[int, int]:
        """Where a block begins and ends."""
        return self._places[_ROW * number], self._places[_ROW * number + 1]

    def __iter__(self) -> Iterator[Block]:
        offsets = iter(self._places)
        for number, row in enumerate(zip(*[offsets] * _ROW, strict=True)):
            yield self._made(number, row)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, number: int) -> Block: ...
        @overload
        def __getitem__(self, number: slice) -> list[Block]: ...

    def __getitem__(self, number: int | slice) -> Block | list[Block]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        return self._made(number, self._places[_ROW * number : _ROW * number + _ROW])

    def _made(self, number: int, row: Sequence[int]) -> Block:
        start, end, type, type_end, key, key_end, body, body_end = row
        if type >= 0:
            places = _new(Place, (type, type_end)), _new(Place, (key, key_end)), _new(Place, (body, body_end))
            return _new(Block, (Kind.ENTRY, start, end, *places, None, ()))
        return self._odd.get(number) or Block(Kind.JUNK, start, end)
