"""Groups of entries that are of one work, put together from pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from citekit.duplicates.features import Features
from citekit.duplicates.likeness import Likeness
from citekit.model import Entry


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of one work, and why they are."""

    one: Entry
    other: Entry
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are of one work, in the order of the library."""

    entries: tuple[Entry, ...]
    pairs: tuple[Pair, ...]
    """The pairs that hold it together, the surest first."""
    sure: tuple[tuple[Entry, ...], ...]
    """Those of its entries that are surely of one work: one or more sets of two or more."""

    @property
    def is_sure(self) -> bool:
        """Is all of it sure?"""
        return len(self.sure) == 1 and len(self.sure[0]) == len(self.entries)


Found = Mapping[tuple[int, int], Likeness]
_MOST_CROSSED = 60
"""Pairs between two groups that are looked at before these are joined."""


class _Union:
    """Sets that are joined, by the smallest member of each."""

    def __init__(self) -> None:
        self._lead: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}

    def lead(self, index: int) -> int:
        while (above := self._lead.get(index, index)) != index:
            self._lead[index] = self._lead.get(above, above)
            index = above
        return index

    def of(self, index: int) -> list[int]:
        return self.members.get(self.lead(index), [index])

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.lead(one), self.lead(other)))
        joined = [*self.of(first), *self.of(second)]
        self._lead[second] = first
        self.members.pop(second, None)
        self.members[first] = joined


def groups(works: Sequence[Features], found: Found, may_join: Callable[[int, int], bool]) -> tuple[Group, ...]:
    """The groups, in the order of their first entries.

    The surest pairs are joined first. Two groups stay apart where a pair across them cannot be of one work: three
    editions of a book do not become one because an entry that says no edition is like each of them.
    """
    order = sorted(found, key=lambda pair: (not found[pair].sure, -found[pair].score, pair))
    all_of, sure_of = _Union(), _Union()
    kept: list[tuple[int, int]] = []
    for one, other in order:
        if all_of.lead(one) != all_of.lead(other):
            if not _fit(all_of.of(one), all_of.of(other), found, may_join):
                continue
            all_of.join(one, other)
        kept.append((one, other))
        if found[one, other].sure:
            sure_of.join(one, other) if sure_of.lead(one) != sure_of.lead(other) else None
    by_lead: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in kept:
        by_lead[all_of.lead(pair[0])].append(pair)
    return tuple(_group(works, sorted(all_of.of(lead)), by_lead[lead], found, sure_of) for lead in sorted(by_lead))


def _fit(ones: Sequence[int], others: Sequence[int], found: Found, may_join: Callable[[int, int], bool]) -> bool:
    pairs = ((min(one, other), max(one, other)) for one in ones for other in others)
    for count, pair in enumerate(pairs):
        if count == _MOST_CROSSED:
            return True
        if pair not in found and not may_join(*pair):
            return False
    return True


def _group(
    works: Sequence[Features], members: Sequence[int], pairs: Iterable[tuple[int, int]], found: Found, sure_of: _Union
) -> Group:
    sure: dict[int, list[int]] = defaultdict(list)
    for index in members:
        sure[sure_of.lead(index)].append(index)
    return Group(
        tuple(works[index].entry for index in members),
        tuple(Pair(works[one].entry, works[other].entry, found[one, other]) for one, other in pairs),
        tuple(tuple(works[index].entry for index in part) for part in sure.values() if len(part) > 1),
    )
