"""QUO108: a quotation that nobody is cited for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.prose import reference_lists
from citekit.rules.quoted import quoted
from citekit.rules.wording import shown

_LEAST = 8
"""Fewer words may be a title, a term or a slogan."""
_LONG = 4
"""Letters of the words by whose capitals a title is told."""
_ENOUGH = 3
_MOST = 0.6
_NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]|\^\[|\[fn:|\\footnote|(?<=[^\W\d_]|[.,;:!?”\"»’“)])[⁰¹²³⁴-⁹]{1,3}(?!\w)")
"""The mark of a note: what stands in it may be a law or a file, which is no work of the list."""


@rule("QUO108", Severity.INFORMATION)
def quotation_without_citation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation of eight words and more stands in a paragraph that cites nobody.

    ## Why it matters
    The reader cannot tell whose words these are. It is said only of documents that cite elsewhere; titles, most of
    whose words have capitals, headings, items of lists, and what has the mark of a note behind it are left alone.

    ## Example
    ~~~makalah.txt
    Harga ditentukan bersama (Contoh, 2001).

    Seorang penulis berkata: “pasar yang ramai tidak selalu berarti pasar yang adil”.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Harga ditentukan bersama (Contoh, 2001).

    Seorang penulis berkata: “pasar yang ramai tidak selalu berarti pasar yang adil” (Contoh, 2001, hlm. 12).
    ~~~
    """
    for document in project.documents:
        if document.citations:
            yield from _uncited(document, report)


def _uncited(document: Document, report: Report) -> Iterator[Diagnostic]:
    starts = [citation.span.start for citation in document.citations]
    listed = [*reference_lists(document), *_items(document)]
    for found in quoted(document):
        place = found.quotation.start
        start, end = _paragraph(document, place)
        cited = bisect_left(starts, start) < bisect_left(starts, end)
        if (
            cited
            or found.citation
            or _NOTE.search(document.text, place, end)
            or not found.quotation.opened
            or len(found.text.split()) < _LEAST
        ):
            continue
        if not _is_titled(found.text) and not any(one <= place < other for one, other in listed):
            yield report(
                document.source.span(place, found.quotation.end),
                say("nobody is cited for {words}", words=shown(found.text)),
                hint=say("add the citation, with the page"),
            )


def _is_titled(text: str) -> bool:
    """Most of its longer words have capitals, as those of titles have in English and Indonesian."""
    long = [word for word in text.split() if len(word) >= _LONG and word[0].isalpha()]
    return len(long) >= _ENOUGH and sum(word[0].isupper() for word in long) >= _MOST * len(long)


def _items(document: Document) -> list[tuple[int, int]]:
    """The stretches where examples, questions and names stand in quotation marks."""
    kinds = ("item", "cell", "heading", "title")
    return [(block.start, block.end) for block in document.blocks if block.kind in kinds]


def _paragraph(document: Document, at: int) -> tuple[int, int]:
    """The paragraph about a place; the next one too where a colon or a block quotation leads on to it."""
    text = document.prose
    start = text.rfind("\n\n", 0, at)
    end = text.find("\n\n", at)
    return max(0, start), len(text) if end < 0 else end
