"""Which fields an entry has, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from citekit.edits.formatting.sheet import Part, Sheet
from citekit.edits.formatting.style import HouseStyle

_LENDERS = frozenset(("crossref", "xdata"))
_EMPTY = re.compile(r"\{\s*\}|\"\s*\"")


def chosen(entry: Sheet, style: HouseStyle) -> Sheet:
    """The entry without the fields that are to go, the others in their order."""
    if omitted := frozenset(name.lower() for name in style.omit):
        entry = _without(entry, [at for at, one in enumerate(entry.fields) if one.name.lower() in omitted])
    # An empty field keeps an entry from taking that of the one it refers to.
    if style.remove_empty_fields and not any(one.name.lower() in _LENDERS for one in entry.fields):
        entry = _without(entry, _empty(entry.fields))
    if style.remove_dupe_fields:
        entry = _without(entry, _repeated(entry.fields))
    return _sorted(entry, style.sort_fields) if style.sort_fields else entry


def _empty(fields: Sequence[Part]) -> list[int]:
    """Fields without a value. One stays that hides a later field of its name, since the first of a name counts."""
    said = {one.name.lower() for one in fields if not _EMPTY.fullmatch(one.value)}
    found, met = [], set()
    for at, one in enumerate(fields):
        name = one.name.lower()
        if _EMPTY.fullmatch(one.value) and (name in met or name not in said):
            found.append(at)
        met.add(name)
    return found


def _repeated(fields: Sequence[Part]) -> list[int]:
    """Fields that say once more what the first of their name says; one that says something else is left."""
    first: dict[str, str] = {}
    found = []
    for at, one in enumerate(fields):
        name = one.name.lower()
        if first.get(name) == one.value:
            found.append(at)
        first.setdefault(name, one.value)
    return found


def _without(entry: Sheet, gone: Iterable[int]) -> Sheet:
    numbers = frozenset(gone)
    if not numbers:
        return entry
    return entry.with_fields(tuple(one for at, one in enumerate(entry.fields) if at not in numbers))


def _sorted(entry: Sheet, order: Sequence[str]) -> Sheet:
    """Those in the order first, the others behind them as they were. What stands between fields stays in its place."""
    rank = {name: at for at, name in reversed(list(enumerate(order)))}
    fields = sorted(entry.fields, key=lambda one: rank.get(one.name.lower(), len(rank)))
    placed = (one._replace(separator=old.separator) for one, old in zip(fields, entry.fields, strict=True))
    return entry._replace(fields=tuple(placed))
