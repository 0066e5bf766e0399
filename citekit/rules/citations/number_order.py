"""CIT206: numbers that do not follow the order in which works are first cited."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project
from citekit.plugin import Report, rule

_MOST = 1
"""Findings for a document: one number out of place moves all that follow."""


@rule("CIT206", Severity.INFORMATION)
def number_order(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The works of a numbered list do not have their numbers in the order in which the text first cites them.

    ## Why it matters
    IEEE, Vancouver and most numeric styles number works as they come. A number out of order is mostly left from an
    earlier version of the text. Said is the first one that is out of place. A list in the order of the alphabet, which
    some styles number too, is left alone: there the numbers come in any order.

    ## Example
    ~~~references.bib
    @book{ohm1827,
      author = {Georg Simon Ohm},
      title = {Die galvanische Kette, mathematisch bearbeitet},
      publisher = {Riemann},
      year = {1827},
    }
    ~~~
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1]. Tidak pada semua bahan [3]. Panas timbul juga [2].

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. P. Joule, On the Heat Evolved by Metallic Conductors. London: Taylor, 1841.

    [3] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.

    [4] A. Volta, On the Electricity Excited by Contact. London: Nicol, 1800.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{ohm1827,
      author = {Georg Simon Ohm},
      title = {Die galvanische Kette, mathematisch bearbeitet},
      publisher = {Riemann},
      year = {1827},
    }
    ~~~
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1]. Tidak pada semua bahan [2]. Panas timbul juga [3].

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.

    [3] J. P. Joule, On the Heat Evolved by Metallic Conductors. London: Taylor, 1841.

    [4] A. Volta, On the Electricity Excited by Contact. London: Nicol, 1800.
    ~~~
    """
    for document in project.documents:
        if not _is_alphabetical(document):
            found = list(_first_out_of_place(document))
            for item, expected in found[:_MOST]:
                yield report(
                    item.span,
                    say("{number} is cited first where {expected} should be", number=item.number, expected=expected),
                    hint=say("number the works in the order in which the text first cites them"),
                )


def _first_out_of_place(document: Document) -> Iterator[tuple[CitationItem, int]]:
    """The items whose number is larger than any cited before calls for."""
    known = {reference.number for reference in document.references if reference.numbered}
    highest = 0
    for item in (item for citation in document.citations for item in citation.items):
        if item.number in known and item.number.isdecimal():
            if int(item.number) > highest + 1:
                yield item, highest + 1
            highest = max(highest, int(item.number))


def _is_alphabetical(document: Document) -> bool:
    """The list goes by the names of its first authors."""
    people = [reference.entry.people.names for reference in document.references]
    names = [names[0].short.casefold() for names in people if names]
    return names == sorted(names)
