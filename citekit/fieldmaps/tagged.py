"""Files of tagged lines (RIS, PubMed, EndNote, Web of Science) cut into entries.

Each line has a tag and a value; what has no tag goes on with the value before it. Nothing ends the file: an entry that
is not closed ends where the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from citekit.fieldmaps.raw import Fault, RawEntry, Value
from citekit.messages import say
from citekit.source import TextSource

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format sets its lines."""

    line: bytes
    """The pattern of a whole line with a tag: the tag in group 1, its value in group 2."""
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
    loose: bytes = b""
    """The pattern of a line with a tag that is set oddly."""
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


MOST_EMPTY = 1000
"""Empty entries that are kept, to be told of."""


@cache
def _patterns(line: bytes, loose: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes] | None]:
    whole = re.compile(rb"(?:" + line + rb"|([^\r\n]*))(?:\r\n|\n|\r|\Z)")
    return whole, re.compile(loose) if loose else None


class _Scanner:
    def __init__(self, source: TextSource, data: bytes, layout: Layout) -> None:
        self.source = source
        self.data = data
        self.layout = layout
        self.made = Scanned()
        self.entry: RawEntry | None = None
        self.tag = ""
        self.value: list[_Place] = []
        self.start = 0
        self.after_blank = True
        self.stray: _Place | None = None
        self.empty = 0

    def run(self) -> Scanned:
        for tag, line, value in self.lines():
            if tag:
                self.tagged(tag, line, value)
            else:
                self.untagged(line)
            self.after_blank = False
        if self.entry is not None and self.layout.last:
            self.unclosed(self.entry)
        self.close()
        self.end_stray()
        return self.made

    def lines(self) -> Iterator[tuple[str, _Place, _Place]]:
        """The tag of each line that is not blank, its place and that of its value; both are the line without a tag."""
        whole, loose = _patterns(self.layout.line, self.layout.loose)
        data = self.data
        for match in whole.finditer(data):
            tag = match[1]
            if tag is not None:
                value = match.span(2)
                start, end = match.start(), max(value[1], match.end(1))
                yield tag.decode("latin-1"), (start, end), value if value[0] >= 0 else (end, end)
                continue
            place = match.span(3)
            if place[0] == place[1] or data[place[0] : place[1]].isspace():
                self.after_blank = True
            else:
                yield self.loosely(place, loose)

    def loosely(self, place: _Place, loose: re.Pattern[bytes] | None) -> tuple[str, _Place, _Place]:
        """A line whose tag is set oddly, when it is one of the format's tags."""
        match = loose.fullmatch(self.data, *place) if loose else None
        tag = match[1].decode("latin-1").upper() if match else ""
        if match is None or tag not in self.layout.known:
            return "", place, place
        return tag, place, match.span(2) if match.start(2) >= 0 else (place[1], place[1])

    # ------------------------------------------------------------------------------------------- lines with a tag

    def tagged(self, tag: str, line: _Place, value: _Place) -> None:
        layout = self.layout
        if tag in layout.outside:
            self.close()
        elif tag in layout.last:
            self.last(line)
        elif self.begins(tag):
            self.begin(tag, line, value)
        else:
            if self.entry is None:
                self.begin_without_type(line)
            self.start_value(tag, line[0], value)

    def begins(self, tag: str) -> bool:
        if tag in self.layout.first:
            # A second PMID is the next entry's; a format may also have the tag of its type twice in one.
            return True
        return self.layout.blank_parts and self.after_blank

    def begin(self, tag: str, line: _Place, value: _Place) -> None:
        if self.entry is not None and self.layout.last:
            self.unclosed(self.entry)
        self.close()
        self.end_stray()
        self.entry = RawEntry(*line)
        self.start_value(tag, line[0], value)

    def begin_without_type(self, line: _Place) -> None:
        self.end_stray()
        self.entry = RawEntry(*line)
        if self.layout.needs_type:
            message = say("an entry begins without {type}, which says what kind of work it is", type=self.layout.type)
            self.entry.faults.append(
                Fault(*line, message, say("put a line with {type} before it", type=self.layout.type))
            )

    def last(self, line: _Place) -> None:
        if self.entry is None:
            self.add_stray(line)
            return
        self.end_value()
        self.entry.end = line[1]
        self.close()

    def unclosed(self, entry: RawEntry) -> None:
        self.end_value()
        if not entry.is_empty:
            end = min(self.layout.last)
            message, hint = (
                say("the entry is not ended by {end}", end=end),
                say("put a line with {end} after its last one", end=end),
            )
            entry.faults.append(Fault(entry.start, entry.start + 2, message, hint))

    def close(self) -> None:
        self.end_value()
        if self.entry is not None:
            self.empty += self.entry.is_empty
            if self.empty <= MOST_EMPTY or not self.entry.is_empty:
                self.made.entries.append(self.entry)
        self.entry = None

    # ------------------------------------------------------------------------------------------------- the values

    def start_value(self, tag: str, start: int, value: _Place) -> None:
        self.end_value()
        self.tag, self.value, self.start = tag, [value], start

    def end_value(self) -> None:
        if not self.tag or self.entry is None:
            return
        text = " ".join(filter(None, (self.source.slice(*piece).strip() for piece in self.value)))
        end = self.value[-1][1]
        self.entry.end = max(self.entry.end, end)
        if self.tag == self.layout.type and not self.entry.type:
            self.entry.type = text
        else:
            self.entry.add(self.tag, Value(text, self.start, end))
        self.tag = ""

    def untagged(self, line: _Place) -> None:
        if self.entry is None or not self.tag:
            self.add_stray(line)
        elif self.tag in self.layout.listed:
            self.start_value(self.tag, line[0], line)
        else:
            self.value.append(line)

    def add_stray(self, line: _Place) -> None:
        self.stray = (self.stray[0] if self.stray else line[0], line[1])

    def end_stray(self) -> None:
        if self.stray is not None:
            message = say("this text belongs to no entry and is left out")
            self.made.faults.append(
                Fault(*self.stray, message, say("delete it, or put the tag before it that it lacks"))
            )
        self.stray = None
