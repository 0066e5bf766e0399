"""QUO105: a quotation that stands on another page than the citation says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Entry, Project, WorkText
from citekit.plugin import Report, rule
from citekit.quoting import State
from citekit.rules.held import Held
from citekit.rules.quoted import Quoted, quoted

_RANGE = re.compile(r"(\d+)\s*(?:[-–—]+\s*(\d+))?")
_PAGE = "page"


@rule("QUO105", Severity.ERROR)
def other_page(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation stands on another page of its source than the citation says.

    ## Why it matters
    The reader opens the book and does not find the words. It is checked where the text that the project keeps has
    pages (a PDF, or plain text with form feeds) and these are plainly the work's own: as many as its `pages` say, or
    counted from 1 where it has none.

    ## Example
    ~~~references.bib
    @article{misal2005,
      author = {Budi Misal},
      title = {Kota},
      journal = {Jurnal Contoh},
      year = {2005},
      pages = {71--72},
    }
    ~~~
    ~~~sources/misal2005.txt
    Dahulu desa-desa di tepi sungai itu hidup dari ikan.
    \fKota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “lebih cepat daripada aturan yang hendak menata jalan” (Misal, 2005, hlm. 71).
    ~~~

    ## Use instead
    ~~~references.bib
    @article{misal2005,
      author = {Budi Misal},
      title = {Kota},
      journal = {Jurnal Contoh},
      year = {2005},
      pages = {71--72},
    }
    ~~~
    ~~~sources/misal2005.txt
    Dahulu desa-desa di tepi sungai itu hidup dari ikan.
    \fKota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “lebih cepat daripada aturan yang hendak menata jalan” (Misal, 2005, hlm. 72).
    ~~~
    """
    held = Held(project)
    for document in project.documents if project.texts else ():
        for found in quoted(document):
            for text, result in held.compare(found):
                cited = _cited(found, text.key, project)
                stands = _pages(text, project, result.start, result.end) if cited else None
                if result.state is not State.ABSENT and cited and stands and not _meet(cited[1], stands):
                    yield _finding(cited[0], text, stands, result.start, report)


def _cited(found: Quoted, key: str, project: Project) -> tuple[CitationItem, tuple[int, int]] | None:
    """The item that cites the work, and its pages."""
    for attribution in project.attributions_of(found.citation) if found.citation else ():
        item, entry = attribution.item, attribution.entry
        if not isinstance(item, CitationItem) or entry is None or entry.key != key:
            continue
        if item.locator and item.locator.label == _PAGE and (pages := _range(item.locator.value)):
            return item, pages
    return None


def _range(text: str) -> tuple[int, int] | None:
    """The first and last of some pages: `12`, `12–15`, `251–5`."""
    match = _RANGE.fullmatch(text.strip())
    if not match:
        return None
    first, last = match[1], match[2] or match[1]
    return int(first), int(first[: len(first) - len(last)] + last) if len(last) < len(first) else int(last)


def _pages(text: WorkText, project: Project, start: int, end: int) -> tuple[int, int] | None:
    """The work's own pages on which a stretch of its text stands; None where they cannot be told."""
    entry = project.entry(text.key)
    first = _first_page(text, entry) if entry else None
    if first is None:
        return None
    at, until = (bisect_right(text.pages, place) - 1 for place in (start, max(start, end - 1)))
    return first + at, first + until


def _first_page(text: WorkText, entry: Entry) -> int | None:
    if not text.pages:
        return None
    stated = entry.text("pages")
    pages = _range(stated) if stated else (1, len(text.pages))
    return pages[0] if pages and pages[1] - pages[0] + 1 == len(text.pages) else None


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _finding(item: CitationItem, text: WorkText, stands: tuple[int, int], at: int, report: Report) -> Diagnostic:
    page = str(stands[0]) if stands[0] == stands[1] else f"{stands[0]}–{stands[1]}"
    cited = item.locator.value if item.locator else ""
    return report(
        item.span,
        say("the words stand on page {page} of {key}, not on {cited}", page=page, key=text.key, cited=cited),
        hint=say("write the page {page}", page=page),
        subject=text.key,
        related=(Related(text.source.span(at, at), say("the words in the source")),),
    )
