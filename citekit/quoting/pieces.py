"""A quotation taken apart: what must stand in the source, what was left out, what was put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_ELLIPSIS = re.compile(r"[\[(]\s*(?:…|\.(?:\s?\.){1,3})\s*[\])]|…|\.(?:\s?\.){2,3}|[\[(]\s*-{2,3}\s*[\])]")
_LETTER = re.compile(r"\[([^\W\d_]{1,2})\](?=[^\W\d_])")
"""The changed case or letter of a word: [T]he."""
_INSERTED = re.compile(r"\[[^\[\]]{0,200}\]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad\u2011](?:[ \t\r]*\n\s*)?(?=[^\W\d_])|\u00ad")
"""A hyphen within a word, also where a line ends: its two halves are one word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word for comparing: in lower case, its ligatures taken apart, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow one another in the source, and what comes before them in the quotation."""

    words: tuple[Word, ...]
    after_gap: bool
    """An ellipsis stands before it: words of the source were left out."""
    inserted: str | None = None
    """The letters of the words in square brackets before it, which may stand for some of the source; None when there
    are no brackets."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words between two offsets; the halves of a word with a hyphen are joined."""
    end = len(text) if end is None else end
    parts: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text, start, end):
        if parts and not _HYPHEN.fullmatch(text, parts[-1][2], match.start()):
            yield _joined(parts)
            parts = []
        parts.append((match[0], match.start(), match.end()))
    if parts:
        yield _joined(parts)


def _joined(parts: list[tuple[str, int, int]]) -> Word:
    return Word(folded("".join(text for text, _, _ in parts)), parts[0][1], parts[-1][2])


def folded(text: str) -> str:
    """A word for comparing: ligatures and wide forms taken apart, in lower case; its diacritics stay.

    >>> folded("ﬁrst"), folded("É")
    ('first', 'é')
    """
    return unicodedata.normalize("NFKC", text).casefold()


def pieces(quotation: str) -> tuple[Piece, ...]:
    """A quotation taken apart at its ellipses and bracketed words; pieces without words are left out."""
    # One character for one, so that offsets stay: the brackets of "[T]he" become soft hyphens, which join a word.
    text = _LETTER.sub(_unbracketed, quotation)
    found: list[Piece] = []
    at, gap, inserted = 0, False, None
    for start, end, is_gap in [*_breaks(text), (len(text), len(text), False)]:
        inside = tuple(words(text, at, start))
        if inside:
            found.append(Piece(inside, gap, inserted))
            gap, inserted = False, None
        if is_gap:
            gap = True
        else:
            inserted = (inserted or "") + "".join(word.text for word in words(text, start, end))
        at = end
    return tuple(found)


def _unbracketed(match: re.Match[str]) -> str:
    return f"\u00ad{match[1]}\u00ad"


def _breaks(text: str) -> Iterator[tuple[int, int, bool]]:
    """The ellipses and bracketed words, in order: start, end, and whether it is an ellipsis."""
    gaps = [(match.start(), match.end(), True) for match in _ELLIPSIS.finditer(text)]
    taken = {start for start, _, _ in gaps}
    put_in = [(match.start(), match.end(), False) for match in _INSERTED.finditer(text) if match.start() not in taken]
    yield from sorted([*gaps, *put_in])
