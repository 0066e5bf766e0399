"""The fields and names of an entry, worked out when somebody asks: most entries of a large library are only listed."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import cache

from citekit.formats.bibtex.cuts import Cut
from citekit.formats.bibtex.name_fields import NAME_FIELDS
from citekit.formats.bibtex.values import DATES, VERBATIM, address
from citekit.library import NONE_INHERITED, Entry, Field, Name, NameList
from citekit.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NO_BRACES = {ord("{"): None, ord("}"): None}


# Imported when first asked: who wants keys, types and values does not wait for letters and names.
@cache
def _to_unicode() -> Callable[[str], str]:
    from citekit.formats.bibtex.latex import to_unicode

    return to_unicode


@cache
def _name_list() -> Callable[[str, dict[str, Name], bool], NameList]:
    from citekit.formats.bibtex.names import name_list

    return name_list


def field_text(name: str, value: str) -> str:
    """The text of a value. An address is no TeX, nor is a date, whose `~` says that it is a guess."""
    if value.isalnum() and value.isascii():
        return value  # a year, a volume, a word
    if name in VERBATIM:
        return address(value)
    if name in DATES and "\\" not in value:
        return " ".join(value.translate(_NO_BRACES).split())
    return _to_unicode()(value)


class _Field(Field):
    """A field whose text and span, and value where it is large, are worked out when they are first asked for."""

    __slots__ = ("_cut", "_text")
    _cut: Cut
    _text: str | None
    # Where a class has one of these from Python's own object and the other not, both are slow.
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__

    @property
    def text(self) -> str:
        """The value as Unicode text."""
        text = self._text
        if text is None:
            # A large value is not kept besides its text.
            cut, name = self._cut, self.name
            value = self.value if cut.written[name] is not None else cut.without_ends(name)
            text = self._text = field_text(name, value)
        return text

    @text.setter
    def text(self, text: str) -> None:
        self._text = text

    def __getattr__(self, name: str) -> object:
        # Called for a slot that is still empty.
        if name == "span":
            made: object = self._cut.span(self.name)
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
        field._text = None
        if value is not None:
            field.value = value
        yield field


class Fields(Cut, Mapping[str, Field]):
    """The fields of an entry by lower-case name, in the file's order; of a name that comes twice, the first."""

    __slots__ = ()

    def __getitem__(self, name: str) -> Field:
        made = self.made.get(name) if self.made else None
        if made is None:
            (made,) = _fields(self, [(name, self.written[name])])
            self.made = self.made or {}
            self.made[name] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)

    def __contains__(self, name: object) -> bool:
        return name in self.written

    # The inherited one raises and catches a KeyError for each field that an entry has not.
    def get(self, name: str, default: Any = None) -> Any:
        """The field, else the default."""
        return self[name] if name in self.written else default

    def values(self) -> _Values:
        """The fields."""
        return _Values(self)

    def items(self) -> _Items:
        """Names and fields."""
        return _Items(self)

    def each(self) -> Iterator[Field]:
        """All fields, one after the other, without keeping them: but for a large one, whose text is made once."""
        made = _fields(self, self.written.items())
        if next(iter(self.written.values()), "") is not None:
            return made
        return (self[one.name] if self.is_large(one.name) else one for one in made)


class _Values(ValuesView[Field]):
    _mapping: Fields

    def __iter__(self) -> Iterator[Field]:
        return self._mapping.each()


class _Items(ItemsView[str, Field]):
    _mapping: Fields

    def __iter__(self) -> Iterator[tuple[str, Field]]:
        return zip(self._mapping, self._mapping.each(), strict=True)


class _Entry(Entry):
    """An entry whose names and spans are made when they are first asked for."""

    __slots__ = ("_cut", "_names")
    _cut: Fields
    _names: Mapping[str, NameList] | None
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__

    @property
    def names(self) -> Mapping[str, NameList]:
        """The name fields the entry has."""
        return Names(self._cut) if self._names is None else self._names

    @names.setter
    def names(self, names: Mapping[str, NameList]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> object:
        # Called for a slot that is still empty.
        cut = self._cut
        if name == "span":
            made: object = Span(cut.context.source, *cut.context.blocks.whole(cut.number))
        elif name == "key_span":
            made = Span(cut.context.source, *cut.block.key)
        else:
            raise AttributeError(name)
        setattr(self, name, made)
        return made


def entry(fields: Fields, key: str, type: str) -> Entry:
    """The entry that was cut."""
    made: Any = object.__new__(_Entry)  # its slots are set here, and nowhere else
    made.key = key
    made.type = type
    made.inherited = NONE_INHERITED
    made.fields = made._cut = fields
    made._names = None
    found: Entry = made
    return found


class Names(Mapping[str, NameList]):
    """The name lists of an entry, by field. What was taken apart is kept for all of its file (`Context`)."""

    __slots__ = ("_cut",)

    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def __getitem__(self, name: str) -> NameList:
        if name not in NAME_FIELDS:
            raise KeyError(name)
        cut = self._cut
        value = cut.written[name]
        key = (cut.number, name) if value is None else value
        known = cut.context.name_lists
        made = known.get(key)
        if made is None:
            made = known[key] = _name_list()(cut.value(name), cut.context.names, key in known)
        return made

    def get(self, name: str, default: Any = None) -> Any:
        """The list, else the default."""
        return self[name] if name in NAME_FIELDS and name in self._cut.written else default

    def __iter__(self) -> Iterator[str]:
        return filter(NAME_FIELDS.__contains__, self._cut.written)

    def __len__(self) -> int:
        return len(NAME_FIELDS.intersection(self._cut.written))

    def values(self) -> ValuesView[NameList]:
        """The lists."""
        return {name: self[name] for name in self}.values()
