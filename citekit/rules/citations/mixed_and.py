"""CIT203: two words for "and" between the authors in the citations of one document."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Mode, Project, Surface
from citekit.plugin import Report, rule
from citekit.rules.terms import and_term, foreign, odd_ones, of_list
from citekit.rules.wording import shown

SIGN = "&"


@rule("CIT203", Severity.INFORMATION)
def mixed_and(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The citations of a document join two authors in two ways: *dan* here, *&* there.

    ## Why it matters
    A reader takes it for carelessness, and an editor sends it back. The sign & in brackets and a word in the sentence
    is no mixture: APA wants it so. It is said of the one that is used less often.

    ## Example
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{dougherty1997,
      author = {James E. Dougherty and Robert L. Pfaltzgraff},
      title = {Contending Theories},
      publisher = {Penerbit Contoh},
      year = {1997},
    }
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979), dari aturan (Dougherty & Pfaltzgraff, 1997) dan dari
    kebiasaan (Soekanto dan Sulistyowati, 1996).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{dougherty1997,
      author = {James E. Dougherty and Robert L. Pfaltzgraff},
      title = {Contending Theories},
      publisher = {Penerbit Contoh},
      year = {1997},
    }
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979), dari aturan (Dougherty & Pfaltzgraff, 1997) dan dari
    kebiasaan (Soekanto & Sulistyowati, 1996).
    ~~~
    """
    for document in project.documents:
        for odd, usual in _odd(project, document):
            yield report(
                odd.span,
                say("{odd} joins authors where the document has {usual}", odd=shown(odd.text), usual=shown(usual)),
                hint=say("write {usual}", usual=shown(usual)),
                fix=Fix(odd.span, usual),
            )


def _odd(project: Project, document: Document) -> Iterator[tuple[Surface, str]]:
    """The words that are not the usual word; then, apart for sentence and bracket, what is no word where words are
    usual, and the other way round.
    """
    found = list(_terms(project, document))
    listed = of_list(document, "and")
    yield from foreign(_apart_from_list(found, listed), [term for term in listed if term != SIGN] or listed)
    odd = dict(odd_ones([term for _, term in found if term.text != SIGN], listed))
    yield from odd.items()
    for narrative in (True, False):
        terms = [term for mode, term in found if (mode is Mode.NARRATIVE) is narrative and term not in odd]
        yield from odd_ones(terms)


def _terms(project: Project, document: Document) -> Iterator[tuple[Mode, Surface]]:
    for citation in document.citations:
        for attribution in project.attributions_of(citation):
            item, entry = attribution.item, attribution.entry
            # The name of a body may have an "and" of its own.
            if not isinstance(item, CitationItem) or item.repeats or (entry and len(entry.people) < 2):
                continue
            if not _is_title(item) and (term := and_term(item)):
                yield item.mode, term


def _is_title(item: CitationItem) -> bool:
    """A title in quotation marks stands in the authors' place."""
    first = item.names[0].span if item.names else item.span
    return first.source.slice(max(0, first.start - 1), first.start) in _QUOTES


_QUOTES = frozenset('“„«"‘')


def _apart_from_list(found: list[tuple[Mode, Surface]], listed: tuple[str, ...]) -> list[Surface]:
    """The terms that a list can speak for: one that has & leaves a word in the sentence as it is."""
    signs = all(term == SIGN for term in listed)
    return [term for mode, term in found if not (signs and mode is Mode.NARRATIVE)]
