"""From tags to fields: a field map laid on what a file has for an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from citekit.exchange import make_entry, unique_key
from citekit.fieldmaps.kinds import FIRST_NAMES, KINDS, NAMES, Kind
from citekit.fieldmaps.names import joined, read_name
from citekit.fieldmaps.raw import RawEntry, Value
from citekit.fieldmaps.table import Row, Table, Type
from citekit.model import Entry, Name, NameList
from citekit.source import Span, TextSource

_NO_KEY = re.compile(r"""[\s,{}()#%~\\"'=]+""")
_LONG_NUMBER = 6
"""Figures from which on a number is a key and no program's count of its entries."""
_MISC = Type("misc")


@dataclass(slots=True)
class Fields:
    """An entry in our fields."""

    type: str = ""
    key: str = ""
    """As the file has it; empty where it has none that can be one."""
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, NameList] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    unread: list[tuple[str, Value]] = field(default_factory=list)
    """What the map has no place for, by tag."""


def to_fields(raw: RawEntry, table: Table) -> Fields:
    """The fields of an entry, by the rows that are for its type."""
    return _Reading(raw, table).run()


class _Reading:
    def __init__(self, raw: RawEntry, table: Table) -> None:
        self.raw = raw
        self.table = table
        self.made = Fields()
        self.left = {tag: list(values) for tag, values in raw.values.items()}

    def run(self) -> Fields:
        self.set_type()
        for ours, people in self.raw.people.items():
            self.made.names[ours] = joined(people, others=ours in self.raw.others)
            self.made.places[ours] = self.raw.places.get(ours, (0, 0))
        for ours, value in self.raw.texts.items():
            self.made.texts[ours] = value.text
            self.made.places[ours] = (value.start, value.end)
        if self.raw.key:
            self.set_key(self.raw.key, self.raw.start, self.raw.end)
        for row in self.table.rows:
            if row.fits(self.made.type) and row.field not in self.made.texts and row.field not in self.made.names:
                self.read(row)
        for tag, values in self.left.items():
            if tag not in self.table.left_out:
                self.made.unread.extend((tag, value) for value in values if value.text.strip())
        return self.made

    def set_type(self) -> None:
        if self.raw.own_type:
            self.made.type = self.raw.own_type
            return
        found = self.table.types.get(self.raw.type.strip().lower(), _MISC)
        lacks = found.then and not any(tag in self.left for tag in found.without)
        self.made.type = found.then if lacks else found.type
        self.made.texts.update(found.fields)

    def read(self, row: Row) -> None:
        if row.kind in (NAMES, FIRST_NAMES):
            self.read_names(row)
        elif row.field == "key":
            self.read_key(row)
        elif (kind := KINDS[row.kind]).every:
            self.read_every(row, kind)
        else:
            self.read_first(row, kind)

    def read_first(self, row: Row, kind: Kind) -> None:
        """The first value that is of the row's kind. Others that say just the same have been read with it."""
        for tag in row.tags:
            for value in self.left.get(tag, ()):
                if text := kind.read(row, [(tag, value.text)]):
                    self.keep(row, text, value)
                    self.drop(row.tags, value.text)
                    return

    def drop(self, tags: tuple[str, ...], text: str) -> None:
        for tag in tags:
            if tag in self.left:
                self.left[tag] = [value for value in self.left[tag] if value.text != text]

    def read_every(self, row: Row, kind: Kind) -> None:
        given = list(self.all(row.tags))
        if given and (text := kind.read(row, [(tag, value.text) for tag, value in given])):
            self.keep(row, text, given[0][1])
            self.take(row.tags)

    def keep(self, row: Row, text: str, value: Value) -> None:
        self.made.texts[row.field] = text
        self.made.places[row.field] = (value.start, value.end)
        for name, implied in row.where.items():
            self.made.texts.setdefault(name, implied)

    def all(self, tags: tuple[str, ...]) -> Iterator[tuple[str, Value]]:
        """The values of several tags, in the file's order."""
        found = [(tag, value) for tag in dict.fromkeys(tags) for value in self.left.get(tag, ())]
        return iter(sorted(found, key=lambda one: one[1].start))

    def take(self, tags: tuple[str, ...]) -> None:
        for tag in tags:
            self.left.pop(tag, None)

    def read_names(self, row: Row) -> None:
        tags = row.tags
        if row.kind == FIRST_NAMES:
            tags = next(((tag,) for tag in row.tags if self.left.get(tag)), ())
        given = list(self.all((*tags, row.bodies)))
        if not given:
            return
        self.made.names[row.field] = joined(self.people(row, given))
        self.made.places[row.field] = (given[0][1].start, given[0][1].end)
        self.take((*row.tags, row.bodies))

    def people(self, row: Row, given: list[tuple[str, Value]]) -> list[Name]:
        """The names of several tags. Two people may have one name, but a tag that repeats another's means the same."""
        if row.bodies:
            return [name for tag, value in given for name in self.named(value.text, body=tag == row.bodies)]
        people: list[Name] = []
        for tag in dict.fromkeys(tag for tag, _ in given):
            named = [name for other, value in given if other == tag for name in self.named(value.text)]
            people.extend([name for name in named if name not in people] if people else named)
        return people

    def named(self, text: str, *, body: bool = False) -> list[Name]:
        """The name of a value; the names, where an exporter put several into one."""
        return [self.name(part, body=body) for part in ((text,) if body else text.split(";")) if part.strip()]

    def name(self, text: str, *, body: bool) -> Name:
        if body:
            return Name(literal=" ".join(text.split()))
        return read_name(text, given_first=self.table.given_first, suffix_last=self.table.suffix_last)

    def read_key(self, row: Row) -> None:
        """The key, of such characters as keys can have; a short number is a program's count."""
        for tag in row.tags:
            for value in self.left.pop(tag, ()):
                if not (value.text.strip().isdecimal() and len(value.text.strip()) < _LONG_NUMBER):
                    self.set_key(value.text, value.start, value.end)

    def set_key(self, text: str, start: int, end: int) -> None:
        key = _NO_KEY.sub("", text)
        if key and not self.made.key:
            self.made.key = key
            self.made.places["key"] = (start, end)


def to_entry(raw: RawEntry, fields: Fields, source: TextSource, taken: set[str]) -> Entry:
    """The entry. One without a key gets one that is not taken; a key that the file repeats is kept, to be told of."""
    places = {name: source.span(start, end) for name, (start, end) in fields.places.items()}
    span = source.span(raw.start, raw.end)
    key = fields.key
    taken.add(key)
    if not key:
        people = fields.names.get("author") or fields.names.get("editor") or NameList()
        title, date = fields.texts.get("title", ""), fields.texts.get("date", "")
        key = unique_key(people, date, title, taken)
    return make_entry(span, key, fields.type, fields.texts, fields.names, places=_without_empty(places))


def _without_empty(places: dict[str, Span]) -> dict[str, Span]:
    return {name: span for name, span in places.items() if span.end > span.start}
