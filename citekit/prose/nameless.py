"""Works without an author or a title: some styles begin them with their date, and cite them by it alone: "(2022)".

A year in a bracket is mostly something else. It is such a citation where the document's own list has just one work of
that year that begins with its date, and no name stands before the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from citekit.model import Citation, CitationItem, Document, Mode, PrintedReference, Surface
from citekit.prose.locators import read_locator
from citekit.prose.stretches import Stretch, holds, joined
from citekit.prose.tokens import YEAR

_YEAR = re.compile(rf"[\[(\s]*({YEAR})")
_BRACKET = re.compile(rf"(?<=[^\W\d_] )\(({YEAR})(,[^()\[\]\n]{{1,40}})?\)")
_WORD = re.compile(r"[^\W\d_]+$")
_LONGEST_WORD = 40


def nameless(document: Document, taken: Sequence[Stretch]) -> Iterator[Citation]:
    """The citations by nothing but a year, in order; `taken` are the places of the list and of the citations found
    already.
    """
    works = _works(document)
    places = joined(taken) if works else ()
    for match in _BRACKET.finditer(document.prose) if works else ():
        work = works.get(match[1])
        locator, rest = read_locator(match[2] or "")
        if work is None or rest or not _follows_word(document.prose, match.start()) or holds(places, match.start()):
            continue
        span, year = document.source.span(*match.span()), document.source.span(*match.span(1))
        item = CitationItem(
            span, year=Surface(match[1], year), locator=locator, mode=Mode.PARENTHETICAL, number=work.number
        )
        yield Citation(span, (item,))


def _works(document: Document) -> Mapping[str, PrintedReference]:
    """The works of the document's own list that begin with their date, by that; those alone of their date."""
    found: dict[str, list[PrintedReference]] = {}
    for reference in document.references:
        start = reference.span.start
        date = _YEAR.match(document.prose, start, reference.span.end) if not reference.numbered else None
        if date:
            found.setdefault(date[1], []).append(reference)
    return {year: works[0] for year, works in found.items() if len(works) == 1}


def _follows_word(prose: str, at: int) -> bool:
    """A word in small letters stands before: a name with a year is another work, or none."""
    word = _WORD.search(prose[max(0, at - 1 - _LONGEST_WORD) : at - 1])
    return word is not None and word[0].islower()
