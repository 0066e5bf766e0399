"""Whether two entries are of the same work, how sure that is, and why.

Two entries are never joined by a sum of points. First it is asked what speaks against it (`_conflict`): another DOI,
volume, edition, part, page, a kind of work that cannot be the same. Then what speaks for it: an identifier, or the
title with the people and the year, or weaker likeness of these with support from where the work stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from citekit.duplicates.evidence import Evidence, Fit, fit, gather
from citekit.duplicates.features import Features
from citekit.duplicates.people import Persons
from citekit.duplicates.reasons import doubts, reasons, score
from citekit.duplicates.titles import Alike, alike
from citekit.model import Entry


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two entries are of one work."""

    sure: bool
    """Sure enough to merge them unseen."""
    score: float
    """From 0 to 1, for sorting."""
    reasons: tuple[str, ...]
    """What agrees, in words."""
    doubts: tuple[str, ...] = ()
    """What does not."""


def likeness(one: Features, other: Features, common: Mapping[str, int]) -> Likeness | None:
    """Why two entries are of one work; None when they are not. `common` counts the words of all titles."""
    if not one.is_work or not other.is_work:
        same = one.is_work == other.is_work and _say_the_same(one.entry, other.entry)
        return Likeness(one.entry.key == other.entry.key, 1.0, ("the same in all fields",)) if same else None
    title = alike(one.title, other.title, common)
    untitled = not one.title.words or not other.title.words
    if title is Alike.NOT and not untitled:
        return None
    if title is Alike.SOMEWHAT and (not one.page or one.page != other.page):
        return None
    evidence = gather(one, other, title)
    if _conflict(one, other, evidence):
        return None
    grade = _grade(one, other, evidence) if not untitled else _grade_untitled(evidence)
    if grade is None:
        return None
    against = tuple(doubts(one, other, evidence))
    sure = not against and (grade or _say_the_same(one.entry, other.entry))
    return Likeness(sure, score(evidence), tuple(reasons(evidence)), against)


def _say_the_same(one: Entry, other: Entry) -> bool:
    """Is the one a copy of the other, but for its key?"""
    if one.type != other.type or one.fields.keys() != other.fields.keys():
        return False
    return all(one.text(name) == other.text(name) for name in one.fields)


def compatible(one: Features, other: Features) -> bool:
    """Can two entries that are each like a third be of one work? One may be a year before it, one a year after."""
    title = alike(one.title, other.title, {})
    if title is Alike.NOT and one.title.words and other.title.words:
        return False
    found = gather(one, other, title)
    return not _conflict(one, other, replace(found, years=max(found.years - 1, 0)) if found.years else found)


# ------------------------------------------------------------------------------------------ what speaks against


def _conflict(one: Features, other: Features, found: Evidence) -> bool:
    """Is there anything that makes two works of them, whatever else agrees?"""
    if found.doi is Fit.OTHER or found.edition is Fit.OTHER:
        return True
    if found.kinds is Fit.OTHER and (found.doi is not Fit.SAME or found.title < Alike.SHORTENED):
        return True
    if fit(one.chapter, other.chapter) is Fit.OTHER or fit(one.version, other.version) is Fit.OTHER:
        return True
    if found.identified:
        return False
    return _other_volume(one, other, found) or _other_years(one, other, found) or _stands_elsewhere(one, other, found)


def _other_volume(one: Features, other: Features, found: Evidence) -> bool:
    """Are they volumes of one work, or a book and the preprint of something else?"""
    if "book" in (one.kind, other.kind):
        if one.is_copy or other.is_copy:
            return True
        number = found.number is Fit.OTHER and found.volume is not Fit.SAME
        return found.volume is Fit.OTHER or number
    return False


def _other_years(one: Features, other: Features, found: Evidence) -> bool:
    if not found.years or found.isbn is Fit.SAME:
        return False
    if found.years > 1:
        return True
    # Books and reports come every year under one title; so do those of bodies. A preprint is a year before its article.
    if (one.is_copy or other.is_copy) and "article" in (one.kind, other.kind):
        return False
    return bool({"book", "report"} & {one.kind, other.kind})


