"""The order in which entries are resolved: those that lend come first, and circles are found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from citekit.inheritance.pointers import Find, finder, lenders
from citekit.library import Entry


class Lenders:
    """The entries from which each takes fields over, of those that there are; looked up once for each."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._found: dict[Entry, Sequence[Entry]] = {}

    def __call__(self, entry: Entry) -> Sequence[Entry]:
        """Those of one entry, in the order in which they count."""
        found = self._found.get(entry)
        if found is None:
            found = tuple(one for key in lenders(entry) if (one := self._find(key)) is not None)
            self._found[entry] = found
        return found


@dataclass(slots=True)
class _Visit:
    """An entry that is being looked at, and what of its lenders is still to be."""

    entry: Entry
    number: int
    left: Iterator[Entry]
    low: int


@dataclass(slots=True)
class Order:
    """Strongly connected components (Tarjan 1972), without recursion: chains may be as long as the file."""

    lenders: Callable[[Entry], Sequence[Entry]]
    _numbers: dict[Entry, int] = field(default_factory=dict)
    _open: list[Entry] = field(default_factory=list)
    _closed: set[Entry] = field(default_factory=set)

    def has_met(self, entry: Entry) -> bool:
        """Was an entry given already, or is it on the way?"""
        return entry in self._numbers

    def components(self, start: Entry) -> Iterator[list[Entry]]:
        """The entries that one takes fields from and were not given yet, each after its lenders, itself the last.

        Those that take fields from each other come together, in the order in which they were reached.
        """
        if start in self._numbers:
            return
        stack = [self._begun(start)]
        while stack:
            visit = stack[-1]
            following = next(visit.left, None)
            if following is None:
                stack.pop()
                if visit.low == visit.number:
                    yield self._close(visit.entry)
                if stack:
                    stack[-1].low = min(stack[-1].low, visit.low)
            elif following not in self._numbers:
                stack.append(self._begun(following))
            elif following not in self._closed:
                visit.low = min(visit.low, self._numbers[following])

    def _begun(self, entry: Entry) -> _Visit:
        number = self._numbers[entry] = len(self._numbers)
        self._open.append(entry)
        return _Visit(entry, number, iter(self.lenders(entry)), number)

    def _close(self, first: Entry) -> list[Entry]:
        at = len(self._open) - 1
        while self._open[at] is not first:
            at -= 1
        members = self._open[at:]
        del self._open[at:]
        self._closed.update(members)
        return members


@dataclass(frozen=True, eq=False)
class Lines:
    """Who takes fields from whom among some entries, worked out once for all who ask."""

    entries: Sequence[Entry]

    @cached_property
    def find(self) -> Find:
        """Finds them by key."""
        return finder(self.entries)

    @cached_property
    def _lenders(self) -> Lenders:
        return Lenders(self.find)

    @cached_property
    def _components(self) -> Sequence[list[Entry]]:
        """Those that take fields from others that there are, and these, as `Order.components` gives them."""
        order = Order(self._lenders)
        taking = (entry for entry in self.entries if not order.has_met(entry) and self._lenders(entry))
        return [members for entry in taking for members in order.components(entry)]

    def circles(self) -> Iterator[list[Entry]]:
        """The groups of entries that take fields from each other, and those that do from themselves."""
        for members in self._components:
            if len(members) > 1 or any(one is members[0] for one in self._lenders(members[0])):
                yield members

    def first_beyond(self, levels: int) -> Iterator[Entry]:
        """The entries to which fields would come over just one step more than so many; those behind are further."""
        depths: dict[Entry, int] = {}
        for members in self._components:
            within = frozenset(members) if len(members) > 1 else members
            for entry in members:
                outside = [depths[one] for one in self._lenders(entry) if one not in within]
                depths[entry] = 1 + max(outside, default=-1)
                if depths[entry] == levels + 1:
                    yield entry
