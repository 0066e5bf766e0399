"""CIT201: a citation whose bracket has no partner."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Citation, Document, Project
from citekit.plugin import Report, rule
from citekit.prose.terms import phrase, terms

_PARTNERS = {"(": ")", "[": "]", ")": "(", "]": "["}
_OPENING = "(["
_BRACKET_OR_BREAK = re.compile(r"[()\[\]]|\n[ \t\r]*\n")
_MOST_OPEN = 200
"""Brackets open at a time that are kept in mind: no text of sense has more."""
_PREFIX = 40
"""Characters between a bracket and the citation in it that may be "see" and the like."""


@rule("CIT201", Severity.WARNING)
def unbalanced_bracket(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The bracket of a citation is opened and not closed, or closed and not opened.

    ## Why it matters
    The reader cannot tell where the citation ends and the sentence goes on. A partner is looked for within the
    paragraph.

    ## Example
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979. Ia bertahan karena aturan (Soekanto, 1982).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979). Ia bertahan karena aturan (Soekanto, 1982).
    ~~~
    """
    for document in project.documents:
        if document.citations:
            lone = list(_lone(document.prose))
            for citation in document.citations:
                at = _of(document, citation, lone)
                if at is not None:
                    yield _finding(document, citation, at, report)


def _lone(prose: str) -> Iterator[int]:
    """Where a bracket stands that has no partner in its paragraph, in order."""
    opened: list[tuple[int, str]] = []
    found: list[int] = []
    for match in _BRACKET_OR_BREAK.finditer(prose):
        sign = match[0]
        if sign in _OPENING:
            opened = [*opened[-_MOST_OPEN:], (match.start(), sign)]
        elif sign not in _PARTNERS:
            found += [at for at, _ in opened]
            opened = []
        elif opened and opened[-1][1] == _PARTNERS[sign]:
            opened.pop()
        else:
            found.append(match.start())
    yield from sorted([*found, *(at for at, _ in opened)])


def _of(document: Document, citation: Citation, lone: list[int]) -> int | None:
    """The lone bracket that holds a citation: just before it, within it, or just after it."""
    text, start, end = document.prose, citation.span.start, citation.span.end
    start -= text[start : start + 1] not in _PARTNERS and text[max(0, start - 1) : start] in tuple(_OPENING)
    end += text[end - 1 : end] not in _PARTNERS and text[end : end + 1] in tuple(_PARTNERS)
    at = bisect_left(lone, start)
    if at < len(lone) and lone[at] < end:
        return lone[at]
    # "see" and the like may stand between the bracket and the citation.
    before = lone[at - 1] if at else -1
    within = text[before + 1 : start].strip() if 0 <= start - before <= _PREFIX else ""
    return before if within and text[before] in _OPENING and phrase(within) in terms().before.all else None


def _finding(document: Document, citation: Citation, at: int, report: Report) -> Diagnostic:
    bracket = document.prose[at]
    partner = _PARTNERS[bracket]
    where = citation.span.end if bracket in _OPENING else citation.span.start
    return report(
        document.source.span(at, at + 1),
        say("this {bracket} has no partner", bracket=bracket),
        hint=say("put {partner} where the citation ends", partner=partner)
        if bracket in _OPENING
        else say("put {partner} where the citation begins", partner=partner),
        fix=Fix(document.source.span(where, where), partner, safe=False),
    )
