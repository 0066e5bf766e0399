"""CIT202: two terms for "and others" in the citations of one document."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Entry, Project, Surface
from citekit.plugin import Report, rule
from citekit.rules.terms import foreign, odd_ones, of_list, others_term
from citekit.rules.wording import shown

_INDONESIAN = frozenset(
    ("id", "id-id", "in", "indonesian", "indonesia", "bahasa indonesia", "indonesisch", "indonésien")
)
"""How libraries say that a work is in Indonesian (`langid`, `language`)."""

_HOUSE = {"id": ("dkk.",), "other": ("et al.",), "": ()}
"""What decides a tie where each language has its own term."""


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
            of_works = {language: [term for term, one in found if one == language] for _, language in found}
            odd = [pair for language, some in of_works.items() if language for pair in odd_ones(some, _HOUSE[language])]
        else:
            odd = [*foreign(terms, listed), *odd_ones(terms, listed)]
        yield from (_finding(term, usual, report) for term, usual in odd)


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
                yield term, _language(attribution.entry)


def _language(entry: Entry | None) -> str:
    stated = (entry.text("langid") or entry.text("language")).casefold() if entry else ""
    return "id" if stated in _INDONESIAN else "other" if stated else ""
