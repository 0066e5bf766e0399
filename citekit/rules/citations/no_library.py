"""CIT107 no-library"""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule


@rule("CIT107", Severity.ERROR)
def no_library(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document cites, but no work was read that its citations could be compared with.

    ## Why it matters
    Nothing was checked, and a check that saw nothing must not pass. It is said once for each document, at its first
    citation. A document that prints its own list of references is compared with that.

    ## Example
    ~~~skripsi.md
    Adat berubah mengikuti zaman (Koentjaraningrat, 1985).
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
    ~~~skripsi.md
    Adat berubah mengikuti zaman (Koentjaraningrat, 1985).
    ~~~
    """
    if project.entries or any(found.unreadable for found in project.diagnostics):
        return
    for document in project.documents:
        if document.citations and not document.references:
            yield report(
                document.citations[0].span,
                say("{path} cites, but there is no work to compare its citations with", path=document.path),
                hint=say("name its bibliography: --library references.bib, or library in citekit.toml"),
            )
