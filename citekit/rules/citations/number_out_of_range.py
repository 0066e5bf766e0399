"""CIT113: a number that the list of references does not have."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project
from citekit.plugin import Report, rule


@rule("CIT113", Severity.ERROR)
def number_out_of_range(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation by number has a number that the document's list of references does not have.

    ## Why it matters
    The reader finds no work under it. A work may have been taken out of the list, or the number is mistyped.

    ## Example
    ~~~references.bib
    @book{ohm1827,
      author = {Georg Simon Ohm},
      title = {Die galvanische Kette, mathematisch bearbeitet},
      publisher = {Penerbit Contoh},
      year = {1827},
    }
    @book{maxwell1873,
      author = {James Clerk Maxwell},
      title = {A Treatise on Electricity and Magnetism},
      publisher = {Penerbit Contoh},
      year = {1873},
    }
    ~~~
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1], tetapi tidak pada semua bahan [12].

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{ohm1827,
      author = {Georg Simon Ohm},
      title = {Die galvanische Kette, mathematisch bearbeitet},
      publisher = {Penerbit Contoh},
      year = {1827},
    }
    @book{maxwell1873,
      author = {James Clerk Maxwell},
      title = {A Treatise on Electricity and Magnetism},
      publisher = {Penerbit Contoh},
      year = {1873},
    }
    ~~~
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1], tetapi tidak pada semua bahan [2].

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.
    ~~~
    """
    for document in project.documents:
        known = {reference.number for reference in document.references}
        if known:
            yield from _beyond(document, known, report)


def _beyond(document: Document, known: set[str], report: Report) -> Iterator[Diagnostic]:
    most = max((int(number) for number in known if number.isdecimal()), default=0)
    for item in (item for citation in document.citations for item in citation.items):
        if item.number and item.number not in known:
            yield _finding(item, most, report)


def _finding(item: CitationItem, most: int, report: Report) -> Diagnostic:
    return report(
        item.span,
        say("the list of references has no number {number}; its last is {most}", number=item.number, most=most),
        hint=say("correct the number, or add the work to the list"),
    )
