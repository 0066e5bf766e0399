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
    """Empty, or `composite`, `author-only`, `suppress-author`: the form of the first cite and those of its names."""
    infix: str = ""
    """In a composite citation, what stands between the names and the rest."""


def read_items(data: object) -> dict[str, Item]:
    """Read a list of CSL-JSON items; of those with one id the last counts. What is odd in them `check_items` tells.

    Raises ItemError for what is no list, and for an item that is no object or has no id.
    """
    if isinstance(data, str | bytes | Mapping) or not isinstance(data, Iterable):
        raise ItemError("this is not a list of items", "$")
    items: dict[str, Item] = {}
    for place, entry in enumerate(data):
        _check_id(entry, f"$[{place}]", "item")
        item = Item(entry)
        items[item.id] = item
    return items


def _check_id(data: object, path: str, what: str) -> None:
    if not isinstance(data, Mapping):
        raise ItemError(f"this is not an object, as each {what} is", path)
    key = data.get("id")
    if key in (None, ""):
        raise ItemError(f"the {what} has no id", path)
    if isinstance(key, Mapping | list | tuple | bool):
        raise ItemError("an id is text or a number", f"{path}.id")


_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def read_cite(data: Mapping[str, Any], path: str = "$") -> CiteItem:
    """Read one cite of CSL-JSON citation data (csl-citation.json). Raises ItemError for one without an id."""
    _check_id(data, path, "cite")
    position = data.get("position")
    near = data.get("near-note")
    return CiteItem(
        str(data["id"]),
        _string(data, "locator").strip(),
        _string(data, "label"),
        _string(data, "prefix"),
        _string(data, "suffix"),
        _switch(data, "suppress-author"),
        _switch(data, "author-only"),
        _POSITIONS[position] if isinstance(position, int) and 0 <= position < 4 else "",
        None if near is None else bool(near),
    )


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None or isinstance(value, Mapping | list | tuple) else str(value)


def _switch(data: Mapping[str, Any], key: str) -> bool:
    """Read a switch, which may be written as true, as a number or as text."""
    return str(data.get(key) or "").lower() not in ("", "0", "false")


def read_citation(data: Mapping[str, Any]) -> Citation:
    """Read one citation of CSL-JSON citation data. Raises ItemError, with the place, for one that cannot be used."""
    if not isinstance(data, Mapping):
        raise ItemError("this is not a citation", "$")
    cites, properties = data.get("citationItems", ()), data.get("properties") or {}
    if not isinstance(cites, list | tuple):
        raise ItemError("this is not a list of cites", "$.citationItems")
    if not isinstance(properties, Mapping):
        raise ItemError("this is not an object", "$.properties")
    return Citation(
        tuple(read_cite(cite, f"$.citationItems[{place}]") for place, cite in enumerate(cites)),
        _note(properties.get("noteIndex")),
        _string(data, "citationID"),
        _string(properties, "mode"),
        _string(properties, "infix"),
    )


def _note(value: object) -> int:
    try:
        return int(value) if isinstance(value, float) and value.is_integer() else int(str(value or 0))
    except ValueError:
        raise ItemError("the number of a note is a whole number", "$.properties.noteIndex") from None
