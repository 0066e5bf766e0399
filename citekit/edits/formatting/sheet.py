"""An entry taken apart into all its pieces, which put together are its text again: what formatting works on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from citekit.formats.bibtex.anatomy import Anatomy, dissect
from citekit.source import ByteSource
from citekit.splices import Splice

_SEPARATOR = re.compile(r"\s*,\s*")
_AROUND = re.compile(r"\s*=\s*")
_CLOSING = re.compile(r"\s*,?\s*[})]")


@dataclass(frozen=True, slots=True)
class Part:
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


@dataclass(frozen=True, slots=True)
class Sheet:
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
        return "".join([self.head, self.type, self.opening, self.key, *(one.text for one in self.fields), self.closing])

    def with_fields(self, fields: tuple[Part, ...]) -> Sheet:
        """The same with other fields."""
        return self if fields == self.fields else replace(self, fields=fields)

    def pieces(self) -> Iterator[str]:
        """Its pieces in order."""
        yield from (self.head, self.type, self.opening, self.key)
        for one in self.fields:
            yield from (one.separator, one.name, one.around, one.value)
        yield self.closing


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


def splices(body: Anatomy, old: Sheet, new: Sheet) -> list[Splice]:
    """The changes from one to the other: piece by piece where they have the same fields, else of all fields.

    Raises ValueError when the new text would not be read as it is meant.
    """
    encoding = body.source.encoding
    if not _is_read_back(body.source, new):
        raise ValueError("it would not be read as it is meant")
    before, after = list(old.pieces()), list(new.pieces())
    if len(before) != len(after):
        before, after = [old.text], [new.text]
    found, at = [], body.start
    for one, other in zip(before, after, strict=True):
        end = at + len(one.encode(encoding, "surrogateescape"))
        if one != other:
            found.append(Splice(at, end, other.encode(encoding, "surrogateescape")))
        at = end
    return found


def _is_read_back(source: ByteSource, new: Sheet) -> bool:
    """Is a text read as the pieces it is made of?"""
    data = new.text.encode(source.encoding, "surrogateescape")
    body = dissect(ByteSource(source.path, data, source.encoding))
    return body is not None and sheet(body, new.newline) == new
