"""Where the parts of an entry stand in its file: what the editor works on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from citekit.diagnostic import UsageError
from citekit.formats.bibtex.blocks import Block, Kind, Place, RawField
from citekit.formats.bibtex.cuts import raw_fields
from citekit.formats.bibtex.scanner import scan
from citekit.model import Entry, Library
from citekit.source import ByteSource


@dataclass(frozen=True)
class Anatomy:
    """The places of an entry's parts, as byte offsets in `source.data`."""

    source: ByteSource
    start: int
    end: int
    type: Place
    key: Place
    """Empty where the entry has none, at the place where it should be."""
    fields: tuple[RawField, ...]
    """All of them, those that come twice too."""
    is_sound: bool
    """Nothing is wrong with its syntax."""

    def text(self, place: Place) -> str:
        """The text of a place."""
        return self.source.slice(*place)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lower-case name of each field."""
        return tuple(self.text(field.name).lower() for field in self.fields)

    @cached_property
    def shape(self) -> Shape:
        """What it says, in bytes."""
        data = self.source.data
        values = tuple(data[field.value.start : field.value.end] for field in self.fields)
        return Shape(self.text(self.type).lower(), self.text(self.key), tuple(zip(self.names, values, strict=True)))

    @property
    def last(self) -> int:
        """Where its last part ends: that of its last field, else its key."""
        return self.fields[-1].value.end if self.fields else self.key.end

    @property
    def is_closed(self) -> bool:
        """Does it have its closing bracket?"""
        return self.end - 1 >= self.last and self.source.data[self.end - 1] in b"})"

    def before(self, index: int) -> int:
        """Where the part before a field ends."""
        return self.fields[index - 1].value.end if index else self.key.end

    def find(self, name: str) -> RawField | None:
        """The field that counts of those with a name: the first."""
        return self.fields[self.names.index(name)] if name in self.names else None


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry says, whatever it looks like."""

    type: str
    key: str
    fields: tuple[tuple[str, bytes], ...]
    """Lower-case names and values with their braces or quotes, in order."""


def source_of(library: Library) -> ByteSource:
    """The bytes of a library's file. Raises UsageError when it is of another format."""
    source = library.source
    # Files of other formats are read as bytes too; in a .bib file an entry begins with its `@`.
    starts = [entry.span.start for entry in library.entries[:1]]
    if not isinstance(source, ByteSource) or any(source.data[start : start + 1] != b"@" for start in starts):
        raise UsageError(f"{library.path} is no .bib file", hint="convert it first: citekit convert")
    return source


def anatomy(library: Library, entry: Entry) -> Anatomy:
    """The anatomy of an entry of a .bib file. Raises UsageError when the library is of another format."""
    source = source_of(library)
    start, end = entry.span.start, entry.span.end
    # An entry is read again by itself; only where that comes out otherwise, with all of its file.
    for begin, stop in ((start, end), (0, len(source.data))):
        piece = source.data[begin:stop]
        for block in scan(piece):
            if block.kind is Kind.ENTRY and block.start + begin == start:
                found = _anatomy(source, piece, block, begin)
                if found.end == end and _own(entry, found.names) == _own(entry, entry.fields):
                    return found
    raise ValueError(f"{entry.key} is not where it was in {library.path}")


def dissected(source: ByteSource, block: Block) -> Anatomy:
    """That of an entry which was found in these bytes."""
    return _anatomy(source, source.data, block, 0)


def _own(entry: Entry, names: Iterable[str]) -> list[str]:
    """Names of fields, each once, without those that the entry takes over from others."""
    return [name for name in dict.fromkeys(names) if name not in entry.inherited]


def dissect(source: ByteSource) -> Anatomy | None:
    """The anatomy of a text that is just one entry; None when it is anything else."""
    blocks = [block for block in scan(source.data) if block.kind is not Kind.JUNK]
    if len(blocks) != 1 or blocks[0].kind is not Kind.ENTRY or source.data[blocks[0].end :].strip():
        return None
    return _anatomy(source, source.data, blocks[0], 0)


def _anatomy(source: ByteSource, piece: bytes, block: Block, moved: int) -> Anatomy:
    """The anatomy of a block of `piece`, which begins at `moved` in the file."""
    found = raw_fields(piece, block)
    fields = tuple(_moved(field, moved) for field in found) if moved else tuple(found)
    return Anatomy(
        source,
        block.start + moved,
        block.end + moved,
        _place(block.type, moved),
        _place(block.key, moved),
        fields,
        not block.faults,
    )


def _moved(field: RawField, by: int) -> RawField:
    return field._replace(name=_place(field.name, by), value=_place(field.value, by))


def _place(place: Place, by: int) -> Place:
    return Place(place.start + by, place.end + by)
