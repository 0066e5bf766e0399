"""Editors and translators that are named behind the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.references import people
from citekit.references.scan import MARK, Scan
from citekit.references.sentences import ends
from citekit.references.words import pattern

_ROLES = (("editor", "editors-before", "editors-after"), ("translator", "translators-before", "translators-after"))
_FIRST_AND = re.compile(r"\s(?:and|und|dan|et|y|e|en)\s|&")


def take(scan: Scan, start: int) -> None:
    """Takes what a role is stated of: `edited by …`, `(X, Trans.)`, `Terjemahan …`."""
    for role, before, after in _ROLES:
        _take_before(scan, start, role, before)
        _take_in_brackets(scan, start, role, after)


@cache
def _lead(before: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<=[.,;(\[:]\s)|(?<=[(\[.])|(?<={MARK}\s)|(?<={MARK})|(?<=[^\W\d_]\s)){pattern(before)}:?\s(?=[^\W\d_])",
        re.I,
    )


def _take_before(scan: Scan, start: int, role: str, words: str) -> None:
    for match in _lead(words).finditer(scan.left, start):
        for end in _name_ends(scan.left, match.end()):
            found = people.read(scan.left[match.end() : end])
            if found is None or scan.has(role):
                continue
            sure = found.sure or all(_is_short(name.given) for name in found.names)
            scan.take(role, match.end(), end, sure=sure)
            opening = scan.left[match.start() - 1 : match.start()]
            closing = scan.left[end : end + 1]
            is_bracketed = (opening, closing) in (("(", ")"), ("[", "]"))
            scan.blank(match.start() - is_bracketed, end + is_bracketed)
            return


def _is_short(given: str) -> bool:
    return len(given.split()) < 3


def _name_ends(text: str, start: int) -> Iterator[int]:
    """Where the names may end, the farthest first."""
    stop = min(
        [len(text), *(at for at, _ in _first(ends(text, start)))]
        + [match.start() for match in [re.compile(rf"[{MARK}()\[\]:;“”«»]").search(text, start)] if match]
    )
    run = text[start:stop].rstrip(" ,.")
    joined = list(_FIRST_AND.finditer(run))
    commas = [match.start() for match in re.finditer(r",", run)]
    if joined:
        later = [comma for comma in commas if comma > joined[-1].end()]
        yield start + (later[0] if later else len(run))
    elif commas:
        yield start + commas[0]
        if len(commas) > 1:
            yield start + commas[1]
        yield start + len(run)
    else:
        yield start + len(run)


def _first(found: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    one = next(found, None)
    return [one] if one else []


@cache
def _bracketed(after: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\(|(?<={MARK}),\s)(?P<names>[^()\d:{MARK}]{{3,150}}?),?\s{pattern(after)}\s?\)", re.I)


@cache
def _bracketed_first(after: str) -> re.Pattern[str]:
    return re.compile(rf"\(\s?{pattern(after)}\s(?P<names>[^()\d:]{{3,300}}?)\)", re.I)


def _take_in_brackets(scan: Scan, start: int, role: str, words: str) -> None:
    """`(W. Djuanda, Trans.)`, `(eds. Rotberg, R. & Rabb, T.)`"""
    for match in _bracketed_first(words).finditer(scan.left, start):
        found = people.read(match["names"])
        if found and not scan.has(role):
            scan.take(role, *match.span("names"), sure=found.sure)
            scan.blank(*match.span())
    for match in _bracketed(words).finditer(scan.left, start):
        found = people.read(match["names"])
        if found and not scan.has(role):
            scan.take(role, *match.span("names"), sure=found.sure)
            scan.blank(*match.span())


@cache
def _named_with_role() -> re.Pattern[str]:
    return re.compile(
        rf",?\s?(?:\(\s?{pattern('editors-after')}\s?\)|\[\s?{pattern('editors-after')}\s?\]|{pattern('editors-after')})[.,:;]?\s*",
        re.I,
    )


def take_container_editors(scan: Scan, start: int) -> int:
    """Takes the editors that stand before or behind the title of a book, which begins at an offset. Gives where the
    book's title begins."""
    if scan.has("editor"):
        return start
    match = _named_with_role().search(scan.left, start)
    if match:
        return _take_editors_before(scan, start, match)
    colon = re.compile(r"[^:“«\"]{3,200}?:\s").match(scan.left, start)
    if colon:
        names = people.read(colon[0].rstrip(": "))
        if names and names.sure and "," in colon[0]:
            scan.take("editor", start, colon.end() - 2, sure=False)
            scan.blank(start, colon.end())
            return colon.end()
    return start


def _take_editors_before(scan: Scan, start: int, role: re.Match[str]) -> int:
    """Takes the editors that stand before a word for their role: all from the beginning, or what follows the title."""
    span = scan.left[start : role.start()]
    if MARK in span:
        return start
    whole = people.read(span)
    if whole and not _begins_with_title(span):
        scan.take("editor", start, role.start(), sure=whole.sure)
        scan.blank(start, role.end())
        return role.end()
    # `Book Title, E. Editor and F. Editor, Eds.`
    for comma in (found.start() for found in re.finditer(r",\s", span)):
        names = people.read(span[comma:])
        if names:
            scan.take("editor", start + comma + 1, role.start(), sure=names.sure)
            scan.blank(start + comma, role.end() - (scan.left[role.end() - 1] == " "))
            return start
    return start


def _begins_with_title(span: str) -> bool:
    """Does it begin with more words than a name has?"""
    first = span.split(",")[0]
    return (
        "," in span
        and len(first.split()) > 2
        and not re.search(r"(?<![^\W_])[^\W\d_]\.", first)
        and not _FIRST_AND.search(first)
    )
