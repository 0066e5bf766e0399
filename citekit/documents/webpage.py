"""HTML: its text, paragraph by paragraph, through the standard library's parser; scripts and styles are left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from citekit.documents.packed.extracted import ExtractedSource, Unit
from citekit.model import Block, Document
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.source import TextSource

MOST = 20_000_000
"""Characters of a page that are read."""
_STEP = 65_536
_LONGEST_REST = 1_000_000
"""Characters that the parser may hold back, waiting for the end of a tag: with more, the rest is left out."""
_LONGEST_END = 5000
"""Characters of a tag without an end that may close a page: the parser tries it from each of its brackets."""
_HIDDEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "select", "textarea"})
_BLOCKS = {
    **dict.fromkeys(("p", "div", "section", "article", "main", "header", "footer", "nav", "aside"), "paragraph"),
    **dict.fromkeys(("ul", "ol", "dl", "table", "tr", "figure", "figcaption", "pre", "address", "hr"), "paragraph"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
}
"""Elements that begin and end a block, and its kind."""
_SPACE = re.compile(r"\s+")


class _Reader(HTMLParser):
    """Gathers the blocks of a page. Depth costs nothing: no element is remembered but whether it hides."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str, int]] = []
        """Kind, text and line of each block."""
        self.language = ""
        self._kind, self._parts, self._line = "paragraph", [], 1  # type: tuple[str, list[str], int]
        self._hidden = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        if tag == "body":
            self._hidden = ""
        elif self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
        elif tag in _BLOCKS:
            self.end()
            self._kind = _BLOCKS[tag]
        elif tag == "br":
            self._parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _HIDDEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._depth -= tag == self._hidden
            self._hidden = self._hidden if self._depth else ""
        elif tag in _BLOCKS:
            self.end()
            self._kind = "paragraph"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            if not self._parts:
                self._line = self.getpos()[0]
            self._parts.append(data)

    def end(self) -> None:
        """Ends the block."""
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        if text:
            self.found.append((self._kind, text, self._line))
        self._parts = []


def read(source: TextSource) -> Document:
    """The document of a web page: what a reader sees of it. Its lines are the paragraphs, told by the file's line."""
    reader = _Reader()
    for start in range(0, min(len(source), MOST), _STEP):
        reader.feed(source.slice(start, start + _STEP))
        if len(reader.rawdata) > _LONGEST_REST:
            break
    else:
        if len(reader.rawdata) < _LONGEST_END:
            reader.close()
    reader.end()
    return _document(source.path, reader)


def _document(path: str, reader: _Reader) -> Document:
    blocks: list[Block] = []
    units: list[Unit] = []
    length = 0
    for kind, text, line in reader.found:
        blocks.append(Block(kind, length, length + len(text)))
        units.append(Unit(length, f"line {line}", length))
        length += len(text) + 2
    text = "\n\n".join(text for _, text, _ in reader.found)
    source = ExtractedSource(path, text, [block.start for block in blocks] or [0], units)
    language = reader.language or language_of(text)
    return Document(path, source, text, tuple(blocks), (), language, "webpage")


FORMAT = DocumentFormat("webpage", (".html", ".htm", ".xhtml"), read, is_made=True)
