"""BIB119: a year and a date that differ."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.dates import read_date
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own


@rule("BIB119", Severity.WARNING)
def years_differ(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry has both `year` and `date`, and they are of different years.

    ## Why it matters
    BibTeX's styles print the `year`, biblatex's the `date`: the work has one year in one list of references and
    another in the next, and only one of them fits the citations in the text.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      date = {1994-11-02},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      date = {1995-11-02},
    }
    ~~~
    """
    for entry, field in own(project, "date"):
        year = entry.fields.get("year")
        if year is None:
            continue
        dated, stated = read_date(field.text), read_date(year.text)
        ends = {one.year for one in (dated, dated.end) if one is not None}
        if dated.year is not None and stated.year is not None and stated.year not in ends:
            yield report(
                field.span,
                say(
                    "the date of {key} is of {date}, its year {year}", key=entry.key, date=dated.year, year=stated.year
                ),
                hint=say("keep the right one and delete the other"),
                subject=entry.key,
                related=(Related(year.span, say("its year")),),
            )
