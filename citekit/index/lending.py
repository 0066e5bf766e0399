"""Of libraries, large and small, those entries that some take fields from, found without reading the others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from citekit import inheritance
from citekit.index.opening import Large
from citekit.model import Entry, Library

_FEW = 20
"""Entries whose lenders are looked up one by one."""
_IDS = re.compile(rb"ids\s*+=")

Chosen = Sequence[set[int]]
"""Of each library the numbers of some entries."""


class Directory:
    """The numbers of the entries of a library by key. Each index is made when it is first needed."""

    def __init__(self, library: Large | Library, *, few: bool = False) -> None:
        """`few`: so few keys will be looked for that an index of all would take longer."""
        self._library = library
        self._few = few

    def number(self, key: str) -> int | None:
        """The first entry with a key; else the one that has it among its `ids`, else whatever its case."""
        found = self._first(key)
        found = self.alias(key) if found is None else found
        return self._folded.get(key.lower()) if found is None else found

    def _first(self, key: str) -> int | None:
        if self._few and isinstance(self._library, Large):
            return next(iter(self._library.keys.having(key)), None)
        return self._exact.get(key)

    def alias(self, key: str) -> int | None:
        """The first entry that has a key among its `ids`."""
        return self._aliases.get(key)

    @cached_property
    def _keys(self) -> list[str]:
        library = self._library
        return library.keys.all() if isinstance(library, Large) else [entry.key for entry in library.entries]

    @cached_property
    def _exact(self) -> Mapping[str, int]:
        return {key: number for number, key in reversed(list(enumerate(self._keys)))}

    @cached_property
    def _folded(self) -> Mapping[str, int]:
        return {key.lower(): number for number, key in reversed(list(enumerate(self._keys)))}

    @cached_property
    def _aliases(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for number, entry in with_words(self._library, _IDS):
            for alias in inheritance.targets(entry, "ids"):
                found.setdefault(alias, number)
        return found


def with_words(library: Large | Library, words: re.Pattern[bytes]) -> list[tuple[int, Entry]]:
    """The entries in which some words may stand, in small letters or not, with their numbers; of a small library all.

    A pattern that begins with letters is found many times as fast as one that begins with a class or a boundary.
    """
    if isinstance(library, Library):
        return list(enumerate(library.entries))
    starts = library.keys.starts
    places = (match.start() for match in words.finditer(library.source.data.lower()))
    numbers = sorted({number for at in places if (number := bisect_right(starts, at) - 1) >= 0})
    return list(zip(numbers, library.read(numbers).entries, strict=True))


def with_lenders(libraries: Sequence[Large | Library], chosen: Chosen) -> list[dict[int, Entry]]:
    """The chosen entries by number, and all from which they take fields, over as many steps as fields come."""
    few = sum(map(len, chosen)) <= _FEW
    directories = [Directory(library, few=few) for library in libraries]
    taken: list[dict[int, Entry]] = [{} for _ in libraries]
    new: Chosen = chosen
    asked: set[str] = set()
    for _ in range(inheritance.MOST_LEVELS + 1):
        keys: set[str] = set()
        for library, numbers, known in zip(libraries, new, taken, strict=True):
            entries = read(library, numbers)
            known.update(zip(sorted(numbers), entries, strict=True))
            keys.update(key for entry in entries for key in inheritance.lenders(entry))
        if not keys - asked:
            break
        new = _found(directories, keys - asked, taken)
        asked |= keys
    return taken


def _found(directories: Sequence[Directory], keys: Iterable[str], known: Sequence[Mapping[int, Entry]]) -> Chosen:
    """Of each library the numbers of the entries with some keys that are not known yet: the first library has them."""
    new: list[set[int]] = [set() for _ in directories]
    for key in keys:
        places = ((at, directory.number(key)) for at, directory in enumerate(directories))
        at, number = next((place for place in places if place[1] is not None), (0, None))
        if number is not None and number not in known[at]:
            new[at].add(number)
    return new


def read(library: Large | Library, numbers: set[int]) -> Sequence[Entry]:
    """The entries with these numbers, in the library's order."""
    if not numbers:
        return ()
    if isinstance(library, Large):
        return library.read(numbers).entries
    return [library.entries[number] for number in sorted(numbers)]


def resolved(libraries: Sequence[Large | Library], chosen: Chosen) -> list[list[Entry]]:
    """Of each library the chosen entries in its order, with what they take over from any of the libraries."""
    taken = [dict(sorted(entries.items())) for entries in with_lenders(libraries, chosen)]
    find = inheritance.finder(entry for entries in taken for entry in entries.values())
    resolving = inheritance.Resolving(find)
    return [
        [resolving.resolved(entries[number]) for number in sorted(wanted)]
        for entries, wanted in zip(taken, chosen, strict=True)
    ]
