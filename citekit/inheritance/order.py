"""The order in which entries are resolved: those that lend come first, and circles are found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from citekit.inheritance.pointers import Find, lenders
from citekit.library import Entry


def lenders_of(entry: Entry, find: Find) -> list[Entry]:
    """The entries from which one takes fields over, of those that there are."""
    return [found for key in lenders(entry) if (found := find(key)) is not None]


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


def _all(entries: Iterable[Entry], find: Find) -> Iterator[list[Entry]]:
    order = Order(lambda entry: lenders_of(entry, find))
    for entry in entries:
        if not order.has_met(entry) and lenders(entry):
            yield from order.components(entry)


def circles(entries: Iterable[Entry], find: Find) -> Iterator[list[Entry]]:
    """The groups of entries that take fields from each other, and those that do from themselves."""
    for members in _all(entries, find):
        if len(members) > 1 or any(one is members[0] for one in lenders_of(members[0], find)):
            yield members


def first_beyond(entries: Iterable[Entry], find: Find, levels: int) -> Iterator[Entry]:
    """The entries to which fields would come over just one step more than so many; those behind them are further."""
    depths: dict[Entry, int] = {}
    for members in _all(entries, find):
        within = frozenset(members)
        for entry in members:
            outside = (one for one in lenders_of(entry, find) if one not in within)
            depths[entry] = 1 + max((depths[one] for one in outside), default=-1)
            if depths[entry] == levels + 1:
                yield entry
