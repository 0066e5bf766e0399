"""Reads key patterns of JabRef's form: text, and markers in brackets with modifiers, `[auth:lower][year]`.

JabRef's documentation, docs.jabref.org/setup/citationkeypatterns. Text outside of brackets is kept as it stands: where
JabRef takes its hyphens and colons away by default, a person wrote them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.keys import filters
from citekit.keys.pattern import ILLEGAL, Do, Form, Pattern, Term
from citekit.keys.vocabulary import marker, modifier, wrong

_PIECE = re.compile(r"\\.|\[|[^\\\[]+|\\", re.S)
_INSIDE = re.compile(r"\\.|\"(?:[^\"\\]|\\.)*\"|[^\\]", re.S)
_REGEX = re.compile(r"regex\(\s*\"((?:[^\"\\]|\\.)*)\"\s*,\s*\"((?:[^\"\\]|\\.)*)\"\s*\)", re.S)
_ESCAPE = re.compile(r"\\(.)", re.S)
_REFERENCE = re.compile(r"\\|\$([0-9])")


def read(text: str) -> Pattern:
    """The pattern. Raises UsageError that tells the column of what is wrong."""
    return Pattern(text, Form.JABREF, (tuple(_terms(text)),))


def _terms(text: str) -> Iterator[Term]:
    position = 0
    while piece := _PIECE.match(text, position):
        position = piece.end()
        if piece[0] == "[":
            inside = list(_inside(text, position))
            position = inside[-1][1] + 1
            yield _term(text, inside)
        else:
            yield Term(_literal(_ESCAPE.sub(r"\1", piece[0]), piece.start() + 1))


def _literal(text: str, column: int) -> str:
    if found := ILLEGAL.search(text):
        shown = "a space" if found[0].isspace() else f"`{found[0]}`"
        raise wrong(column + found.start(), f"{shown} cannot stand in a key", "markers stand in brackets: [auth][year]")
    return text


def _inside(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the parts of a marker stand: what colons separate, up to the bracket that closes it."""
    depth, position = 0, start
    part = start
    while piece := _INSIDE.match(text, position):
        if not depth and piece[0] in (":", "]"):
            yield part, position
            part = position + 1
            if piece[0] == "]":
                return
        depth = max(depth + {"(": 1, ")": -1}.get(piece[0], 0), 0)
        position = piece.end()
    raise wrong(start, "this bracket is never closed", "add its ]")


def _term(text: str, inside: list[tuple[int, int]]) -> Term:
    (start, end), *others = inside
    if start == end:
        raise wrong(start + 1, "these brackets are empty", "put a marker in: [auth]")
    return Term(marker(text[start:end], start + 1), tuple(_modifier(text[a:b], a + 1) for a, b in others))


def _modifier(word: str, column: int) -> Do:
    if word.startswith("(") and word.endswith(")"):
        return Do(filters.default, {"text": _ESCAPE.sub(r"\1", word[1:-1])})
    if word.startswith("regex"):
        return _regex(word, column)
    return modifier(word, column)


def _regex(word: str, column: int) -> Do:
    """`regex("pattern", "replacement")`, of Java's kind: `$1` is what the first parentheses found."""
    found = _REGEX.fullmatch(word)
    if found is None:
        raise wrong(column, "this regex is not as it should be", 'write it so: regex("pattern", "replacement")')
    find, new = (_ESCAPE.sub(r"\1", part) for part in found.groups())
    try:
        pattern = re.compile(find)
        replacement = _REFERENCE.sub(lambda mark: f"\\g<{mark[1]}>" if mark[1] else r"\\", new)
        pattern.sub(replacement, "")
        if any(int(mark) > pattern.groups for mark in re.findall(r"\$([0-9])", new)):
            raise re.error("it has a $ and a number of parentheses that are not there")
    except re.error as error:
        raise wrong(column, f"this regex cannot be used: {error}", "look at its brackets and parentheses") from error
    return Do(filters.replace, {"find": pattern, "replace": replacement})
