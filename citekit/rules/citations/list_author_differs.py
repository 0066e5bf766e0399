"""CIT115: a printed list of references that spells an author otherwise than the library."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import say
from citekit.model import Entry, Misspelling, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import people_field


@rule("CIT115", Severity.ERROR)
def list_author_differs(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The list of references spells an author's name differently from the library.

    ## Why it matters
    A reader who looks for the work by that name finds nothing, and the citations in the text do not lead to it. Title
    and year agree so well that no other work can be meant; which spelling is right, the title page says.

    ## Example
    ~~~references.bib
    @book{koentjaraningrat1985,
      author = {Koentjaraningrat},
      title = {Pengantar Ilmu Antropologi},
      publisher = {Aksara Baru},
      year = {1985},
    }
    ~~~
    ~~~makalah.txt
    Kebudayaan dibentuk bersama (Koentjaraningrat, 1985).

    Daftar Pustaka

    Koentjoroningrat. (1985). Pengantar Ilmu Antropologi. Aksara Baru.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{koentjaraningrat1985,
      author = {Koentjaraningrat},
      title = {Pengantar Ilmu Antropologi},
      publisher = {Aksara Baru},
      year = {1985},
    }
    ~~~
    ~~~makalah.txt
    Kebudayaan dibentuk bersama (Koentjaraningrat, 1985).

    Daftar Pustaka

    Koentjaraningrat. (1985). Pengantar Ilmu Antropologi. Aksara Baru.
    ~~~
    """
    for listed in project.listed:
        if listed.entry:
            for misspelling in listed.misspellings:
                yield _finding(misspelling, listed.entry, report)


def _finding(misspelling: Misspelling, entry: Entry, report: Report) -> Diagnostic:
    surface, correct = misspelling.surface, misspelling.correct
    field = people_field(entry)
    return report(
        surface.span,
        say(
            '"{printed}" in the list is spelt "{correct}" in {key}',
            printed=surface.text,
            correct=correct,
            key=entry.key,
        ),
        hint=say('write "{correct}", or correct the library', correct=correct),
        subject=entry.key,
        related=(Related(field.span, say("the name in the library")),) if field else (),
        fix=Fix(surface.span, correct) if surface.span.text == surface.text else None,
    )
