"""Where things stand in a TOML text: every table header, key and value, as offsets.

The values themselves are read by `tomllib`, which gives no positions. This scanner judges nothing: what it
cannot make out it steps over, up to the end of the line. It never goes back in the text, so its time grows with
the length of the text alone, and it keeps its own stack, so no depth of nesting can exhaust Python's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way to a value: names of tables and keys, numbers of items from 0."""

DEEPEST = 64
"""How deep arrays, inline tables and dotted keys may nest. No file of citekit needs more than five."""

_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_SPACE = re.compile(r"[ \t]*+")
_LINE = re.compile(r"[^\n]*+\n?")
_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'''
    r"""|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"""
    r"""|"(?!"")(?:[^"\\\n]|\\.)*+"|'(?!'')[^'\n]*+'"""
)
_UNCLOSED = re.compile(r""""{3}[\s\S]*+|'{3}[\s\S]*+|["'][^\n]*+""")
_BARE = re.compile(r"""[^,\[\]{}#\r\n"'=]++""")


@dataclass(frozen=True, slots=True)
class Part:
    """One value, and the key it stands under; items of an array have no key."""

    path: Path
    """Relative to the statement's table."""
    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


@dataclass(frozen=True, slots=True)
class Header:
    """`[name]` or `[[name]]`."""

    start: int
    end: int
    key: tuple[str, ...]
    array: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """`key = value`, with the places of all values in it: the outermost last."""

    start: int
    end: int
    value_start: int
    key: tuple[str, ...]
    parts: tuple[Part, ...]
    deepest: int
    """How deep keys, arrays and inline tables nest in it; past `DEEPEST` its places are not to be trusted."""


Statement = Header | Pair


def statements(text: str) -> Iterator[Statement]:
    """The headers and pairs of a text, in order; lines that are neither are left out."""
    position = 0
    while (position := _end(_BLANK, text, position)) < len(text):
        found = _header(text, position) if text[position] == "[" else _pair(text, position)
        if found is not None:
            yield found
            position = found.end
        else:
            position = _end(_LINE, text, position)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _key(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """A bare, quoted or dotted key and where it ends; () when none stands there."""
    parts: list[str] = []
    end = position
    while found := _PART.match(text, position):
        parts.append(_plain(found.group()))
        end = found.end()
        position = _end(_SPACE, text, end)
        if text[position : position + 1] != ".":
            break
        position = _end(_SPACE, text, position + 1)
    return tuple(parts), end


def _plain(part: str) -> str:
    """A part of a key without its quotation marks."""
    if part[0] not in "\"'":
        return part
    if part[0] == "'" or "\\" not in part:
        return part[1:-1]
    try:
        return str(tomllib.loads(f"key = {part}")["key"])
    except ValueError:
        return part[1:-1]


def _header(text: str, start: int) -> Header | None:
    array = text.startswith("[[", start)
    key, end = _key(text, _end(_SPACE, text, start + 1 + array))
    close = _end(_SPACE, text, end)
    brackets = "]]" if array else "]"
    if not key or not text.startswith(brackets, close):
        return None
    return Header(start, close + len(brackets), key, array)


def _pair(text: str, start: int) -> Pair | None:
    key, key_end = _key(text, start)
    equals = _end(_SPACE, text, key_end)
    if not key or text[equals : equals + 1] != "=":
        return None
    value = _Value(text, _end(_SPACE, text, equals + 1), deepest=len(key))
    value.walk(key[:DEEPEST], start, key_end)
    return Pair(start, max(value.position, equals + 1), value.start, key, tuple(value.parts), value.deepest)


@dataclass(slots=True)
class _Open:
    """An array or inline table that is not closed yet."""

    part: Part
    index: int = 0
    table: bool = False


@dataclass(slots=True)
class _Value:
    """Walks over one value, noting the places of what is in it."""

    text: str
    position: int
    parts: list[Part] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    deepest: int = 0
    start: int = 0

    def walk(self, key: Path, key_start: int, key_end: int) -> None:
        """Goes from the start of the value to just after it."""
        self.start = self.position
        ahead = Part(key, self.position, self.position, key_start, key_end)
        if not self._enter(ahead):
            return
        while self.open and (position := _end(_BLANK, self.text, self.position)) < len(self.text):
            self.position = position
            self._step(self.text[position])
        for left in reversed(self.open):
            self._note(left.part)

    def _step(self, character: str) -> None:
        """What stands next inside an array or inline table."""
        inside = self.open[-1]
        if character in "]}":
            self.position += 1
            self._note(self.open.pop().part)
        elif character == ",":
            self.position += 1
            inside.index += 1
        elif inside.table:
            self._member(inside)
        else:
            self._enter(Part((*inside.part.path, inside.index), self.position, self.position))

    def _member(self, inside: _Open) -> None:
        """A key and its value inside an inline table."""
        start = self.position
        key, key_end = _key(self.text, start)
        equals = _end(_SPACE, self.text, key_end)
        if not key or self.text[equals : equals + 1] != "=":
            self.position = max(key_end, start + 1)
            return
        self.position = _end(_SPACE, self.text, equals + 1)
        path = (*inside.part.path, *key[:DEEPEST])
        self.deepest = max(self.deepest, len(key))
        self._enter(Part(path, self.position, self.position, start, key_end))

    def _enter(self, part: Part) -> bool:
        """Opens an array or inline table (True), or steps over a plain value."""
        character = self.text[self.position : self.position + 1]
        if character in ("[", "{"):
            self.deepest = max(self.deepest, len(self.open) + 1)
            if self.deepest <= DEEPEST:
                self.open.append(_Open(part, table=character == "{"))
            self.position += 1
            return True
        self._scalar(part)
        return False

    def _scalar(self, part: Part) -> None:
        found = (
            _STRING.match(self.text, self.position)
            or _UNCLOSED.match(self.text, self.position)
            or _BARE.match(self.text, self.position)
        )
        if found is None:
            # A character that can begin no value: stepped over, except a line end, which ends the statement.
            if self.open:
                self.position += 1
            return
        self.position = found.start() + len(found.group().rstrip(" \t"))
        self._note(part)

    def _note(self, part: Part) -> None:
        self.parts.append(Part(part.path, part.start, self.position, part.key_start, part.key_end))
