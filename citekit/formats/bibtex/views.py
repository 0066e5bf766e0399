"""The fields and names of an entry, worked out when somebody asks: most entries of a large library are only listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from citekit.formats.bibtex.blocks import Block, Place, RawField
from citekit.formats.bibtex.latex import to_unicode
from citekit.formats.bibtex.names import NAME_FIELDS, name_list
from citekit.formats.bibtex.patterns import FIELD
from citekit.formats.bibtex.values import DATES, VERBATIM, Strings, address, evaluate
from citekit.model import Field, NameList
from citekit.source import ByteSource


def raw_fields(data: bytes, block: Block) -> Iterator[RawField]:
    """The fields of an entry: those that recovery found, or cut now from a well-formed one."""
    if block.fields is not None:
        yield from block.fields
        return
    for match in FIELD.finditer(data, block.body.start, block.body.end):
        whole = match[3] is None and not match[4]
        yield RawField(Place(*match.span(1)), Place(*match.span(2)), whole=whole)


def field_text(name: str, value: str) -> str:
    """The text of a value. An address is no TeX, nor is a date, whose `~` says that it is a guess."""
    if name in VERBATIM:
        return address(value)
    if name in DATES and "\\" not in value:
        return " ".join(value.translate(_NO_BRACES).split())
    return to_unicode(value)


_NO_BRACES = {ord("{"): None, ord("}"): None}


class Fields(Mapping[str, Field]):
    """The fields of an entry by lower-case name, in the file's order; of a name that comes twice, the first."""

    __slots__ = ("_block", "_made", "_raws", "_source", "_strings")

    def __init__(self, source: ByteSource, block: Block, strings: Strings) -> None:
        self._source = source
        self._block = block
        self._strings = strings
        self._raws: dict[str, RawField] | None = None
        self._made: dict[str, Field] = {}

    @property
    def raws(self) -> dict[str, RawField]:
        """Where each field stands."""
        if self._raws is None:
            self._raws = {}
            for raw in raw_fields(self._source.data, self._block):
                self._raws.setdefault(self._source.slice(*raw.name).lower(), raw)
        return self._raws

    def __getitem__(self, name: str) -> Field:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(name, self.raws[name])
        return made

    def _make(self, name: str, raw: RawField) -> Field:
        value = evaluate(self._source.data, raw, self._strings, self._source.slice).text
        tex = name not in VERBATIM
        text = field_text(name, value)
        return Field(name, value, text, self._source.span(raw.name.start, raw.value.end), tex)

    def __iter__(self) -> Iterator[str]:
        return iter(self.raws)

    def __len__(self) -> int:
        return len(self.raws)

    def __contains__(self, name: object) -> bool:
        return name in self.raws


class Names(Mapping[str, NameList]):
    """The name lists of an entry, by field."""

    __slots__ = ("_fields", "_made")

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self._made: dict[str, NameList] = {}

    def __getitem__(self, name: str) -> NameList:
        if name not in NAME_FIELDS:
            raise KeyError(name)
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = name_list(self._fields[name].value)
        return made

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._fields if name in NAME_FIELDS)

    def __len__(self) -> int:
        return sum(1 for _ in self)
