"""Which stretch of a text a passage has become: the one that takes the least to be made of it, word by word.

Words and marks are compared in their order. What each difference counts was weighed so that a stretch ends where its
sentence or clause ends rather than a word before or after, and never runs on into the next paragraph for a word or two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

TOKEN = re.compile(r"\\[A-Za-z]+(?:\{[^{}\s]{0,80}\})?|\w+(?:['\-]\w+)*|[^\w\s]")
"""A word, or a mark, of a folded text; a command that stands for words is one."""
BREAK = "\n"
"""The token for the end of a paragraph."""

_WORD, _MORE, _CASE, _MARK, _STOP, _PARAGRAPH = 4, 2, 1, 2, 3, 12
"""What it counts: a word more, less or other; each further word put in; a capital; a mark; a full stop; a paragraph."""
_WITHIN, _WITHIN_SENTENCE = 9, 5
"""What it counts to begin or end within a clause, and to begin within a sentence; less for a passage that does so."""
_STOPS = frozenset(".?!…")
_OPENING_SENTENCES = frozenset({*_STOPS, BREAK, ":", '"', ")", "]"})
"""What may stand before a sentence."""
_PARTING = frozenset({*_STOPS, BREAK, *',;:"«»–—-'})
_BEFORE_CLAUSE, _AFTER_CLAUSE = _PARTING | {")", "]"}, _PARTING | {"(", "["}
"""What may part a clause from the one before it, and from the one after it; `%` does not."""
_NEVER = 1 << 30

_Cell = tuple[int, int, int]
"""The best way to some place in both texts: its cost, minus the words that are the same, where it begins."""


class Fit(NamedTuple):
    """A stretch of tokens, and how well a passage fits it: the least of several is the best."""

    cost: int
    lost: int
    """Minus the words that are the same."""
    start: int
    end: int


class _Token(NamedTuple):
    text: str
    folded: str
    is_word: bool
    cost: int
    """What it counts when only one of the texts has it."""


def fit(wanted: Sequence[str], there: Sequence[str]) -> Fit | None:
    """The stretch of `there` that `wanted` fits best; None when there is nothing. Time grows with their product.

    `there` is taken to go on at both ends, unless a `BREAK` stands there.
    """
    if not wanted or not there:
        return None
    tokens = [_token(text) for text in there]
    row = _first(wanted, tokens)
    for text in wanted:
        row = _next(row, _token(text), tokens)
    ends = (
        Fit(cost + _ending(wanted, tokens, end), lost, start, end)
        for end, (cost, lost, start) in enumerate(row)
        if start < end
    )
    return min(ends, key=lambda one: (one.cost, one.lost, one.start - one.end), default=None)


def is_word(token: str) -> bool:
    """It is a word, or a command that stands for words; else it is a mark."""
    return len(token) > 1 or token.isalnum() or token == "_"


def _token(text: str) -> _Token:
    if is_word(text):
        return _Token(text, text.casefold(), True, _WORD)
    return _Token(text, text, False, _PARAGRAPH if text == BREAK else _STOP if text in _STOPS else _MARK)


def _first(wanted: Sequence[str], there: Sequence[_Token]) -> list[_Cell]:
    """Before the first token: it begins anywhere, perhaps with words that were put before it."""
    row: list[_Cell] = []
    run: _Cell = (_NEVER, 0, 0)
    for at in range(len(there) + 1):
        begins = (_beginning(wanted, there, at), 0, at)
        run, longer = _longer(run, row[-1], there[at - 1]) if at else (run, begins)
        row.append(min(begins, longer))
    return row


def _next(above: Sequence[_Cell], token: _Token, there: Sequence[_Token]) -> list[_Cell]:
    """After one token more of what is wanted."""
    less = _WORD if token.is_word else _MARK
    cost, lost, start = above[0]
    row = [(cost + less, lost, start)]
    run: _Cell = (_NEVER, 0, 0)
    for at, other in enumerate(there):
        run, longer = _longer(run, row[-1], other)
        cost, lost, start = above[at + 1]
        without = (cost + less, lost, start)
        cost, lost, start = above[at]
        if token.folded == other.folded:
            same = (cost + (token.text != other.text and _CASE), lost - token.is_word, start)
            row.append(min(same, without, longer))
        elif token.is_word == other.is_word and other.text != BREAK:
            row.append(min((cost + less, lost, start), without, longer))
        else:
            row.append(min(without, longer))
    return row


def _longer(run: _Cell, cell: _Cell, token: _Token) -> tuple[_Cell, _Cell]:
    """With a token that only the text has: the best way that ends in a row of such words, and the best of all."""
    if token.is_word:
        run = min((run[0] + _MORE, run[1], run[2]), (cell[0] + _WORD, cell[1], cell[2]))
        return run, run
    return (run[0] + token.cost, run[1], run[2]), (cell[0] + token.cost, cell[1], cell[2])


def _beginning(wanted: Sequence[str], there: Sequence[_Token], start: int) -> int:
    """What it counts to begin there: nothing as the passage begins, or where a sentence does."""
    before = there[start - 1] if start else there[0]
    if before.text in _OPENING_SENTENCES or (start < len(there) and there[start].text == wanted[0]):
        return 0
    clause = before.text in _BEFORE_CLAUSE
    if _is_sentence(wanted):
        return _WITHIN_SENTENCE if clause else _WITHIN
    return 0 if clause else _WITHIN_SENTENCE


def _ending(wanted: Sequence[str], there: Sequence[_Token], end: int) -> int:
    """What it counts to end there: nothing as the passage ends, or, where that has no mark, where a clause does."""
    after = there[end] if end < len(there) else there[-1]
    clause = after.text in _AFTER_CLAUSE
    if there[end - 1].text == wanted[-1] or (clause and _token(wanted[-1]).is_word):
        return 0
    return _WITHIN if _is_sentence(wanted) else _WITHIN_SENTENCE


def _is_sentence(wanted: Sequence[str]) -> bool:
    """The passage begins as sentences do."""
    return not wanted[0][0].isalpha() or wanted[0][0].isupper()
