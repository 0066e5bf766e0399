"""Where a passage stands: `describe` says how to find it again, `match` finds it.

Passages are compared as a reader sees them. White space of any kind and length is one space; quotation marks and
apostrophes are one whether straight or curly; and what a document's reader blanks within running text (emphasis marks,
the `>` of a quotation, a link's address) may be there or not: `*Administrasi* Internasional` is found as it stands and
without its asterisks.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from citekit.model import Anchor, Document, Selector

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\S+")
_SPACE = re.compile(r"\s|(?<!~)~(?!~)")
# One character for one, so that offsets stay.
_FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "’": "'", "‘": "'", "‚": "'", "‑": "-", "‐": "-"})
_CONTEXTS = (24, 48, 96, 192, 384)
"""Characters of prefix and suffix that are tried, one after the other, before the whole text."""
_COMMON = 500
"""Words that stand more often say little about where a lost passage was."""
_MOST_WORDS = 200
"""Words of a lost passage that are compared."""


def fold_passage(text: str) -> str:
    """A passage as it is compared: single spaces, none at its ends, straight quotation marks.

    >>> fold_passage("the  “state” \\n acts")
    'the "state" acts'
    """
    return " ".join(text.translate(_FOLDED).split())


class Index:
    """A text made ready to find passages in. Built once for a document, in time linear in its length."""

    def __init__(self, text: str, prose: str = "") -> None:
        """`prose` is the text with what is not read as running text blanked by spaces; when empty, all is read."""
        self.text = text
        self.prose = prose or text
        self.whole = Stream((match.start(), match[0], True) for match in _PIECE.finditer(text))
        self.streams = [self.whole] if self.prose == text else [self.whole, Stream(_pieces(text, self.prose))]

    @cached_property
    def seen(self) -> str:
        r"""The prose, with `\0` for what is blanked."""
        pairs = zip(self.text, self.prose, strict=True)
        return "".join(seen if written == seen or written.isspace() else "\0" for written, seen in pairs)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The stretch without white space and marks of markup at its ends; both ends equal when nothing is left."""
        start, end = max(start, 0), min(end, len(self.text))
        while start < end and self._is_margin(start):
            start += 1
        while end > start and self._is_margin(end - 1):
            end -= 1
        return start, max(start, end)

    def _is_margin(self, at: int) -> bool:
        return self.prose[at].isspace() and not self.text[at].isalnum()

    def readable(self, start: int, end: int) -> bool:
        """Nothing is blanked within the stretch but marks of markup: no code, no address, no command."""
        pairs = zip(self.text[start:end], self.prose[start:end], strict=True)
        return not any(written != seen and written.isalnum() for written, seen in pairs)


def index(document: Document) -> Index:
    """The index of a document."""
    return Index(document.text, document.prose)


def _pieces(text: str, prose: str) -> Iterator[tuple[int, str, bool]]:
    end = 0
    for match in _PIECE.finditer(prose):
        yield match.start(), match[0], _SPACE.search(text, end, match.start()) is not None
        end = match.end()


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

    def places(self, exact: str) -> Iterator[int]:
        """Where a folded passage begins, in no order.

        The rarest of its words leads to the places. A first or last word can be a piece of a longer one, so it leads
        there only when nothing stands between, by way of all words that contain it.
        """
        found = list(_WORD.finditer(exact))
        inner = [match for match in found if match.start() > 0 and match.end() < len(exact)]
        if inner:
            rarest = min(inner, key=lambda match: len(self.words.get(match[0], ())))
            starts: Iterable[int] = (at - rarest.start() for at in self.words.get(rarest[0], ()))
        elif found:
            longest = max(found, key=lambda match: len(match[0]))
            starts = (at - longest.start() for at in self._pieces_like(longest[0]))
        else:
            starts = _every(self.text, exact)
        return (at for at in starts if at >= 0 and self.text.startswith(exact, at))

    def _pieces_like(self, piece: str) -> Iterator[int]:
        """Every place of a piece of a word."""
        text, known, starts = self._vocabulary
        for at in _every(text, piece):
            number = bisect_right(starts, at) - 1
            yield from (place + at - starts[number] for place in self.words[known[number]])

    def stands(self, start: int, end: int, prefix: str, suffix: str) -> bool:
        """The stretch has this folded text before and after it, white space between them or not."""
        if len(prefix) > start or len(suffix) > len(self.text) - end:
            return False
        before = start - (bool(prefix) and self.text[start - 1].isspace())
        after = end + (bool(suffix) and self.text[end].isspace())
        return self.text.endswith(prefix, 0, before) and self.text.startswith(suffix, after)


