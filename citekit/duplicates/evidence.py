"""What there is to say about two entries, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from citekit.duplicates.features import Features
from citekit.duplicates.identifiers import is_preprint
from citekit.duplicates.people import NOBODY, Persons, same_persons
from citekit.duplicates.places import same_firm, same_journal
from citekit.duplicates.titles import Alike
from citekit.duplicates.vocabulary import ALIKE_KINDS


class Fit(Enum):
    """Whether two values agree."""

    SAME = "the same"
    OTHER = "another"
    UNKNOWN = "unknown"
    """One of the entries has none."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to say about two entries."""

    title: Alike
    persons: Persons
    years: int | None
    """How many lie between them; None when one is not known."""
    doi: Fit
    isbn: Fit
    preprint: Fit
    kinds: Fit
    journal: Fit
    publisher: Fit
    volume: Fit
    number: Fit
    page: Fit
    edition: Fit

    @property
    def identified(self) -> bool:
        """Do both have the same number of a work?"""
        return self.doi is Fit.SAME or self.preprint is Fit.SAME

    @property
    def support(self) -> int:
        """How much of where they stand agrees."""
        agreeing = (self.journal, self.publisher, self.volume, self.number, self.page, self.isbn, self.edition)
        return sum(fit is Fit.SAME for fit in agreeing)


def fit(one: str, other: str) -> Fit:
    """Whether two values are the same, as letters."""
    if not one or not other:
        return Fit.UNKNOWN
    return Fit.SAME if one == other else Fit.OTHER


def _judged(same: bool | None) -> Fit:
    return Fit.UNKNOWN if same is None else Fit.SAME if same else Fit.OTHER


def gather(one: Features, other: Features, title: Alike) -> Evidence:
    """All that can be said of two entries whose titles are so much alike."""
    years = abs(one.year - other.year) if one.year is not None and other.year is not None else None
    return Evidence(
        title=title,
        persons=_persons(one, other),
        years=years,
        doi=_dois(one, other),
        isbn=_judged(not one.isbns.isdisjoint(other.isbns) if one.isbns and other.isbns else None),
        preprint=fit(one.preprint, other.preprint),
        kinds=_kinds(one.kind, other.kind),
        journal=_judged(same_journal(one.journal, other.journal) if one.journal and other.journal else None),
        publisher=_judged(same_firm(one.publisher, other.publisher) if one.publisher and other.publisher else None),
        volume=fit(one.volume, other.volume),
        number=fit(one.number, other.number),
        page=fit(one.page, other.page),
        edition=fit(one.edition, other.edition),
    )


def _persons(one: Features, other: Features) -> Persons:
    found = same_persons(one.people, other.people)
    if found in (Persons.SAME, Persons.FEWER):
        return found
    # One may name the author of a part and its editors, the other the editors alone.
    if (
        one.editors is not NOBODY
        and other.editors is not NOBODY
        and (one.authors is NOBODY) != (other.authors is NOBODY)
    ):
        return max(found, same_persons(one.editors, other.editors))
    return found


def _dois(one: Features, other: Features) -> Fit:
    if not one.doi or not other.doi:
        return Fit.UNKNOWN
    if one.doi == other.doi:
        return Fit.SAME
    # A preprint has a DOI of its own.
    return Fit.UNKNOWN if is_preprint(one.doi) != is_preprint(other.doi) else Fit.OTHER


def _kinds(one: str, other: str) -> Fit:
    if not one or not other:
        return Fit.UNKNOWN
    if one == other:
        return Fit.SAME
    return Fit.UNKNOWN if frozenset((one, other)) in ALIKE_KINDS else Fit.OTHER
