"""CIT119: a document that cites in words and has no list of references."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule

_LEAST = 3
"""A text with fewer citations may be a note or an extract."""


@rule("CIT119", Severity.WARNING)
def list_missing(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document cites works by author and year or by number, and prints no list of references.

    ## Why it matters
    A reader who wants to see the work has only a name and a year. The list stands at the end, under a heading of its
    own. Documents whose citations are keys or fields are left alone, since a program makes their list; so are texts
    with a citation or two, and chapters that another document takes in.

    ## Example
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979). Ia bertahan karena aturan (Soekanto, 1982).
    Aturan itu lahir dari hubungan (Soekanto, 1982).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama lahir dari kebutuhan (Plano & Olton, 1979). Ia bertahan karena aturan (Soekanto, 1982).
    Aturan itu lahir dari hubungan (Soekanto, 1982).

    Daftar Pustaka

    Plano, J. C., & Olton, R. (1979). The International Relations Dictionary. Penerbit Contoh.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~
    """
    if not project.entries:  # then there is nothing at all to compare with, which is another finding
        return
    for document in project.documents:
        listed = document.references or document.within or document.includes or document.bibliography
        if not listed and _cites_in_words(document):
            first = document.citations[0].span
            yield report(
                first,
                say("the text cites works, but has no list of references"),
                hint=say("add a list of all works that it cites, under a heading of its own, at the end"),
            )


def _cites_in_words(document: Document) -> bool:
    """It cites more than once, and never by key. A citation in a note gives the work in full."""
    items = [item for citation in document.citations for item in citation.items]
    return len(items) >= _LEAST and all((item.year or item.number) and not item.key for item in items)
