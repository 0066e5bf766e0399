"""How much of a project was read: what was not read is unknown, and a rule does not guess at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic
from citekit.model import Attribution, CitationItem, Doubt, Entry, Match, Project


def all_works_known(project: Project) -> bool:
    """A library with works in it was read, or some document's own list stands for it, and no library that was named
    could not be read. Only then can a work be said to be missing.
    """
    names = {*project.config.libraries, *(library.path for library in project.libraries)}
    names.update(name for document in project.documents for name in document.bibliography)
    unread = (found for found in project.diagnostics if found.unreadable)
    known = bool(project.entries) or any(document.references for document in project.documents)
    return known and not any(_is_library(found, names) for found in unread)


def known_attributions(project: Project) -> Iterator[Attribution]:
    """The attributions of citations in documents whose works are known: of the libraries, else of their own lists."""
    if not all_works_known(project):
        return
    for document in project.documents:
        if project.entries or document.references:
            for citation in document.citations:
                yield from project.attributions_of(citation)


def all_files_read(project: Project) -> bool:
    """Every file that was named was read."""
    return not any(found.unreadable for found in project.diagnostics)


def _is_library(found: Diagnostic, names: set[str]) -> bool:
    """The file that could not be read is a library: by its own path, or by the name at the place that names it."""
    path = found.span.path
    return path in names or path.lower().endswith(".bib") or found.span.text.strip("\"'") in names


def is_plain(attribution: Attribution) -> bool:
    """Of the works that may be meant by names of which one is wrong, only the first has so many authors, or all have
    the same ones.
    """
    nearest, item = attribution.nearest, attribution.item
    if one_authorship(nearest):
        return True
    named = len(item.names) if isinstance(item, CitationItem) and not item.others else 0
    return named > 1 and [len(entry.people) == named for entry in nearest].count(True) == 1 == (
        len(nearest[0].people) == named
    )


def one_authorship(entries: Sequence[Entry]) -> bool:
    """There are works, and all have the same authors."""
    return bool(entries) and all(entry.people.names == entries[0].people.names for entry in entries)


def has_date_elsewhere(attribution: Attribution) -> bool:
    """The citation says "no date" or "in press", and by its names it can mean just one work, which has a year."""
    item, nearest = attribution.item, attribution.nearest
    if attribution.match is not Match.UNKNOWN or attribution.doubt is not Doubt.YEAR or len(nearest) != 1:
        return False
    year = item.year.text if isinstance(item, CitationItem) and item.year else ""
    return bool(year and nearest[0].year) and not any(map(str.isdigit, year))
