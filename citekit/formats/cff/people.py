"""Persons and bodies of CITATION.cff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from citekit.fieldmaps.names import joined, read_name
from citekit.model import Name, NameList
from citekit.trees import text_of

_PARTS = {"family-names": "family", "given-names": "given", "name-particle": "particle", "name-suffix": "suffix"}
ANONYMOUS = "Anonymous"
"""The body that stands for authors who are not known, since there must be some."""


def read(values: Iterable[object], unread: list[str]) -> NameList:
    """The names of a list; what is known of people beside their names is put into `unread`."""
    names = [_read(value, unread) for value in values]
    return joined(name for name in names if name != Name(literal=ANONYMOUS))


def _read(value: object, unread: list[str]) -> Name:
    if not isinstance(value, dict):
        return read_name(text_of(value) or "")
    unread += [part for part in value if part not in _PARTS and part != "name"]
    parts = {ours: _text(value, part) for part, ours in _PARTS.items()}
    if any(parts.values()):
        return Name(**parts)
    return Name(literal=_text(value, "name") or _text(value, "alias"))


def _text(value: Mapping[str, object], part: str) -> str:
    return " ".join((text_of(value.get(part)) or "").split())


def write(names: Iterable[Name]) -> list[dict[str, str]]:
    """Persons by the parts of their names, bodies by their name."""
    return [made for name in names if (made := _write(name))]


def _write(name: Name) -> dict[str, str]:
    if name.literal:
        return {"name": name.literal}
    parts = {part: getattr(name, ours) for part, ours in _PARTS.items()}
    return {part: text for part, text in parts.items() if text}
