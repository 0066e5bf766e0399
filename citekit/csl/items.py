"""The items that are cited, in CSL-JSON, and the cites and citations that refer to them.

Values are read when a style asks for them and kept, so that an item costs nothing until then.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from citekit.csl.dates import Date, read_date
from citekit.csl.errors import ItemError
from citekit.csl.output import Node
from citekit.csl.people import Name, read_names
from citekit.csl.vocabulary import NAME_VARIABLES, SHORT_FORMS, VARIABLES


class Item:
    """One item of CSL-JSON: its id, its type and its variables."""

    __slots__ = ("_dates", "_names", "data", "id", "language", "parsed", "type")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = _with_note_variables(data)
        self.id = str(data["id"])
        self.type = str(data.get("type") or "")
        self.language = str(data.get("language") or "")
        self.parsed: dict[str, tuple[Node, ...]] = {}
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, Date | None] = {}

    def names(self, variable: str) -> tuple[Name, ...]:
        """Give the names of a name variable, none where it is empty."""
        found = self._names.get(variable)
        if found is None:
            found = self._names[variable] = read_names(self.data.get(variable))
        return found

    def date(self, variable: str) -> Date | None:
        """Give a date variable, or None where it is empty."""
        if variable not in self._dates:
            self._dates[variable] = read_date(self.data.get(variable))
        return self._dates[variable]

    def text(self, variable: str) -> str:
        """Give a standard variable as text, empty where it is not set."""
        value = self.data.get(variable)
        if value is None:
            return ""
        if type(value) is str:
            return value
        return "" if isinstance(value, Mapping | list) else str(value)

    def short(self, variable: str) -> str:
        """Give the short form of a variable, empty where there is none ("Text")."""
        for name in SHORT_FORMS.get(variable, (f"{variable}-short",)):
            found = self.text(name)
            if found:
                return found
        return ""


_NOTE_LINE = re.compile(r"([A-Za-z][A-Za-z-]{1,40}): *(\S.*)")


def _with_note_variables(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read variables written into the first lines of `note` as `name: value`, as reference managers let people do."""
    note = data.get("note")
    if not isinstance(note, str) or ":" not in note:
        return data
    extra: dict[str, Any] = {}
    lines = note.split("\n")
    while lines and (match := _NOTE_LINE.fullmatch(lines[0].strip())):
        name = match[1] if match[1] in VARIABLES else match[1].lower()
        if name not in VARIABLES or name in data or name in extra:
            break
        extra[name] = _note_value(name, match[2])
        lines.pop(0)
    return {**data, **extra, "note": "\n".join(lines)} if extra else data


def _note_value(name: str, text: str) -> Any:
    if name not in NAME_VARIABLES:
        return text
    family, _, given = text.partition("||")
    return [{"family": family.strip(), "given": given.strip()} if given else {"literal": family.strip()}]


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One cite of a citation: which item, where in it, with what around it, and in which form."""

    id: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_only: bool = False
    position: str = ""
    """A position forced on the cite: first, subsequent, ibid or ibid-with-locator; empty to have it found."""
    near_note: bool | None = None
    """Whether the cite is near the one before, forced; None to have it found."""

    def __hash__(self) -> int:
        return hash((self.id, self.locator))


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: its cites, and the number of the note it stands in (0 in the text)."""

    items: tuple[CiteItem, ...]
    note: int = 0
    id: str = ""
    mode: str = ""
    """Empty, or `composite`, `author-only`, `suppress-author` for the whole citation."""


def read_items(data: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """Read CSL-JSON items. Raises ItemError for one that is no object or has no id."""
    items: dict[str, Item] = {}
    for number, entry in enumerate(data, 1):
        if not isinstance(entry, Mapping):
            raise ItemError(f"item {number} is not an object")
        if entry.get("id") in (None, ""):
            raise ItemError(f"item {number} has no id")
        item = Item(entry)
        items[item.id] = item
    return items


_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def read_cite(data: Mapping[str, Any]) -> CiteItem:
    """Read one cite of CSL-JSON citation data (csl-citation.json)."""
    position = data.get("position")
    near = data.get("near-note")
    return CiteItem(
        str(data["id"]),
        _string(data, "locator").strip(),
        _string(data, "label"),
        _string(data, "prefix"),
        _string(data, "suffix"),
        bool(data.get("suppress-author")),
        bool(data.get("author-only")),
        _POSITIONS[position] if isinstance(position, int) and 0 <= position < 4 else "",
        None if near is None else bool(near),
    )


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def read_citation(data: Mapping[str, Any]) -> Citation:
    """Read one citation of CSL-JSON citation data."""
    properties = data.get("properties") or {}
    return Citation(
        tuple(read_cite(cite) for cite in data.get("citationItems", ())),
        int(properties.get("noteIndex") or 0),
        str(data.get("citationID") or ""),
        str(properties.get("mode") or ""),
    )
