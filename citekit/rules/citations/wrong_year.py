"""CIT109: a citation whose year is not quite that of the work."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import Message, say
from citekit.model import Attribution, CitationItem, Doubt, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import known_attributions
from citekit.rules.wording import cited_as, described, where_works_are

SLIPS = frozenset({Doubt.YEAR_NEXT, Doubt.YEAR_DIGITS})
"""What is wrong with a year that is surely meant for another: it is the one beside it, or has its digits exchanged."""


@rule("CIT109", Severity.ERROR)
def wrong_year(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names the authors of a work in the library, and a year that is not quite that of the work.

    ## Why it matters
    The reader looks for a work that does not exist. The years differ by one, or have the same digits in another order,
    which is how years are mistyped; which of the two is right, the title page says. A citation whose year is farther
    off may mean a work that the library lacks: that is unknown-work.

    ## Example
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    ~~~
    ~~~makalah.txt
    Ada tiga lapisan dalam masyarakat itu (Geertz, 1961).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    ~~~
    ~~~makalah.txt
    Ada tiga lapisan dalam masyarakat itu (Geertz, 1960).
    ~~~
    """
    for attribution in known_attributions(project):
        item = attribution.item
        if attribution.doubt in SLIPS and attribution.nearest and isinstance(item, CitationItem) and not item.repeats:
            yield _finding(item, attribution, where_works_are(project), report)


def _finding(item: CitationItem, attribution: Attribution, where: Message, report: Report) -> Diagnostic:
    nearest = attribution.nearest[0]
    year = nearest.year or ""
    return report(
        item.year.span if item.year else item.span,
        say("the year of {cited} is {year} in {key}", cited=cited_as(item), year=year, key=nearest.key),
        hint=say("write {year}, or correct {where}: {work}", year=year, where=where, work=described(nearest)),
        subject=nearest.key,
        related=_year(nearest, where),
        fix=Fix(item.year.span, year, safe=False) if item.year and item.year.span.text == item.year.text else None,
    )


def _year(entry: Entry, where: Message) -> tuple[Related, ...]:
    field = entry.fields.get("year") or entry.fields.get("date")
    return (Related(field.span, say("the year in {where}", where=where)),) if field else ()
