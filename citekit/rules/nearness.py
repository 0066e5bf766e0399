"""The known word that a person meant who wrote another."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHORTEST = 4
"""Letters of a word that can be told from another one in spite of a slip."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that differs by one slip of the pen: a letter too many, too few, another, or two changed round.

    Empty where there is none.

    >>> nearest("autor", ["author", "editor"]), nearest("yaer", ["year"]), nearest("remark", ["author"])
    ('author', 'year', '')
    """
    if len(word) < _SHORTEST:
        return ""
    found = [one for one in known if abs(len(one) - len(word)) < 2 and len(one) >= _SHORTEST and _one_slip(word, one)]
    return (get_close_matches(word, found, n=1, cutoff=0) or [""])[0]


def _one_slip(word: str, other: str) -> bool:
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, right = word[start:], other[start:]
    if len(word) != len(other):
        return rest[1:] == right or rest == right[1:]
    return rest[1:] == right[1:] or (rest[2:] == right[2:] and rest[:2] == right[1::-1])
