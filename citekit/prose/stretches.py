"""Stretches of a text: pairs of offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Stretch = tuple[int, int]


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that overlap or touch as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def holds(stretches: Sequence[Stretch], at: int) -> bool:
    """One of these stretches, which are in order and do not overlap, holds the place."""
    before = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return before >= 0 and at < stretches[before][1]


def overlaps(stretches: Sequence[Stretch], start: int, end: int) -> bool:
    """One of these stretches, which are in order and do not overlap, has a place between two offsets."""
    before = bisect_right(stretches, max(start, end - 1), key=lambda stretch: stretch[0]) - 1
    return before >= 0 and stretches[before][1] > start
