"""QUO112: a quotation of a work of which the project keeps no text."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.quoted import Quoted, quoted, works
from citekit.source import Span


@rule("QUO112", Severity.INFORMATION)
def not_checkable(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work is quoted whose text the project does not have, though it has those of other works.

    ## Why it matters
    Nothing was found in the quotation because nothing could be compared: whether it is right is not known. It is told
    once for each work, and only where the project keeps texts at all (`sources/KEY.txt`, `.md`, `.html`, `.pdf`).

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
    Pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Kota tumbuh lebih cepat daripada aturan yang hendak menatanya” (Misal, 2005, hlm. 12).
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
    Pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~sources/misal2005.txt
    Kota tumbuh lebih cepat daripada aturan yang hendak menatanya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Kota tumbuh lebih cepat daripada aturan yang hendak menatanya” (Misal, 2005, hlm. 12).
    ~~~
    """
    places: dict[str, list[Span]] = {}
    for document in project.documents if project.texts else ():
        for found in quoted(document):
            if entry := _without_text(found, project):
                span = document.source.span(found.quotation.start, found.quotation.end)
                places.setdefault(entry.key, []).append(span)
    for key, spans in places.items():
        yield report(
            spans[0],
            say(
                "this quotation of {key} cannot be checked here: there is no text of that work",
                "{count} quotations of {key} cannot be checked here: there is no text of that work",
                count=len(spans),
                key=key,
            ),
            hint=say("put it into the folder of the sources as {key}.txt, .md, .html or .pdf", key=key),
            subject=key,
            related=tuple(Related(span, say("and this one")) for span in spans[1:]),
        )


def _without_text(found: Quoted, project: Project) -> Entry | None:
    """The work of a quotation, where none that its citation names has a text."""
    cited = works(found, project)
    return cited[0] if cited and not any(entry.key in project.texts for entry in cited) else None
