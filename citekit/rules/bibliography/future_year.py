"""BIB117: a year that has not come yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own

_YEAR = re.compile(r"\s*([0-9]{4})(?:-[0-9]{2}){0,2}\s*")


@rule("BIB117", Severity.WARNING)
def future_year(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The year of an entry lies more than a year ahead.

    ## Why it matters
    Books of an autumn bear the year to come, but none later. A digit is wrong or two have changed places.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {9195},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    newest = Day.today().year + 1
    for entry, field in own(project, "year", "date"):
        found = _YEAR.fullmatch(field.value)
        if found and int(found[1]) > newest:
            yield report(
                field.span,
                say("the year {year} of {key} has not come yet", year=found[1], key=entry.key),
                hint=say("look at its digits"),
                subject=entry.key,
            )