def _every(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def match(index: Index, selector: Selector) -> tuple[Anchor, ...]:
    """All places where the passage stands, in order, of those with its prefix and suffix; () when there is none."""
    exact, prefix, suffix = map(fold_passage, (selector.exact, selector.prefix, selector.suffix))
    found = {
        stream.anchor(at, at + len(exact))
        for stream in index.streams
        for at in stream.places(exact)
        if stream.stands(at, at + len(exact), prefix, suffix)
    }
    return tuple(sorted(found, key=lambda anchor: (anchor.start, anchor.end)))


def describe(index: Index, start: int, end: int) -> Selector:
    """How to find that stretch again: `match` gives back just this place, trimmed (see `Index.trim`).

    Prefix and suffix are given only where the words alone stand in several places, and then as few as will do.
    """
    start, end = index.trim(start, end)
    here = Anchor(start, end)
    if start == end:
        return Selector("")
    for text in _readings(index, start, end):
        exact = fold_passage(text[start:end].replace("\0", ""))
        places = [(stream, at) for stream in index.streams for at in stream.places(exact)]
        for prefix, suffix in _contexts(text, start, end):
            if _is_alone(places, here, Selector(exact, prefix, suffix)):
                return Selector(exact, prefix, suffix)
    raise AssertionError("the whole text around a passage leaves no doubt where it stands")


def _is_alone(places: list[tuple[Stream, int]], here: Anchor, selector: Selector) -> bool:
    """Of the places of a passage, only `here` has that prefix and suffix."""
    found = False
    for stream, at in places:
        end = at + len(selector.exact)
        if stream.stands(at, end, selector.prefix, selector.suffix):
            if stream.anchor(at, end) != here:
                return False
            found = True
    return found


def _readings(index: Index, start: int, end: int) -> Iterator[str]:
    """The texts to quote a passage from: as its reader sees it, where that leaves no word out, then as it stands."""
    if index.readable(start, end):
        yield index.seen
    yield index.text


def _contexts(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Prefixes and suffixes to be tried: none, then longer and longer ones, at last all there is."""
    yield "", ""
    for size in (*_CONTEXTS, len(text)):
        prefix, suffix = _before(text, start, size), _after(text, end, size)
        yield prefix, ""
        yield "", suffix
        yield prefix, suffix


def _before(text: str, start: int, size: int) -> str:
    """About `size` characters before a place, from the beginning of a word on."""
    begin = max(0, start - size)
    while begin > 0 and begin < start and not text[begin - 1].isspace():
        begin += 1
    return fold_passage(text[begin:start].replace("\0", ""))


def _after(text: str, end: int, size: int) -> str:
    until = min(len(text), end + size)
    while until < len(text) and until > end and not text[until].isspace():
        until -= 1
    return fold_passage(text[end:until].replace("\0", ""))


def nearest(index: Index, exact: str) -> Anchor | None:
    """The stretch that is most like a passage that stands nowhere; None when none has half its words in their order.

    Looks where the passage's rarer words stand together; the time grows with the passage, not with the text.
    """
    stream, wanted = index.streams[-1], fold_passage(exact)
    words = [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(wanted)][:_MOST_WORDS]
    best: tuple[int, int, int] = (0, 0, 0)
    for begin, until in _neighbourhoods(stream, wanted):
        there = [
            (found[0].casefold(), found.start(), found.end())
            for found in _WORD.finditer(stream.text, max(0, begin), max(0, until))
        ][: 3 * _MOST_WORDS]
        common = _common([word for word, _, _ in words], [word for word, _, _ in there])
        if common and len(common) > best[0]:
            best = (len(common), there[common[0]][1], there[common[-1]][2])
    if not words or 2 * best[0] < len(words):
        return None
    return stream.anchor(best[1], best[2])


def _neighbourhoods(stream: Stream, wanted: str) -> list[tuple[int, int]]:
    """The three stretches of the stream where most of the rarer words stand as far apart as in the passage."""
    size = max(len(wanted) // 2, 16)
    votes: Counter[int] = Counter()
    for found in list(_WORD.finditer(wanted))[:_MOST_WORDS]:
        places = stream.words.get(found[0], ())
        if len(places) <= _COMMON:
            votes.update({(at - found.start()) // size for at in places})
    best = sorted(votes, key=lambda at: (-votes[at] - votes[at + 1], at))[:3]
    return [((at - 1) * size, (at + 3) * size + len(wanted)) for at in best]


def _common(left: list[str], right: list[str]) -> list[int]:
    """Which words of `right` make the longest row of words that both have in the same order."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(right) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if left[i] == right[j] else max(below[j], row[j + 1])
    found, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append(j)
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
