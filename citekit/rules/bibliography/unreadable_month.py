"""BIB118: a month that is none."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.dates import read_year_month
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.wording import shown

_NAMED = frozenset("january february march april may june july august september october november december".split())
_SHORT = frozenset(name[:3] for name in _NAMED)


@rule("BIB118", Severity.INFORMATION)
def unreadable_month(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The `month` of an entry is neither a month nor a number from 1 to 12.

    ## Why it matters
    biblatex leaves out what is no number from 1 to 12, and styles that sort by month or translate its name cannot
    do so. The short names `jan`, `feb` … `dec` without braces are what every style knows.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      month = {13},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      month = dec,
    }
    ~~~
    """
    for entry, field in own(project, "month"):
        folded = field.value.lower()
        if folded in _NAMED or folded in _SHORT or not field.text.strip():
            continue
        if read_year_month("2000", field.text).literal:
            number = field.text.strip().isdecimal()
            yield report(
                field.span,
                say("{value} is no month", value=shown(field.text)),
                hint=say("write jan, feb … dec without braces, or a number from 1 to 12"),
                subject=entry.key,
                severity=Severity.WARNING if number else None,
            )
