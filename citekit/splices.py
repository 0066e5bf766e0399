"""Changing a few stretches of a file's bytes and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """New bytes in place of those from `start` up to `end`; an insertion where the two are equal."""

    start: int
    end: int
    new: bytes

    def moved(self, by: int) -> Splice:
        """The same one so many bytes on."""
        return Splice(self.start + by, self.end + by, self.new)


def apply(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with all splices made; their offsets are those of the bytes given.

    Insertions at one place come in the order given. Raises ValueError when two overlap or one lies outside.

    >>> apply(b"year = {1997}", [Splice(8, 12, b"1977")])
    b'year = {1977}'
    """
    pieces: list[bytes | memoryview] = []
    done = 0
    # Views, so that of a large file one copy is made and not two.
    whole = memoryview(data)
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if not done <= splice.start <= splice.end <= len(data):
            raise ValueError(f"the splice {splice.start}–{splice.end} overlaps another or lies outside")
        pieces += whole[done : splice.start], splice.new
        done = splice.end
    return b"".join([*pieces, whole[done:]]) if pieces else data


def composed(first: Sequence[Splice], second: Iterable[Splice]) -> list[Splice] | None:
    """The splices that do at once what `first`, and then `second` on the bytes which that gives, do.

    None where one of the second changes bytes that one of the first put there, or that stand on both sides of it.

    >>> composed([Splice(8, 12, b"77")], [Splice(11, 11, b"\\n")])
    [Splice(start=8, end=12, new=b'77'), Splice(start=13, end=13, new=b'\\n')]
    """
    earlier = sorted(first, key=lambda splice: (splice.start, splice.end))
    made: list[Splice] = []
    longer = at = 0
    for splice in sorted(second, key=lambda splice: (splice.start, splice.end)):
        while at < len(earlier) and earlier[at].start + longer + len(earlier[at].new) <= splice.start:
            one = earlier[at]
            longer += len(one.new) - (one.end - one.start)
            made.append(one)
            at += 1
        if at < len(earlier) and earlier[at].start + longer < splice.end:
            return None
        made.append(splice.moved(-longer))
    return [*made, *earlier[at:]]
