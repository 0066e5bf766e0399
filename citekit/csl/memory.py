"""What has been rendered before, kept by all that it depends on, so that a small change costs little work."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from citekit.csl.context import Position, ShownNames
from citekit.csl.items import CiteItem
from citekit.csl.output import Node, Span
from citekit.csl.people import Person
from citekit.csl.sorting import SortTexts

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by what they depend on; those that a whole step has not asked for are forgotten."""

    def __init__(self) -> None:
        self._before: dict[Hashable, T] = {}
        self._now: dict[Hashable, T] = {}

    def find(self, key: Hashable) -> T | None:
        """Give the value kept for a key, which is kept on then."""
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            if found is not None:
                self._now[key] = found
        return found

    def keep(self, key: Hashable, value: T) -> None:
        """Keep a value."""
        self._now[key] = value

    def step(self) -> None:
        """Begin a new step."""
        self._before, self._now = self._now, {}


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """A citation as it was rendered last."""

    depends: tuple[tuple[CiteItem, ...], str, str, list[Position], list[tuple[object, ...]]]
    """Cites, mode and infix, their positions, and the state of their entries."""
    numbers: list[int]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry of the bibliography as it was rendered last."""

    depends: tuple[tuple[object, ...], tuple[list[str], str]]
    """Its state, and the names of the entry before."""
    number: int
    span: Span | None
    names: tuple[list[str], str]


class Memory:
    """What is kept of a document: sort keys, how cites look, citations and entries of the bibliography."""

    def __init__(self) -> None:
        self.sort_keys: Kept[SortTexts] = Kept()
        self.looks: Kept[tuple[str, list[ShownNames], int]] = Kept()
        self.name_levels: Kept[dict[Person, int]] = Kept()
        """By how the names look, and whose they are."""
        self.citations: Kept[KeptCitation] = Kept()
        """By the id of the citation."""
        self.entries: Kept[KeptEntry] = Kept()
        """By the id of the item."""
