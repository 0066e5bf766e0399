"""Several references in one text, parted: by blank lines, numbers, hanging indents, or each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from citekit.model import fold
from citekit.references.dating import YEAR
from citekit.references.words import folded, pattern

_LINE = re.compile(r"[^\n]*\n?")
_NUMBERED = re.compile(r"\s*(?:\[(\d{1,4})\]|\((\d{1,3})\)|(\d{1,3})[.)])\s+(?=\S)")
_BULLET = re.compile(r"\s*[•·▪‣*-]\s+(?=\S)")
_WHOLE_END = re.compile(r"(?:[.)\]>»”\"]|\d|/|https?://\S+|10\.\d{4,9}/\S+)\s*$", re.I)
_BEGINNING = re.compile(r"\s*[^\W_]|\s*[“\"«„‘\[(—–]")
_SHORT_HEADING = 60


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def split(text: str) -> list[tuple[int, int]]:
    """Where each reference of a text begins and ends. Headings such as "References" are none."""
    found: list[tuple[int, int]] = []
    for block in _blocks(text):
        found += _of_block(block)
    return found


def _blocks(text: str) -> Iterator[list[_Line]]:
    """The lines between blank ones."""
    block: list[_Line] = []
    for match in _LINE.finditer(text):
        line = _Line(match.start(), match.start() + len(match[0].rstrip()), match[0].rstrip().expandtabs(4))
        if line.text.strip() and not _is_heading(line.text):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_heading(line: str) -> bool:
    words = line.strip(" #*_:=-.")
    return len(words) < _SHORT_HEADING and fold(words) in folded("headings")


def _of_block(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    starts = _numbered(lines) or _hanging(lines) or _own_lines(lines) or [0]
    edges = [*starts, len(lines)]
    return [(_start(lines[one]), lines[other - 1].end) for one, other in pairwise(edges)]


def _start(line: _Line) -> int:
    return line.start + len(line.text) - len(line.text.lstrip()) if "\t" not in line.text else line.start


def _numbered(lines: Sequence[_Line]) -> list[int]:
    """The lines that begin with a number, each higher than the one before, or with a bullet."""
    starts: list[int] = []
    last = 0
    for at, line in enumerate(lines):
        match = _NUMBERED.match(line.text)
        number = int(next(filter(None, match.groups()))) if match else 0
        if (number and (not starts or last < number <= last + 3)) or (not match and _BULLET.match(line.text)):
            starts.append(at)
            last = number
    return starts if starts[:1] == [0] else []


def _hanging(lines: Sequence[_Line]) -> list[int]:
    """The lines that are not indented, where others are."""
    least = min(line.indent for line in lines)
    starts = [at for at, line in enumerate(lines) if line.indent == least]
    return starts if len(starts) < len(lines) and starts[0] == 0 else []


def _own_lines(lines: Sequence[_Line]) -> list[int]:
    """All lines, when each looks whole: it has a year, ends as references do, and the next begins as they do."""
    if all(_is_whole(line.text) for line in lines):
        return list(range(len(lines)))
    return []


@cache
def _year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){YEAR}(?!\d)|{pattern('no-date', 'forthcoming')}", re.I)


def _is_whole(line: str) -> bool:
    text = line.strip()
    return len(text) > 30 and bool(_year().search(text) and _WHOLE_END.search(text) and _BEGINNING.match(text))
