"""What has been rendered before, kept by all that it depends on, so that a small change costs little work."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from citekit.csl.context import ShownNames
from citekit.csl.output import Node, Span
from citekit.csl.sorting import SortTexts

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by what they depend on; those that a whole step has not asked for are forgotten."""

    def __init__(self) -> None:
        self._before: dict[Hashable, T] = {}
        self._now: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give the value kept for a key, or make it."""
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is None:
                found = make()
            self._now[key] = found
        return found

    def step(self) -> None:
        """Begin a new step."""
        self._before, self._now = self._now, {}


class Memory:
    """What is kept of a document: sort keys, how cites look, citations and entries of the bibliography."""

    def __init__(self) -> None:
        self.sort_keys: Kept[SortTexts] = Kept()
        self.looks: Kept[tuple[str, list[ShownNames], int]] = Kept()
        self.citations: Kept[tuple[Node, ...]] = Kept()
        self.entries: Kept[tuple[Span | None, list[str], str]] = Kept()

    def step(self) -> None:
        """Begin a new step: what the last one did not use is forgotten with the next."""
        for kept in (self.sort_keys, self.looks, self.citations):
            kept.step()
