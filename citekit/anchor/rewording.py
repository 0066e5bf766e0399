"""What has become of the words of a passage: which are gone, and which have come in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

_COMPARED = 240
"""Words that are compared, those left out with which both begin and end."""

Words = Sequence[str]
Change = tuple[Words, Words]


def changes(old: Words, new: Words, most: int | None = None) -> list[Change]:
    """The words that are gone and those that have come in their place, one change after the other, `most` at most.

    Where very much was changed, it is one change.

    >>> changes("satu dua tiga".split(), "satu tiga empat".split())
    [(['dua'], []), ([], ['empat'])]
    """
    start = _agreeing(old, new)
    end = _agreeing(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _COMPARED:
        return [(old, new)]
    return list(islice(_pairs(old, new), most))


def _agreeing(one: Words, other: Words) -> int:
    """With how many same words both begin."""
    size = min(len(one), len(other))
    return next((at for at in range(size) if one[at] != other[at]), size)


def _pairs(old: Words, new: Words) -> Iterator[Change]:
    """What stands between the words that are the same."""
    left = right = 0
    for at, place in (*_common(old, new), (len(old), len(new))):
        if at > left or place > right:
            yield old[left:at], new[right:place]
        left, right = at + 1, place + 1


def _common(old: Words, new: Words) -> Iterator[tuple[int, int]]:
    """The places of the longest row of words that both have in the same order."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            same = old[i] == new[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
