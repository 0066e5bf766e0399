"""The YAML at the head of a Markdown file: the few settings that say what it cites, read without a YAML parser.

What is read: `name: value`, `name: [a, b]`, and `name:` with lines below it that are indented or begin with `-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)(?![ \t]*(?:\r|\n))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_LINE = re.compile(r"[^\r\n]+")
_NAMED = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?=[ \t]|$)")
_BULLET = re.compile(r"[ \t]*-(?=[ \t])")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
_BLOCK_SCALARS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})


@dataclass(frozen=True, slots=True)
class Value:
    """A value, and where it begins in the file."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings by lower-case name, each with its values in order, and where the YAML ends."""

    values: Mapping[str, tuple[Value, ...]]
    end: int

    def texts(self, name: str) -> tuple[str, ...]:
        """The values of one setting; () when it is not there."""
        return tuple(value.text for value in self.values.get(name, ()))


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a Markdown text; empty, with end 0, when it has none."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return FrontMatter({}, 0)
    values: dict[str, list[Value]] = {}
    into: list[Value] = []
    for line in _LINE.finditer(text, opening.end(), closing.start()):
        named = _NAMED.match(text, line.start(), line.end())
        if named:
            into = values.setdefault(named[1].lower(), [])
            into += _values(text, named.end(), line.end())
        elif bullet := _BULLET.match(text, line.start(), line.end()):
            into += _values(text, bullet.end(), line.end())
        elif line[0].startswith((" ", "\t")):
            into += _values(text, line.start(), line.end())
    return FrontMatter({name: tuple(found) for name, found in values.items()}, closing.end())


def _values(text: str, start: int, end: int) -> Iterator[Value]:
    """The value that a line holds, or the values of its list in brackets."""
    piece = text[start:end].strip()
    if not piece.startswith("[") or "@" in piece:
        yield from _value(text, start, end)
        return
    start = text.index("[", start) + 1
    end = text.index("]", start, end) if "]" in text[start:end] else end
    while start <= end:
        comma = text.find(",", start, end)
        stop = comma if comma >= 0 else end
        yield from _value(text, start, stop)
        start = stop + 1


def _value(text: str, start: int, end: int) -> Iterator[Value]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    quote = piece[:1]
    if quote in ("'", '"') and piece.find(quote, 1) > 0:
        piece, start = piece[1 : piece.find(quote, 1)], start + 1
    else:
        piece = _COMMENT.sub("", piece).strip()
    if piece and piece not in _BLOCK_SCALARS:
        yield Value(piece, start)
