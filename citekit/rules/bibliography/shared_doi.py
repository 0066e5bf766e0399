"""BIB108: one DOI in entries of different works."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.duplicates import same_work
from citekit.duplicates.identifiers import read_doi
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.wording import described

_PARTS = ("inbook", "incollection", "inproceedings", "conference", "suppbook", "bookinbook", "inreference")


@rule("BIB108", Severity.WARNING)
def shared_doi(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Two entries of different works have the same DOI.

    ## Why it matters
    A DOI belongs to one work. One of the two was copied with its neighbour's, and whoever follows it from the
    printed reference comes to another text. For two entries of the same work see `duplicate-work`. Parts of a book
    that were given the DOI of the whole book are passed over.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      doi = {10.2307/2010000},
    }
    @article{keohane1984,
      author = {Robert O. Keohane},
      title = {The Demand for Regimes},
      journal = {International Organization},
      year = {1982},
      doi = {10.2307/2010000},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      doi = {10.2307/2010000},
    }
    @article{keohane1984,
      author = {Robert O. Keohane},
      title = {The Demand for Regimes},
      journal = {International Organization},
      year = {1982},
      doi = {10.2307/2706525},
    }
    ~~~
    """
    first: dict[str, Entry] = {}
    for entry, field in own(project, "doi"):
        doi = read_doi(field.text.replace("{", "").replace("}", ""))
        other = first.setdefault(doi, entry) if doi else entry
        if other is not entry and other.key != entry.key and _differ(other, entry):
            yield report(
                field.span,
                say("{key} has the DOI of another work, {other}", key=entry.key, other=other.key),
                hint=say("open https://doi.org/{doi} and see to which of the two it leads", doi=doi),
                subject=entry.key,
                related=(Related(other.fields["doi"].span, described(other)),),
            )


def _differ(one: Entry, other: Entry) -> bool:
    """Are they surely two works, and neither a part of what the DOI may be of?"""
    if _is_part(one) or _is_part(other):
        return False
    return bool(one.title and other.title) and same_work(one, other) is None


def _is_part(entry: Entry) -> bool:
    return entry.type in _PARTS
