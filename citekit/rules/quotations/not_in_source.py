"""QUO104: a quotation that does not stand in the work it is attributed to."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Project, WorkText
from citekit.plugin import Report, rule
from citekit.quoting import Comparison, State
from citekit.rules.held import Held
from citekit.rules.quoted import Quoted, is_title, quoted
from citekit.rules.translated import translated_from
from citekit.rules.wording import shown


@rule("QUO104", Severity.WARNING)
def not_in_source(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation does not stand in the text of the work that it is attributed to.

    ## Why it matters
    Somebody else may have said it, or nobody. Where the words stand in the text of another work that the project keeps,
    that work is named. It may also be a translation, or the text kept may be another edition or lack pages: a person
    must look.

    ## Example
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    @book{misal2005,
      author = {Budi Misal},
      title = {Kota},
      publisher = {Penerbit Contoh},
      year = {2005},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~sources/misal2005.txt
    Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan” (Contoh, 2001, hlm. 12).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    @book{misal2005,
      author = {Budi Misal},
      title = {Kota},
      publisher = {Penerbit Contoh},
      year = {2005},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~sources/misal2005.txt
    Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan” (Misal, 2005, hlm. 12).
    ~~~
    """
    held = Held(project)
    for document in project.documents if project.texts else ():
        for found in quoted(document):
            compared = list(held.compare(found))
            if (
                compared
                and all(result.state is State.ABSENT for _, result in compared)
                and not is_title(found, project)
                and not translated_from(found, project)
            ):
                yield _finding(found, compared[0][0], _whose(held, found), report)


def _whose(held: Held, found: Quoted) -> tuple[WorkText, Comparison] | None:
    """Another work that has the very words."""
    return next((pair for pair in held.elsewhere(found) if pair[1].state is State.FAITHFUL), None)


def _finding(found: Quoted, text: WorkText, other: tuple[WorkText, Comparison] | None, report: Report) -> Diagnostic:
    place = found.document.source.span(found.quotation.start, found.quotation.end)
    if other is None:
        return report(
            place,
            say("{words} does not stand in {path}", words=shown(found.text), path=text.path),
            hint=say("look it up in the work; a translation is no quotation of the original's words"),
            subject=text.key,
        )
    whose, result = other
    return report(
        place,
        say("{words} stands in {other}, not in {key}", words=shown(found.text), other=whose.key, key=text.key),
        hint=say("cite {other} here", other=whose.key),
        subject=text.key,
        related=(Related(whose.source.span(result.start, result.end), say("the words")),),
        severity=Severity.ERROR,
    )
