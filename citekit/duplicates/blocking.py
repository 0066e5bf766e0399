"""Which entries are worth comparing: those that share a rare sign.

Each entry is put into a few boxes (its DOI, two rare words of its title, its first author with the year …) and is
compared with what else lies in them. A box that grows too full says nothing; it is parted by further signs, and where
that does not help, each entry in it is compared with its nearest neighbours in alphabetical order. So the number of
comparisons grows as the number of entries does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from citekit.duplicates.features import Features
from citekit.duplicates.people import Person

_FULL = 12
"""Entries in a box beyond which it is parted."""
_NEIGHBOURS = 3
"""Entries next to each other, in a box that cannot be parted, that are compared."""
_RARE = 4
"""Rare words of a title that make boxes, two by two. With one more word than slips of the pen in them, two remain."""
_EDGE = 3
"""Letters at the beginning or end of a title that make a box with a name."""
_BEGINNING = 8
"""Letters at the beginning of a title by which a full box is parted."""

_POINTING = frozenset(("crossref", "xdata", "xref"))
"""Fields that name entries from which one is filled."""

Box = tuple[Hashable, ...]


def common_words(works: Iterable[Features]) -> Counter[str]:
    """In how many titles each word stands."""
    return Counter(word for work in works for word in set(work.title.words))


def candidates(works: Sequence[Features], common: Mapping[str, int]) -> set[tuple[int, int]]:
    """The pairs of places of works that are worth comparing."""
    boxes: dict[Box, list[int]] = defaultdict(list)
    for index, work in enumerate(works):
        for box in set(_boxes(work, common)):
            boxes[box].append(index)
    pairs: set[tuple[int, int]] = set()
    full = _Full()
    for box, inside in boxes.items():
        if len(inside) > 1:
            pairs.update(_pairs(works, box, inside, full))
    return pairs


def _boxes(work: Features, common: Mapping[str, int]) -> Iterator[Box]:
    """The boxes that an entry lies in."""
    if not work.is_work:
        entry = work.entry
        if entry.fields.keys() - entry.inherited.keys() - _POINTING:  # else it says nothing of its own
            yield "copy", entry.type, *((name, entry.text(name)) for name in sorted(entry.fields))
        return
    if work.doi:
        yield "doi", work.doi
    if work.preprint:
        yield "preprint", work.preprint
    for isbn in work.isbns:
        yield "isbn", isbn
    title = work.title
    starts = {title.words, *(title.words[:cut] for cut in title.cuts)}
    yield from (("title", "".join(words)) for words in starts)
    for words in {title.words, title.words[: title.main]}:
        known = sorted({word for word in words if common[word] > 1}, key=lambda word: (common[word], word))
        yield from (("words", *pair) for pair in combinations(sorted(known[:_RARE]), 2))
    yield from _boxes_of_people(work)
    if work.page and work.volume:
        yield "page", work.page, work.volume


def _boxes_of_people(work: Features) -> Iterator[Box]:
    """Under a name, titles that begin or end with the same letters: a slip is seldom in both places."""
    title = work.title
    end = title.words[title.main - 1][-_EDGE:] if title.words else ""
    for name in _names(work.people.persons):
        yield "name", name, title.whole[:_EDGE]
        yield "name", name, "", end


def _names(persons: Sequence[Person]) -> set[str]:
    """The names under which the first two and the last are found, family and given name exchanged too."""
    chosen = {*persons[:2], *persons[-1:]}
    return {person.bare for person in chosen} | {"".join(person.given) for person in chosen if person.given}


_IDENTIFIERS = frozenset(("doi", "preprint", "isbn"))


class _Full:
    """The full boxes that were met. What lies together by one sign often does by all: once is enough."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def is_new(self, inside: Sequence[int]) -> bool:
        """Is it the first one with just these in it?"""
        sign = hash(tuple(inside))
        if sign in self._met:
            return False
        self._met.add(sign)
        return True


def _pairs(works: Sequence[Features], box: Box, inside: Sequence[int], full: _Full) -> Iterator[tuple[int, int]]:
    if box[0] in _IDENTIFIERS:
        yield from _all(works, inside, full)
        return
    for of_years in _windows(works, inside):
        yield from _all(works, of_years, full)


def _windows(works: Sequence[Features], inside: Sequence[int]) -> Iterator[list[int]]:
    """Those of each two years that follow each other, and of no year: others are not of one work."""
    by_year: dict[int | None, list[int]] = defaultdict(list)
    for index in inside:
        by_year[works[index].year].append(index)
    undated = by_year.pop(None, [])
    if undated and not by_year:
        yield undated
    for year, found in by_year.items():
        if year is not None:
            yield sorted([*undated, *found, *by_year.get(year + 1, ())])


def _all(works: Sequence[Features], inside: Sequence[int], full: _Full) -> Iterator[tuple[int, int]]:
    if len(inside) <= _FULL:
        yield from combinations(inside, 2)
        return
    for part in _parted(works, inside):
        if len(part) <= _FULL:
            yield from combinations(part, 2)
        elif full.is_new(part):
            yield from _neighbours(works, part)


def _parted(works: Sequence[Features], inside: Sequence[int]) -> Iterator[list[int]]:
    """The entries of a full box, put into smaller ones by several signs."""
    parts: dict[Box, list[int]] = defaultdict(list)
    for index in inside:
        work = works[index]
        for name in _names(work.people.persons):
            parts["name", name].append(index)
        parts["title", work.title.whole[:_BEGINNING]].append(index)
        if work.page:
            parts["page", work.page].append(index)
    return (part for part in parts.values() if len(part) > 1)


def _neighbours(works: Sequence[Features], part: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs that lie close together when sorted by title, and when sorted by people."""
    for order in (_by_title, _by_people):
        row = sorted(part, key=lambda index: order(works[index]))
        for at, index in enumerate(row):
            for other in row[at + 1 : at + 1 + _NEIGHBOURS]:
                yield (index, other) if index < other else (other, index)


def _by_title(work: Features) -> tuple[str, int]:
    return work.title.whole, work.year or 0


def _by_people(work: Features) -> tuple[str, str]:
    return " ".join(sorted(person.bare for person in work.people.persons)), work.title.whole
