"""From fields to tags: a field map laid on an entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from citekit import dialects
from citekit.fieldmaps.kinds import FIRST_NAMES, KINDS, NAMES, Tagged, single
from citekit.fieldmaps.names import is_suffix, write_name
from citekit.fieldmaps.table import Row, Table
from citekit.model import Entry, Field, Name, NameList

_ENDS_TITLE = ("?", "!", ".")


@dataclass(slots=True)
class Tags:
    """An entry as a format will have it."""

    entry: Entry
    """In biblatex's vocabulary."""
    type: str
    values: list[Tagged] = field(default_factory=list)
    """In the order of the map."""
    noted: frozenset[str] = frozenset()
    """Fields of the entry that only the change of vocabulary made."""

    @property
    def is_empty(self) -> bool:
        """Is there nothing to write?"""
        return not self.values

    def of(self, tag: str) -> list[str]:
        """The values of one tag."""
        return [value for name, value in self.values if name == tag]


def texts(entry: Entry) -> dict[str, str]:
    """The fields of an entry in biblatex's vocabulary, names apart; the items of lists parted by semicolons."""
    return {name: text_of(found) for name, found in entry.fields.items() if name not in entry.names}


def text_of(field: Field) -> str:
    """The text of a field; of a list, its items parted by semicolons."""
    return single("; ".join(dialects.items(field)) if field.name in dialects.LISTS else field.text)


def to_tags(entry: Entry, table: Table) -> Tags:
    """The tags of an entry in a format: what the rows for its type say."""
    biblatex = dialects.to_biblatex(entry)
    # What is noted only to tell BibTeX's types of theses apart is no field of the person's.
    noted = frozenset({"entrysubtype"} & (biblatex.fields.keys() - entry.fields.keys()))
    made = Tags(biblatex, table.written_type(biblatex.type, _subtype(biblatex)), noted=noted)
    _Writing(biblatex, table, made).run()
    if table.grouped:
        order = {tag: place for place, tag in reversed(list(enumerate(tag for tag, _ in made.values)))}
        made.values.sort(key=lambda one: order[one[0]])
    return made


def _subtype(entry: Entry) -> str:
    """What a map may tell works of a type apart by: their subtype, or that they have editors in place of authors."""
    has_editors = "editor" in entry.names and "author" not in entry.names
    return entry.text("entrysubtype").lower() or ("edited" if has_editors else "")


class _Writing:
    def __init__(self, entry: Entry, table: Table, made: Tags) -> None:
        self.entry = entry
        self.table = table
        self.made = made
        self.texts = texts(entry)
        self.done: set[str] = set()
        self.used: set[str] = set()

    def run(self) -> None:
        # The rows are those of the type that the entry will be read as, which may be another than its own.
        read_as = self.table.types.get(self.made.type.lower())
        comes_back = read_as is None or self.entry.type in (read_as.type, read_as.then)
        type = self.entry.type if comes_back or read_as is None else read_as.type
        for row in self.table.rows:
            if not row.read_only and row.field not in self.done and row.fits(type):
                self.write(row)

    def write(self, row: Row) -> None:
        if row.field == "key":
            self.put(row, [(row.tags[0], self.entry.key)])
        elif row.kind in (NAMES, FIRST_NAMES):
            names = self.entry.names.get(row.field)
            if names:
                self.put(row, self.people(row, names))
        elif (text := self.joined(row)) and self.is_meant(row):
            self.put(row, KINDS[row.kind].write(row, text))

    def is_meant(self, row: Row) -> bool:
        """Does the entry have what the row's place implies?"""
        return all(self.texts.get(name, "").lower() == value for name, value in row.where.items())

    def joined(self, row: Row) -> str:
        """The text of a row's field with those that follow it behind a colon, or a space where it ends with a mark."""
        text = self.texts.get(row.field, "")
        for name in row.joined if text else ():
            if more := self.texts.get(name):
                text += f"{' ' if text.endswith(_ENDS_TITLE) else ': '}{more}"
        return text

    def put(self, row: Row, values: list[Tagged]) -> None:
        """Writes the values, unless another field has taken their place already."""
        tags = {tag for tag, _ in values}
        shares = row.kind in KINDS and KINDS[row.kind].shares
        if not tags or (tags & self.used and not shares):
            return
        self.made.values.extend((tag, single(value)) for tag, value in values)
        self.used |= tags
        self.done.add(row.field)

    def people(self, row: Row, names: NameList) -> list[Tagged]:
        written = [(self.tag(row, name), self.name(row, name)) for name in names]
        return [*written, *([(row.tags[0], "et al.")] if names.others else [])]

    @staticmethod
    def tag(row: Row, name: Name) -> str:
        return row.bodies if row.bodies and name.literal else row.tags[0]

    def name(self, row: Row, name: Name) -> str:
        if row.bodies and name.literal:
            return name.literal
        if self.table.suffix_last and is_suffix(name.suffix) and not name.literal:
            return f"{name.short}, {name.given} {name.suffix}"
        return write_name(name, body_comma=self.table.body_comma)
