"""BIB134: a work that has been "in press" for years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Entry, Field, Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.vocabulary import FORTHCOMING

_YEARS = 2
"""A work that was in press so many years ago has come out, or never will."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")
_NOTED = ("year", "date", "urldate", "timestamp", "date-added", "dateadded", "lastchecked")
"""Fields whose year says when the entry was true."""


@rule("BIB134", Severity.INFORMATION)
def stale_in_press(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry says that its work is in press or to appear, and is years old.

    ## Why it matters
    The work has come out since, with a volume, pages and perhaps another year; or it never will. How old the entry is
    its year says, else the day on which it was added or its address was last seen.

    ## Example
    ~~~references.bib
    @article{plano2009,
      author = {Jack C. Plano},
      title = {The Words of Politics},
      journal = {Contoh},
      year = {2009},
      note = {In press},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{plano2010,
      author = {Jack C. Plano},
      title = {The Words of Politics},
      journal = {Contoh},
      year = {2010},
      volume = {4},
      pages = {1--12},
    }
    ~~~
    """
    newest = Day.today().year - _YEARS
    for entry, field in own(project, "note", "pubstate", "year", "howpublished", "addendum"):
        noted = _noted(entry)
        if noted and noted <= newest and _is_forthcoming(field):
            yield report(
                field.span,
                say('{key} has been "{state}" since {year}', key=entry.key, state=field.value.strip(), year=noted),
                hint=say("look up whether it has come out, and add volume and pages"),
                subject=entry.key,
            )


def _is_forthcoming(field: Field) -> bool:
    """The field says nothing else than that the work is still to come, but for a year."""
    return " ".join(_WORDS.findall(field.value.casefold())) in FORTHCOMING


def _noted(entry: Entry) -> int:
    """The latest year of which the entry says something; 0 where it says nothing."""
    found = (_YEAR.findall(entry.text(name)) for name in _NOTED)
    return max((int(year) for years in found for year in years), default=0)
