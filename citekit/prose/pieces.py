"""A note cut into pieces that may name one work each: at semicolons and at the ends of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citekit.model import fold
from citekit.prose.brackets import Group, group_of
from citekit.prose.terms import is_same_author, repeating, terms

_BORDER = re.compile(r"[()\[\];.]")
_LETTERS = re.compile(r"[^\W\d_]{1,12}")
MARKUP = frozenset("*_")
"""Marks of italics."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a note that may name one work."""

    group: Group
    start: int
    end: int


def pieces_of(prose: str, start: int, end: int) -> Iterator[Piece]:
    """A note cut at semicolons and ends of sentences that stand in no brackets."""
    depth, begin = 0, start
    for match in _BORDER.finditer(prose, start, end):
        if match[0] in "([":
            depth += 1
        elif match[0] in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (match[0] == ";" or _ends_piece(prose, match.start(), end)):
            yield Piece(group_of(prose, begin, match.start()), begin, match.start())
            begin = match.end()
    yield Piece(group_of(prose, begin, end), begin, end)


def _ends_piece(prose: str, at: int, end: int) -> bool:
    """A full stop that ends a sentence: a space and a capital follow, no abbreviation or initial stands before."""
    after = prose[at + 1 : at + 3]
    if at + 1 >= end or not after[:1].isspace():
        return False
    if not (after[1:].isupper() or after[1:] in '“"«„' or (after[1:] in MARKUP and _repeats_at(prose, at + 3))):
        return False
    word = re.search(r"[^\W\d_]*$", prose[max(0, at - 24) : at])
    before = word[0] if word else ""
    if prose[max(0, at - 1) : at].isdigit() and _is_abbreviation(prose, at + 2):
        return False  # 3. Aufl. 2010
    if before and is_same_author(before, dotted=True):
        return False
    return len(before) != 1 and before.casefold() not in terms().abbreviations


def _is_abbreviation(prose: str, at: int) -> bool:
    """One that leads to no further work, as "Cf." does."""
    word = _LETTERS.match(prose, at)
    known = terms()
    if word is None or prose[word.end() : word.end() + 1] != ".":
        return False
    return word[0].casefold() in known.abbreviations and fold(word[0]) not in known.before


def _repeats_at(prose: str, at: int) -> bool:
    """A word for a work cited before, or for its author, stands there."""
    word = _LETTERS.match(prose, at)
    return bool(repeating().match(prose, at)) or (word is not None and is_same_author(word[0], dotted=True))
