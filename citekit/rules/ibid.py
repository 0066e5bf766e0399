"""*Ibid.* in a document, each with the citation just before it, and whether it can mean that one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citekit.model import Citation, CitationItem, Document, Project
from citekit.rules.places import is_ibid


@dataclass(frozen=True, slots=True)
class Ibid:
    """One of them."""

    item: CitationItem
    before: Citation | None
    """The citation just before it; None where it is the first."""
    several: bool
    """That citation has several works, and no name says which is meant."""
    other: bool
    """It names an author whose work is cited elsewhere, and not in that citation."""

    @property
    def wrong(self) -> bool:
        """It cannot mean the work cited just before."""
        return self.several or self.other or self.before is None


def ibids(project: Project, document: Document) -> Iterator[Ibid]:
    """All of a document, in order; only the first item of a citation can be one."""
    before: Citation | None = None
    for citation in sorted(document.citations, key=lambda one: one.span.start):
        item = citation.items[0] if citation.items else None
        if item and is_ibid(item):
            works = {id(e) for one in project.attributions_of(before) for e in one.entries} if before else set[int]()
            several = before is not None and not item.names and len(before.items) > 1 and len(works) > 1
            other = bool(before and item.repeats and item.names) and not _has(before, item.repeats)
            yield Ibid(item, before, several, other)
        before = citation


def _has(citation: Citation | None, root: CitationItem | None) -> bool:
    return citation is not None and any((item.repeats or item) is root for item in citation.items)
