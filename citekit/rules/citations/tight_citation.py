"""CIT204: a citation in words that lacks a space."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Citation, CitationItem, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import shown

_AND = re.compile(r"\s?&\s?")
_MARK = re.compile(r"[,;](?![\s”’»“\"])")
_LONGEST = 40
"""Characters between two names, or a name and its year."""


@rule("CIT204", Severity.INFORMATION)
def tight_citation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation has no space behind a comma or semicolon, or about the sign & between its authors.

    ## Why it matters
    It is a slip of the pen that every style forbids, and a search for the citation misses it. It is said once for each
    citation.

    ## Example
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama menyesuaikan perilaku para pelaku (Plano&Olton,1979).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama menyesuaikan perilaku para pelaku (Plano & Olton, 1979).
    ~~~
    """
    for document in project.documents:
        for citation in document.citations:
            if any(item.names and item.year and not item.key for item in citation.items):
                yield from _tight(document, citation, report)


def _tight(document: Document, citation: Citation, report: Report) -> Iterator[Diagnostic]:
    """What stands between names, and between the names and the year; a name may have an & of its own (AT&T)."""
    dated = [item for item in citation.items if item.names and item.year and not item.key]
    gaps = [gap for item in dated for gap in pairwise([*item.names, *filter(None, [item.year])])]
    places = [(one.span.end, other.span.start) for one, other in gaps if one.span.end <= other.span.start]
    tight = [(start, end) for start, end in places if _spaced(document.prose[start:end]) != document.prose[start:end]]
    if tight:
        start, end = tight[0][0], tight[-1][1]
        yield _finding(document, (start, end), dated, report)


def _finding(document: Document, tight: tuple[int, int], items: list[CitationItem], report: Report) -> Diagnostic:
    item = next(item for item in items if item.year and item.year.span.start >= tight[0])
    first, year = item.names[0].span.start, item.year.span if item.year else item.span
    gaps = [(one.span.end, other.span.start) for one, other in pairwise([*item.names, *filter(None, [item.year])])]
    parts, at = [], first
    for start, end in gaps:
        if at <= start <= end:
            parts += [document.prose[at:start], _spaced(document.prose[start:end])]
            at = end
    place, mended = document.source.span(first, year.end), "".join([*parts, document.prose[at : year.end]])
    return report(
        place,
        say("{cited} lacks a space", cited=shown(document.prose[first : year.end])),
        hint=say("write {cited}", cited=shown(mended)),
        fix=Fix(place, mended) if place.text == document.prose[first : year.end] else None,
    )


def _spaced(gap: str) -> str:
    if len(gap) > _LONGEST or "\n" in gap:
        return gap
    return _MARK.sub(r"\g<0> ", _AND.sub(" & ", gap) if "&" in gap else gap)
