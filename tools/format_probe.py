"""Where each field stands in the formats that are written as a tree: found by writing a work with it and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

import yaml

from citekit.exchange import make_entry
from citekit.fieldmaps.kinds import FIRST_NAMES, NAMES
from citekit.fieldmaps.table import Table
from citekit.formats import FORMATS
from citekit.model import Entry, Name, NameList
from citekit.plugin import Format, Written
from citekit.source import TextSource

PROBED = {"csl-json": "CSL-JSON", "hayagriva": "Hayagriva", "cff": "CITATION.cff"}
"""The formats, by name, and the headings of their columns. CSL-YAML is CSL-JSON in another form."""
TYPES = ("article", "incollection", "inproceedings", "book", "collection", "thesis", "report", "online", "patent")
"""Types of work that are tried, in this order; where a later one has a field in another place, both are shown."""

_SPAN = TextSource("work", "work").span(0, 4)
_PEOPLE = NameList((Name("Holsti", "Kalevi"),))
_VALUES = {
    "date": "1999-05-17", "urldate": "2020-01-02", "eventdate": "1999-05-17", "origdate": "1971", "pages": "10–20",
    "pagetotal": "312", "isbn": "978-3-16-148410-0", "issn": "0028-0836", "doi": "10.1000/xyz", "langid": "ngerman",
    "url": "https://example.org/a", "volume": "7", "number": "3", "issue": "4", "edition": "2", "language": "german",
    "type": "phdthesis", "volumes": "2", "chapter": "5", "year": "1999",
}  # fmt: skip
_CONTEXT = {
    "article": {"journaltitle": "Quarterly"},
    "incollection": {"booktitle": "The Book"},
    "inproceedings": {"booktitle": "The Proceedings"},
}
_BESIDE = {"eprint": {"eprinttype": "arxiv"}, "urldate": {"url": "https://example.org/a"}}
"""What a field needs beside it to mean anything."""


@lru_cache
def _formats() -> dict[str, Format]:
    return {format.name: format for format in FORMATS if format.name in PROBED}


def name_fields(tables: dict[str, Table]) -> frozenset[str]:
    """The fields that are lists of names, by the field maps."""
    kinds = (NAMES, FIRST_NAMES)
    return frozenset(row.field for table in tables.values() for row in table.rows if row.kind in kinds)


def places(format: str, field: str, is_names: bool) -> list[str]:
    """The paths at which a field is written, one or more for each type of work that can have it."""
    found: dict[str, None] = {}
    for type in TYPES:
        with_it, without = _written(format, type, field, is_names), _written(format, type, "", False)
        if not any(f"`{field}`" in one.message for one in with_it.diagnostics):
            found |= dict.fromkeys(_grown(format, with_it.data, without.data))
    return list(found)[:3]


def _written(format: str, type: str, field: str, is_names: bool) -> Written:
    write = _formats()[format].write
    assert write is not None
    return write([_work(type, field, is_names)])


def _work(type: str, field: str, is_names: bool) -> Entry:
    fields = {"title": "On Roles", **_CONTEXT.get(type, {}), **_BESIDE.get(field, {})}
    names = {"author": _PEOPLE} if type != "collection" and field != "author" else {}
    if is_names:
        names[field] = _PEOPLE
    elif field == "title":
        fields["title"] = "Other roles"
    elif field:
        fields[field] = _VALUES.get(field, "Any text")
    return make_entry(_SPAN, "holsti1971", type, fields, names)


def _grown(format: str, new: bytes, old: bytes) -> Iterator[str]:
    """The variables whose values are in the new tree and not in the old one."""
    before = set(_leaves(_tree(format, old), ()))
    for path, value in _leaves(_tree(format, new), ()):
        if (path, value) not in before:
            yield ".".join(path[: 2 if path[0] in ("parent", "serial-number", "custom") else 1])


def _tree(format: str, data: bytes) -> object:
    """What is said of the one work."""
    if format == "csl-json":
        return json.loads(data)[0]
    tree = yaml.safe_load(data)
    return tree["preferred-citation"] if format == "cff" else next(iter(tree.values()))


def _leaves(tree: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from _leaves(inner, (*path, str(name)))
    elif isinstance(tree, list):
        for inner in tree:
            yield from _leaves(inner, path)
    else:
        yield path, str(tree)
