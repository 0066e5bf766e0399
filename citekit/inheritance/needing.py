"""What entries cannot do without: all that they name, and what that names in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citekit.inheritance.pointers import Find, lenders, pointed
from citekit.library import Entry


def with_needed(keys: Iterable[str], find: Find, *, leave_out: frozenset[str] = frozenset()) -> set[str]:
    """Some keys, and those of all entries that theirs take fields from or name: crossref, xdata, the works of a set …

    `leave_out` are fields whose keys do not count. Keys that no entry has stay as they are.
    """
    known = set(keys)
    unfollowed = list(known)
    while unfollowed:
        entry = find(unfollowed.pop())
        for key in _needed(entry, leave_out) if entry else ():
            other = find(key)
            if other and other.key not in known:
                known.add(other.key)
                unfollowed.append(other.key)
    return known


def _needed(entry: Entry, leave_out: frozenset[str]) -> Iterator[str]:
    yield from (key for name, key in pointed(entry) if name not in leave_out)
    yield from lenders(entry)
    yield from (lender.key for lender in entry.inherited.values())
