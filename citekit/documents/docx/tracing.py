"""From the text of a Word file back to its XML: where each character stands in it, and in which run.

The file is heard once more, as `read` hears it, with the place of every event. What a reader sees is a row of pieces:
characters of a `w:t`, or something that is there as a whole, a tab, a note, a text box, a formula.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from citekit.documents.docx import TEXT, listener
from citekit.documents.docx.body import Body
from citekit.documents.docx.styles import PREFIXES, read_styles
from citekit.documents.packed.archive import Archive
from citekit.documents.packed.xmlevents import tell

_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*+>""")
_UNITS = frozenset({"w:r", "m:oMath", "m:oMathPara"})
"""What stands among the things of a paragraph: a run, or a formula, which is left whole."""
_LONGEST_ID = 10
"""Digits: Word's numbers are of 32 bits."""
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")


@dataclass(slots=True)
class Unit:
    """A run, or a formula. Places are bytes of the XML."""

    start: int
    is_run: bool
    tag: bytes = b""
    """Its start tag."""
    properties: bytes = b""
    """Its `w:rPr` as it stands there."""
    end: int = 0
    children: list[Child] = field(default_factory=list)
    """What it shows; its properties left out."""


@dataclass(slots=True, eq=False)
class Child:
    """An element of a run that a reader sees."""

    unit: Unit
    start: int
    tag: bytes = b""
    end: int = 0
    inner: int = 0
    """Where its content begins."""
    inner_end: int = 0
    is_text: bool = False
    """It is a `w:t` that can be cut between any two characters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document's text, and where it stands."""

    start: int
    end: int
    child: Child
    at: int
    """The byte where its first character stands; each other stands behind the bytes of those before it."""


@dataclass(slots=True)
class Trace:
    """A document's XML, in UTF-8, and the pieces of its text in order."""

    data: bytes
    pieces: list[Piece] = field(default_factory=list)
    comments: frozenset[int] = frozenset()
    """The numbers of the comments that it has marks of."""

    def pieces_of(self, start: int, end: int) -> tuple[Piece, Piece] | None:
        """The first and the last piece of a stretch; where it has none, the next one, else the last of all."""
        if not self.pieces:
            return None
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, max(end, start + 1), key=lambda piece: piece.start) - 1
        first = min(first, len(self.pieces) - 1)
        return self.pieces[first], self.pieces[max(first, last)]

    def byte(self, piece: Piece, offset: int) -> int:
        """The byte at which the character at an offset stands, which lies in the piece."""
        before = offset - piece.start
        raw = self.data[piece.at : piece.at + 4 * before]
        return piece.at + len(raw.decode("utf-8", "ignore")[:before].encode("utf-8"))

    def byte_after(self, piece: Piece, offset: int) -> int:
        """The byte behind the character before an offset, which ends in the piece."""
        if self.data.startswith(b"&", piece.at):
            return self.data.index(b";", piece.at) + 1
        if self.data.startswith(b"\r\n", piece.at):  # which is one character
            return piece.at + 2
        return self.byte(piece, offset)


def numbers(ids: Iterable[str]) -> set[int]:
    """Ids that are numbers, as those of comments are."""
    return {int(id) for id in ids if id.isdecimal() and len(id) < _LONGEST_ID}


def trace(archive: Archive) -> Trace:
    """The text of a Word file that was read. Raises Unread where that could not be."""
    data = _in_utf8(archive.part(TEXT))
    tracer = _Tracer(data, listener(archive, read_styles(archive.part("word/styles.xml"))))
    tell(data, tracer, PREFIXES, tracer.at)
    return Trace(data, tracer.pieces, frozenset(tracer.comments))


def _in_utf8(data: bytes) -> bytes:
    """XML in UTF-8, whatever it was in; the same bytes where it was."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif (declared := _DECLARED.match(data)) and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        text = data.decode(declared[1].decode(), "replace")
    else:
        return data
    return _DECLARED.sub(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text.encode())


class _Tracer:
    """Hands all on to the body and notes where the text grows."""

    def __init__(self, data: bytes, body: Body) -> None:
        self.body = body
        self.pieces: list[Piece] = []
        self.comments: set[int] = set()
        self._data = data
        self._at = 0
        self._depth = 0
        self._unit: Unit | None = None
        self._unit_depth = 0
        self._child: Child | None = None

    def at(self, byte: int) -> None:
        self._at = byte

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._unit is None and name in _UNITS:
            self._open_unit(name)
        elif self._unit and self._unit.is_run and self._depth == self._unit_depth + 1:
            self._open_child(name)
        if name.startswith("w:comment"):
            self.comments |= numbers([attributes.get("w:id", "")])
        before = self.body.flow.length
        self.body.start(name, attributes)
        self._grown(before, self._at)

    def text(self, text: str) -> None:
        before = self.body.flow.length
        self.body.text(text)
        self._grown(max(before, self.body.flow.length - len(text)), self._at)

    def end(self, name: str) -> None:
        before = self.body.flow.length
        self.body.end(name)
        self._grown(before, self._at)
        self._depth -= 1
        if self._unit and self._depth == self._unit_depth:
            self._close_child()
        elif self._unit and self._depth < self._unit_depth:
            self._unit.end = self._after(self._unit.tag)
            if not self._unit.is_run and self._child:
                self._child.end = self._unit.end
            self._unit = self._child = None

    def _grown(self, before: int, at: int) -> None:
        """The text has grown; where a paragraph has begun within, that is nobody's."""
        after = self.body.flow.length
        if after > before and self._child:
            self.pieces.append(Piece(before, after, self._child, at))

    def _tag(self) -> bytes:
        found = _TAG.match(self._data, self._at)
        return found[0] if found else b""

    def _after(self, start: bytes) -> int:
        """Where the element with that start tag ends: at the end of one without content, the parser is behind it."""
        return self._at if start.endswith(b"/>") else self._at + len(self._tag())

    def _open_unit(self, name: str) -> None:
        self._unit, self._unit_depth = Unit(self._at, name == "w:r", self._tag()), self._depth
        if not self._unit.is_run:
            self._child = Child(self._unit, self._at)
            self._unit.children.append(self._child)

    def _open_child(self, name: str) -> None:
        assert self._unit
        tag = self._tag()
        self._child = Child(self._unit, self._at, tag, inner=self._at + len(tag))
        if name == "w:t":
            self._child.is_text = True
        if name != "w:rPr":
            self._unit.children.append(self._child)

    def _close_child(self) -> None:
        child, unit = self._child, self._unit
        if child is None or unit is None:
            return
        child.inner_end, child.end = self._at, self._after(child.tag)
        # A comment or CDATA within: it cannot be cut anywhere.
        child.is_text = child.is_text and b"<!" not in self._data[child.inner : child.inner_end]
        if child not in unit.children:
            unit.properties = self._data[child.start : child.end]
        self._child = None
