"""Taking from libraries, large and small, what one entry needs."""

from __future__ import annotations

from collections.abc import Sequence

from citekit import inheritance
from citekit.index.lending import Directory, with_lenders
from citekit.index.opening import Large
from citekit.model import Library


def with_key(libraries: Sequence[Large | Library], key: str) -> tuple[Library, ...]:
    """The libraries with just the entries that have a key, and those that they take fields from; small ones whole.

    All entries with the key are there, since its coming twice is worth knowing; where none has it, the one that has
    it among its `ids`. They have what they take over.
    """
    chosen = [_having(library, key) for library in libraries]
    if not any(chosen):
        chosen = [_alias(library, key) for library in libraries]
    taken = with_lenders(libraries, chosen)
    read = [
        library.read(set(numbers)) if isinstance(library, Large) else library
        for library, numbers in zip(libraries, taken, strict=True)
    ]
    return inheritance.resolve(read)


def _having(library: Large | Library, key: str) -> set[int]:
    if isinstance(library, Large):
        return set(library.keys.having(key))
    return {number for number, entry in enumerate(library.entries) if entry.key == key}


def _alias(library: Large | Library, key: str) -> set[int]:
    number = Directory(library).alias(key)
    return set() if number is None else {number}
