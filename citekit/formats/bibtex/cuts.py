"""An entry cut into its fields: their values, and where they stand in the file when somebody wants to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern

from citekit.formats.bibtex.blocks import Block, Blocks, Place, RawField, Row
from citekit.formats.bibtex.braces import stripped_end
from citekit.formats.bibtex.name_fields import NAME_FIELDS, is_doubtful, is_plain
from citekit.formats.bibtex.patterns import field, field_of_text
from citekit.formats.bibtex.values import Strings, Value, evaluate
from citekit.library import Field, Name, NameList
from citekit.source import ByteSource, Span

_SPACE = re.compile(rb"\s*+")
_LARGE = 65536
"""Bytes of an entry whose values are not copied before somebody asks for them."""


def raw_fields(data: bytes, block: Block) -> Iterator[RawField]:
    """The fields of an entry: those that recovery found, or cut now from a well-formed one."""
    if block.fields is not None:
        yield from block.fields
        return
    for match in field().finditer(data, block.body.start, block.body.end):
        whole = match[3] is None and not match[4]
        yield RawField(Place(*match.span(1)), Place(*match.span(2)), whole=whole)


class _LowerCase(dict[str, str]):
    """Words in small letters, by how the file writes them. Names and types are few, and come again and again."""

    def __missing__(self, written: str) -> str:
        word = self[written] = intern(written.lower())
        return word


class Context:
    """What the entries of a file have in common."""

    __slots__ = ("blocks", "lower_case", "name_lists", "names", "source", "strings")

    def __init__(self, source: ByteSource, strings: Strings, blocks: Blocks) -> None:
        self.source = source
        self.strings = strings
        self.blocks = blocks
        self.names: dict[str, Name] = {}
        """Those that were taken apart, by how they are written: the same people write many works."""
        self.name_lists: dict[str | tuple[int, str], NameList | None] = {}
        """The same for whole lists. Of a plain one (`is_plain`) it is known before it is taken apart: then None.
        A value that is not copied is known by the number of its block and its field."""
        self.lower_case = _LowerCase()


class Cut:
    """The fields of an entry by lower-case name, in the file's order; of a name that comes twice, the first."""

    __slots__ = ("_raws", "context", "is_suspect", "made", "number", "written")

    def __init__(self, context: Context, number: int, row: Row) -> None:
        """`number` is that of its block, whose offsets are in `row`."""
        self.context = context
        self.number = number
        self._raws: dict[str, RawField] | None = None
        self.made: dict[str, Field] | None = None
        """The fields that were asked for by name: they may be asked for again."""
        self.is_suspect = False
        """Might there be something to say of them? False is certain."""
        self.written: dict[str, str] | dict[str, None] = self._plain(row[0], row[6], row[7]) or self._placed()
        """What each says, without braces or quotes; None for what is worked out only when asked for (`value`)."""

    @property
    def block(self) -> Block:
        """Where the entry and its parts stand."""
        return self.context.blocks[self.number]

    def _plain(self, at: int, start: int, end: int) -> dict[str, str] | None:
        """The values of a well-formed entry; None for another, and where its bytes are not all in the encoding."""
        if start == end or end - start > _LARGE:
            return None
        source, lower_case = self.context.source, self.context.lower_case
        try:
            text = source.data[start:end].decode(source.encoding)
        except UnicodeDecodeError:
            return None
        found = field_of_text(text).findall(text)
        values = {}
        for name, value, written in found:
            if written:
                is_piece = written[0] in '{"' and "#" not in written
                value = written[1:-1] if is_piece else self._odd(lower_case[name], written, at)
            values[lower_case[name]] = value
        if len(values) < len(found):
            return None
        known = self.context.name_lists
        for name in NAME_FIELDS.intersection(values):
            if (value := values[name]) in known:
                continue
            if is_plain(value):
                known[value] = None
            elif is_doubtful(value):
                self.is_suspect = True
        return values

    def _odd(self, name: str, written: str, at: int) -> str:
        """A value that is a number, a string, joined of several pieces, or has a `#` in it."""
        if written.isdecimal():
            return written
        if "#" not in written and (known := self.context.strings.at(written, at)) is not None:
            return known
        found = self._evaluated(name)
        self.is_suspect = self.is_suspect or bool(found.undefined or found.too_long)
        return found.text

    def _placed(self) -> dict[str, None]:
        self.is_suspect = True
        return dict.fromkeys(self.raws)

    @property
    def raws(self) -> dict[str, RawField]:
        """Where each field stands."""
        if self._raws is None:
            self._raws = {}
            source = self.context.source
            for raw in raw_fields(source.data, self.block):
                self._raws.setdefault(source.slice(*raw.name).lower(), raw)
        return self._raws

    def value(self, name: str) -> str:
        """What a field says, without its braces or quotes, strings put in. Raises KeyError when there is none."""
        known = self.written[name]
        if known is None:
            return self._evaluated(name).text
        return known

    def without_ends(self, name: str) -> str:
        """As `value`, without the white space around it: of a large one, a copy less than to take that off."""
        raw = self.raws[name]
        if not raw.whole or not raw.closed:
            return self.value(name).strip()
        data, start = self.context.source.data, raw.value.start + 1
        end = stripped_end(data, start, raw.value.end - 1)
        lead = _SPACE.match(data, start, end)
        return self.context.source.slice(lead.end() if lead else start, end)

    def _evaluated(self, name: str) -> Value:
        source = self.context.source
        return evaluate(source.data, self.raws[name], self.context.strings, source.slice)

    def is_large(self, name: str) -> bool:
        """Is its text one that should not be made twice?"""
        if self.written[name] is not None:
            return False
        place = self.raws[name].value
        return place.end - place.start > _LARGE

    def span(self, name: str) -> Span:
        """From the name of a field to the end of its value."""
        raw = self.raws[name]
        return Span(self.context.source, raw.name.start, raw.value.end)
