"""CIT202: two terms for "and others" in the citations of one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project, Surface
from citekit.plugin import Report, rule
from citekit.rules.places import words_of
from citekit.rules.terms import HOUSE, foreign, language_of_work, normal, odd_ones, of_list, others_term
from citekit.rules.wording import shown


@rule("CIT202", Severity.INFORMATION)
def mixed_et_al(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The citations of a document say "and others" in two ways: *et al.* here, *dkk.* there.

    ## Why it matters
    A reader takes it for carelessness, and an editor sends it back. It is said of the term that is used less often.
    A house that writes *dkk.* for Indonesian works and *et al.* for foreign ones says so by `et-al-by-language` in its
    profile (`indonesia` does): then the works of each are looked at apart, as far as `langid` tells their language.

    ## Example
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto and Budi Sulistyowati and Ani Contoh},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    @book{geertz1960,
      author = {Clifford Geertz and Hildred Geertz and Robert Jay},
      title = {The Religion of Java},
      publisher = {Penerbit Contoh},
      year = {1960},
    }
    @book{nasution1990,
      author = {Harun Nasution and Ani Contoh and Budi Misal},
      title = {Islam Rasional},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Soekanto dkk., 1982), dari aturan (Geertz dkk., 1960) dan dari kebiasaan
    (Nasution et al., 1990).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto and Budi Sulistyowati and Ani Contoh},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    @book{geertz1960,
      author = {Clifford Geertz and Hildred Geertz and Robert Jay},
      title = {The Religion of Java},
      publisher = {Penerbit Contoh},
      year = {1960},
    }
    @book{nasution1990,
      author = {Harun Nasution and Ani Contoh and Budi Misal},
      title = {Islam Rasional},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Soekanto dkk., 1982), dari aturan (Geertz dkk., 1960) dan dari kebiasaan
    (Nasution dkk., 1990).
    ~~~
    """
    by_language = project.config.profile.settings.et_al_by_language
    for document in project.documents:
        found, listed = list(_terms(project, document)), of_list(document, "others")
        terms = [term for term, _ in found]
        if by_language:
            for language, own in HOUSE.items():
                yield from _of_works([term for term, one in found if one == language], language, own, report)
        else:
            odd = [*foreign(terms, listed), *odd_ones(terms, listed)]
            yield from (_finding(term, usual, report) for term, usual in odd)


def _of_works(terms: Sequence[Surface], language: str, own: str, report: Report) -> Iterator[Diagnostic]:
    """Of the terms for the works of one language those that are of the other, and those that are the fewer."""
    at_home = words_of("others", "id") - {normal(HOUSE["other"])}
    fits = [(normal(term.text) in at_home) == (language == "id") for term in terms]
    right = list(compress(terms, fits))
    usual = next((term.text for term in right if normal(term.text) == normal(own)), "")
    for term, is_right in zip(terms, fits, strict=True):
        if not is_right:
            yield _finding(term, usual, report) if usual else _against_house(term, language, own, report)
    yield from (_finding(term, most, report) for term, most in odd_ones(right, (own,)))


def _against_house(odd: Surface, language: str, own: str, report: Report) -> Diagnostic:
    message = (
        say("{odd} stands for authors of an Indonesian work", odd=shown(odd.text))
        if language == "id"
        else say("{odd} stands for authors of a foreign work", odd=shown(odd.text))
    )
    return report(odd.span, message, hint=say("write {usual}", usual=shown(own)), fix=Fix(odd.span, own))


def _finding(odd: Surface, usual: str, report: Report) -> Diagnostic:
    return report(
        odd.span,
        say("{odd} stands where the document has {usual} elsewhere", odd=shown(odd.text), usual=shown(usual)),
        hint=say("write {usual}", usual=shown(usual)),
        fix=Fix(odd.span, usual),
    )


def _terms(project: Project, document: Document) -> Iterator[tuple[Surface, str]]:
    """The terms, each with the language of its work; empty where the library does not say it."""
    for citation in document.citations:
        for attribution in project.attributions_of(citation):
            item, entries = attribution.item, attribution.entries
            # Where the term should not stand at all, that is what is said.
            needless = entries and all(len(entry.people) < 2 and not entry.people.others for entry in entries)
            if needless or not isinstance(item, CitationItem) or item.repeats:
                continue
            if term := others_term(item):
                yield term, language_of_work(attribution.entry)
