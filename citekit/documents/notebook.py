"""Jupyter notebooks: the Markdown of their cells. Places are told by cell and line; lines are those of the file.

Layout: nbformat 4 (`cells`, each with `cell_type` and `source`, a text or a list of lines), and 3 (in `worksheets`).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from citekit.documents import markdown
from citekit.documents.packed.problems import UNREAD_DOCUMENT
from citekit.messages import say
from citekit.model import Block, Citation, CitationItem, Document, Include
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.source import TextSource
from citekit.trees.values import well_formed

_TOKEN = re.compile(r'"(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"(?P<name>\s*:)?|[\[\]{}]', re.S)
_ESCAPED = re.compile(r"[^\\]+|(?:\\u[0-9a-fA-F]{4})+|\\.", re.S)
_APART = "\n\n"
_READ = frozenset({"markdown", "heading"})
_PATHS = (("cells",), ("worksheets", "cells"))


@dataclass(slots=True)
class _Cell:
    """A cell: its kind, and its text as written in JSON, piece by piece with its place."""

    kind: str = ""
    pieces: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Text:
    """The text of the cells that are read, and where in the file each run of it stands."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)
    """Offset in the text and in the file, ascending: what follows stands in the file as it is."""
    cells: list[tuple[int, int]] = field(default_factory=list)
    """Where each cell begins, and its number."""

    def add(self, text: str, place: int) -> None:
        """Adds a run that stands at a place of the file."""
        self.places.append((self.length, place))
        self.pieces.append(text)
        self.length += len(text)


class NotebookSource(TextSource):
    """The Markdown of a notebook; lines and columns are those of the file."""

    def __init__(self, path: str, text: _Text, file: TextSource) -> None:
        super().__init__(path, "".join(text.pieces))
        self.file = file
        self._places = text.places
        self._cells = text.cells

    def place(self, offset: int) -> int:
        """The offset in the file."""
        at = max(0, bisect_right(self._places, offset, key=lambda place: place[0]) - 1)
        start, place = self._places[at] if self._places else (0, 0)
        return place + offset - start

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file, both from 1."""
        return self.file.position(self.place(offset))

    def line(self, number: int) -> str:
        """The text of a line of the file."""
        return self.file.line(number)

    def where(self, offset: int) -> str:
        """The cell, counted from 1 as all cells are, then line and column in it."""
        at = bisect_right(self._cells, offset, key=lambda cell: cell[0]) - 1
        if at < 0:
            return super().where(offset)
        start, number = self._cells[at]
        before = self.text[start:offset]
        return f"cell {number}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def read(source: TextSource) -> Document:
    """The document of a notebook. Never raises: a file that is no JSON has no text and one finding."""
    try:
        json.loads(source.text)
    except (ValueError, RecursionError) as error:
        return _unread(source, error)
    text = _Text()
    for number, cell in enumerate(_cells(source.text), 1):
        if cell.kind in _READ or (number == 1 and cell.kind == "raw"):
            _take(cell, number, text)
    made = NotebookSource(source.path, text, source)
    return _joined(made, [start for start, _ in text.cells])


def _unread(source: TextSource, error: Exception) -> Document:
    at = error.pos if isinstance(error, json.JSONDecodeError) else 0
    message = say("{path} is no notebook: its JSON is not well-formed here", path=source.path)
    hint = say("open it in Jupyter and save it again, or restore it from a backup")
    finding = UNREAD_DOCUMENT.at(source.span(at, at + 1), message, hint=hint, unreadable=True)
    return Document(source.path, TextSource(source.path, ""), "", format="notebook", diagnostics=(finding,))


# ----------------------------------------------------------------------------------------------------- the cells


def _cells(text: str) -> Iterator[_Cell]:
    """The cells in order. The JSON is well-formed."""
    path: list[str] = []
    name, cell, depth = "", _Cell(), -1
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign in "[{":
            path.append(name)
            if sign == "{" and _is_cell(path, depth):
                cell, depth = _Cell(), len(path)
            name = ""
        elif sign in "]}":
            if len(path) == depth:
                yield cell
                depth = -1
            path.pop()
            name = ""
        elif token["name"]:
            name = token["text"]
        elif depth >= 0:
            _tell(cell, name if len(path) == depth else path[depth] if len(path) == depth + 1 else "", token)


def _is_cell(path: Sequence[str], depth: int) -> bool:
    """Does the object that has just begun stand in the list of cells?"""
    return depth < 0 and tuple(filter(None, path)) in _PATHS and path[-2:-1] in (["cells"],)


def _tell(cell: _Cell, name: str, token: re.Match[str]) -> None:
    if name == "cell_type":
        cell.kind = token["text"]
    elif name == "source":
        cell.pieces.append((token["text"], token.start("text")))


def _take(cell: _Cell, number: int, text: _Text) -> None:
    """Adds the text of a cell."""
    if text.cells:
        text.add(_APART, text.places[-1][1] if text.places else 0)
    text.cells.append((text.length, number))
    for written, place in cell.pieces:
        for run in _ESCAPED.finditer(written):
            plain = run[0] if run[0][0] != "\\" else _plain(run[0])
            text.add(plain, place + run.start())


def _plain(escape: str) -> str:
    """What an escape stands for; half a character that stands alone is spelt out."""
    return well_formed(json.loads(f'"{escape}"'))


# -------------------------------------------------------------------------------------------------- the document


def _joined(source: NotebookSource, starts: Sequence[int]) -> Document:
    """Each cell read by itself, as Jupyter shows it, and put together."""
    ends = [*(start - len(_APART) for start in starts[1:]), len(source)]
    parts = [_part(source, start, end) for start, end in zip(starts, ends, strict=False)]
    prose = _APART.join(part.prose for part in parts)
    return Document(
        path=source.path,
        source=source,
        prose=prose,
        blocks=tuple(block for part in parts for block in part.blocks),
        citations=tuple(citation for part in parts for citation in part.citations),
        language=language_of(prose),
        format="notebook",
        bibliography=tuple(name for part in parts for name in part.bibliography),
        cites_all=any(part.cites_all for part in parts),
        shown=tuple(shown for part in parts for shown in part.shown),
        includes=tuple(include for part in parts for include in part.includes),
    )


def _part(source: NotebookSource, start: int, end: int) -> Document:
    return _moved(markdown.read(TextSource(source.path, source.text[start:end])), source, start)


def _moved(part: Document, source: NotebookSource, by: int) -> Document:
    """The document of a cell with its places those of the notebook."""

    def moved_item(item: CitationItem) -> CitationItem:
        return replace(item, span=source.span(item.span.start + by, item.span.end + by))

    def moved(citation: Citation) -> Citation:
        span = source.span(citation.span.start + by, citation.span.end + by)
        return Citation(span, tuple(moved_item(item) for item in citation.items))

    return replace(
        part,
        blocks=tuple(Block(block.kind, block.start + by, block.end + by) for block in part.blocks),
        citations=tuple(moved(citation) for citation in part.citations),
        shown=tuple((start + by, end + by) for start, end in part.shown),
        includes=tuple(
            Include(one.name, source.span(one.span.start + by, one.span.end + by), one.optional)
            for one in part.includes
        ),
    )


FORMAT = DocumentFormat(
    "notebook",
    (".ipynb",),
    read,
    (UNREAD_DOCUMENT,),
    markdown.FORMAT.printed,
    markdown.FORMAT.words,
    settings=markdown.FORMAT.settings,
)
