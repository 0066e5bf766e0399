"""A document made ready to find passages in: its text in several readings, each with the way back to its offsets."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from citekit.anchor.wording import Wording
from citekit.model import Anchor, Document

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\S+")
_SPACE = re.compile(r"\s|(?<!~)~(?!~)")
_TIE = re.compile(r"(?<!~)~(?!~)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
# One character for one, so that offsets stay.
_FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "’": "'", "‘": "'", "‚": "'", "‑": "-", "‐": "-"})
_MANY = 2000
"""Places of a word that are looked at one by one; where it stands more often, a search through the text is faster."""
APART = "\0"
"""What stands in a reading for what its reader does not see, and between stretches that do not follow one another."""

Stretch = tuple[int, int]


class Reading(NamedTuple):
    """A text of the document's length, of which only the part between two offsets is to be read."""

    text: str
    start: int
    end: int


def fold_passage(text: str) -> str:
    """A passage as it is compared: single spaces, none at its ends, straight quotation marks.

    >>> fold_passage("the  “state” \\n acts")
    'the "state" acts'
    """
    return " ".join(text.translate(_FOLDED).split())


class Index:
    """A text made ready to find passages in. Built once for a document, in time linear in its length."""

    def __init__(
        self,
        text: str,
        prose: str = "",
        seen: str = "",
        notes: Sequence[Stretch] = (),
        borders: Iterable[int] = (),
    ) -> None:
        """`prose` is the text with what is not read as running text blanked by spaces; when empty, all is read.

        `seen` is the same with what a reader sees besides (see `Document.seen`), `notes` are the notes within
        sentences, `borders` the places where paragraphs and the like begin and end, besides empty lines.
        """
        self.text = text
        self._prose = prose or text
        self._seen = seen or self._prose
        self._notes = notes
        self._borders = borders
        whole = Stream((match.start(), match[0], True) for match in _PIECE.finditer(text))
        self.read = whole if self._is_plain(self._seen) else Stream(self._pieces(self._seen))
        """The text as its reader sees it."""
        self.streams = list(dict.fromkeys((whole, self.read)))
        """The readings in which passages are looked for, the text as it stands first."""
        if self._prose != self._seen and not self._is_plain(self._prose):
            self.streams.append(Stream(self._pieces(self._prose)))

    def _is_plain(self, layer: str) -> bool:
        return layer == self.text and not self._notes

    @cached_property
    def breaks(self) -> list[int]:
        """The places that no sentence goes over: empty lines, and where paragraphs, headings, items begin and end."""
        return sorted({*self._borders, *(found.end() for found in _BLANK_LINE.finditer(self.text))})

    @cached_property
    def wording(self) -> Wording:
        """The words and marks of what is read."""
        return Wording(self.read.text)

    def trim(self, start: int, end: int) -> Stretch:
        """The stretch without white space and marks of markup at its ends; both ends equal when nothing is left."""
        start, end = max(start, 0), min(end, len(self.text))
        piece = self._seen[start:end]
        words = piece.strip()
        start += len(piece) - len(piece.lstrip())
        return start, start + len(words)

    def readings(self, at: int) -> Iterator[Reading]:
        """The texts to quote a passage at a place from: as its reader sees it, then as it stands."""
        note = bisect_right(self._notes, at, key=lambda stretch: stretch[0]) - 1
        if note >= 0 and at < self._notes[note][1]:
            yield Reading(self._visible, *self._notes[note])
        else:
            yield Reading(self._main, 0, len(self.text))
        yield Reading(self.text, 0, len(self.text))

    @cached_property
    def _visible(self) -> str:
        if self._seen == self.text:
            return self.text
        pairs = zip(_TIE.sub(" ", self.text), self.text, self._seen, strict=True)
        return "".join(seen if written == seen else tied if tied.isspace() else APART for tied, written, seen in pairs)

    @cached_property
    def _main(self) -> str:
        return _without(self._visible, self._notes)

    def _pieces(self, layer: str) -> Iterator[tuple[int, str, bool]]:
        """The running text without its notes, then the notes."""
        main = _without(layer, self._notes, " ")
        yield from _pieces(_without(self.text, self._notes), main, 0, len(layer))
        for start, end in self._notes:
            yield start, APART, True
            yield from _pieces(self.text, layer, start, end)


