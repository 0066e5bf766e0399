"""The blocks of a Markdown text, by markdown-it: which lines are headings, paragraphs, items, quotes, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from citekit.documents.roles import tables
from citekit.model import Block

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
# What can stand before a line's words: the marks of quotations, items and headings.
_MARGIN = re.compile(r"(?:[ \t]|>|#{1,6}(?=[ \t])|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
_CELL = re.compile(r"(?:[^|\\\r\n]|\\.|\\(?=[\r\n])|\\\Z)+")
_DIV = re.compile(r"[ \t]*:{3,}")

_DIRECTIVE = re.compile(r"\{([a-z][a-z:-]*)\}")
_OPTIONS = re.compile(r"(?:[ \t]*:[\w-]+:[^\n]*\n)+|---\n(?:(?!---)[^\n]*\n)*---\n")
_DEEPEST = 20
"""Directives within directives."""

_KINDS = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}


def _parser() -> MarkdownIt:
    """Block structure only; definitions of links stay as paragraphs, for the inline pass to see."""
    parser = MarkdownIt("commonmark").enable("table").disable("reference")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_PARSER = _parser()

Stretches = list[tuple[int, int]]


@dataclass(slots=True)
class _Level:
    """A text that is being read: the whole, or the content of a directive."""

    tokens: Iterator[Token]
    shift: int
    """Lines of the whole before it."""
    around: list[str] = field(default_factory=list)


def read_blocks(text: str, front: int) -> Iterator[tuple[Block, Stretches]]:
    """Each block that has words, with the stretches of its lines that are words. `front` is where front matter ends."""
    blank = "\n" * len(_LINE_END.findall(text, 0, front))
    lines = [match.span() for match in _LINE.finditer(text)]
    levels = [_Level(iter(_PARSER.parse(blank + text[front:])), 0)]
    while levels:
        level = levels[-1]
        token = next(level.tokens, None)
        if token is None:
            levels.pop()
        elif token.type == "fence" and len(levels) < _DEEPEST and (inner := _inner(token, level.shift)):
            levels.append(inner)
        else:
            yield from _blocks(text, lines, token, level)


def _inner(token: Token, shift: int) -> _Level | None:
    """The content of a directive of MyST whose content is prose, without the options at its head."""
    directive = _DIRECTIVE.match(token.info)
    if not directive or directive[1] not in tables().prose or not token.map:
        return None
    content = token.content
    options = _OPTIONS.match(content)
    if options:
        content = "\n" * options[0].count("\n") + content[options.end() :]
    return _Level(iter(_PARSER.parse(content)), shift + token.map[0] + 1)


def _blocks(
    text: str, lines: Sequence[tuple[int, int]], token: Token, level: _Level
) -> Iterator[tuple[Block, Stretches]]:
    around, first = level.around, (token.map[0] if token.map else 0) + level.shift
    if token.type == "tr_open" and token.map:
        yield from _cells(text, *lines[first])
    elif token.type == "inline" and token.map and around[-1] not in ("th_open", "td_open"):
        stretches = list(_words(text, lines, token, first))
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


def _words(text: str, lines: Sequence[tuple[int, int]], token: Token, first: int) -> Iterator[tuple[int, int]]:
    """The stretches of a paragraph's lines, of which `first` is the first, without the marks before them."""
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
