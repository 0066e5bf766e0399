"""CIT103: a name that is nearly right."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import Message, say
from citekit.model import Attribution, Entry, Misspelling, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import described, people_field, where_works_are


@rule("CIT103", Severity.ERROR)
def misspelt_author(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation spells an author's name differently from the library.

    ## Why it matters
    It credits somebody who does not exist, and a reader who searches for the name finds nothing. Year and name agree
    with one work so nearly that no other can be meant; which of the two spellings is right, the title page says.

    ## Example
    ~~~references.bib
    @book{koentjaraningrat1985,
      author = {Koentjaraningrat},
      title = {Pengantar Ilmu Antropologi},
      publisher = {Aksara Baru},
      year = {1985},
    }
    ~~~
    ~~~skripsi.txt
    Gagasan, tindakan, dan karya manusia bersama-sama membentuk kebudayaan (Koentjoroningrat, 1985).
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
    ~~~skripsi.txt
    Gagasan, tindakan, dan karya manusia bersama-sama membentuk kebudayaan (Koentjaraningrat, 1985).
    ~~~
    """
    for attribution in project.attributions:
        for misspelling in attribution.misspellings:
            yield _finding(attribution, misspelling, where_works_are(project), report)


def _finding(attribution: Attribution, misspelling: Misspelling, where: Message, report: Report) -> Diagnostic:
    surface, correct, entry = misspelling.surface, misspelling.correct, attribution.entry
    key = entry.key if entry else ""
    return report(
        surface.span,
        say('"{printed}" is spelt "{correct}" in {key}', printed=surface.text, correct=correct, key=key or where),
        hint=say('write "{correct}"', correct=correct),
        subject=key,
        related=_names(entry, where),
        fix=Fix(surface.span, correct) if surface.span.text == surface.text else None,
    )


def _names(entry: Entry | None, where: Message) -> tuple[Related, ...]:
    field = people_field(entry) if entry else None
    if field:
        return (Related(field.span, say("the name in {where}", where=where)),)
    return (Related(entry.key_span, described(entry)),) if entry else ()
