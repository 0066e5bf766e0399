"""The works of a set (biblatex's `@set`), which are printed as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from citekit.inheritance.pointers import SET, targets
from citekit.model import Entry

Find = Callable[[str], Entry | None]
"""Gives the work with a key, None when there is none."""

_MOST_WORKS = 26 * 27
"""As many works as have letters of their own in a set: a to zz."""


def members(entry: Entry, work: Find) -> list[Entry]:
    """The works of a set that are in a library, in their order; none for an entry that is no set."""
    if entry.type != SET:
        return []
    found = (work(key) for key in targets(entry, "entryset")[:_MOST_WORKS])
    return [member for member in found if member is not None and member.type != SET]


def letters(count: int) -> Iterator[str]:
    """a, b … z, aa, ab …: what the works of a set are told apart by."""
    for number in range(count):
        first, last = divmod(number, 26)
        yield (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + last)
