"""Files of tagged lines (RIS, PubMed, EndNote, Web of Science) cut into entries.

Each line has a tag and a value; what has no tag goes on with the value before it. Nothing ends the file: an entry that
is not closed ends where the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from citekit.fieldmaps.raw import Fault, RawEntry, Value
from citekit.source import TextSource

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format sets its lines."""

    line: re.Pattern[bytes]
    """A whole line with a tag: the tag in group 1, its value in group 2."""
    type: str
    """The tag of the entry's type."""
    first: frozenset[str]
    """Tags that begin an entry."""
    last: frozenset[str] = frozenset()
    """Tags that end one."""
    outside: frozenset[str] = frozenset()
    """Tags of the file as a whole."""
    blank_parts: bool = False
    """A tag after a blank line begins an entry."""
    listed: frozenset[str] = frozenset()
    """Tags whose further lines are further values, not more of the first."""
    known: frozenset[str] = frozenset()
    """The format's tags, where a line that is set oddly counts only with one of these."""
    loose: re.Pattern[bytes] | None = None
    """A line with a tag that is set oddly."""
    needs_type: bool = True
    """An entry must say its type."""


@dataclass(slots=True)
class Scanned:
    """The entries of a file, and what stands outside of them and is not as it should be."""

    entries: list[RawEntry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def scan(source: TextSource, data: bytes, layout: Layout) -> Scanned:
    """The entries of a file of tagged lines; `data` are the bytes of the source."""
    return _Scanner(source, data, layout).run()


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    tag: str
    value: tuple[int, int]


class _Scanner:
    def __init__(self, source: TextSource, data: bytes, layout: Layout) -> None:
        self.source = source
        self.data = data
        self.layout = layout
        self.made = Scanned()
        self.entry: RawEntry | None = None
        self.tag = ""
        self.value: list[tuple[int, int]] = []
        self.place = (0, 0)
        self.after_blank = True
        self.stray: tuple[int, int] | None = None

    def run(self) -> Scanned:
        for line in self.lines():
            if line.start == line.end or self.data[line.start : line.end].isspace():
                self.after_blank = True
                continue
            self.tagged(line) if line.tag else self.untagged(line)
            self.after_blank = False
        if self.entry is not None and self.layout.last:
            self.unclosed(self.entry)
        self.close()
        self.end_stray()
        return self.made

    def lines(self) -> Iterator[_Line]:
        for match in _LINE.finditer(self.data):
            start, end = match.span(1)
            found = self.layout.line.fullmatch(self.data, start, end)
            if found is None and self.layout.loose is not None:
                found = self.layout.loose.fullmatch(self.data, start, end)
                if found is not None and found[1].decode("latin-1").upper() not in self.layout.known:
                    found = None
            tag = found[1].decode("latin-1").strip().upper() if found else ""
            place = found.span(2) if found else (start, end)
            yield _Line(start, end, tag, place if place[0] >= 0 else (end, end))

    # ------------------------------------------------------------------------------------------- lines with a tag

    def tagged(self, line: _Line) -> None:
        layout = self.layout
        if line.tag in layout.outside:
            self.close()
        elif line.tag in layout.last:
            self.last(line)
        elif self.begins(line):
            self.begin(line)
        else:
            if self.entry is None:
                self.begin_without_type(line)
            self.start_value(line)

    def begins(self, line: _Line) -> bool:
        if line.tag in self.layout.first:
            # A second PMID is the next entry's; a format may also have the tag of its type twice in one.
            return True
        return self.layout.blank_parts and self.after_blank

    def begin(self, line: _Line) -> None:
        if self.entry is not None and self.layout.last:
            self.unclosed(self.entry)
        self.close()
        self.end_stray()
        self.entry = RawEntry(line.start, line.end)
        self.start_value(line)

    def begin_without_type(self, line: _Line) -> None:
        self.end_stray()
        self.entry = RawEntry(line.start, line.end)
        if self.layout.needs_type:
            message = f"an entry begins without {self.layout.type}, which says what kind of work it is"
            hint = f"put a line with {self.layout.type} before it"
            self.entry.faults.append(Fault(line.start, line.end, message, hint))

    def last(self, line: _Line) -> None:
        if self.entry is None:
            self.add_stray(line)
            return
        self.end_value()
        self.entry.end = line.end
        self.close()

    def unclosed(self, entry: RawEntry) -> None:
        end = min(self.layout.last)
        message = f"the entry is not ended by {end}"
        self.end_value()
        entry.faults.append(Fault(entry.start, entry.start + 2, message, f"put a line with {end} after its last one"))

    def close(self) -> None:
        self.end_value()
        if self.entry is not None:
            self.made.entries.append(self.entry)
        self.entry = None

    # ------------------------------------------------------------------------------------------------- the values

    def start_value(self, line: _Line) -> None:
        self.end_value()
        self.tag, self.value, self.place = line.tag, [line.value], (line.start, line.end)

    def end_value(self) -> None:
        if not self.tag or self.entry is None:
            return
        text = " ".join(filter(None, (self.source.slice(*piece).strip() for piece in self.value)))
        end = self.value[-1][1]
        self.entry.end = max(self.entry.end, end)
        if self.tag == self.layout.type and not self.entry.type:
            self.entry.type = text
        else:
            self.entry.add(self.tag, Value(text, self.place[0], end))
        self.tag = ""

    def untagged(self, line: _Line) -> None:
        if self.entry is None or not self.tag:
            self.add_stray(line)
        elif self.tag in self.layout.listed:
            self.start_value(_Line(line.start, line.end, self.tag, line.value))
        else:
            self.value.append(line.value)

    def add_stray(self, line: _Line) -> None:
        self.stray = (self.stray[0] if self.stray else line.start, line.end)

    def end_stray(self) -> None:
        if self.stray is not None:
            message = "this text belongs to no entry and is left out"
            self.made.faults.append(Fault(*self.stray, message, "delete it, or put the tag before it that it lacks"))
        self.stray = None
