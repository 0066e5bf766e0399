"""CIT202: two terms for "and others" in the citations of one document."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project, Surface
from citekit.plugin import Report, rule
from citekit.rules.terms import odd_ones, others_term
from citekit.rules.wording import shown


@rule("CIT202", Severity.INFORMATION)
def mixed_et_al(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The citations of a document say "and others" in two ways: *et al.* here, *dkk.* there.

    ## Why it matters
    A reader takes it for carelessness, and an editor sends it back. It is said of the term that is used less often.

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
    for document in project.documents:
        for odd, usual in odd_ones(list(_terms(project, document))):
            yield report(
                odd.span,
                say("{odd} stands where the document has {usual} elsewhere", odd=shown(odd.text), usual=shown(usual)),
                hint=say("write {usual}", usual=shown(usual)),
                fix=Fix(odd.span, usual),
            )


def _terms(project: Project, document: Document) -> Iterator[Surface]:
    for citation in document.citations:
        for attribution in project.attributions_of(citation):
            item, entries = attribution.item, attribution.entries
            # Where the term should not stand at all, that is what is said.
            needless = entries and all(len(entry.people) < 2 and not entry.people.others for entry in entries)
            if needless or not isinstance(item, CitationItem) or item.repeats:
                continue
            if term := others_term(item):
                yield term
