"""Hayagriva's persons: `Luther King, Martin, Jr.`, or their parts by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from citekit.fieldmaps.names import joined, read_name
from citekit.model import Name, NameList
from citekit.trees import text_of

_SUFFIX = re.compile(r"(?:jr|sr)\.?|[ivx]{1,4}\.?|[2-9](?:nd|rd|th)", re.I)
_PARTS = {"name": "family", "given-name": "given", "prefix": "particle", "suffix": "suffix"}


def read(value: object) -> tuple[NameList, bool]:
    """The persons of a value, one or a list, and whether all of it could be read."""
    values = value if isinstance(value, list) else [value]
    names = [_read(one) for one in values]
    return joined(name for name in names if name), None not in names


def _read(value: object) -> Name | None:
    if not isinstance(value, dict):
        text = text_of(value) if not isinstance(value, list) else None
        return None if text is None else _line(text)
    parts = {ours: " ".join((text_of(value.get(part)) or "").split()) for part, ours in _PARTS.items()}
    if not any(parts[part] for part in ("given", "particle", "suffix")):
        return Name(literal=parts["family"])
    return Name(**parts)


def _line(text: str) -> Name:
    """A name in a line. The documentation has the suffix at its end; Typst itself reads it in the middle, as BibTeX."""
    name = read_name(text)
    if name.suffix and _SUFFIX.fullmatch(name.given):
        return replace(name, given=name.suffix, suffix=name.given)
    return name


def write(names: Iterable[Name]) -> list[object]:
    """The persons of a list, each in a line where that says it all."""
    return [_write(name) for name in names]


def _write(name: Name) -> object:
    line = name.inverted
    if line and not name.suffix and read_name(line) == name:
        return line
    if name.literal:
        return {"name": name.literal}
    parts = {part: getattr(name, ours) for part, ours in _PARTS.items()}
    return {part: text for part, text in parts.items() if text or part == "name"}


__all__ = ["read", "write"]
