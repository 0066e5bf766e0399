"""CIT207: pages of citations that are written wrongly, or each in another way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Locator, Project, Surface
from citekit.plugin import Report, rule
from citekit.prose.terms import phrase
from citekit.rules.places import language, page_range, place_label
from citekit.rules.terms import odd_ones
from citekit.rules.wording import shown

_ONE, _MANY = frozenset({"p", "pg", "page"}), frozenset({"pp", "pgs", "pages"})
"""English words for one page and for several; French, for one, has *p.* for both."""
_INSTEAD = {"p": "pp.", "pp": "p.", "pg": "pgs.", "pgs": "pg.", "page": "pages", "pages": "page"}


@rule("CIT207", Severity.INFORMATION)
def page_form(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The pages of a citation go backwards, have the wrong word, or are written in another way than in the others.

    ## Why it matters
    12–7 is a slip, or short for 12–17, which no reader can tell. *P.* is one page and *pp.* are several; and *hlm.*
    here and *hal.* or a colon there looks careless. Of two ways to write it that is told which is used less often.

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
    Negara bekerja sama (Holsti, 1995, hlm. 12). Kekuasaan terbagi (Waltz, 1979, hlm. 7). Kelompok bertahan
    (Soekanto, 1982, hal. 3).
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
    Negara bekerja sama (Holsti, 1995, hlm. 12). Kekuasaan terbagi (Waltz, 1979, hlm. 7). Kelompok bertahan
    (Soekanto, 1982, hlm. 3).
    ~~~
    """
    for document in project.documents:
        paged = list(_paged(document))
        english = bool(paged) and language(document) == "en"
        for one in paged:
            yield from _wrong(one, report, english=english)
        labels = [one.label for one in paged if one.label]
        for odd, usual in odd_ones([Surface(_form(label), label.span) for label in labels]):
            yield report(
                odd.span,
                say("{odd} stands before a page where the document has {usual}", odd=shown(odd.span.text),
                    usual=shown(usual)),
                hint=say("write {usual}", usual=shown(usual)),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Paged:
    item: CitationItem
    locator: Locator
    label: Surface | None


def _paged(document: Document) -> Iterator[_Paged]:
    """The citations in words that name pages."""
    for item in (item for citation in document.citations for item in citation.items):
        if item.locator and item.locator.label == "page" and not item.key:
            yield _Paged(item, item.locator, place_label(item))


def _form(label: Surface) -> str:
    """A word for pages, the same for one and for several."""
    words = phrase(label.text)
    return "p." if words and words[0] in ("p", "pp") else label.text


def _wrong(one: _Paged, report: Report, *, english: bool) -> Iterator[Diagnostic]:
    pages, value = page_range(one.locator.value), one.locator.value
    if pages and pages[0] > pages[1]:
        yield report(
            one.item.span,
            say("the pages {pages} go backwards", pages=value),
            hint=say("look at the digits, or write both numbers out"),
        )
    elif english and one.label and (right := _number(phrase(one.label.text), value, several=bool(pages))):
        yield report(
            one.label.span,
            say("{label} stands before {pages}", label=shown(one.label.text), pages=shown(value)),
            hint=say("write {label}", label=shown(right)),
            fix=Fix(one.label.span, right, safe=False),
        )


def _number(label: Sequence[str], value: str, *, several: bool) -> str:
    """The word that fits the number of pages, where another stands; else empty."""
    if len(label) != 1:
        return ""
    wrong = (several and label[0] in _ONE) or (value.isdigit() and label[0] in _MANY)
    return _INSTEAD[label[0]] if wrong else ""
