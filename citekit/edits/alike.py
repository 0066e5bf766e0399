"""Which entries of libraries may be of the same work as one that is to be added."""

from __future__ import annotations

from collections.abc import Iterable

from citekit import duplicates
from citekit.duplicates import Likeness
from citekit.library import Entry
from citekit.model import fold

UNSURE = "unsure"
"""The field that names those to be looked at. BibTeX and biber pass over fields that they do not know (btxdoc, section
3.2; biblatex manual, section 2.2)."""


class Shelf:
    """The works that there are, made ready to be compared: each is looked at only once, however many are added."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._rows = [_row(entry) for entry in entries]

    def put(self, entry: Entry) -> None:
        """One more."""
        self._rows.append(_row(entry))

    def alike(self, entry: Entry) -> list[tuple[Entry, Likeness]]:
        """The entries that may be of the same work, and why: the surest first. Only those are compared that share a
        telling word of the title, or a number."""
        words, numbers = _telling(entry), _numbers(entry)
        near = (row[0] for row in self._rows if not (words.isdisjoint(row[1]) and numbers.isdisjoint(row[2])))
        found = [(other, like) for other in near if (like := duplicates.same_work(other, entry))]
        return sorted(found, key=lambda pair: not (pair[1].sure or repeats(pair[0], entry)))


_Row = tuple[Entry, frozenset[str], frozenset[str]]


def _row(entry: Entry) -> _Row:
    return entry, frozenset(fold(entry.text("title")).split()), _numbers(entry)


def repeats(other: Entry, entry: Entry) -> bool:
    """Does an entry say nothing that the other does not say in the same words?"""
    return all(other.text(name) == entry.text(name) for name in entry.fields if name != UNSURE)


def _telling(entry: Entry) -> frozenset[str]:
    """The longest words of the title."""
    words = sorted(set(fold(entry.text("title")).split()), key=len, reverse=True)
    return frozenset(words[:3])


def _numbers(entry: Entry) -> frozenset[str]:
    stated = (entry.text(name).lower().replace("-", "") for name in ("doi", "isbn", "eprint") if name in entry.fields)
    return frozenset(filter(None, stated))
