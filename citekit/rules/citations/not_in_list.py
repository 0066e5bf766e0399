"""CIT108: a work that the text cites and its own list of references lacks."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import cited_as, described


@rule("CIT108", Severity.ERROR)
def not_in_list(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document cites a work of the library that its own list of references does not have.

    ## Why it matters
    The reader has only the list, not the library, and finds nothing there. It is said once for each work, at its first
    citation. A document that prints no list, since a program makes it, is left alone, and so are citations by key or by
    the fields of a reference manager, which bring their works into the list by themselves.

    ## Example
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982). Ada tiga lapisan di dalamnya (Geertz, 1960).

    Daftar Pustaka

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok lahir dari hubungan (Soekanto, 1982). Ada tiga lapisan di dalamnya (Geertz, 1960).

    Daftar Pustaka

    Geertz, C. (1960). The Religion of Java. Free Press.

    Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
    ~~~
    """
    listed = {id(one.reference): one.entries for one in project.listed}
    for document in project.documents:
        if document.references:
            printed = {entry.key for reference in document.references for entry in listed[id(reference)]}
            yield from _unlisted(document, printed, project, report)


def _unlisted(document: Document, printed: set[str], project: Project, report: Report) -> Iterator[Diagnostic]:
    told: set[str] = set()
    typed = any(reference.label for reference in document.references)
    for citation in document.citations:
        for attribution in project.attributions_of(citation):
            item, entry = attribution.item, attribution.entry
            if (
                entry
                and isinstance(item, CitationItem)
                and not item.key  # a program makes the list of what is cited by key
                and entry.key not in printed | told
                and not attribution.reference
                and (typed or not item.key)
            ):
                told.add(entry.key)
                yield report(
                    item.span,
                    say("{cited} is not in the list of references", cited=cited_as(item)),
                    hint=say("add {work} to the list", work=described(entry)),
                    subject=entry.key,
                    related=(Related(entry.key_span, say("the work in the library")),),
                )
