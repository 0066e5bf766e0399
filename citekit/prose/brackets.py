"""Brackets in running text, and the words within and before each: one pass, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from citekit.prose.terms import AND, THE_SAME, is_conjunction, is_same_author, pointing, terms
from citekit.prose.tokens import Kind, Token, folded, tokens

_BEFORE, _AFTER = 400, 250
"""How much text about a year can belong to its citation, in characters."""


@dataclass(slots=True, eq=False)
class Group:
    """What stands between brackets, inner brackets left out; or, without `outer`, the running text itself."""

    outer: Group | None = None
    at: int = 0
    """Where its bracket stands among the outer group's tokens."""
    tokens: list[Token] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    """The tokens' folded words, one for one; every "and" is `terms.AND`, every "the same author" `terms.THE_SAME`."""
    opening: Token | None = None
    closing: Token | None = None
    """None when the bracket is never closed."""

    def add(self, token: Token, word: str) -> None:
        """One token more."""
        self.tokens.append(token)
        self.row.append(word)


def groups(text: str) -> Iterator[Group]:
    """The bracketed groups of a text that may hold a citation: those near a year, or a word for "no date"."""
    for start, end in _regions(text):
        yield from _groups(text, start, end)


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """The stretches about years; those that overlap are one."""
    begin, until = 0, -1
    for match in pointing().finditer(text):
        if match.start() - _BEFORE > until:
            if until >= 0:
                yield begin, until
            begin = max(0, match.start() - _BEFORE)
        until = min(len(text), match.end() + _AFTER)
    if until >= 0:
        yield begin, until


def group_of(text: str, start: int, end: int) -> Group:
    """The running text between two offsets as one group, its brackets as tokens; no more than a paragraph."""
    top = Group()
    for token in tokens(text, start, end):
        if token.kind is Kind.BREAK:
            break
        if not _is_abbreviation_stop(token, top, text[token.end : token.end + 1].isalpha()):
            top.add(token, _word(token.text, dotted=text[token.end : token.end + 1] == "."))
    return top


def _groups(text: str, start: int, end: int) -> Iterator[Group]:
    top = Group()
    for token in tokens(text, start, end):
        kind = token.kind
        if kind is Kind.WORD:
            top.tokens.append(token)
            top.row.append(_word(token.text, dotted=text[token.end : token.end + 1] == "."))
        elif kind is Kind.OPEN:
            top.add(token, token.text)
            top = Group(top, len(top.row) - 1, opening=token)
        elif kind is Kind.CLOSE and top.outer:
            top.closing = token
            yield top
            top = top.outer
        elif kind is Kind.BREAK:
            yield from _unclosed(top)
            top = Group()
        elif token.text != "." or not _is_abbreviation_stop(token, top, text[token.end : token.end + 1].isalpha()):
            top.add(token, _word(token.text, dotted=False))
    yield from _unclosed(top)


def _unclosed(top: Group) -> Iterator[Group]:
    while top.outer:
        yield top
        top = top.outer


@lru_cache(maxsize=1 << 16)
def _word(text: str, *, dotted: bool) -> str:
    if is_conjunction(text, dotted=dotted):
        return AND
    if text[0].isalpha() and is_same_author(text, dotted=dotted):
        return THE_SAME
    return folded(text) if text[0].isalpha() or text[-1].isalpha() else text


def _is_abbreviation_stop(token: Token, group: Group, within: bool) -> bool:
    """The full stop of an initial or an abbreviation, or `within` a word (Tobit.Software), which ends no sentence."""
    if token.text != "." or not group.tokens:
        return False
    last = group.tokens[-1]
    if group.row[-1] == THE_SAME:
        return last.end == token.start
    if last.kind is not Kind.WORD or last.end != token.start:
        return False
    short = len(last.text) == 1 or (len(last.text) == 2 and last.text.istitle())
    return short or within or last.text.casefold() in terms().abbreviations
