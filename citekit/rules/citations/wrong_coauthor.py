"""CIT110: a citation that names somebody who is not one of the work's authors."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Doubt, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import is_plain, known_attributions
from citekit.rules.wording import cited_as, described, listed

WRONG = frozenset({Doubt.COAUTHOR, Doubt.TOO_MANY})
"""Year and first author are those of a work, and somebody else is named who is none of its authors."""


@rule("CIT110", Severity.ERROR)
def wrong_coauthor(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names, after the first author of a work, somebody who is not one of its authors.

    ## Why it matters
    It credits somebody who did not write the work and passes over somebody who did. The first author and the year are
    those of just one work, so no other can be meant.

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
    Kerja sama menyesuaikan perilaku para pelaku (Plano & Riggs, 1979).
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
    for attribution in known_attributions(project):
        item = attribution.item
        if attribution.doubt not in WRONG or not is_plain(attribution):
            continue
        if isinstance(item, CitationItem) and item.names and not item.repeats:
            yield _finding(item, attribution.nearest[0], report)


def _finding(item: CitationItem, entry: Entry, report: Report) -> Diagnostic:
    first, last = item.names[0].span, item.names[-1].span
    return report(
        first.source.span(first.start, last.end),
        say("{cited} names somebody who is not an author of {key}", cited=cited_as(item), key=entry.key),
        hint=say(
            "its authors are {names}; if another work is meant, add it",
            names=listed([name.short for name in entry.people] or [entry.title]),
        ),
        subject=entry.key,
        related=(Related(entry.key_span, described(entry)),),
    )
