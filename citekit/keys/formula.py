"""Reads key patterns of Better BibTeX's form: functions with filters, put together by `+`, alternatives by `|`.

`auth.lower + shorttitle(3,3) + year`: retorque.re/zotero-better-bibtex/citing, "Citation keys".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from citekit.keys.pattern import Chain, Do, Form, Group, Pattern, Suffix, Take, Term
from citekit.keys.vocabulary import Arguments, filter, function, wrong

_TOKEN = re.compile(
    r"""(?P<space>\s+)|(?P<word>[^\W\d]\w*)|(?P<number>-?[0-9]{1,6})|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<regex>/(?:[^/\\\n]|\\.)+/[a-z]*)|(?P<or>\|\|?|;)|(?P<mark>[()+.,=])""",
    re.X | re.S,
)
_ESCAPE = re.compile(r"\\(.)", re.S)
_DEEPEST = 20
"""Parentheses within each other."""
_WORDS = {"true": True, "false": False}


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


def read(text: str) -> Pattern:
    """The pattern. Raises UsageError that tells the column of what is wrong."""
    reading = _Reading(list(_tokens(text)))
    chains = reading.chains(0)
    reading.end()
    return Pattern(text, Form.FORMULA, chains, reading.suffix)


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise wrong(
                position + 1, f"`{text[position]}` is not understood here", "a text stands in quotation marks: '-'"
            )
        kind = str(found.lastgroup)
        if kind != "space":
            yield _Token(found[0] if kind == "mark" else kind, found[0], position + 1)
        position = found.end()
    yield _Token("end", "", len(text) + 1)


class _Reading:
    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.suffix = Suffix()

    def next(self, *kinds: str) -> _Token | None:
        """The next token, passed over, when it is of one of these kinds."""
        token = self.tokens[self.at]
        if token.kind not in kinds:
            return None
        self.at += 1
        return token

    def end(self) -> None:
        token = self.tokens[self.at]
        if token.kind != "end":
            raise wrong(token.column, f"`{token.text}` is too much here", "pieces are put together by +")

    def chains(self, depth: int) -> tuple[Chain, ...]:
        found = [self.chain(depth)]
        while self.next("or"):
            if self.tokens[self.at].kind == "end":
                break
            found.append(self.chain(depth))
        return tuple(found)

    def chain(self, depth: int) -> Chain:
        terms = [self.term(depth)]
        while self.next("+"):
            terms.append(self.term(depth))
        return tuple(terms)

    def term(self, depth: int) -> Term:
        source = self.source(depth)
        filters: list[Do] = []
        while self.next("."):
            word = self.next("word")
            if word is None:
                token = self.tokens[self.at]
                raise wrong(token.column, "the name of a filter is missing", "write it after the dot: auth.lower")
            filters.append(filter(word.text, self.arguments(), word.column))
        return Term(source, tuple(filters))

    def source(self, depth: int) -> str | Take | Group:
        if text := self.next("text"):
            return _ESCAPE.sub(r"\1", text.text[1:-1])
        if opened := self.next("("):
            return self.group(opened, depth)
        if word := self.next("word"):
            return self.function(word)
        token = self.tokens[self.at]
        found = f"`{token.text}`" if token.text else "the end"
        raise wrong(token.column, f"a function is expected here, not {found}", "such as auth, year or shorttitle(3,3)")

    def group(self, opened: _Token, depth: int) -> Group:
        if depth == _DEEPEST:
            raise wrong(opened.column, "these are too many parentheses within each other", "write it with fewer")
        chains = self.chains(depth + 1)
        if not self.next(")"):
            raise wrong(opened.column, "this parenthesis is never closed", "add its )")
        return Group(chains)

    def function(self, word: _Token) -> Take:
        found = function(word.text, self.arguments(), word.column)
        if word.text == "postfix":
            self.suffix = replace(self.suffix, format=found.options["format"], start=found.options["start"])
            if not re.search(r"%\((?:n|a|A)\)", self.suffix.format):
                raise wrong(word.column, "this suffix is the same for all keys", "put %(a)s or %(n)s in")
        return found

    def arguments(self) -> Arguments:
        opened = self.next("(")
        if opened is None or self.next(")"):
            return ()
        found = [self.argument()]
        while self.next(","):
            found.append(self.argument())
        if not self.next(")"):
            raise wrong(opened.column, "this parenthesis is never closed", "add its )")
        return found

    def argument(self) -> tuple[str, object]:
        named = ""
        if self.tokens[self.at].kind == "word" and self.tokens[self.at + 1].kind == "=":
            named = self.tokens[self.at].text
            self.at += 2
        return named, self.value()

    def value(self) -> object:
        token = self.next("word", "number", "text", "regex")
        if token is None:
            token = self.tokens[self.at]
            raise wrong(token.column, "a value is expected here", "a number, true, false, or a text in quotation marks")
        if token.kind == "number":
            return int(token.text)
        if token.kind == "text":
            return _ESCAPE.sub(r"\1", token.text[1:-1])
        return _regex(token) if token.kind == "regex" else _WORDS.get(token.text, token.text)


def _regex(token: _Token) -> re.Pattern[str]:
    """A regular expression of JavaScript's: `/[.]etal/ig`."""
    body, _, flags = token.text[1:].rpartition("/")
    try:
        return re.compile(body, re.I if "i" in flags else 0)
    except re.error as error:
        hint = "look at its brackets and parentheses"
        raise wrong(token.column, f"this regular expression cannot be used: {error}", hint) from error
