"""Entries as pybtex takes them, for its styles and plugins, and pybtex's own as entries.

pybtex never reads .bib text here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import overload

from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as PybtexEntry
from pybtex.exceptions import PybtexError

from citekit.formats.bibtex.latex import as_tex, simplify, to_unicode
from citekit.formats.bibtex.name_writing import name_to_tex
from citekit.formats.bibtex.names import is_others, name_list, person, split
from citekit.formats.bibtex.values import VERBATIM
from citekit.formats.bibtex.views import field_text
from citekit.model import Entry, Field, Library, Name, NameList
from citekit.source import nowhere

_PARTS = ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names")


@overload
def to_pybtex(works: Entry) -> PybtexEntry: ...
@overload
def to_pybtex(works: Library) -> BibliographyData: ...
def to_pybtex(works: Entry | Library) -> PybtexEntry | BibliographyData:
    """An entry with its people as `Person` objects and its fields as TeX with Unicode letters; or all of a library.

    Addresses (url, doi, eprint …) stay as they are, without TeX. Name lists other than authors and editors stay fields,
    as in pybtex's own reader. A final "and others" becomes the person `others`, which is how pybtex's styles know it.
    Of entries with one key pybtex can hold a single one: the first.
    """
    if isinstance(works, Entry):
        return _entry_to_pybtex(works)
    data = BibliographyData()
    for entry in works.entries:
        # Its keys are one when they differ only in case.
        if entry.key not in data.entries:
            data.add_entry(entry.key, _entry_to_pybtex(entry))
    return data


def _entry_to_pybtex(entry: Entry) -> PybtexEntry:
    persons = {role: _persons(entry, role) for role in ("author", "editor") if role in entry.fields}
    fields = [(name, _value(field)) for name, field in entry.fields.items() if name not in persons]
    made = PybtexEntry(entry.type, fields=fields, persons=persons)
    made.key = entry.key
    return made


def _value(field: Field) -> str:
    if field.name in VERBATIM:
        return field.text
    return simplify(field.value) if field.tex else as_tex(field.text)


def _persons(entry: Entry, role: str) -> list[Person]:
    if entry.fields[role].tex:
        return [_person(written) for written in split(entry.fields[role].value)]
    people = entry.names[role]
    return [*(_from_name(name) for name in people), *([Person("others")] if people.others else [])]


def _person(written: str) -> Person:
    """A person with the parts that the name has, set, not parsed again."""
    if is_others(written):
        return Person("others")
    found, made = person(written), Person()
    for part in _PARTS:
        setattr(made, part, [simplify(word) for word in getattr(found, part)])
    return made


def _from_name(name: Name) -> Person:
    """A person of a name that is no TeX."""
    made = Person()
    made.first_names, made.prelast_names = as_tex(name.given).split(), as_tex(name.particle).split()
    made.last_names, made.lineage_names = as_tex(name.family).split(), as_tex(name.suffix).split()
    if name.literal:
        made.last_names = [f"{{{as_tex(name.literal)}}}"]
    return made


def from_pybtex(data: BibliographyData, path: str = "pybtex") -> Library:
    """All that pybtex read, as a library. Its values are TeX; `path` is where they are said to stand."""
    entries = tuple(entry_from_pybtex(entry, key, path) for key, entry in data.entries.items())
    return Library(path, nowhere(path).source, entries)


def entry_from_pybtex(entry: PybtexEntry, key: str = "", path: str = "pybtex") -> Entry:
    """One entry of pybtex's. Without `key` it has the one that pybtex gave it."""
    span = nowhere(path)
    fields: dict[str, Field] = {}
    names: dict[str, NameList] = {}
    for role, persons in entry.persons.items():
        value = " and ".join(_written(one) for one in persons)
        names[role.lower()] = found = name_list(value)
        text = " and ".join([*(name.inverted for name in found), *(["others"] if found.others else [])])
        fields[role.lower()] = Field(role.lower(), value, text, span, tex=True)
    for name, value in entry.fields.items():
        name = name.lower()
        fields[name] = Field(name, value, field_text(name, value), span, tex=name not in VERBATIM)
    key, type = key or entry.key or "", entry.type.lower()
    return Entry(key, type, MappingProxyType(fields), MappingProxyType(names), span, span)


def _written(found: Person) -> str:
    """The person as BibTeX writes one, with the same parts when it is read."""
    try:
        if Person(str(found)) == found:
            return str(found)
    except PybtexError:
        pass
    parts = (found.last_names, found.first_names + found.middle_names, found.prelast_names, found.lineage_names)
    return name_to_tex(Name(*(to_unicode(" ".join(part)) for part in parts)))
