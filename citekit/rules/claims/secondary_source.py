"""CLM106: a work that was read in another one."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, ClaimSource, Project, fold
from citekit.plugin import Report, rule
from citekit.rules.scope import known_attributions
from citekit.rules.wording import cited_as


@rule("CLM106", Severity.INFORMATION)
def secondary_source(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work is cited as another work reports it.

    ## Why it matters
    Who quotes at second hand vouches for a reading that is not their own: what was left out or misread on the way is
    left out and misread again. Where the library has a work of that author and year it can be read itself; else it is
    worth a search. Many guides ask for the original.

    ## Example
    ~~~references.bib
    @book{misal2005,
      author = {Budi Misal},
      title = {Kota},
      publisher = {Penerbit Contoh},
      year = {2005},
    }
    ~~~
    ~~~makalah.txt
    Kota tumbuh dari pasar (Contoh, 1954, dalam Misal, 2005).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{contoh1954,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {1954},
    }
    ~~~
    ~~~makalah.txt
    Kota tumbuh dari pasar (Contoh, 1954).
    ~~~
    """
    works = {
        (fold(name.family or name.literal), entry.year): entry.key
        for entry in project.entries
        for name in entry.people.names[:1]
    }
    for attribution in known_attributions(project):
        item = attribution.item
        if isinstance(item, CitationItem) and (original := item.original):
            year = original.year.text if original.year else ""
            key = works.get((fold(original.names[0].text), year), "") if original.names else ""
            yield report(
                item.span,
                say("{work} is cited at second hand", work=cited_as(original)),
                hint=say("cite {key} itself: the library has it", key=key)
                if key
                else say("look the original up and cite it; where it cannot be had, this is how to say so"),
                subject=key,
            )
    for claim in project.claims:
        for source in claim.sources:
            yield from _of_claim(source, report, claim.id)


def _of_claim(source: ClaimSource, report: Report, id: str) -> Iterator[Diagnostic]:
    if source.via:
        yield report(
            source.span,
            say("{work} is cited at second hand, from {via}", work=source.key, via=source.via),
            hint=say("look the original up, then delete via"),
            subject=id,
        )
