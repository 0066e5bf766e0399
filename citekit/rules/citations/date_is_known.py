"""CIT124: "no date" or "in press" for a work whose year is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Project
from citekit.plugin import Report, rule
from citekit.prose.terms import terms
from citekit.rules.scope import has_date_elsewhere, known_attributions
from citekit.rules.wording import described, shown


@rule("CIT124", Severity.WARNING)
def date_is_known(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation or the list says that a work has no date, or is in press, and the library has a year for it.

    ## Why it matters
    The reader looks among the undated works and does not find it. Mostly the work has come out since, or the year was
    looked up for the list alone.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, t.t.).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995).
    ~~~
    """
    for attribution in known_attributions(project):
        item = attribution.item
        if isinstance(item, CitationItem) and item.year and has_date_elsewhere(attribution):
            entry = attribution.nearest[0]
            yield report(
                item.year.span,
                say("{term}, but {work} has a year", term=shown(item.year.text), work=described(entry)),
                hint=say("write {year}", year=entry.year),
                subject=entry.key,
                related=(Related(entry.key_span, described(entry)),),
                fix=Fix(item.year.span, entry.year, safe=False),
            )
    for listed in project.listed if project.entries else ():
        known, printed = listed.entry, listed.reference
        if known and known.year and not printed.year and _is_undated(printed.span.text, known.year):
            yield report(
                printed.span,
                say("the list has no date for {work}", work=described(known)),
                hint=say("write {year}", year=known.year),
                subject=known.key,
                related=(Related(known.key_span, described(known)),),
            )


def _is_undated(text: str, year: str) -> bool:
    """The text says that there is no date, and has the year nowhere."""
    return year not in text and bool(_undated().search(text))


@cache
def _undated() -> re.Pattern[str]:
    """The words for "no date" and "in press" of any language."""
    texts = sorted(terms().no_date_texts, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, texts))})(?!\w)", re.I)
