"""CIT122: a letter behind the year that tells nothing apart."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Entry, Project, fold
from citekit.plugin import Report, rule
from citekit.rules.scope import known_attributions
from citekit.rules.wording import cited_as, described


@rule("CIT122", Severity.INFORMATION)
def needless_letter(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation has a letter behind its year, and there is no other work of these authors and that year.

    ## Why it matters
    The letter makes the reader look for 1995b, which is not there. Mostly that work was taken out, or its year was
    corrected. It is told once for each work.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995a).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995).
    ~~~
    """
    entries = project.entries or tuple(work.entry for d in project.documents for work in d.references)
    counts: dict[tuple[str, str], set[str]] = {}
    for one in entries:
        counts.setdefault(_first_and_year(one), set()).add(one.key)
    told: set[str] = set()
    for attribution in known_attributions(project):
        item, entry = attribution.item, attribution.entry
        if not (isinstance(item, CitationItem) and entry and _lettered(item)) or entry.key in told:
            continue
        if len(counts.get(_first_and_year(entry), ())) < 2 and not entry.text("year")[-1:].isalpha():
            told.add(entry.key)
            yield _finding(item, entry, report)


def _first_and_year(entry: Entry) -> tuple[str, str]:
    names = entry.people.names
    return (fold(names[0].short) if names else "", entry.year)


def _lettered(item: CitationItem) -> bool:
    """The year has a letter right behind its digits."""
    year = item.year.text if item.year else ""
    return len(year) == 5 and year[:4].isdigit() and year[4].islower()


def _finding(item: CitationItem, entry: Entry, report: Report) -> Diagnostic:
    year = item.year
    plain = year.text[:4] if year else ""
    end = year.span.end if year else item.span.end
    return report(
        item.span,
        say("{cited} has a letter, and no other work shares its year", cited=cited_as(item)),
        hint=say("write {year}", year=plain),
        subject=entry.key,
        related=(Related(entry.key_span, described(entry)),),
        fix=Fix(item.span.source.span(end - 1, end), "", safe=False),
    )
