"""The words that stand between the names of a citation, and which of several is the odd one in a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from citekit.model import CitationItem, Surface

_EDGES = " \u00a0\n\r\t,;:(["
_CUT = re.compile(r"[\d,;:()\[\]]")
_LONGEST = 40
"""Characters of the longest term, spaces included."""


def others_term(item: CitationItem) -> Surface | None:
    """*et al.*, *dkk.* … as a citation in words has it; None where it has none."""
    if not (item.others and item.names):
        return None
    source, start = item.span.source, item.names[-1].span.end
    end = item.year.span.start if item.year and item.year.span.start > start else min(item.span.end, start + _LONGEST)
    return _stripped(source.slice(start, end), item, start)


def and_term(item: CitationItem) -> Surface | None:
    """The word or sign between the last two names; None where it has none."""
    if len(item.names) < 2:
        return None
    start, end = item.names[-2].span.end, item.names[-1].span.start
    return _stripped(item.span.source.slice(start, end), item, start) if start < end else None


def _stripped(text: str, item: CitationItem, start: int) -> Surface | None:
    lead = len(text) - len(text.lstrip(_EDGES))
    term = _CUT.split(text.strip(_EDGES), maxsplit=1)[0].rstrip(_EDGES)
    if not term or len(term) > _LONGEST or "\n\n" in term:
        return None
    return Surface(" ".join(term.split()), item.span.source.span(start + lead, start + lead + len(term)))


def odd_ones(terms: Sequence[Surface], also: Sequence[str] = ()) -> Iterator[tuple[Surface, str]]:
    """The terms that a document uses less often than another, each with the usual one; none in a tie.

    `also`: the terms of its list of references, which count where the citations alone leave a tie.
    """
    counts = Counter(normal(term.text) for term in terms)
    if len(counts) < 2:
        return
    ranks = sorted(counts, key=lambda text: (-counts[text], -also.count(text)))
    usual, next_one = ranks[0], ranks[1]
    if counts[usual] == counts[next_one] and also.count(usual) == also.count(next_one):
        return
    shown = next(term.text for term in terms if normal(term.text) == usual)
    yield from ((term, shown) for term in terms if normal(term.text) != usual)


def normal(term: str) -> str:
    """A term for comparing: in lower case, without full stops and spaces: `et al.` and `et al` are the same."""
    return "".join(term.casefold().replace(".", " ").split())
