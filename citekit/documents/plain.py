"""Plain text: paragraphs between blank lines, all of it prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.model import Block, Document
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.source import TextSource

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(r"[ \t]*(?:[-*•–]|\d{1,3}[.)]|[a-z][.)])[ \t]+")


def read(source: TextSource) -> Document:
    """The document of a plain text: its paragraphs, and list items that begin with a sign or a number."""
    text = source.text
    return Document(
        path=source.path,
        source=source,
        prose=text,
        blocks=tuple(_blocks(text)),
        language=language_of(text),
        format="plain",
    )


def _blocks(text: str) -> Iterator[Block]:
    kind, start, end = "paragraph", -1, -1
    for line in _LINE.finditer(text):
        piece, item = line[0], _ITEM.match(line[0])
        if start >= 0 and (item or not piece.strip()):
            yield Block(kind, start, end)
            start = -1
        if not piece.strip():
            continue
        if start < 0:
            kind = "item" if item else "paragraph"
            start = line.start() + (item.end() if item else len(piece) - len(piece.lstrip()))
        end = line.start() + len(piece.rstrip())
    if start >= 0:
        yield Block(kind, start, end)


FORMAT = DocumentFormat("plain", (".txt", ".text"), read)