def _stands_elsewhere(one: Features, other: Features, found: Evidence) -> bool:
    """Do they stand in different places, as an article that was printed twice, or a column with one title?"""
    if one.is_copy or other.is_copy:
        return False
    agreeing = [found.volume, found.number, found.page]
    others, same = agreeing.count(Fit.OTHER), agreeing.count(Fit.SAME)
    if found.journal is Fit.OTHER and not (one.kind == other.kind == "talk"):
        return same < 2 or others > 0
    if found.number is Fit.OTHER and found.page is not Fit.SAME:
        return True
    return others > same or (others > 0 and (found.title < Alike.SHORTENED or len(one.title.words) < _TELLING))


# --------------------------------------------------------------------------------------------- what speaks for

_TELLING = 4
"""Words of a title that is hardly that of two works by the same people in one year."""


_MANY = 3
"""People who hardly write two works with one title, however short."""


def _grade(one: Features, other: Features, found: Evidence) -> bool | None:
    """Sure, likely, or (None) not enough."""
    if found.identified:
        if found.persons is Persons.OTHERS:
            return False if found.title >= Alike.WORDS else None
        return found.title >= Alike.WORDS
    if found.isbn is Fit.SAME and found.title >= Alike.WORDS and found.persons is not Persons.OTHERS:
        return found.kinds is not Fit.OTHER and "part" not in (one.kind, other.kind)
    if found.persons in (Persons.OTHERS, Persons.PARTLY, Persons.UNKNOWN):
        return False if _enough_without_people(one, other, found) else None
    return _by_people(one, other, found)


def _grade_untitled(found: Evidence) -> bool | None:
    """Where one says no title, only a number of the work tells, and a person looks."""
    return False if found.identified and found.persons is not Persons.OTHERS else None


def _enough_without_people(one: Features, other: Features, found: Evidence) -> bool:
    """Is it the same work although its people are not known, or only some are the same?"""
    if found.persons is Persons.OTHERS or found.years or found.title < Alike.NEARLY:
        return False
    needed = 1 if found.title is Alike.SAME and _is_telling(one, other) else 2
    if found.persons is Persons.UNKNOWN and found.years is None:
        needed += 1
    return found.support >= needed


def _is_telling(one: Features, other: Features) -> bool:
    """Is the shorter title long enough to be that of one work only?"""
    shorter = min(one.title, other.title, key=lambda title: len(title.whole))
    if shorter.is_general:
        return False
    return len(shorter.words) >= _TELLING or len(shorter.whole) >= _TELLING * 6


def _tells_enough(one: Features, other: Features) -> bool:
    """Is a short title enough since it is by several people, of one year, or that of a preprint and its article?"""
    shorter = min(one.title, other.title, key=lambda title: len(title.whole))
    several = min(len(one.people.persons), len(other.people.persons))
    if shorter.is_general or (len(shorter.whole) < 2 * _TELLING and several < _MANY):
        return False
    same_year = one.year == other.year and len(shorter.words) > 1
    return several > 1 or same_year or one.is_copy != other.is_copy


def _by_people(one: Features, other: Features, found: Evidence) -> bool | None:
    """Is it the same work by the same people?"""
    support = found.support
    telling = _is_telling(one, other)
    likely = False if telling or support or _tells_enough(one, other) else None
    if found.title is Alike.SOMEWHAT:
        return False if support >= 3 and found.page is Fit.SAME and found.years == 0 else None
    if found.title is Alike.WORDS:
        return False if support >= 2 and not found.years else None
    if found.years != 0:
        return likely
    if found.title is Alike.SAME:
        if telling or support >= 2:
            return found.persons is Persons.SAME or support > 0
        return False if "book" in (one.kind, other.kind) else likely
    return (telling and support >= 2 and found.persons is Persons.SAME) or likely
