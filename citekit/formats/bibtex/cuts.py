"""An entry cut into its fields: their values, and where they stand in the file when somebody wants to know."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.formats.bibtex.blocks import Block, Place, RawField
from citekit.formats.bibtex.names import NAME_FIELDS, is_doubtful
from citekit.formats.bibtex.patterns import field, field_of_text
from citekit.formats.bibtex.values import Strings, Value, evaluate
from citekit.library import Name
from citekit.source import ByteSource, Span

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


class Context:
    """What the entries of a file have in common."""

    __slots__ = ("names", "source", "strings")

    def __init__(self, source: ByteSource, strings: Strings) -> None:
        self.source = source
        self.strings = strings
        self.names: dict[str, Name] = {}


class Cut:
    """The fields of an entry by lower-case name, in the file's order; of a name that comes twice, the first."""

    __slots__ = ("_raws", "block", "context", "is_suspect", "values")

    def __init__(self, context: Context, block: Block) -> None:
        self.context = context
        self.block = block
        self._raws: dict[str, RawField] | None = None
        self.is_suspect = False
        """Might there be something to say of them? False is certain."""
        self.values: dict[str, str] | dict[str, None] = self._plain() or self._placed()
        """What each says, without braces or quotes; None for what is worked out only when asked for (`value`)."""

    def _plain(self) -> dict[str, str] | None:
        """The values of a well-formed entry; None for another, and where its bytes are not all in the encoding."""
        block, source = self.block, self.context.source
        start, end = block.body
        if block.fields is not None or end - start > _LARGE:
            return None
        try:
            found = field_of_text().findall(source.data[start:end].decode(source.encoding))
        except UnicodeDecodeError:
            return None
        values = {name.lower(): value[1:-1] for name, value in found}
        if len(values) < len(found):
            return None
        for name, value in found:
            if value[0] not in '{"' or "#" in value:
                values[name.lower()] = self._odd(name.lower(), value)
        for name, value in values.items():
            if name in NAME_FIELDS and is_doubtful(value):
                self.is_suspect = True
        return values

    def _odd(self, name: str, written: str) -> str:
        """A value that is a number, a string, joined of several pieces, or has a `#` in it."""
        if written.isdecimal():
            return written
        if "#" not in written and (known := self.context.strings.at(written, self.block.start)) is not None:
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
        known = self.values[name]
        if known is None:
            return self._evaluated(name).text
        return known

    def _evaluated(self, name: str) -> Value:
        source = self.context.source
        return evaluate(source.data, self.raws[name], self.context.strings, source.slice)

    def span(self, name: str) -> Span:
        """From the name of a field to the end of its value."""
        raw = self.raws[name]
        return Span(self.context.source, raw.name.start, raw.value.end)
