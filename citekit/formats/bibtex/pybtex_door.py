"""Entries as pybtex takes them, for its styles and plugins, and pybtex's own as entries.

pybtex never reads .bib text here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import overload

from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as PybtexEntry
from pybtex.exceptions import PybtexError
from pybtex.textutils import normalize_whitespace

from citekit.formats.bibtex.asides import preambles
from citekit.formats.bibtex.latex import as_tex, simplify, to_unicode
from citekit.formats.bibtex.name_fields import MOST_COMMAS
from citekit.formats.bibtex.name_writing import name_to_tex
from citekit.formats.bibtex.names import commas, is_extended, is_others, name_list, person, split
from citekit.formats.bibtex.persons import Person as Parts
from citekit.formats.bibtex.values import VERBATIM
from citekit.formats.bibtex.views import field_text
from citekit.model import Entry, Field, Library, Name, NameList
from citekit.source import nowhere

ROLES = ("author", "editor")
"""The lists of names that are people to pybtex; others are fields."""
_LONGEST = 4000
"""Characters of a name beyond which pybtex's own parser, whose time grows with the square, is not asked."""
_DEEPEST = 50
"""Braces of a name beyond which it is not asked: it calls itself for each."""


@overload
def to_pybtex(works: Entry) -> PybtexEntry: ...
@overload
def to_pybtex(works: Library) -> BibliographyData: ...
def to_pybtex(works: Entry | Library) -> PybtexEntry | BibliographyData:
    """An entry, or all of a library, as pybtex's own reader gives it: values are TeX, white space is single.

    People, too, are pybtex's, which here and there are not BibTeX's (`persons`); what pybtex cannot take apart, and
    names in biblatex's form with labels, have the parts that we find. What comes from another format than BibTeX is
    written in TeX. Of entries with one key pybtex can hold a single one: the first.
    """
    if isinstance(works, Entry):
        return _entry_to_pybtex(works)
    data = BibliographyData(preamble=[normalize_whitespace(text) for text in preambles(works)])
    for entry in works.entries:
        # Its keys are one when they differ only in case.
        if entry.key not in data.entries:
            data.add_entry(entry.key, _entry_to_pybtex(entry))
    return data


def _entry_to_pybtex(entry: Entry) -> PybtexEntry:
    made = PybtexEntry(_written_type(entry))
    made.key = entry.key
    for name, field in entry.fields.items():
        if name in ROLES:
            for person in _pybtex_people(entry, name):
                made.add_person(person, _written_name(field))
        else:
            made.fields[_written_name(field)] = _value(field)
    return made


def _written_type(entry: Entry) -> str:
    start = entry.span.start + 1
    return _in_its_case(entry.type, entry.span.source.slice(start, start + len(entry.type)))


def _written_name(field: Field) -> str:
    start = field.span.start
    return _in_its_case(field.name, field.span.source.slice(start, start + len(field.name)))


def _in_its_case(name: str, written: str) -> str:
    """What the file has, where that is the name: pybtex keeps capitals."""
    return written if written.lower() == name else name


def _value(field: Field) -> str:
    value = field.value if field.tex or field.name in VERBATIM else as_tex(field.text)
    return str(normalize_whitespace(value))


def _pybtex_people(entry: Entry, role: str) -> list[Person]:
    if not entry.fields[role].tex:
        return _plain_people(entry.names[role])
    return [_pybtex_person(written) for written in split(entry.fields[role].value)]


def _pybtex_person(written: str) -> Person:
    """A person as pybtex takes it apart, or as we do where it would raise, take long, or find no sense."""
    if len(written) > _LONGEST or written.count("{") > _DEEPEST or commas(written) > MOST_COMMAS:
        return _in_parts(person(written))
    if is_extended(written):
        return _in_parts(person(written))
    try:
        return Person(normalize_whitespace(written))
    except PybtexError:
        return _in_parts(person(written))


def _in_parts(found: Parts) -> Person:
    """A person whose parts are set, not parsed again."""
    made = Person()
    for part, words in found._asdict().items():
        setattr(made, part, list(words))
    return made


def for_styles(entry: Entry) -> PybtexEntry:
    """An entry for pybtex's styles as we run them: TeX of Unicode letters and braces alone, addresses without TeX.

    People have BibTeX's parts. A final "and others" becomes the person `others`, which is how the styles know it.
    """
    persons = {role: _simple_people(entry, role) for role in ROLES if role in entry.fields}
    fields = [(name, _simple_value(field)) for name, field in entry.fields.items() if name not in persons]
    made = PybtexEntry(entry.type, fields=fields, persons=persons)
    made.key = entry.key
    return made


def _simple_value(field: Field) -> str:
    if field.name in VERBATIM:
        return field.text
    return simplify(field.value) if field.tex else as_tex(field.text)


def _simple_people(entry: Entry, role: str) -> list[Person]:
    if not entry.fields[role].tex:
        return _plain_people(entry.names[role])
    return [_simple_person(written) for written in split(entry.fields[role].value)]


def _simple_person(written: str) -> Person:
    if is_others(written):
        return Person("others")
    return _in_parts(Parts(*(tuple(simplify(word) for word in words) for words in person(written))))


def _plain_people(people: NameList) -> list[Person]:
    """People whose names are no TeX."""
    return [*(_from_name(name) for name in people), *([Person("others")] if people.others else [])]


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
