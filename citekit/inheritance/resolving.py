"""An entry with what it takes over, whatever the order of the file, however deep, and in spite of circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from citekit.inheritance.granular import Reference, Taken, references, replaced
from citekit.inheritance.lending import lent
from citekit.inheritance.order import Lenders, Order
from citekit.inheritance.pointers import SET, XDATA, Find, finder, targets
from citekit.inheritance.tables import NEVER, NEVER_BY_XDATA
from citekit.library import Entry, Field, Library, NameList

MOST_LEVELS = 16
"""Steps over which a field is handed down. A part in a book in a work of several volumes takes two."""
MOST_FIELDS = 60
"""Fields that one entry takes over. More than biblatex's standard styles know would be no inheritance."""


class Origin(NamedTuple):
    """Where a field of an entry stands."""

    entry: Entry
    name: str
    """Its name there."""
    levels: int
    """Steps from the entry that has it now; 0 for its own."""
    taken: Taken | None = None
    """What it says where parts of it come from an @xdata; None when it says just what stands there."""

    def handed_down(self) -> Origin:
        """The same, one step further."""
        return Origin(self.entry, self.name, self.levels + 1, self.taken)


Plan = Mapping[str, Origin]
"""The fields of an entry by name, with what it takes over."""


class Resolving:
    """Resolves entries, each once. Where entries take fields from each other in a circle, nobody there lends."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._plans: dict[Entry, Plan] = {}
        # What each entry lends is made once for all that take it.
        self._raised: dict[Entry, dict[str, Origin]] = {}
        self._lenders = Lenders(find)
        self._order = Order(self._lenders)

    def resolved(self, entry: Entry) -> Entry:
        """The entry with what it takes over; itself when that is nothing."""
        if not self._lenders(entry):
            return entry
        for members in self._order.components(entry):
            within = frozenset(members)
            plans = [self._plan(one, within) for one in members]
            self._plans.update(zip(members, plans, strict=True))
        plan = self._plans[entry]
        if not any(origin.levels for origin in plan.values()):
            return entry
        return replace(entry, fields=_Fields(plan), names=_Names(plan), inherited=_Inherited(plan))

    def _plan(self, entry: Entry, within: frozenset[Entry]) -> Plan:
        plan = {name: Origin(entry, name, 0) for name in entry.fields}
        self._replace(plan, entry)
        for lender in self._named(targets(entry, "xdata"), within):
            if lender.type == XDATA:
                self._overlay(plan, lender)
        for parent in self._named(targets(entry, "crossref"), within):
            self._take(plan, list(lent(entry, plan, parent, self._plans[parent])), parent)
        for member in self._named(targets(entry, "entryset")[:1], within) if entry.type == SET else ():
            of_member = self._plans[member]
            self._take(plan, [(name, name) for name in of_member if name not in plan and name not in NEVER], member)
        return plan

    def _replace(self, plan: dict[str, Origin], entry: Entry) -> None:
        """Puts what is meant in the place of references to single fields of an @xdata."""
        for name in {reference.field for reference in references(entry)}:
            if taken := replaced(entry, name, self._lent):
                plan[name] = Origin(taken.lender, name, 1, taken)

    def _lent(self, reference: Reference) -> tuple[Entry, Field, NameList | None] | None:
        lender = self._find(reference.key)
        plan = self._plans.get(lender) if lender and lender.type == XDATA else None
        if lender is None or plan is None or reference.source not in plan:
            return None
        return lender, _Fields(plan)[reference.source], _Names(plan).get(reference.source)

    def _named(self, keys: Sequence[str], within: frozenset[Entry]) -> list[Entry]:
        found = map(self._find, keys)
        return [one for one in found if one is not None and one not in within]

    def _overlay(self, plan: dict[str, Origin], lender: Entry) -> None:
        """A field of an xdata entry counts even where the entry has its own: so does biber, the later key last."""
        names = [name for name in self._plans[lender] if name not in NEVER_BY_XDATA]
        self._take(plan, [(name, name) for name in names], lender)

    def _take(self, plan: dict[str, Origin], names: Sequence[tuple[str, str]], lender: Entry) -> None:
        lends, raised = self._plans[lender], self._raised.setdefault(lender, {})
        room = MOST_FIELDS - sum(origin.levels > 0 for origin in plan.values())
        for new, name in names:
            origin = lends[name]
            if origin.levels < MOST_LEVELS and (new in plan or room > 0):
                room -= new not in plan
                plan[new] = raised.get(name) or raised.setdefault(name, origin.handed_down())


class _Fields(Mapping[str, Field]):
    """The fields of a plan, each made when it is asked for."""

    __slots__ = ("_made", "_plan")

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._made: dict[str, Field] = {}

    def __getitem__(self, name: str) -> Field:
        made = self._made.get(name)
        if made is None:
            origin = self._plan[name]
            found = origin.taken.field if origin.taken else origin.entry.fields[origin.name]
            made = self._made[name] = found if found.name == name else replace(found, name=name)
        return made

    # The inherited one raises and catches a KeyError for each field that an entry has not.
    def get(self, name: str, default: Any = None) -> Any:
        """The field, else the default."""
        return self[name] if name in self._plan else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._plan)

    def __len__(self) -> int:
        return len(self._plan)

    def __contains__(self, name: object) -> bool:
        return name in self._plan


class _Inherited(Mapping[str, Entry]):
    """Of the fields of a plan those that are taken over, and from which entry."""

    __slots__ = ("_plan",)

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getitem__(self, name: str) -> Entry:
        origin = self._plan[name]
        if not origin.levels:
            raise KeyError(name)
        return origin.entry

    def __iter__(self) -> Iterator[str]:
        return (name for name, origin in self._plan.items() if origin.levels)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Names(Mapping[str, NameList]):
    """The name lists of a plan."""

    __slots__ = ("_plan",)

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getitem__(self, name: str) -> NameList:
        origin = self._plan[name]
        if origin.taken is None:
            return origin.entry.names[origin.name]
        if origin.taken.names is None:
            raise KeyError(name)
        return origin.taken.names

    def __iter__(self) -> Iterator[str]:
        return (name for name, origin in self._plan.items() if _has_names(origin))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _has_names(origin: Origin) -> bool:
    return origin.taken.names is not None if origin.taken else origin.name in origin.entry.names


def resolve(libraries: Sequence[Library]) -> tuple[Library, ...]:
    """The libraries, in which each entry has what it takes over from any of them."""
    resolving = Resolving(finder(entry for library in libraries for entry in library.entries))
    return tuple(_resolved(library, resolving) for library in libraries)


def _resolved(library: Library, resolving: Resolving) -> Library:
    entries = tuple(map(resolving.resolved, library.entries))
    changed = any(new is not old for new, old in zip(entries, library.entries, strict=True))
    return replace(library, entries=entries) if changed else library
