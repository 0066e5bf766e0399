"""A parsed reference as an entry of a library."""

from __future__ import annotations

from dataclasses import dataclass

from citekit.exchange import make_entry
from citekit.model import Entry, Name, NameList
from citekit.references import people
from citekit.references.parsing import ParsedReference
from citekit.references.scan import Part
from citekit.source import Span, TextSource

_NAMES = ("author", "editor", "translator")
_BOOKS = ("book", "misc", "online")


@dataclass(frozen=True, slots=True)
class Made:
    """An entry, and what a person should look at."""

    entry: Entry
    unsure: tuple[Part, ...]
    """The fields that may be wrong."""
    rest: tuple[Part, ...]
    """What found no place in it."""


def to_entry(reference: ParsedReference, key: str, span: Span | None = None) -> Made:
    """The entry that a reference describes, in biblatex's vocabulary; `span` is where the reference stands."""
    span = span or TextSource("", reference.text).span(0, len(reference.text))
    fields: dict[str, str] = {}
    names: dict[str, NameList] = {}
    for part in reference.parts:
        if part.name in _NAMES:
            names.setdefault(part.name, names_of(part.text))
        else:
            fields.setdefault(part.name, part.text)
    type = reference.type
    if "author" not in names and "editor" in names and type == "book":
        type = "collection"
    unsure = tuple(part for part in reference.parts if not part.sure)
    if not reference.type_sure:
        unsure = (Part("type", reference.type, 0, 0, sure=False), *unsure)
    return Made(make_entry(span, key, type, fields, names), unsure, reference.rest)


def names_of(text: str) -> NameList:
    """The names in a part of a reference; a name that cannot be read is taken whole."""
    found = people.read(text) or people.body(text)
    return found.names if found else NameList((Name(literal=text),))
