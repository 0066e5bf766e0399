"""Sentences of a document: enough to say which one a citation belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citekit.model import Block, Citation, Document, Mode
from citekit.prose.notes import outside_notes
from citekit.prose.terms import terms

# An end mark, the marks that close after it, and what parts it from the next sentence.
_END = re.compile(r"""[.?!…]+[”"’'»)\]*_]{0,6}(?=[\s(\[])""")
_BRACKET = re.compile(r"[()\[\]]")
_AFTER = re.compile(r"""[.?!…”"’'»*_]*""")
_INK = re.compile(r"\S")
_LAST_WORD = 24
"""Characters before a full stop in which its abbreviation is looked for."""
_NEXT = 200
"""Characters after it in which the next sentence must begin."""
_MARKS = 4
"""Citations that may follow an end mark and belong to the sentence before it."""


@dataclass(frozen=True, slots=True)
class _Text:
    """What is read of a document in one go: all but its notes, or its notes."""

    prose: str
    seen: str
    citations: Sequence[Citation]
    starts: Sequence[int]


def sentences(document: Document) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence, block by block, without white space and markup at its ends. Linear.

    A heading is one sentence. A bracket or a mark of a citation after an end mark belongs to the sentence before it,
    and none ends within brackets. A note within a sentence has sentences of its own.
    """
    citations = sorted(document.citations, key=lambda citation: citation.span.start)
    starts = [citation.span.start for citation in citations]
    prose, seen = outside_notes(document, document.prose), outside_notes(document, document.seen)
    main = _Text(prose, seen, citations, starts)
    notes = _Text(document.prose, document.seen, citations, starts)
    for block in document.blocks:
        yield from _cut(notes if block.kind == "note" else main, block)


def _cut(text: _Text, block: Block) -> Iterator[tuple[int, int]]:
    ends = iter(()) if block.kind == "heading" else _ends(text, block.start, block.end)
    start = block.start
    for end in (*ends, block.end):
        piece = text.seen[start:end]
        words = piece.strip()
        if not text.prose[start:end].isspace() and words:
            begin = start + len(piece) - len(piece.lstrip())
            yield begin, begin + len(words)
        start = end


def _ends(text: _Text, start: int, end: int) -> Iterator[int]:
    depth, seen, done = 0, start, start
    for match in _END.finditer(text.prose, start, end):
        for bracket in _BRACKET.findall(text.prose, seen, match.end()):
            depth = depth + 1 if bracket in "([" else max(0, depth - 1)
        seen = match.end()
        if depth == 0 and match.start() >= done and (found := _end(text, match, start, end)):
            done = found
            yield found


def _end(text: _Text, match: re.Match[str], start: int, end: int) -> int | None:
    """Where the sentence ends whose end mark this is: after the citations that follow it; None when it goes on."""
    at = match.end()
    following = _following(text, at, end)
    if following is None or _is_abbreviation(text.prose, match.start(), start, text.seen[following]):
        return None
    for _ in range(_MARKS):
        citation = _citation(text, following)
        if citation is None:
            break
        if _names_author(citation):
            return at
        closing = _AFTER.match(text.prose, min(citation.span.end, end), end)
        at = closing.end() if closing else citation.span.end
        following = _following(text, at, end)
        if following is None:
            return None
    return at if _begins(text.seen[following]) else None


def _following(text: _Text, at: int, end: int) -> int | None:
    """Where what follows begins; None when nothing does, or far off."""
    found = _INK.search(text.seen, at, min(end, at + _NEXT))
    return found.start() if found else None


def _citation(text: _Text, at: int) -> Citation | None:
    """The citation that begins at a place."""
    found = bisect_left(text.starts, at)
    return text.citations[found] if found < len(text.starts) and text.starts[found] == at else None


def _names_author(citation: Citation) -> bool:
    return any(item.mode is Mode.NARRATIVE for item in citation.items)


def _begins(first: str) -> bool:
    """What follows can begin a sentence: no lower-case letter, no bracket."""
    return not (first.islower() or first in "([")


def _is_abbreviation(prose: str, at: int, start: int, following: str) -> bool:
    """The full stop at `at` ends an abbreviation or an initial rather than a sentence.

    A label such as "hal." or "no." is one only before its number: both are words as well.
    """
    if prose[at] != ".":
        return False
    before = prose[max(start, at - _LAST_WORD) : at].split()
    word = before[-1].lstrip("([\"“'‘«") if before else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    word, known = word.casefold(), terms()
    return word in known.abbreviations and ((word,) not in known.locators or not following.isalpha())
