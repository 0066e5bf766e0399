"""CIT126: a page that the work does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, ClaimSource, Entry, Locator, Project
from citekit.plugin import Report, rule
from citekit.rules.places import numbers, page_range
from citekit.rules.wording import described

_PARTS = frozenset({"article", "incollection", "inbook", "inproceedings", "conference", "suppbook", "bookinbook"})
"""Types whose pages are a stretch of something longer."""
_ROMAN = re.compile(r"[ivxlcdm]+", re.I)


@rule("CIT126", Severity.WARNING)
def page_outside_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names a page that lies outside the pages of the article or chapter.

    ## Why it matters
    Nobody finds the passage there. A digit is wrong, the page is that of a preprint or of the file instead of the
    journal, or another work was meant.

    ## Example
    ~~~references.bib
    @article{plano1979,
      author = {Jack C. Plano},
      title = {The Words of Politics},
      journal = {Contoh},
      year = {1979},
      pages = {101--120},
    }
    ~~~
    ~~~makalah.txt
    Istilah itu baru (Plano, 1979, hlm. 512).
    ~~~

    ## Use instead
    ~~~references.bib
    @article{plano1979,
      author = {Jack C. Plano},
      title = {The Words of Politics},
      journal = {Contoh},
      year = {1979},
      pages = {101--120},
    }
    ~~~
    ~~~makalah.txt
    Istilah itu baru (Plano, 1979, hlm. 112).
    ~~~
    """
    for attribution in project.attributions:
        item, entry = attribution.item, attribution.entry
        if entry and isinstance(item, CitationItem | ClaimSource) and (outside := _outside(item.locator, entry)):
            yield report(
                item.span,
                say(
                    "page {page} is not among the pages {pages} of {key}",
                    page=outside,
                    pages=entry.text("pages").replace("--", "–"),
                    key=entry.key,
                ),
                hint=say("look the page up, or correct the pages of the entry"),
                subject=entry.key,
                related=(Related(entry.fields["pages"].span, described(entry)),),
            )


def _outside(locator: Locator | None, entry: Entry) -> int | None:
    """The first page that a citation names and the work has not; None where that cannot be told."""
    if locator is None or locator.label != "page" or entry.type not in _PARTS or "pages" not in entry.fields:
        return None
    own = page_range(entry.text("pages"))
    if own is None or own[0] > own[1] or _ROMAN.fullmatch(locator.value):
        return None
    found = page_range(locator.value) or tuple(numbers(locator.value))
    return next((page for page in found if not own[0] <= page <= own[1]), None)
