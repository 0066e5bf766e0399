"""CIT116: a work of the printed list that the text does not cite, where no library is named."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule


@rule("CIT116", Severity.INFORMATION)
def listed_unused(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work stands in a document's list of references, and its text does not cite it.

    ## Why it matters
    Most journals want a list of just the works that are cited. It is told where no library is named; where
    one is, that it is not used is unused-entry. A work that a misspelt or doubtful citation may mean is not reported,
    since that citation is.

    ## Example
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982).

    Daftar Pustaka

    Geertz, C. (1960). The Religion of Java. Free Press.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982). Ada tiga lapisan di dalamnya (Geertz, 1960).

    Daftar Pustaka

    Geertz, C. (1960). The Religion of Java. Free Press.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~
    """
    held = {id(entry) for entry in project.entries}
    listed = {id(one.reference): one.entries for one in project.listed}
    for document in project.documents:
        used = _used(document, project)
        for reference in document.references if used else ():
            works = {id(entry) for entry in listed.get(id(reference), ())}
            if works.isdisjoint(used) and works.isdisjoint(held) and (works or not held):
                yield report(
                    reference.span,
                    say("the text does not cite this work of its list"),
                    hint=say("cite it or take it out, if the list is to hold only what is cited"),
                )


def _used(document: Document, project: Project) -> set[int]:
    """The works of the list that the text cites or may mean."""
    found = (one for citation in document.citations for one in project.attributions_of(citation))
    return {id(entry) for one in found for entry in (*one.entries, *one.nearest)}
