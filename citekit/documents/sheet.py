"""What was found so far in a text of light markup, and the `Document` that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from citekit.documents.blanking import blanked, holds, joined, trimmed
from citekit.model import Block, Citation, Document, Include
from citekit.prose import language_of
from citekit.source import TextSource

Stretch = tuple[int, int]
Lines = Callable[[str], tuple[str, int]]
"""Of a line of prose: the kind of the block that begins there, empty when it goes on with the one before it, and how
many characters stand before its words."""

_LINE = re.compile(r"[^\n]*\n?")
_CELL = re.compile(r"[^|\n]+")


@dataclass(slots=True)
class Sheet:
    """What was found so far. Offsets are those of the text."""

    source: TextSource
    blank: list[Stretch] = field(default_factory=list)
    """What is no prose."""
    shown: list[Stretch] = field(default_factory=list)
    """Of this, what a reader sees nevertheless."""
    notes: list[Stretch] = field(default_factory=list)
    quotes: list[Stretch] = field(default_factory=list)
    parts: list[Block] = field(default_factory=list)
    """Blocks that do not follow lines: cells and captions within code."""
    citations: list[Citation] = field(default_factory=list)
    bibliography: list[str] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)
    language: str = ""
    cites_all: bool = False
    defines: dict[str, str] = field(default_factory=dict)

    def hide(self, start: int, end: int) -> None:
        """A reader sees nothing of this stretch."""
        self.blank.append((start, end))

    def show(self, start: int, end: int) -> None:
        """A reader sees something here that is no prose."""
        self.blank.append((start, end))
        self.shown.append((start, end))

    def cite(self, citation: Citation | None) -> None:
        """Adds a citation, whose mark is no prose."""
        if citation is not None:
            self.citations.append(citation)
            self.show(citation.span.start, citation.span.end)

    def take_in(self, name: str, start: int) -> None:
        """Adds a file that is taken in, by its name and where that stands."""
        if name.strip():
            self.includes.append(Include(name.strip(), self.source.span(start, start + len(name))))

    def document(self, format: str, lines: Lines) -> Document:
        """The document; `lines` tells its blocks."""
        prose = blanked(self.source.text, self.blank)
        marks: list[Stretch] = []
        parts = list(_outermost(self.parts))
        blocks = list(self._blocks(blanked(prose, ((part.start, part.end) for part in parts)), lines, marks))
        prose = blanked(prose, marks)
        notes = _outermost(Block("note", *note) for note in self.notes)
        return Document(
            path=self.source.path,
            source=self.source,
            prose=prose,
            blocks=tuple(
                sorted([*trimmed(prose, [*blocks, *parts]), *notes], key=lambda block: (block.start, -block.end))
            ),
            citations=tuple(sorted(self.citations, key=attrgetter("span.start"))),
            language=self.language or language_of(prose),
            format=format,
            bibliography=tuple(dict.fromkeys(self.bibliography)),
            cites_all=self.cites_all,
            shown=tuple(joined(self.shown)),
            includes=tuple(self.includes),
            defines=self.defines,
        )

    def _blocks(self, prose: str, lines: Lines, marks: list[Stretch]) -> Iterator[Block]:
        """The blocks in order; what stands before the words of a line is added to `marks`."""
        quotes = joined(self.quotes)
        kind, start, end = "", -1, -1
        for line in _LINE.finditer(prose):
            words = line[0].rstrip()
            began, skip = lines(words) if words else ("", 0)
            if start >= 0 and (began or not words):
                yield Block(kind, start, end)
                start = -1
            if not words:
                continue
            if began == "cell":
                yield from _cells(prose, line.start(), line.start() + len(words), marks)
                continue
            marks.append((line.start(), line.start() + skip))
            if start < 0:
                kind, start = began or "paragraph", line.start() + skip
                first = start + len(line[0][skip:]) - len(line[0][skip:].lstrip())
                kind = "quote" if kind == "paragraph" and holds(quotes, first) else kind
            end = line.start() + len(words)
            if began == "heading":
                yield Block(kind, start, end)
                start = -1
        if start >= 0:
            yield Block(kind, start, end)


def _cells(prose: str, start: int, end: int, marks: list[Stretch]) -> Iterator[Block]:
    done = start
    for cell in _CELL.finditer(prose, start, end):
        marks.append((done, cell.start()))
        done = cell.end()
        yield Block("cell", *cell.span())
    marks.append((done, end))


def _outermost(blocks: Iterable[Block]) -> Iterator[Block]:
    done = -1
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if block.start >= done:
            yield block
            done = block.end
