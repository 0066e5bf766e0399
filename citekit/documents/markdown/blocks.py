"""The blocks of a Markdown text, by markdown-it: which lines are headings, paragraphs, items, quotes, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from citekit.model import Block

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
# What can stand before a line's words: the marks of quotations, items and headings.
_MARGIN = re.compile(r"(?:[ \t]|>|#{1,6}(?=[ \t])|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_CELL = re.compile(r"(?:[^|\\\r\n]|\\.|\\(?=[\r\n])|\\\Z)+")
_DIV = re.compile(r"[ \t]*:{3,}")

_KINDS = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def _parser() -> MarkdownIt:
    """Block structure only; definitions of links stay as paragraphs, for the inline pass to see."""
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _parser()

Stretches = list[tuple[int, int]]


def read_blocks(text: str, front: int) -> Iterator[tuple[Block, Stretches]]:
    """Each block that has words, with the stretches of its lines that are words. `front` is where front matter ends."""
    blank = "\n" * len(_LINE_END.findall(text, 0, front))
    lines = [match.span() for match in _LINE.finditer(text)]
    around: list[str] = []
    for token in _PARSER.parse(blank + text[front:]):
        if token.type == "tr_open" and token.map:
            yield from _cells(text, *lines[token.map[0]])
        elif token.type == "inline" and token.map and around[-1] not in ("th_open", "td_open"):
            stretches = list(_words(text, lines, token))
            if stretches:
                yield Block(_kind(around), stretches[0][0], stretches[-1][1]), stretches
        if token.nesting > 0:
            around.append(token.type)
        elif token.nesting < 0:
            around.pop()


def _kind(around: Sequence[str]) -> str:
    if around[-1] in _KINDS:
        return _KINDS[around[-1]]
    if "blockquote_open" in around:
        return "quote"
    return "item" if "list_item_open" in around else "paragraph"


def _words(text: str, lines: Sequence[tuple[int, int]], token: Token) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph's lines, without the marks that stand before them."""
    first = token.map[0] if token.map else 0
    for number, content in enumerate(token.content.split("\n"), first):
        if number >= len(lines):
            return
        start, end = lines[number]
        line, content = text[start:end].rstrip("\r\n"), content.strip()
        if not content or _DIV.match(line):
            continue
        at = line.rstrip().rfind(content)
        if at < 0:
            margin = _MARGIN.match(line)
            at, content = (margin.end() if margin else 0), line
        yield start + at, min(start + at + len(content), start + len(line))


def _cells(text: str, start: int, end: int) -> Iterator[tuple[Block, Stretches]]:
    for cell in _CELL.finditer(text, start, end):
        if cell[0].strip(" \t>"):
            yield Block("cell", *cell.span()), [cell.span()]
