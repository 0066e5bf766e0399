"""The fields and names of an entry, worked out when somebody asks: most entries of a large library are only listed."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView

from citekit.formats.bibtex.cuts import Cut
from citekit.formats.bibtex.latex import to_unicode
from citekit.formats.bibtex.names import NAME_FIELDS, name_list
from citekit.formats.bibtex.values import DATES, VERBATIM, address
from citekit.library import NONE_INHERITED, Entry, Field, NameList
from citekit.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NO_BRACES = {ord("{"): None, ord("}"): None}


def field_text(name: str, value: str) -> str:
    """The text of a value. An address is no TeX, nor is a date, whose `~` says that it is a guess."""
    if name in VERBATIM:
        return address(value)
    if name in DATES and "\\" not in value:
        return " ".join(value.translate(_NO_BRACES).split())
    return to_unicode(value)


class _Field(Field):
    """A field whose text and span, and value where it is large, are worked out when they are first asked for."""

    __slots__ = ("_cut",)
    _cut: Cut
    __setattr__ = object.__setattr__

    def __getattr__(self, name: str) -> object:
        # Called for a slot that is still empty.
        if name == "text":
            made: object = field_text(self.name, self.value)
        elif name == "span":
            made = self._cut.span(self.name)
        elif name == "tex":
            made = self.name not in VERBATIM
        elif name == "value":
            made = self._cut.value(self.name)
        else:
            raise AttributeError(name)
        setattr(self, name, made)
        return made


def _fields(cut: Cut, items: Iterable[tuple[str, str | None]]) -> Iterator[Field]:
    new = object.__new__
    for name, value in items:
        field: Any = new(_Field)  # its slots are set here, and nowhere else
        field.name = name
        field._cut = cut
        if value is not None:
            field.value = value
        yield field


class Fields(Mapping[str, Field]):
    """The fields of an entry by lower-case name, in the file's order; of a name that comes twice, the first."""

    __slots__ = ("_cut", "_made")

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._made: dict[str, Field] = {}
        """Those that were asked for by name: they may be asked for again."""

    def __getitem__(self, name: str) -> Field:
        made = self._made.get(name)
        if made is None:
            (made,) = _fields(self._cut, [(name, self._cut.values[name])])
            self._made[name] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._cut.values)

    def __len__(self) -> int:
        return len(self._cut.values)

    def __contains__(self, name: object) -> bool:
        return name in self._cut.values

    def values(self) -> _Values:
        """The fields."""
        return _Values(self)

    def items(self) -> _Items:
        """Names and fields."""
        return _Items(self)

    def each(self) -> Iterator[Field]:
        """All fields, one after the other, without keeping them."""
        return _fields(self._cut, self._cut.values.items())


class _Values(ValuesView[Field]):
    _mapping: Fields

    def __iter__(self) -> Iterator[Field]:
        return self._mapping.each()


class _Items(ItemsView[str, Field]):
    _mapping: Fields

    def __iter__(self) -> Iterator[tuple[str, Field]]:
        return zip(self._mapping, self._mapping.each(), strict=True)


class _Entry(Entry):
    """An entry whose fields, names and spans are made when they are first asked for."""

    __slots__ = ("_cut",)
    _cut: Cut
    __setattr__ = object.__setattr__

    def __getattr__(self, name: str) -> object:
        # Called for a slot that is still empty.
        cut = self._cut
        if name == "fields":
            made: object = Fields(cut)
        elif name == "names":
            made = Names(cut)
        elif name == "span":
            made = Span(cut.context.source, cut.block.start, cut.block.end)
        elif name == "key_span":
            made = Span(cut.context.source, *cut.block.key)
        else:
            raise AttributeError(name)
        setattr(self, name, made)
        return made


def entry(cut: Cut, key: str, type: str) -> Entry:
    """The entry that was cut."""
    made: Any = object.__new__(_Entry)  # its slots are set here, and nowhere else
    made.key = key
    made.type = type
    made.inherited = NONE_INHERITED
    made._cut = cut
    found: Entry = made
    return found


class Names(Mapping[str, NameList]):
    """The name lists of an entry, by field."""

    __slots__ = ("_cut", "_made")

    def __init__(self, cut: Cut) -> None:
        self._cut = cut
        self._made: dict[str, NameList] = {}

    def __getitem__(self, name: str) -> NameList:
        if name not in NAME_FIELDS:
            raise KeyError(name)
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = name_list(self._cut.value(name), self._cut.context.names)
        return made

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._cut.values if name in NAME_FIELDS)

    def __len__(self) -> int:
        return sum(1 for _ in self)
