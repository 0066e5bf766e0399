"""What stands between the date of a citation and the place in the work, and in what stretch of a text it all is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from citekit.model import CitationItem, Document, Surface
from citekit.prose.noteplaces import notes
from citekit.prose.terms import language_of, languages, phrase, terms
from citekit.rules.terms import normal

_EDGES = " \u00a0\n\r\t,;()[]"
_NUMBER = re.compile(r"\d+")
_SHORTEST = 30
"""Words of a text from which on its language is sure enough to say that a term is not of it."""
_RANGE = re.compile(r"\s*(\d{1,6})\s*[-–—‑]{1,3}\s*(\d{1,6})\s*")


def place_label(item: CitationItem) -> Surface | None:
    """The word or sign before the place that a citation in words names: *hlm.*, *pp.*, a colon; None without one."""
    if item.locator is None or item.year is None or item.year.span.end > item.span.end:
        return None
    start = item.year.span.end
    text = item.span.source.slice(start, item.span.end)
    before = text[: max(text.find(item.locator.value), 0)]
    word = before.strip(_EDGES)
    lead = before.find(word)
    return Surface(word, item.span.source.span(start + lead, start + lead + len(word))) if word else None


def page_range(text: str) -> tuple[int, int] | None:
    """First and last page of `12-15` or `123–35`, whose second number leaves out what it shares with the first; numbers
    under a hundred are written out (Chicago 18, 9.62).

    >>> page_range("123–35"), page_range("12-7"), page_range("e12")
    ((123, 135), (12, 7), None)
    """
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    first, last = found[1], found[2]
    if 2 < len(first) > len(last) and int(first[: len(first) - len(last)] + last) >= int(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)


def numbers(text: str) -> list[int]:
    """The numbers in a text, in order; one of more than six digits is none."""
    return [int(found) for found in _NUMBER.findall(text) if len(found) <= 6]


def language(document: Document) -> str:
    """The shipped language that a document is written in, as it says itself or as its prose shows; empty if unsure."""
    # A list of references has the titles of all languages, and may be longer than a short text.
    end = document.references[0].span.start if document.references else len(document.prose)
    prose = document.prose[:end]
    if len(prose.split(None, _SHORTEST)) <= _SHORTEST:
        return ""
    said = document.language.partition("-")[0].casefold()
    # A plain text says nothing; what its reader took it for may come of its list.
    known = document.format != "plain" and said in {one.code for one in languages()}
    return said if known else language_of(prose)


@cache
def words_of(kind: str, code: str = "") -> frozenset[str]:
    """The terms of a kind in one language, or in all, as `normal` has them; those of `page` are the words for pages."""
    chosen = [one for one in languages() if code in ("", one.code)]
    texts = (text for one in chosen for text in (*one.phrases.get(kind, ()), *one.locators.get(kind, ())))
    return frozenset(map(normal, texts))


def is_ibid(item: CitationItem) -> bool:
    """The citation is *ibid.*: it means the work cited just before."""
    words = phrase(item.span.text)
    return item.year is None and any(
        tuple(words[at : at + len(one)]) == one for one in terms().same.all for at in range(len(words))
    )


def in_notes(document: Document) -> Sequence[tuple[int, int]]:
    """The stretches of a document's notes, in order."""
    return notes(document, [(one.span.start, one.span.end) for one in document.references])
