"""CIT114: a printed list of references that gives a work another year than the library."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import say
from citekit.model import Entry, PrintedReference, Project
from citekit.plugin import Report, rule
from citekit.prose.names import years_of


@rule("CIT114", Severity.ERROR)
def list_year_differs(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The list of references gives a work another year than the library does.

    ## Why it matters
    One of the two is wrong, and the citations in the text go by one of them. The title page says which is right.

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

    Soekanto, S. (1983). Sosiologi: Suatu Pengantar. Rajawali.
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
    for listed in project.listed:
        entry, year = listed.entry, listed.reference.year
        if entry and year and (years := [known for known in years_of(entry) if known]) and year not in years:
            yield _finding(listed.reference, entry, years[0], report)


def _finding(reference: PrintedReference, entry: Entry, year: str, report: Report) -> Diagnostic:
    at = reference.span.text.find(reference.year)
    start = reference.span.start + max(at, 0)
    span = reference.span.source.span(start, start + len(reference.year)) if at >= 0 else reference.span
    field = entry.fields.get("year") or entry.fields.get("date")
    return report(
        span,
        say(
            "the list gives {key} the year {printed}, the library {year}",
            key=entry.key,
            printed=reference.year,
            year=year,
        ),
        hint=say("write {year}, or correct the library", year=year),
        subject=entry.key,
        related=(Related(field.span, say("the year in the library")),) if field else (),
        fix=Fix(span, year, safe=False) if at >= 0 else None,
    )
