"""What stands in the fields of entries, and just where: for the rules on bibliographies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from citekit.diagnostic import Fix
from citekit.model import Entry, Field, Project
from citekit.source import ByteSource, Span

PRINTED = (
    "author", "editor", "translator", "title", "subtitle", "booktitle", "journal", "journaltitle", "series",
    "publisher", "address", "location", "institution", "school", "organization", "edition", "note", "howpublished",
)  # fmt: skip
"""Fields whose words styles print."""

ISSN = re.compile(r"(?<![0-9A-Za-z-])([0-9]{4})[-‐‑‒–—− ]{0,3}([0-9]{3}[0-9Xx])(?![0-9A-Za-z-])")
"""Eight digits as an ISSN has them, in its two parts; whether they fit is not looked at (ISO 3297)."""

_NONE = 4
"""Letters of the longest word that people write for "there is none": n/a, null, none."""

_NAMES_CUT = re.compile(r"\\.|[{}]|\s+and(?=\s)\s*", re.S | re.I)


def own(project: Project, *names: str) -> Iterator[tuple[Entry, Field]]:
    """The fields of these names, in each entry those that are its own and not taken over from another."""
    return chain.from_iterable(project.own_fields.get(name, ()) for name in names)


def is_number(text: str) -> bool:
    """A value is meant for a number: it has a digit, or more letters than "none"."""
    return any(letter.isdecimal() for letter in text) or sum(letter.isalnum() for letter in text) > _NONE


def place(field: Field, start: int = 0, end: int | None = None) -> Span | None:
    """Where a piece of a value stands; None where the value does not stand in one piece as it is.

    The offsets are those of `field.value`, in characters.
    """
    source, value = field.span.source, field.value
    last = field.span.end - (1 if source.slice(field.span.end - 1, field.span.end) in ("}", '"') else 0)
    size = _size(source, value)
    begin = last - size
    if begin < field.span.start or source.slice(begin, last) != value:
        return None
    end = len(value) if end is None else end
    return source.span(begin + _size(source, value[:start]), begin + _size(source, value[:end]))


def _size(source: object, text: str) -> int:
    """How much a text takes in a source: its bytes where that counts bytes."""
    if not isinstance(source, ByteSource):
        return len(text)
    return len(text.encode(source.encoding, "replace"))


def instead(field: Field, new: str, start: int = 0, end: int | None = None, *, safe: bool = True) -> Fix | None:
    """A fix that puts a text in place of a piece of a value; None where its place is not sure."""
    span = place(field, start, end)
    return Fix(span, new, safe) if span else None


@dataclass(frozen=True, slots=True)
class Written:
    """A name as a field writes it, and where in its value."""

    text: str
    start: int
    end: int


def written_names(value: str) -> Iterator[Written]:
    """The names of a list, parted by every "and" that stands in no braces; empty ones are left out.

    >>> [one.text for one in written_names("Holsti, K. J. and {Badan A and B}")]
    ['Holsti, K. J.', '{Badan A and B}']
    """
    depth, start = 0, 0
    for found in _NAMES_CUT.finditer(value):
        sign = found[0]
        if sign in ("{", "}"):
            depth = max(0, depth + (1 if sign == "{" else -1))
        elif depth == 0 and sign[0].isspace():
            yield from _piece(value, start, found.start())
            start = found.end()
    yield from _piece(value, start, len(value))


def _piece(value: str, start: int, end: int) -> Iterator[Written]:
    text = value[start:end]
    if text.strip():
        lead = len(text) - len(text.lstrip())
        yield Written(text.strip(), start + lead, start + lead + len(text.strip()))


def named(field: Field, name: Written) -> Span:
    """Where a name stands, else its field."""
    return place(field, name.start, name.end) or field.span
