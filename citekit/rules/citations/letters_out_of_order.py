"""CIT123: works of one year in a printed list whose letters do not follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Document, PrintedReference, Project, fold
from citekit.plugin import Report, rule


@rule("CIT123", Severity.INFORMATION)
def letters_out_of_order(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Works of the same authors and year stand in the list with letters that leave one out or change places.

    ## Why it matters
    The letters are given in the order of the list: a, b, c. Where b comes before a, or there is no a, a work was put
    in or taken out by hand, and citations with the old letters may mean another work now.

    ## Example
    ~~~makalah.txt
    Kota tumbuh (Abel, 2001a) dan desa menyusut (Abel, 2001b).

    Daftar Pustaka

    Abel, A. (2001b). Desa. Penerbit Contoh.

    Abel, A. (2001a). Kota. Penerbit Contoh.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Kota tumbuh (Abel, 2001b) dan desa menyusut (Abel, 2001a).

    Daftar Pustaka

    Abel, A. (2001a). Desa. Penerbit Contoh.

    Abel, A. (2001b). Kota. Penerbit Contoh.
    ~~~
    """
    for document in project.documents:
        for works in _alike(document):
            letters = "".join(work.letter for work in works)
            expected = "abcdefghijklmnopqr"[: len(works)]
            wrong = next((at for at, pair in enumerate(zip(letters, expected, strict=True)) if len({*pair}) > 1), None)
            if wrong is not None:
                yield _finding(works, wrong, expected[wrong], report)


def _alike(document: Document) -> Iterator[Sequence[PrintedReference]]:
    """The works of a list that have the same names and year, and letters; a work twice is told elsewhere."""
    groups: dict[tuple[str, ...], list[PrintedReference]] = {}
    for one in document.references:
        if one.letter and one.year:
            people = one.entry.people
            groups.setdefault((one.year, str(people.others), *(fold(n.inverted) for n in people.names)), []).append(one)
    for works in groups.values():
        if len({work.letter for work in works}) == len(works):
            yield works


def _finding(works: Sequence[PrintedReference], at: int, expected: str, report: Report) -> Diagnostic:
    work = works[at]
    return report(
        work.span,
        say("{year}{letter} stands where {year}{expected} should be", year=work.year, letter=work.letter,
            expected=expected),
        hint=say("give the letters in the order of the list, and change the citations with them"),
        related=tuple(Related(one.span, say("{year}{letter}", year=one.year, letter=one.letter))
                      for one in works if one is not work),
    )  # fmt: skip
