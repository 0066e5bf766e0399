"""Where things stand: the text of a file, and spans in it.

Every value that citekit reads keeps a `Span`. A span holds two offsets; its line, column and text are worked out
when somebody asks, so that a library of a hundred thousand entries costs no line counting until there is something
to say about one of them.
"""

from __future__ import annotations

import re
from array import array
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

# Where there are few places in a large file, the lines before each are counted; where there are many, from places at
# even distances, whose lines are counted first.
_LARGE = 1_000_000
"""Bytes of such a file."""
_FAR = 100_000
"""Bytes from the nearest line whose number is known, so that counting takes some time."""
_FEW = 32
"""How many lines are counted one after the other before that."""
_STRIDE = 8192
"""Bytes between the places whose lines are kept then."""
_LONG = 4096
"""Bytes from the start of a line, so that to count its characters for each place would take long."""
_NEAR = 500
"""How much of a line, before a place and after it, is looked at to show it."""
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""


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

    def line_of(self, offset: int) -> int:
        """The number of the line that an offset lies in, from 1."""
        return self.position(offset)[0]

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

    def around(self, offset: int) -> tuple[str, int]:
        """The text of the line around an offset, of a long one what is near; and how much of it stands before."""
        line, column = self.position(offset)
        text = self.line(line)
        start = max(0, column - 1 - _NEAR)
        return text[start : column + _NEAR], column - 1 - start

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

    @cached_property
    def _columns(self) -> list[tuple[int, int]]:
        """Places in long lines whose columns were counted, ascending: what is near is then soon found."""
        return [(0, 1)]

    @cached_property
    def _first(self) -> dict[bytes, int]:
        """Where signs that were asked for first stand."""
        return {}

    def has_between(self, sign: bytes, start: int, end: int) -> bool:
        """Does a sign stand between two offsets? Soon answered where all of the data has it nowhere."""
        first = self._first.get(sign)
        if first is None:
            first = self.data.find(sign)
            first = self._first[sign] = first if first >= 0 else len(self.data)
        return first < end and self.data.find(sign, start, end) >= 0

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line, start = self._line_at(offset)
        if offset - start < _LONG:
            return line, len(self.slice(start, offset)) + 1
        place = bisect_right(self._columns, offset, key=lambda known: known[0])
        known, column = self._columns[place - 1]
        if known < start:
            known, column = start, 1
        column += self._characters(known, offset)
        if offset - known > _LONG:
            self._columns.insert(place, (offset, column))
        return line, column

    def line_of(self, offset: int) -> int:
        """The number of the line that an offset lies in, from 1."""
        return self._line_at(offset)[0]

    def _characters(self, start: int, end: int) -> int:
        """How many there are between two offsets, counted without making them."""
        if self.encoding != "utf-8":
            return end - start
        pieces = (self.data[at : min(at + _FAR, end)] for at in range(start, end, _FAR))
        return sum(len(piece.translate(None, _CONTINUED)) for piece in pieces)

    def around(self, offset: int) -> tuple[str, int]:
        """The text of the line around an offset, of a long one what is near; and how much of it stands before."""
        start = self._line_start(offset, self._between(offset - _NEAR))
        ending = _LINE_END_BYTES.search(self.data, offset, offset + _NEAR)
        end = ending.start() if ending else self._between(offset + _NEAR)
        before = self.slice(start, offset)
        return before + self.slice(offset, end), len(before)

    def _between(self, offset: int) -> int:
        """An offset held inside the data, moved back where it stands within a character."""
        offset = min(max(offset, 0), len(self.data))
        while self.encoding == "utf-8" and 0 < offset < len(self.data) and self.data[offset] & 0xC0 == 0x80:
            offset -= 1
        return offset

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
            return self._line_after_milestone(offset)
        end = self._line_start(offset, start)
        return self._know(end, line + line_ends(self.data, start, end))

    @cached_property
    def _milestones(self) -> tuple[array[int], array[int], array[int]]:
        """Places at even distances; the numbers of the lines that they lie in, and where those start.

        A table of all lines would take thirty times the memory of a file with nothing but line ends.
        """
        places, lines, starts = array("q", [0]), array("q", [1]), array("q", [0])
        for place in range(_STRIDE, len(self.data), _STRIDE):
            if self.data[place - 1 : place + 1] == b"\r\n":
                place -= 1
            lines.append(lines[-1] + line_ends(self.data, places[-1], place))
            starts.append(self._line_start(place, max(starts[-1], places[-1])) if lines[-1] > lines[-2] else starts[-1])
            places.append(place)
        return places, lines, starts

    def _line_after_milestone(self, offset: int) -> tuple[int, int]:
        places, lines, starts = self._milestones
        at = bisect_right(places, offset) - 1
        end = offset - 1 if self.data[max(offset - 1, 0) : offset + 1] == b"\r\n" else offset
        ended = line_ends(self.data, places[at], end)
        return lines[at] + ended, self._line_start(offset, places[at]) if ended else starts[at]

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
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """The first column, from 1, in code points."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line on which the span ends, from 1."""
        return self.source.line_of(self.end)

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
