"""The table of a large .bib file, made of its bytes: what `query.table` makes of its entries, many times as fast.

Nearly all values are plain: ASCII without commands. They are put into columns as they stand, and what makes words of
them is done to a whole column at once. The others are read as the reader does.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType

from citekit.formats.bibtex.blocks import NO_PLACE, Block, Blocks, Kind, Place, RawField, row_of
from citekit.formats.bibtex.cuts import Context
from citekit.formats.bibtex.patterns import field as field_pattern
from citekit.formats.bibtex.values import VERBATIM, Strings, evaluate
from citekit.formats.bibtex.views import Fields, Names, field_text
from citekit.index.keys import Keys
from citekit.model import Entry
from citekit.query.columns import KEY, TYPE, Column, Table, column_name, span_of
from citekit.query.words import PLAIN, spaced, words
from citekit.source import ByteSource, Span

NO_STRINGS: Mapping[str, str] = MappingProxyType({})

_WHEN = ("date", "year", "month", "day")
"""The fields that say when a work was published."""

_ROW_END = b" \xff "
"""UTF-8 never has this byte."""
_PART = 4096
"""Rows that are made into words at once."""
_LONG = 1 << 20
"""Bytes of a value that is not copied out of the file: it is made into words piece by piece."""
_PIECE = 1 << 16
"""Bytes of such a piece."""
_NO_BRACES = str.maketrans("", "", "{}")


@dataclass(slots=True)
class _Rows:
    """A column as it grows: the values of some works, as they stand in the file or as words."""

    name: str
    verbatim: bool
    values: dict[int, bytes] = field(default_factory=dict)
    """By work, in their order."""
    long: dict[int, memoryview] = field(default_factory=dict)
    """The values that are long, for which there is only an empty one in `values`."""

    def column(self) -> Column:
        """The column, when all rows are there."""
        if self.long:
            return self.column_with_long()
        values = list(self.values.values())
        parts = (values[at : at + _PART] for at in range(0, len(values), _PART))
        text = b" \n ".join(spaced(_ROW_END.join(part).translate(PLAIN, b"{}")) for part in parts)
        return Column(array("i", self.values), b" %b " % text.replace(b"\xff", b"\n"))

    def column_with_long(self) -> Column:
        """The same row by row, into bytes that grow: so no second copy is made of a long one."""
        text = BytesIO()
        for number, value in self.values.items():
            text.write(b"\n " if text.tell() else b" ")
            if number in self.long:
                _write_words(text, self.long[number])
            else:
                text.write(spaced(value.translate(PLAIN, b"{}")))
            text.write(b" ")
        return Column(array("i", self.values), text.getvalue())


def _write_words(text: BytesIO, value: memoryview) -> None:
    """Writes the words of a plain value, single spaces between: what `spaced` gives of all of it."""
    begun = gap = False
    for at in range(0, len(value), _PIECE):
        plain = bytes(value[at : at + _PIECE]).translate(PLAIN, b"{}")
        gap = gap or plain.startswith(b" ")
        if found := spaced(plain):
            text.write(b" " + found if begun and gap else found)
            begun, gap = True, plain.endswith(b" ")


def _is_long_and_plain(data: bytes, place: Place) -> bool:
    """As `_is_plain`, of a long value in a file, without a copy of it."""
    start, end = place
    if end - start < _LONG or data.find(b"\\", start, end) >= 0 or data.find(b"$", start, end) >= 0:
        return False
    return all(data[at : min(at + _PIECE, end)].isascii() for at in range(start, end, _PIECE))


def _is_plain(value: bytes) -> bool:
    """No accents, no commands, no maths: it is its own text but for braces."""
    return value.isascii() and b"\\" not in value and b"$" not in value


def _as_value(name: str, text: str) -> bytes:
    """A value as if it stood in the file in braces; else its words, which begin with a space."""
    return _known_value(name, text) if len(text) < _LONG else _made_value(name, text)


@lru_cache(maxsize=4096)
def _known_value(name: str, text: str) -> bytes:
    return _made_value(name, text)


def _made_value(name: str, text: str) -> bytes:
    if text.isascii() and name not in VERBATIM and "\\" not in text and "$" not in text:
        return b"{%b}" % text.encode()
    return b" " + words(field_text(name, text)).encode()


@dataclass(slots=True)
class _Building:
    source: ByteSource
    strings: Strings
    entries: list[Block] = field(default_factory=list)
    rows: dict[str, _Rows] = field(default_factory=dict)
    spelt: dict[bytes, _Rows] = field(default_factory=dict)
    """The columns by the names of fields as the file writes them."""

    def put(self, block: Block) -> None:
        """Takes the next block: an entry, or a string that the entries below it may use."""
        if block.kind is Kind.ENTRY:
            self.put_entry(block)
            self.entries.append(block)
        elif block.kind is Kind.STRING:
            for raw in block.fields or ():
                value = evaluate(self.source.data, raw, self.strings, self.source.slice)
                self.strings.define(self.source.slice(*raw.name), value.text, block.start)

    def put_entry(self, block: Block) -> None:
        data, number = self.source.data, len(self.entries)
        if block.fields is not None:
            self.put_recovered(block, number)
        elif block.body.end - block.body.start > _LONG:
            self.put_fields(block, number, self.not_long(block, number), plain=False)
        else:
            found = field_pattern().findall(data, block.body.start, block.body.end)
            self.put_fields(block, number, found, plain=_is_plain(data[block.body.start : block.body.end]))

    def not_long(self, block: Block, number: int) -> Iterator[tuple[bytes, bytes, bytes, bytes]]:
        """The fields of a long entry, when the long values among them are put where they belong."""
        data = self.source.data
        for match in field_pattern().finditer(data, block.body.start, block.body.end):
            rows = self.rows_for(match[1])
            place = Place(*match.span(2))
            is_alone = match.start(3) == match.end(3) and match.start(4) == match.end(4)
            is_text = not rows.verbatim and rows.name not in _WHEN
            if not (is_alone and is_text and _is_long_and_plain(data, place)):
                yield match[1], match[2], match[3] or b"", match[4] or b""
            elif number not in rows.values:
                rows.values[number] = b""
                rows.long[number] = memoryview(data)[slice(*place)]

    def put_fields(
        self, block: Block, number: int, found: Iterable[tuple[bytes, bytes, bytes, bytes]], *, plain: bool
    ) -> None:
        data, spelt = self.source.data, self.spelt
        for name, value, bare, tail in found:
            rows = spelt.get(name) or self.rows_for(name)
            if number in rows.values:
                continue  # of a field that comes twice, the first counts
            if tail:
                # Wherever in the entry the same is written, it says the same.
                start = data.find(value, block.body.start)
                value = self.joined(rows.name, RawField(NO_PLACE, Place(start, start + len(value))))
            elif bare:
                value = bare if bare.isdigit() else self.string(rows.name, bare, block.start)
            elif not (plain or _is_plain(value)) or (rows.verbatim and value.find(b"{", 1) >= 0):
                value = self.decoded(rows.name, value[1:-1])
            rows.values[number] = value

    def put_recovered(self, block: Block, number: int) -> None:
        """An entry that is not well formed: nothing in it is taken as it stands."""
        for raw in block.fields or ():
            rows = self.rows_for(self.source.data[raw.name.start : raw.name.end])
            if number not in rows.values:
                rows.values[number] = self.joined(rows.name, raw)

    def rows_for(self, spelt: bytes) -> _Rows:
        name = self.text(spelt).lower()
        column = column_name(name)
        rows = self.spelt[spelt] = self.rows.setdefault(column, _Rows(name, name in VERBATIM))
        return rows

    def joined(self, name: str, raw: RawField) -> bytes:
        """A value of several pieces, or one that was recovered."""
        return _as_value(name, evaluate(self.source.data, raw, self.strings, self.source.slice).text)

    def string(self, name: str, word: bytes, at: int) -> bytes:
        """A value that is a single string; an undefined one keeps its name."""
        text = self.text(word)
        value = self.strings.at(text, at)
        return _as_value(name, text if value is None else value)

    def decoded(self, name: str, value: bytes) -> bytes:
        """A value with letters that are not ASCII, or with commands."""
        text = self.text(value)
        if name not in VERBATIM and b"\\" not in value and b"$" not in value:
            return b" " + words(text.translate(_NO_BRACES)).encode()
        return _as_value(name, text)

    def text(self, piece: bytes) -> str:
        """A piece as the source reads it: stray bytes as Latin-1."""
        try:
            return piece.decode(self.source.encoding)
        except UnicodeDecodeError:
            return piece.decode("latin-1")

    def spans(self) -> Iterator[tuple[int, int]]:
        """When each work was published. What is written alike in all fields that matter is read once."""
        known: dict[tuple[bytes | None, ...], tuple[int, int]] = {}
        values = [rows.values for name in _WHEN if (rows := self.rows.get(name))]
        for number in range(len(self.entries)):
            written = tuple([column.get(number) for column in values])
            span = known.get(written)
            if span is None:
                span = span_of(self.entry(number).date)
                # Words do not say all that a value says.
                if not any(value and value.startswith(b" ") for value in written):
                    known[written] = span
            yield span

    def entry(self, number: int) -> Entry:
        block = self.entries[number]
        fields = Fields(Context(self.source, self.strings, Blocks([block])), 0, row_of(block))
        here = Span(self.source, block.start, block.end)
        return Entry("", "", fields, Names(fields), here, here)


def table_of(source: ByteSource, blocks: Iterable[Block], keys: Keys, strings: Mapping[str, str] = NO_STRINGS) -> Table:
    """The table of a scanned file; `strings` are those of the files before it."""
    building = _Building(source, Strings(strings))
    for block in blocks:
        building.put(block)
    columns = {name: rows.column() for name, rows in building.rows.items()}
    size = len(building.entries)
    types = [source.data[block.type.start : block.type.end].decode("utf-8", "replace") for block in building.entries]
    columns[KEY], columns[TYPE] = _column(keys.all()), _column(types)
    first, last = array("q"), array("q")
    for low, high in building.spans():
        first.append(low)
        last.append(high)
    return Table(size, columns, first, last)


def _column(texts: Sequence[str]) -> Column:
    """A column that each work has."""
    known: dict[str, str] = {}
    rows = [known.get(text) or known.setdefault(text, words(text)) for text in texts]
    return Column(range(len(texts)), "\n".join(f" {row} " for row in rows).encode())
