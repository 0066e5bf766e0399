"""What follows the title: the journal or book that it stands in, series, place and publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from citekit.model import fold
from citekit.references.scan import MARK, Scan, tidy
from citekit.references.sentences import ends, opens, quoted
from citekit.references.words import folded, pattern, small_words, words_of


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two marks or full stops."""

    start: int
    end: int
    bracket: str = ""
    """The bracket that it stands in."""

    def text(self, scan: Scan) -> str:
        """What it says."""
        return tidy(scan.left[self.start : self.end])


def segments(scan: Scan, start: int) -> list[Segment]:
    """What is left behind an offset, piece by piece."""
    found: list[Segment] = []
    for piece in re.finditer(rf"[^{MARK}]+", scan.left[start:]):
        found += _pieces(scan.left, start + piece.start(), start + piece.end())
    return [one for one in found if re.search(r"\w", one.text(scan))]


def _pieces(text: str, start: int, end: int) -> Iterator[Segment]:
    bounds = [start]
    piece = text[:end]
    for stop, after in ends(piece, start):
        if stop < end and after < end:
            bounds.append(after)
    bounds.append(end)
    for one, other in pairwise(bounds):
        yield from _by_brackets(text, one, other)


def _by_brackets(text: str, start: int, end: int) -> Iterator[Segment]:
    done = start
    for match in re.finditer(r"[(\[]([^()\[\]]*)[)\]]", text[start:end]):
        opening = start + match.start()
        inside = match[1]
        if not (_is_aside(inside) or match[0][0] == "["):
            continue
        yield Segment(done, opening)
        yield Segment(opening + 1, start + match.end() - 1, match[0][0])
        done = start + match.end()
    yield Segment(done, end)


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(
        rf"{pattern('phd', 'master', 'bachelor', 'thesis', 'report')}|[^:]\s?:\s[A-ZÀ-Þ]|;|,\s\d|\sseries\b|series,",
        re.I,
    )


def _is_aside(text: str) -> bool:
    return _aside().search(text) is not None


@cache
def _imprint() -> re.Pattern[str]:
    # A place: some words with capitals, perhaps several places.
    place = r"[^\W\d_][^:()“”\d]{1,58}?"
    return re.compile(rf"(?P<place>{place})\s?:\s(?P<publisher>[^:]{{2,120}})$")


def take_imprint(scan: Scan, found: Sequence[Segment]) -> list[Segment]:
    """Takes place and publisher where they stand as `Place: Publisher`. Gives the segments that remain."""
    for segment in found:
        start, end = segment.start, segment.end
        text = scan.left[start:end].rstrip(" .,;)")
        lead = len(text) - len(text.lstrip(" .,;:("))
        match = _imprint().match(text, lead)
        if not match or scan.has("publisher") or len(match["place"].split()) > 8:
            continue
        if not _is_place(match["place"]):
            continue
        scan.take(
            "location",
            start + match.start("place"),
            start + match.end("place"),
            sure=len(match["place"].split()) < _PLACE_WORDS,
        )
        publisher = match["publisher"]
        scan.take(
            "publisher", start + match.start("publisher"), start + match.end("publisher"), sure=_is_plain(publisher)
        )
        scan.blank(start, end)
        return [one for one in found if one is not segment]
    return list(found)


_PLACE_WORDS = 5
"""Words from which on a place may have something else before it: a book's title, in some styles."""


def _is_place(text: str) -> bool:
    if fold(text) in folded("in"):
        return False
    words = re.findall(r"[^\s,;&/-]+", text)
    return all(word[:1].isupper() or word.lower() in _SMALL or "." in word for word in words) and words[0][:1].isupper()


_SMALL = small_words("in-places")


def _is_plain(publisher: str) -> bool:
    """Is it a publisher alone: no commas with other things, no full stop within?"""
    return len(publisher.split()) < 9 and not re.search(r"\.\s|\(|;", publisher) and publisher.count(",") < 2


def is_publisher(text: str) -> bool:
    """Does it have a word that publishers have in their names?"""
    return words_of("publishers").search(text) is not None


def is_journal(text: str) -> bool:
    """Does it have a word that journals have in their names?"""
    return words_of("journals").search(text) is not None


def unquoted(scan: Scan, segment: Segment) -> Segment:
    """A segment without quotation marks round it."""
    start = segment.start
    while start < segment.end and scan.left[start] in " .,:;":
        start += 1
    if opens(scan.left, start) and (inner := quoted(scan.left, start)) and inner[2] >= segment.end - 2:
        return Segment(inner[0], inner[1], segment.bracket)
    return segment
