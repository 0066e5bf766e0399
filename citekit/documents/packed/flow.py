"""The text of a document as it is gathered: paragraphs, notes in their places, fields and what they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from citekit.documents.packed.extracted import ExtractedSource, Unit
from citekit.model import Block


@dataclass(frozen=True, slots=True)
class Covered:
    """What a field, a content control or a mark covers of the text, and the code that it has."""

    code: str
    start: int
    end: int
    data: str = ""
    """What is kept beside the code."""


@dataclass(slots=True)
class Flow:
    """A text that grows. Offsets are code points."""

    apart: str = "\n\n"
    """What stands between paragraphs."""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)
    kind: str = ""
    """That of the open paragraph."""
    _start: int = -1

    def add(self, text: str) -> None:
        """Adds text to the paragraph."""
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def begin(self, kind: str, name: str = "") -> None:
        """Begins a paragraph; one that is open ends. `name` says what it is called if not by its number."""
        self.end()
        if self.lines:
            self.add(self.apart)
        self.lines.append(self.length)
        self.units.append(Unit(self.length, name or f"paragraph {len(self.lines)}", self.length))
        self.kind, self._start = kind, self.length

    def be(self, kind: str) -> None:
        """Says of which kind the open paragraph is."""
        self.kind = kind

    def end(self) -> None:
        """Ends the paragraph."""
        if self._start >= 0 and self.length > self._start:
            self.blocks.append(Block(self.kind, self._start, self.length))
        self._start = -1

    def note(self, note: Flow, name: str) -> None:
        """Puts a note in its place within a paragraph, with a space before it and one after it."""
        text = note.text
        if not text.strip():
            return
        begun, zero = self.length, self.units[-1].zero if self.units else self.length
        back = self.units[-1].name if self.units else ""
        self.add(" ")
        shift = self.length
        self.units.append(Unit(begun, name, shift))
        self.add(text)
        self.covered += [replace(one, start=one.start + shift, end=one.end + shift) for one in note.covered]
        self.blocks.append(Block("note", begun, self.length))
        self.add(" ")
        self.units.append(Unit(self.length, back, zero))

    @property
    def is_open(self) -> bool:
        """A paragraph has begun and not ended."""
        return self._start >= 0

    def cover(self, code: str, start: int, data: str = "") -> None:
        """Says that a code covers the text from a place on."""
        self.covered.append(Covered(code, start, self.length, data))

    @property
    def text(self) -> str:
        """All of it so far."""
        return "".join(self.pieces)

    def source(self, path: str) -> ExtractedSource:
        """The text as a source with its places."""
        return ExtractedSource(path, self.text, self.lines, self.units)

    def in_order(self) -> Iterator[Block]:
        """The blocks by their starts, a note after the paragraph that it stands in."""
        yield from sorted(self.blocks, key=lambda block: (block.start, -block.end))
