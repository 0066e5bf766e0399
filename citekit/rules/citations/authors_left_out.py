"""CIT111: a citation that leaves out authors and does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Doubt, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import one_authorship
from citekit.rules.terms import others_for
from citekit.rules.wording import cited_as, described, listed


@rule("CIT111", Severity.WARNING)
def authors_left_out(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names some of a work's authors, and no *et al.* or *dkk.* stands for the others.

    ## Why it matters
    The work looks like that of fewer people, and a reader looks for it under the wrong heading of the list. All styles
    name both of two authors; of more, they name the first and say that there are others.

    ## Example
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama menyesuaikan perilaku para pelaku (Plano, 1979).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{plano1979,
      author = {Jack C. Plano and Roy Olton},
      title = {The International Relations Dictionary},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    ~~~
    ~~~makalah.txt
    Kerja sama menyesuaikan perilaku para pelaku (Plano & Olton, 1979).
    ~~~
    """
    for attribution in project.attributions:
        item, entries = attribution.item, attribution.entries
        wanted = attribution.doubt is Doubt.LEFT_OUT and one_authorship(entries)
        if wanted and isinstance(item, CitationItem) and not item.repeats:
            yield _finding(item, entries[0], others_for(entries[0], project.document(item.span.path), project), report)


def _finding(item: CitationItem, entry: Entry, others: str, report: Report) -> Diagnostic:
    people = [name.short for name in entry.people]
    more = len(people) - len(item.names)
    return report(
        item.span,
        say(
            "{cited} leaves out an author of {key}",
            "{cited} leaves out {count} authors of {key}",
            cited=cited_as(item),
            key=entry.key,
            count=more,
        ),
        hint=say("name {names}, or put {others} after the first", names=listed(people), others=others)
        if len(people) > 2
        else say("name {names}", names=listed(people)),
        subject=entry.key,
        related=(Related(entry.key_span, described(entry)),),
    )
