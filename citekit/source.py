"""Where things stand: the text of a file, and spans in it.

Every value that citekit reads keeps a `Span`. A span holds two offsets; its line, column and text are worked out
when somebody asks, so that a library of a hundred thousand entries costs no line counting until there is something
to say about one of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

STANDARD = "-"
"""The name by which a person means standard input."""
STANDARD_SHOWN = "standard input"
"""How that is called in messages."""

# The line ends that editors count: not the wider set of `str.splitlines` (form feed, U+2028 …).
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_END_BYTES = re.compile(rb"\r\n|\n|\r")

# The table of all lines of a large file takes longer to make than the lines before a place take to count: it is made
# only when there are many places.
_LARGE = 1_000_000
"""Bytes of such a file."""
_FAR = 100_000
"""Bytes from the nearest line whose number is known, so that counting takes some time."""
_FEW = 32
"""How many lines are counted before the table is made."""


def line_ends(data: bytes, start: int, end: int) -> int:
    """How many lines end between two offsets."""
    returns = data.count(b"\r", start, end)
    pairs = data.count(b"\r\n", start, end) if returns else 0
    return data.count(b"\n", start, end) + returns - pairs


class TextSource:
    """A text and the path it came from. Offsets are code points."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        """As it is shown to people: relative where the person named it so."""
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets."""
        return self.text[start:end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line, start = self._line_at(offset)
        return line, len(self.slice(start, offset)) + 1

    def where(self, offset: int) -> str:
        """The place of an offset as people write it after the path: line and column, or what a file has instead."""
        line, column = self.position(offset)
        return f"{line}:{column}"

    def _line_at(self, offset: int) -> tuple[int, int]:
        """The number of the line that an offset lies in, and where the line starts."""
        line = bisect_right(self._starts, offset)
        return line, self._starts[line - 1]

    def line(self, number: int) -> str:
        """The text of line `number`, without its line end; empty when there is no such line."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self)
        return self.slice(start, end).rstrip("\r\n")

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column, held inside the text."""
        start = self._starts[min(max(line, 1), len(self._starts)) - 1]
        return min(start + max(column, 1) - 1, len(self))

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets, held inside the text."""
        size = len(self)
        start = min(max(start, 0), size)
        return Span(self, start, min(max(end, start), size))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path!r}, {len(self)})"


class ByteSource(TextSource):
    """A file's bytes and the path it came from. Offsets are bytes; columns are still code points.

    `data` is in an encoding in which the bytes of ASCII characters mean just those characters (UTF-8, Latin-1 …);
    a file in UTF-16 is put into UTF-8 before it comes here.
    """

    def __init__(
        self, path: str, data: bytes, encoding: str = "utf-8", *, file: tuple[bytes, str] | None = None
    ) -> None:
        self.path = path
        self.data = data
        self.encoding = encoding
        self.file, self.file_encoding = file or (data, encoding)
        """The bytes of the file itself and their encoding, which differ where it was put into UTF-8."""

    @cached_property
    def text(self) -> str:  # type: ignore[override]
        """All of it, decoded."""
        return self.slice(0, len(self.data))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END_BYTES.finditer(self.data))]

    @cached_property
    def _known(self) -> list[tuple[int, int]]:
        """Where some lines start, and their numbers, ascending: those that were counted or told."""
        return [(0, 1)]

    def tell(self, offset: int, line: int) -> None:
        """Tells the line that an offset lies in, where that was counted before: what is near is then soon found."""
        self._know(self._line_start(offset, 0), line)

    def _know(self, start: int, line: int) -> tuple[int, int]:
        place = bisect_right(self._known, (start, line))
        if self._known[place - 1] != (start, line):
            self._known.insert(place, (start, line))
        return line, start

    def _line_at(self, offset: int) -> tuple[int, int]:
        if len(self.data) < _LARGE or "_starts" in vars(self):
            return super()._line_at(offset)
        start, line = self._known[bisect_right(self._known, offset, key=lambda known: known[0]) - 1]
        if offset - start > _FAR and len(self._known) > _FEW:
            return super()._line_at(offset)
        end = self._line_start(offset, start)
        return self._know(end, line + line_ends(self.data, start, end))

    def _line_start(self, offset: int, known: int) -> int:
        """Where the line of an offset starts; `known` is where it, or one before it, does."""
        end = offset - 1 if self.data[max(offset - 1, 0) : offset + 1] == b"\r\n" else offset
        start = max(self.data.rfind(b"\n", known, end) + 1, known)
        return max(self.data.rfind(b"\r", start, end) + 1, start)

    def line(self, number: int) -> str:
        """The text of line `number`, without its line end; empty when there is no such line."""
        place = bisect_left(self._known, number, key=lambda known: known[1])
        if place == len(self._known) or self._known[place][1] != number:
            return super().line(number)
        start = self._known[place][0]
        end = _LINE_END_BYTES.search(self.data, start)
        return self.slice(start, end.start() if end else len(self.data))

    def __len__(self) -> int:
        return len(self.data)

    def slice(self, start: int, end: int) -> str:
        """The decoded text between two offsets. A stray byte is read as Latin-1: shown, never lost."""
        # A large piece is not copied before it is decoded.
        piece = self.data[start:end] if end - start < _LARGE else memoryview(self.data)[start:end]
        try:
            return str(piece, self.encoding)
        except UnicodeDecodeError:
            return str(piece, "latin-1")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a source: two offsets, and on demand the place as people write it."""

    source: TextSource
    start: int
    end: int

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.source.path

    @property
    def line(self) -> int:
        """The first line, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The first column, from 1, in code points."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line on which the span ends, from 1."""
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column just after the span, from 1, in code points."""
        return self.source.position(self.end)[1]

    @property
    def text(self) -> str:
        """The text of the span."""
        return self.source.slice(self.start, self.end)

    @property
    def order(self) -> tuple[str, int, int]:
        """What spans are sorted by: path, then place."""
        return self.path, self.start, self.end

    def __str__(self) -> str:
        return f"{self.path}:{self.source.where(self.start)}"


def nowhere(path: str) -> Span:
    """The start of a file that could not be read, or that is not there."""
    return TextSource(path, "").span(0, 0)
