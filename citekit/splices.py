"""Changing a few stretches of a file's bytes and no others."""

from __future__ import annotations

from collections.abc import Iterable
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
