"""An entry of any origin in the words of the library that it goes to."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from citekit.diagnostic import Diagnostic
from citekit.dialects import to_biblatex, to_bibtex
from citekit.dialects.origin import is_biblatex, is_bibtex
from citekit.dialects.tables import TO_BIBTEX
from citekit.edits.alike import UNSURE
from citekit.edits.incoming import Incoming
from citekit.library import Entry, Field, Library
from citekit.references import Part

_SAMPLE = 300
"""Entries by which it is told for which program a library is written."""


def dialect_of(library: Library) -> str:
    """For which program a library is written: `biblatex` where more of its entries show that than the other."""
    seen = library.entries[:_SAMPLE]
    new = sum(is_biblatex(entry.type, dict(entry.fields)) for entry in seen)
    old = sum(is_bibtex(entry.type, dict(entry.fields)) for entry in seen)
    return "biblatex" if new > old else "bibtex"


def in_dialect(entry: Entry, dialect: str) -> tuple[Entry, tuple[Diagnostic, ...]]:
    """An entry in a library's vocabulary; one that is in it already stays as it was given."""
    fields = dict(entry.fields)
    new, old = is_biblatex(entry.type, fields), is_bibtex(entry.type, fields)
    if dialect == "biblatex":
        return (to_biblatex(entry) if old and not new else entry), ()
    return to_bibtex(entry) if new or not old else (entry, ())


def marked(entry: Entry, incoming: Incoming) -> tuple[Entry, tuple[Part, ...]]:
    """The entry with a field that names those to be looked at, and with what found no place; and these fields."""
    fields = dict(entry.fields)
    unsure = tuple(replace(part, name=_name_in(fields, part.name)) for part in incoming.unsure)
    if incoming.rest:
        text = "; ".join(part.text for part in incoming.rest)
        name = "annotation" if "date" in fields else "annote"
        fields[name] = Field(name, text, text, entry.span)
    if unsure:
        names = ", ".join(dict.fromkeys(part.name for part in unsure))
        fields[UNSURE] = Field(UNSURE, names, names, entry.span)
    return (replace(entry, fields=MappingProxyType(fields)) if unsure or incoming.rest else entry), unsure


def _name_in(fields: dict[str, Field], name: str) -> str:
    """What a field is called in the entry: biblatex's name, or BibTeX's."""
    if name == "type":
        return "entrytype"
    if name in fields:
        return name
    return next((old for old in (TO_BIBTEX.get(name, ""), {"date": "year"}.get(name, "")) if old in fields), name)
