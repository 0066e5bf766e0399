"""CIT112: *et al.* after all the authors that a work has."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Doubt, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import one_authorship
from citekit.rules.wording import cited_as, described, listed


@rule("CIT112", Severity.WARNING)
def nobody_left_out(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation says *et al.* or *dkk.*, but the work has no more authors, or only one more.

    ## Why it matters
    It speaks of authors who do not exist. Of two authors every style names both. Perhaps the library lacks authors:
    the title page says how many there are.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama karena beberapa alasan (Holsti dkk., 1995).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama karena beberapa alasan (Holsti, 1995).
    ~~~
    """
    for attribution in project.attributions:
        item, entries = attribution.item, attribution.entries
        wanted = attribution.doubt is Doubt.NOBODY_ELSE and one_authorship(entries)
        if wanted and isinstance(item, CitationItem) and not item.repeats:
            yield _finding(item, entries[0], report)


def _finding(item: CitationItem, entry: Entry, report: Report) -> Diagnostic:
    people = [name.short for name in entry.people]
    return report(
        item.span,
        say(
            "{cited} has et al., but {key} is by {names} alone",
            cited=cited_as(item),
            key=entry.key,
            names=listed(people),
        ),
        hint=say("name {names}, or add the missing authors to the library", names=listed(people)),
        subject=entry.key,
        related=(Related(entry.key_span, described(entry)),),
    )
