"""BIB125: pages from a higher to a lower one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.wording import shown

_RANGE = re.compile(r"\s*([0-9]{1,9})\s*(?:-{1,3}|[–—‒])\s*([0-9]{1,9})\s*")


@rule("BIB125", Severity.WARNING)
def pages_reversed(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The first page of a range is higher than the last.

    ## Why it matters
    A digit is wrong or missing, and the reader does not find the place. Shortened ranges such as 123–45 are
    understood.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {254--226},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {226--254},
    }
    ~~~
    """
    for entry, field in own(project, "pages"):
        for part in field.value.split(","):
            found = _RANGE.fullmatch(part)
            if found and _is_reversed(found[1], found[2]):
                yield report(
                    field.span,
                    say("the pages {pages} run backwards", pages=shown(part.strip())),
                    hint=say("look at their digits"),
                    subject=entry.key,
                )


def _is_reversed(first: str, last: str) -> bool:
    """Is the second lower, also as the end of a range that leaves out digits: 123–45, 1023–9?"""
    full = first[: max(len(first) - len(last), 0)] + last
    return int(full) < int(first)
