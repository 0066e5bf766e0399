"""An entry as its file has it: tags or elements with their values and places, before any map is laid on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from citekit.model import Name


@dataclass(frozen=True, slots=True)
class Value:
    """A piece of text in a file; offsets are those of its source."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an entry that does not follow its format."""

    start: int
    end: int
    message: str
    hint: str = ""


@dataclass(slots=True)
class RawEntry:
    """What stands between the beginning and the end of one entry."""

    start: int
    end: int
    type: str = ""
    """As the file names it."""
    values: dict[str, list[Value]] = field(default_factory=dict)
    """By tag, or by the path of an element; both in the file's order."""
    people: dict[str, list[Name]] = field(default_factory=dict)
    """By our field name, where a format marks the parts of names itself."""
    key: str = ""
    """Where a format has it apart from all values."""
    own_type: str = ""
    """The type in our words, where a format uses them."""
    texts: dict[str, Value] = field(default_factory=dict)
    """By our field name, what a format reads without the map."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where the name fields in `people` stand."""
    others: set[str] = field(default_factory=set)
    """The name fields that end in "and others"."""

    faults: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Does it say nothing of its work?"""
        values = (value for values in self.values.values() for value in values)
        return not self.people and not self.texts and not any(value.text.strip() for value in values)

    def add(self, tag: str, value: Value) -> None:
        """Puts a value behind those that its tag already has."""
        self.values.setdefault(tag, []).append(value)
