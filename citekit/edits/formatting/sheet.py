"""An entry taken apart into all its pieces, which put together are its text again: what formatting works on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from citekit.formats.bibtex.anatomy import Anatomy, dissect
from citekit.formats.bibtex.blocks import Block
from citekit.formats.bibtex.patterns import field, plain_entry
from citekit.source import ByteSource
from citekit.splices import Splice

_SEPARATOR = re.compile(r"\s*,\s*")
_AROUND = re.compile(r"\s*=\s*")
_CLOSING = re.compile(r"\s*,?\s*[})]")


class Part(NamedTuple):
    """A field: what separates it from what is before, its name, `=` with the space around, its value."""

    separator: str
    name: str
    around: str
    value: str
    """With its braces or quotes, strings and `#`."""

    @property
    def text(self) -> str:
        """As it is written."""
        return f"{self.separator}{self.name}{self.around}{self.value}"


class Sheet(NamedTuple):
    """An entry: `@`, its type, what opens it, its key, its fields, what closes it."""

    head: str
    type: str
    opening: str
    key: str
    fields: tuple[Part, ...]
    closing: str
    newline: str
    """The line end of its file."""

    @property
    def text(self) -> str:
        """The whole entry."""
        return "".join(self.pieces())

    def with_fields(self, fields: tuple[Part, ...]) -> Sheet:
        """The same with other fields."""
        return self if fields == self.fields else self._replace(fields=fields)

    def pieces(self) -> list[str]:
        """Its pieces in order."""
        found = [self.head, self.type, self.opening, self.key]
        for one in self.fields:
            found += one
        found.append(self.closing)
        return found


def plain_sheet(source: ByteSource, block: Block, newline: str) -> Sheet | None:
    """What `sheet` gives of a well-formed entry, in less time; None for another, and for bytes that are no text."""
    if block.fields is not None or block.faults:
        return None
    data = source.data[block.start : block.end]
    text = data.decode(source.encoding, "surrogateescape")
    if text.isascii():
        return _cut(text.__getitem__, data, block, newline)
    if text.encode(source.encoding, "surrogateescape") != data:
        return None
    return _cut(lambda place: data[place].decode(source.encoding, "surrogateescape"), data, block, newline)


def _cut(piece: Callable[[slice], str], data: bytes, block: Block, newline: str) -> Sheet:
    """The sheet of a well-formed entry; `piece` gives the text of a stretch of its bytes."""
    type, type_end, key, key_end = (place - block.start for place in (*block.type, *block.key))
    parts, done = [], key_end
    for match in field().finditer(data, block.body.start - block.start, block.body.end - block.start):
        (name, name_end), (value, end) = match.span(1), match.span(2)
        places = slice(done, name), slice(name, name_end), slice(name_end, value), slice(value, end)
        parts.append(Part(*map(piece, places)))
        done = end
    head, word, opening = piece(slice(type)), piece(slice(type, type_end)), piece(slice(type_end, key))
    return Sheet(head, word, opening, piece(slice(key, key_end)), tuple(parts), piece(slice(done, None)), newline)


def sheet(body: Anatomy, newline: str) -> Sheet | None:
    """The pieces of a sound entry; None for one that has something else between them, or bytes that are no text."""
    data, encoding = body.source.data[body.start : body.end], body.source.encoding
    cut = _Cutter(data, encoding, body.start)
    fields = tuple(
        Part(
            cut(body.before(at), field.name.start),
            cut(*field.name),
            cut(field.name.end, field.value.start),
            cut(*field.value),
        )
        for at, field in enumerate(body.fields)
    )
    opening = cut(body.type.end, body.key.start)
    found = Sheet(
        cut(body.start, body.type.start),
        cut(*body.type),
        opening,
        cut(*body.key),
        fields,
        cut(body.last, body.end),
        newline,
    )
    fits = all(_SEPARATOR.fullmatch(one.separator) and _AROUND.fullmatch(one.around) for one in fields)
    if not fits or not _CLOSING.fullmatch(found.closing) or not body.is_sound:
        return None
    return found if found.text.encode(encoding, "surrogateescape") == data else None


@dataclass(frozen=True, slots=True)
class _Cutter:
    data: bytes
    encoding: str
    start: int

    def __call__(self, start: int, end: int) -> str:
        return self.data[start - self.start : end - self.start].decode(self.encoding, "surrogateescape")


def splices(source: ByteSource, start: int, old: Sheet, new: Sheet) -> Iterator[Splice]:
    """The changes of the entry at `start` to another: piece by piece where they have as many fields, else as a whole.

    Raises ValueError when the new text would not be read as it is meant.
    """
    if not _is_read_back(source, new):
        raise ValueError("it would not be read as it is meant")
    before, after = old.pieces(), new.pieces()
    if len(before) != len(after):
        before, after = ["".join(before)], ["".join(after)]
    at = start
    for one, other in zip(before, after, strict=True):
        end = at + (len(one) if one.isascii() else len(_bytes(one, source)))
        if one != other:
            yield Splice(at, end, _bytes(other, source))
        at = end


def _bytes(text: str, source: ByteSource) -> bytes:
    return text.encode(source.encoding, "surrogateescape")


def _is_read_back(source: ByteSource, new: Sheet) -> bool:
    """Is a text read as the pieces it is made of?"""
    data = _bytes(new.text, source)
    if _is_plainly(data, new, lambda text: _bytes(text, source)):
        return True
    body = dissect(ByteSource(source.path, data, source.encoding))
    return body is not None and sheet(body, new.newline) == new


def _is_plainly(data: bytes, new: Sheet, encoded: Callable[[str], bytes]) -> bool:
    """Is it a well-formed entry with just these parts? What stands between them can then be nothing else either."""
    found = plain_entry().match(data)
    if found is None or found.end() != len(data) or found.start(1):
        return False
    parts = [found[2], found[3]]
    for name, value, _, _ in field().findall(data, *found.span(4)):
        parts += (name, value)
    meant = [new.type, new.key]
    for one in new.fields:
        meant += (one.name, one.value)
    # Encoded together: a NUL within a part makes it look otherwise, and it is looked at closely.
    return parts == encoded("\0".join(meant)).split(b"\0")
