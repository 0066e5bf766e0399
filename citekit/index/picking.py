"""Taking from libraries, large and small, what one entry needs."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.index.opening import Large
from citekit.model import Entry, Library

_MOST = 200
"""Entries that one may take fields from, directly or not."""


def with_key(libraries: Sequence[Large | Library], key: str) -> tuple[Library, ...]:
    """The libraries with just the entries that have a key, and those that they take fields from; small ones whole.

    All entries with the key are there, since its coming twice is worth knowing.
    """
    chosen: list[set[int]] = [set() for _ in libraries]
    made: list[Library] = []
    wanted, asked = [key], {key}
    while wanted:
        numbers = [_numbers(library, wanted) - taken for library, taken in zip(libraries, chosen, strict=True)]
        for taken, more in zip(chosen, numbers, strict=True):
            taken |= more
        made = [
            one.read(taken) if isinstance(one, Large) else one for one, taken in zip(libraries, chosen, strict=True)
        ]
        entries = (entry for library in made for entry in library.entries if entry.key in asked)
        wanted = [name for entry in entries for name in _lenders(entry) if name not in asked][:_MOST]
        asked.update(wanted)
        if len(asked) > _MOST:
            break
    return tuple(made)


def _numbers(library: Large | Library, keys: Sequence[str]) -> set[int]:
    if isinstance(library, Library):
        return set()
    return {number for key in keys for number in library.keys.having(key)}


def _lenders(entry: Entry) -> list[str]:
    """The keys of the entries from which one takes fields."""
    named = f"{entry.text('crossref')},{entry.text('xdata')}"
    return [key.strip() for key in named.split(",", _MOST)[:_MOST] if key.strip()]
