"""CIT106: a citation that names the authors of a work in another order."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Doubt, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import cited_as, listed, people_field


@rule("CIT106", Severity.WARNING)
def authors_reversed(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names the authors of a work in another order than the library.

    ## Why it matters
    The first author is the one under whom a list of references has the work: a reader looks for it in the wrong place,
    and the credit goes to the wrong person. Which order is right, the title page says. It is reported where all
    authors are named, each spelt as the library has it.

    ## Example
    ~~~references.bib
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan yang berulang (Sulistyowati dan Soekanto, 1996).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan yang berulang (Soekanto dan Sulistyowati, 1996).
    ~~~
    """
    for attribution in project.attributions:
        item, entry = attribution.item, attribution.entry
        if attribution.doubt is Doubt.ORDER and entry and isinstance(item, CitationItem) and item.names:
            yield _finding(item, entry, report)


def _finding(item: CitationItem, entry: Entry, report: Report) -> Diagnostic:
    first, last = item.names[0].span, item.names[-1].span
    right = listed([name.short for name in entry.people])
    return report(
        first.source.span(first.start, last.end),
        say("{cited} names the authors of {key} in another order", cited=cited_as(item), key=entry.key),
        hint=say(
            "name them as the library does: {names}; or correct the library if the title page has your order",
            names=right,
        ),
        subject=entry.key,
        related=_names_in_library(entry),
    )


def _names_in_library(entry: Entry) -> tuple[Related, ...]:
    field = people_field(entry)
    return (Related(field.span, say("the names in the library")),) if field else ()
