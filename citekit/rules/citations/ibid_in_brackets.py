"""CIT213: *ibid.* in a text that cites by author and year."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, Project
from citekit.plugin import Report, rule
from citekit.prose.stretches import holds, joined
from citekit.rules.ibid import ibids
from citekit.rules.places import in_notes
from citekit.rules.wording import cited_as, shown


@rule("CIT213", Severity.INFORMATION)
def ibid_in_brackets(project: Project, report: Report) -> Iterator[Diagnostic]:
    """*Ibid.* stands in the running text of a document that cites by author and year.

    ## Why it matters
    APA, Harvard and Chicago's author–date have no *ibid.*: the name and the year are short enough, and stay right when
    text is moved. *Ibid.* belongs to styles with notes.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995). Mereka memperoleh sesuatu darinya (ibid., hlm. 3).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995). Mereka memperoleh sesuatu darinya (Holsti, 1995, hlm. 3).
    ~~~
    """
    for document in project.documents:
        notes = joined(in_notes(document))
        items = (item for citation in document.citations for item in citation.items)
        if any(item.names and item.year and not holds(notes, item.span.start) for item in items):
            for one in ibids(project, document):
                # One that cannot be right is told as such.
                if not one.wrong and not holds(notes, one.item.span.start):
                    yield _finding(one.item, report)


def _finding(item: CitationItem, report: Report) -> Diagnostic:
    meant = item.repeats
    return report(
        item.span,
        say("{ibid} stands in a text that cites by author and year", ibid=shown(item.span.text)),
        hint=say("write {work}", work=cited_as(meant)) if meant else say("name the work and its year"),
    )
