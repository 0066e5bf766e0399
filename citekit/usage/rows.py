"""The table of a scan: a row for each work, and for each citation that does not lead to just one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from citekit import inheritance
from citekit.diagnostic import Severity
from citekit.linker import link_to_lists
from citekit.model import Attribution, CitationItem, Entry, Match, Project
from citekit.rules.scope import all_files_read, all_works_known
from citekit.source import Span
from citekit.usage.lists import Printed, by_own_list, printed


class State(StrEnum):
    """What a scan says of a work, or of a citation."""

    USED = "used"
    UNUSED = "unused"
    NEAR = "near"
    """The citation is not as the library has the work, but nearly: a key, a name or a year is off."""
    AMBIGUOUS = "ambiguous"
    """It fits several works."""
    MISSING = "missing"
    """It fits none."""

    @property
    def severity(self) -> Severity:
        """How much it matters: what misses or nearly fits is wrong, at what is ambiguous a person must look."""
        return _SEVERITIES.get(self, Severity.INFORMATION)


_SEVERITIES = {State.NEAR: Severity.ERROR, State.MISSING: Severity.ERROR, State.AMBIGUOUS: Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Row:
    """A work that is used or not, or citations that lead to no one work."""

    state: State
    cited: str
    """The key of a work; of citations the key, the names and year, or the number, as they are cited."""
    entries: tuple[Entry, ...]
    """The work itself; those that fit equally well; those that are near, the nearest first."""
    places: tuple[Span, ...]
    """Where it is cited, in the order of the documents; of a work that is unused, where it stands itself."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned, and what came of it."""

    project: Project
    rows: tuple[Row, ...]
    """By state, in the order of `State`; works in that of their libraries, citations in that of the documents."""
    printed: tuple[Printed, ...] = ()
    """The works of the printed lists that took the place of a library."""
    all_known: bool = True
    """There was a library, and every one that was named could be read. Else what is missing may yet be there."""
    all_read: bool = True
    """Every document could be read. Else what is unused may yet be cited."""

    def count(self, state: State) -> int:
        """How many rows of a state there are."""
        return sum(row.state is state for row in self.rows)


def scan(project: Project) -> Scan:
    """The table of a project's documents: with its libraries, else with the lists that the documents print."""
    own = by_own_list(project)
    works = printed(project, own)
    made = {one.reference: one.entry for one in works}
    if made and not project.libraries:
        own = project.documents
    attributions = _linked(project, {document.path: link_to_lists(document, made) for document in own if made})
    project = replace(project, attributions=attributions)
    entries = (*project.entries, *(one.entry for one in works))
    cites = [one for one in attributions if isinstance(one.item, CitationItem)]
    rows = [*_works(project, entries, cites), *_citations(cites)]
    order = list(State)
    named = project.config.libraries or any(document.bibliography for document in project.documents)
    known = all_works_known(project) if named or not made else True
    return Scan(
        project, tuple(sorted(rows, key=lambda row: order.index(row.state))), works, known, all_files_read(project)
    )


def _linked(project: Project, own: Mapping[str, tuple[Attribution, ...]]) -> tuple[Attribution, ...]:
    """The attributions of all documents in order, of some those that their lists give."""
    if not own:
        return project.attributions
    of = {path: list(found) for path, found in own.items()}
    for one in project.attributions:
        if one.item.span.path not in own:
            of.setdefault(one.item.span.path, []).append(one)
    return tuple(one for document in project.documents for one in of.get(document.path, ()))


# ------------------------------------------------------------------------------------------------------------ works


def _works(project: Project, entries: Iterable[Entry], attributions: Iterable[Attribution]) -> Iterator[Row]:
    """A row for each work; none for one that only a doubtful citation may mean, since that has its own."""
    once = {entry.key: entry for entry in reversed(tuple(entries))}
    places, perhaps = _cited(attributions)
    needed = inheritance.with_needed({*places, *perhaps}, inheritance.finder(once.values()), leave_out=_NAMED_ONLY)
    everything = any(document.cites_all for document in project.documents)
    for entry in reversed(once.values()):
        if entry.type == inheritance.XDATA:
            continue  # no work, but fields for others
        if entry.key in places:
            yield Row(State.USED, entry.key, (entry,), tuple(places[entry.key]))
        elif entry.key in perhaps:
            continue
        elif everything or entry.key in needed:
            yield Row(State.USED, entry.key, (entry,), ())
        else:
            yield Row(State.UNUSED, entry.key, (entry,), (entry.key_span,))


_NAMED_ONLY = frozenset({"xref"})
"""A field that names a work without taking anything from it."""


def _cited(attributions: Iterable[Attribution]) -> tuple[dict[str, list[Span]], set[str]]:
    """The places of the works that are cited, by key, and the keys of those that citations may mean besides."""
    places: dict[str, list[Span]] = {}
    perhaps: set[str] = set()
    for one in attributions:
        if one.entry:
            places.setdefault(one.entry.key, []).append(one.item.span)
        else:
            perhaps.update(entry.key for entry in (*one.entries, *one.nearest))
    return places, perhaps


# -------------------------------------------------------------------------------------------------------- citations


def _citations(attributions: Iterable[Attribution]) -> Iterator[Row]:
    """A row for all citations alike that do not lead to just one work as it stands in the library."""
    found: dict[tuple[State, str, tuple[str, ...]], tuple[tuple[Entry, ...], list[Span]]] = {}
    for one in attributions:
        state, entries = _judged(one)
        if state is not State.USED:
            key = (state, cited(one), tuple(entry.key for entry in entries))
            found.setdefault(key, (entries, []))[1].append(one.item.span)
    for (state, words, _), (entries, places) in found.items():
        yield Row(state, words, entries, tuple(places))


def _judged(one: Attribution) -> tuple[State, tuple[Entry, ...]]:
    if one.match is Match.UNKNOWN and not one.entries:
        return (State.NEAR if one.nearest else State.MISSING), one.nearest
    if one.match is Match.AMBIGUOUS or len(one.entries) > 1:
        return State.AMBIGUOUS, one.entries
    return (State.NEAR if one.misspellings else State.USED), one.entries


def cited(one: Attribution) -> str:
    """How a work is cited: by its key, by names and year, by number; what repeats another as it stands."""
    item = one.item
    if not isinstance(item, CitationItem) or item.key:
        return item.key
    if item.number:
        return f"[{item.number}]"
    names = ", ".join(surface.text for surface in item.names) + (" et al." if item.others and item.names else "")
    words = f"{names}, {item.year.text}" if item.year and names else item.span.text
    return " ".join(words.split())