def index(document: Document) -> Index:
    """The index of a document."""
    borders = [at for block in document.blocks if block.kind != "note" for at in (block.start, block.end)]
    return Index(document.text, document.prose, document.seen, document.notes, borders)


def _without(text: str, notes: Sequence[Stretch], filling: str = APART) -> str:
    parts, done = [], 0
    for start, end in notes:
        parts += [text[done:start], filling * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def _pieces(text: str, layer: str, start: int, end: int) -> Iterator[tuple[int, str, bool]]:
    last = start
    for match in _PIECE.finditer(layer, start, end):
        yield match.start(), match[0], last == start or _SPACE.search(text, last, match.start()) is not None
        last = match.end()


class Stream:
    """A text as it is compared, its words by where they stand, and the way back to the offsets of the document."""

    def __init__(self, pieces: Iterable[tuple[int, str, bool]]) -> None:
        """Each piece: its offset in the document, its text, and whether white space stands before it."""
        self._starts, self._offsets = array("Q"), array("Q")
        parts: list[str] = []
        size = 0
        for offset, piece, spaced in pieces:
            if spaced and size:
                parts.append(" ")
                size += 1
            self._starts.append(size)
            self._offsets.append(offset)
            parts.append(piece)
            size += len(piece)
        self.text = "".join(parts).translate(_FOLDED)

    def offset(self, at: int) -> int:
        """The offset in the document of a character of the stream."""
        piece = bisect_right(self._starts, at) - 1
        return self._offsets[piece] + at - self._starts[piece]

    def anchor(self, start: int, end: int) -> Anchor:
        """The place in the document of a stretch of the stream that is not empty."""
        return Anchor(self.offset(start), self.offset(end - 1) + 1)

    @cached_property
    def words(self) -> dict[str, array[int]]:
        """Where each word begins."""
        found: dict[str, array[int]] = {}
        for match in _WORD.finditer(self.text):
            found.setdefault(match[0], array("Q")).append(match.start())
        return found

    @cached_property
    def _vocabulary(self) -> tuple[str, list[str], list[int]]:
        """All words in one text, the words, and where each begins there."""
        known = list(self.words)
        ends = accumulate(len(word) + 1 for word in known)
        return "\n".join(known), known, [0, *ends]

    def places(self, exact: str, prefix: str = "", suffix: str = "") -> Iterator[int]:
        """Where a folded passage begins that has these before and after it, white space between them or not.

        Found one by one, so that whoever needs only the first few waits only for these.
        """
        for before in (prefix, f"{prefix} ") if prefix else ("",):
            for after in (suffix, f" {suffix}") if suffix else ("",):
                yield from (at + len(before) for at in self._every(before + exact + after))

    def _every(self, wanted: str) -> Iterator[int]:
        starts = self._led(wanted)
        if starts is None:
            return _each(self.text, wanted)
        return (at for at in starts if at >= 0 and self.text.startswith(wanted, at))

    def _led(self, wanted: str) -> list[int] | None:
        """Where the rarest word of a folded text would have it begin; None when that word says too little.

        A first or last word can be a piece of a longer one, so it leads there only when nothing stands between, by
        way of all words that contain it.
        """
        found = list(_WORD.finditer(wanted))
        inner = [match for match in found if match.start() > 0 and match.end() < len(wanted)]
        if inner:
            leading = min(inner, key=lambda match: len(self.words.get(match[0], ())))
            places: Iterable[int] = self.words.get(leading[0], ())
        elif found:
            leading = max(found, key=lambda match: len(match[0]))
            places = self._pieces_like(leading[0])
        else:
            return None
        starts = [at - leading.start() for at in islice(places, _MANY + 1)]
        return sorted(starts) if len(starts) <= _MANY else None

    def _pieces_like(self, piece: str) -> Iterator[int]:
        """Every place of a piece of a word."""
        text, known, starts = self._vocabulary
        for at in _each(text, piece):
            number = bisect_right(starts, at) - 1
            yield from (place + at - starts[number] for place in self.words[known[number]])


def _each(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)
