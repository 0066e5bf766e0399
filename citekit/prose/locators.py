"""Locators as people write them after a citation: `hlm. 4`, `pp. 12–15`, `: 124`, `bab 3`, `§ 7`."""

from __future__ import annotations

import re
from functools import cache

from citekit.model import Locator
from citekit.prose.terms import following, terms
from citekit.prose.tokens import Kind, tokens

_NUMBER = r"(?:[A-Za-z]{0,3}\.?\d+(?:\.\d+)*(?:n{1,2}\.?\d+|[a-z])?|[ivxlcdm]+|[IVXLCDM]+)(?![^\W_])"
_LEAD = re.compile(r"[\s,:;]*+")
_IN_VOLUME = r"\d{1,3}\s?:\s?\d+(?:\s?[-–—]\s?\d+)?(?![^\W_:])"
"""A page and the volume it is in, as Chicago has them: `2:404`."""
_ROMAN_RANGE = re.compile(r"[ivxlc]{1,8}\s?[-–—]\s?[ivxlc]{1,8}(?![^\W_])")
_MOST = 300
"""Characters of a tail that are looked at."""


@cache
def _values() -> re.Pattern[str]:
    """A number, a range, several: `12`, `12–15`, `xi`, `3 dan 7`, `15 ff.`"""
    more = rf"\s?(?:[-–—‑]{{1,3}}|,|&|dan|and)\s?{_NUMBER}"
    return re.compile(rf"(?:{_IN_VOLUME}|{_NUMBER})(?:{more})*+(?:\s?(?:{following()})\.?(?![^\W_]))?")


def read_locator(text: str, *, bare: bool = True) -> tuple[Locator | None, str]:
    """The locator at the start of what follows a citation, and the rest.

    A number without a label is a page, if `bare` allows it. Punctuation before either part is dropped.

    >>> read_locator(", hlm. 12–15, cetakan kedua")
    (Locator(label='page', value='12–15'), 'cetakan kedua')
    >>> read_locator(": 124")
    (Locator(label='page', value='124'), '')
    >>> read_locator(", and others")
    (None, 'and others')
    """
    start = _end(_LEAD, text, 0)
    label, at = _label(text, start)
    if not label and not bare:
        return None, text[start:].rstrip()
    bare_pages = text[start : start + 1].isdigit() or _ROMAN_RANGE.match(text, start)
    value = _values().match(text, at) if label or bare_pages else None
    if value is None:
        return None, text[start:].rstrip()
    rest = text[_end(_LEAD, text, value.end()) :].rstrip()
    return Locator(label or "page", value[0]), rest


def read_locators(text: str) -> tuple[Locator | None, str]:
    """The same where several may follow one another ("jil. III, hlm. 9"): the page, else the first; and the rest.

    >>> read_locators(", jil. III, hlm. 9.")
    (Locator(label='page', value='9'), '.')
    """
    found, rest = read_locator(text)
    while found and rest:
        further, after = read_locator(rest, bare=False)
        if further is None:
            break
        found, rest = (further if further.label == "page" else found), after
    return found, rest


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _label(text: str, start: int) -> tuple[str, int]:
    """The CSL label that the text names at `start`, and where its value begins; empty when it names none."""
    known = terms()
    row: list[str] = []
    found, at = "", start
    for token in tokens(text, start, min(len(text), start + _MOST)):
        if token.text == "." and row:
            at = token.end if found and at == token.start else at
            continue
        row.append(token.folded)
        if token.kind in (Kind.NUMBER, Kind.YEAR) or len(row) > known.longest_locator:
            break
        if tuple(row) in known.locators:
            found, at = known.locators[tuple(row)], token.end
    while at < len(text) and text[at] in " .\u00a0\t\n~":
        at += 1
    return found, at
