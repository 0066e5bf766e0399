"""CIT117: a printed list of references that has a work twice."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Document, Listed, Project
from citekit.plugin import Report, rule


@rule("CIT117", Severity.WARNING)
def listed_twice(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The list of references has the same work twice.

    ## Why it matters
    The list looks longer than it is, and in a numeric style one work has two numbers. Often the two differ in a detail,
    so that a reader takes them for two works.

    ## Example
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982).

    Daftar Pustaka

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.

    Soekanto, S. (1982). Sosiologi: suatu pengantar. Jakarta: Rajawali.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982).

    Daftar Pustaka

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~
    """
    listed = {id(one.reference): one for one in project.listed}
    for document in project.documents:
        yield from _repeated(document, [listed[id(reference)] for reference in document.references], report)


def _repeated(document: Document, works: list[Listed], report: Report) -> Iterator[Diagnostic]:
    first: dict[str, Listed] = {}
    for work in works:
        key = work.entries[0].key if work.entries else ""
        same = " ".join(work.reference.entry.text("note").casefold().split())
        earlier = first.get(f"key {key}") if key else first.get(same)
        first.setdefault(f"key {key}" if key else same, work)
        if earlier:
            yield report(
                work.reference.span,
                say("the list has this work twice"),
                hint=say("keep the one that is right, and take the other out"),
                subject=key,
                related=(Related(earlier.reference.span, say("the first time")),),
            )
