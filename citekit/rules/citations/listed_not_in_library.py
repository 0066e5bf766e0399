"""CIT118: a work of a printed list of references that no library has."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.scope import all_works_known
from citekit.rules.wording import shown


@rule("CIT118", Severity.INFORMATION)
def listed_not_in_library(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The list of references that a document prints has a work which no library of the project has.

    ## Why it matters
    It was written by hand, so nobody can check its author, year and title against the library, and it is missing from
    every list that is made of it. `citekit scan --bib-from-list` makes an entry of it. It is said where at least half
    of the list is in the library: a list of quite other works is none of its business.

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

    Geertz, C. (1960). The Religion of Java. Free Press.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    ~~~
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982).

    Daftar Pustaka

    Geertz, C. (1960). The Religion of Java. Free Press.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~
    """
    if not (project.entries and all_works_known(project)):
        return
    listed = {id(one.reference): one.entries for one in project.listed}
    for document in project.documents:
        unknown = [reference for reference in document.references if not listed[id(reference)]]
        if 2 * len(unknown) <= len(document.references):
            for reference in unknown:
                yield report(
                    reference.span,
                    say("no library has {work}", work=shown(reference.span.text)),
                    hint=say("add it: citekit scan --bib-from-list makes an entry of it"),
                )
