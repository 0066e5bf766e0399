"""Keys that are kept apart: a, b, c after those that would be the same, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Iterable

from citekit.keys.pattern import Suffix


class Taken:
    """The keys that there are. To BibTeX two that differ in case alone are one."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._keys = {key.lower() for key in keys}
        self._next: dict[str, int] = {}

    def __contains__(self, key: str) -> bool:
        return key.lower() in self._keys

    def add(self, key: str) -> None:
        """One more."""
        self._keys.add(key.lower())

    def free(self, base: str, suffix: Suffix) -> str:
        """The key itself, or the first with a suffix that is not taken; it then is."""
        number = self._next.get(base.lower(), 0)
        while (key := base + suffix.text(number)) in self:
            number += 1
        self._next[base.lower()] = number + 1
        self.add(key)
        return key
