"""Why two entries are of one work, and what does not fit, in words; and how much alike they are, as a number."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.duplicates.evidence import Evidence, Fit
from citekit.duplicates.features import Features
from citekit.duplicates.people import Persons
from citekit.duplicates.titles import Alike


def doubts(one: Features, other: Features, found: Evidence) -> Iterator[str]:
    """What a person must look at before they are merged."""
    if found.years:
        yield f"the years are {one.year} and {other.year}"
    for name, fit in (("volume", found.volume), ("number", found.number), ("page", found.page)):
        if fit is Fit.OTHER:
            yield f"the {name}s are {getattr(one, name)} and {getattr(other, name)}"
    if found.isbn is Fit.OTHER:
        yield "the ISBNs are not the same"
    if found.kinds is Fit.OTHER:
        yield f"one is @{one.entry.type}, the other @{other.entry.type}"
    if found.journal is Fit.OTHER:
        yield f"one is in {one.journal}, the other in {other.journal}"
    if found.publisher is Fit.OTHER and "book" in (one.kind, other.kind):
        yield f"one is published by {one.publisher}, the other by {other.publisher}"
    if bool(one.edition) != bool(other.edition) and found.isbn is not Fit.SAME and found.doi is not Fit.SAME:
        yield "only one says which edition it is"
    if bool(one.volume) != bool(other.volume) and "book" in (one.kind, other.kind):
        yield "only one says which volume it is"
    if found.persons is Persons.OTHERS:
        yield "the people are not the same"


_TITLES = {
    Alike.SAME: "the same title",
    Alike.SHORTENED: "the same title, one without its subtitle",
    Alike.NEARLY: "nearly the same title",
    Alike.WORDS: "nearly the same title",
    Alike.SOMEWHAT: "titles somewhat alike",
}
_PERSONS = {
    Persons.SAME: "the same people",
    Persons.FEWER: "the same people, one list without some",
    Persons.PARTLY: "some of the same people",
}


def reasons(found: Evidence) -> Iterator[str]:
    """What agrees."""
    for fit, words in (
        (found.doi, "the same DOI"),
        (found.preprint, "the same arXiv number"),
        (found.isbn, "the same ISBN"),
    ):
        if fit is Fit.SAME:
            yield words
    if found.title in _TITLES:
        yield _TITLES[found.title]
    if found.persons in _PERSONS:
        yield _PERSONS[found.persons]
    if found.years == 0:
        yield "the same year"
    agreeing = (("journal or book", found.journal), ("publisher", found.publisher), ("volume", found.volume))
    for words, fit in (*agreeing, ("number", found.number), ("page", found.page), ("edition", found.edition)):
        if fit is Fit.SAME:
            yield f"the same {words}"


_TITLE_SCORES = {
    Alike.SAME: 1.0,
    Alike.SHORTENED: 0.9,
    Alike.NEARLY: 0.9,
    Alike.WORDS: 0.7,
    Alike.SOMEWHAT: 0.5,
    Alike.NOT: 0.0,
}
_PERSONS_SCORES = {
    Persons.SAME: 1.0,
    Persons.FEWER: 0.9,
    Persons.UNKNOWN: 0.6,
    Persons.PARTLY: 0.5,
    Persons.OTHERS: 0.0,
}


def score(found: Evidence) -> float:
    """Half the title, a third the people, the rest the year; what identifies counts for all that is missing."""
    year = 1.0 if found.years == 0 else 0.6 if found.years is None else 0.4
    total = 0.5 * _TITLE_SCORES[found.title] + 0.3 * _PERSONS_SCORES[found.persons] + 0.2 * year
    if found.identified or found.isbn is Fit.SAME:
        total = 1 - (1 - total) / 4
    return round(min(1.0, total + 0.01 * found.support), 3)
