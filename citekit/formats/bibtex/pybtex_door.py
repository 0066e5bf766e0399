"""Entries as pybtex takes them, for its styles. pybtex never reads .bib text here."""

from __future__ import annotations

from pybtex.database import Entry as PybtexEntry
from pybtex.database import Person

from citekit.formats.bibtex.latex import simplify
from citekit.formats.bibtex.names import is_others, person, split
from citekit.formats.bibtex.values import VERBATIM
from citekit.model import Entry

_PARTS = ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names")


def to_pybtex(entry: Entry) -> PybtexEntry:
    """The entry with its people as `Person` objects and its fields as TeX with Unicode letters.

    Name lists other than authors and editors stay fields, as in pybtex's own reader. A final "and others" becomes the
    person `others`, which is how pybtex's styles know it.
    """
    persons = {
        role: [_person(name) for name in split(entry.fields[role].value)]
        for role in ("author", "editor")
        if role in entry.fields
    }
    fields = [
        (name, found.text if name in VERBATIM else simplify(found.value))
        for name, found in entry.fields.items()
        if name not in persons
    ]
    made = PybtexEntry(entry.type, fields=fields, persons=persons)
    made.key = entry.key
    return made


def _person(written: str) -> Person:
    """A person with the parts that the name has, set, not parsed again."""
    if is_others(written):
        return Person("others")
    found, made = person(written), Person()
    for part in _PARTS:
        setattr(made, part, [simplify(word) for word in getattr(found, part)])
    return made
