"""CIT208: a comma before the year here, and none there."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Mode, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import cited_as


@rule("CIT208", Severity.INFORMATION)
def comma_before_year(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Some citations of a document have a comma before the year, and some have none.

    ## Why it matters
    APA and Harvard have a comma, Chicago has none; both in one text show that it was put together. It is told of the
    way that is used less often, and not where both are used as often.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995). Kekuasaan terbagi (Waltz, 1979). Kelompok bertahan (Soekanto 1982).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995). Kekuasaan terbagi (Waltz, 1979). Kelompok bertahan (Soekanto, 1982).
    ~~~
    """
    for document in project.documents:
        found = list(_bracketed(document))
        usual = sum(comma for _, comma in found) * 2 - len(found)
        for item, comma in found if usual else ():
            if comma is (usual < 0):
                yield _finding(item, comma, report)


def _bracketed(document: Document) -> Iterator[tuple[CitationItem, bool]]:
    """The citations in a bracket that have names and a year, each with whether a comma parts these."""
    for item in (item for citation in document.citations for item in citation.items):
        if item.mode is Mode.PARENTHETICAL and not item.key and item.names and _is_dated(item):
            between = item.span.source.slice(item.names[-1].span.end, item.year.span.start) if item.year else ""
            # A bracket of its own, a colon or a title may stand between them too.
            if len(between) < _LONGEST and not set(between) & _OTHERS:
                yield item, between.rstrip().endswith(",")


_LONGEST = 30
_OTHERS = frozenset("([:;/")


def _is_dated(item: CitationItem) -> bool:
    return item.year is not None and item.year.text[:1].isdigit()


def _finding(item: CitationItem, comma: bool, report: Report) -> Diagnostic:
    if comma:
        message = say("{cited} has a comma before the year, most have none", cited=cited_as(item))
        return report(item.span, message, hint=say("take the comma out, as in the others"))
    message = say("{cited} has no comma before the year, most have one", cited=cited_as(item))
    return report(item.span, message, hint=say("put a comma before the year, as in the others"))
