"""The sentences of a document that cite, and the words in them that a claim would annotate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citekit.model import Citation, Document, Mode, Project
from citekit.prose import sentences

# What may follow a mark at the end of its sentence without being words of it.
_CLOSING = re.compile(r"[\s.?!…,;:\"”’'»)\]}*_]*")
_WORD = re.compile(r"[^\W_]+")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that a claim annotates, and the citations they rest on."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def passages(document: Document) -> Iterator[Passage]:
    """The sentences that cite, without the mark at their end."""
    found = list(sentences(document))
    starts = [start for start, _ in found]
    by_sentence: dict[Stretch, list[Citation]] = {}
    for citation in document.citations:
        index = bisect_right(starts, citation.span.start) - 1
        inside = index >= 0 and citation.span.start < found[index][1]
        stretch = found[index] if inside else _line(document, citation)
        if stretch is not None:
            by_sentence.setdefault(stretch, []).append(citation)
    for (start, end), citations in by_sentence.items():
        yield Passage(start, _without_mark(document.text, start, end, citations), tuple(citations))


def _line(document: Document, citation: Citation) -> Stretch | None:
    """The line of a citation that stands in no sentence; None when there are no words besides (`\\nocite`)."""
    text = document.text
    start = text.rfind("\n", 0, citation.span.start) + 1
    end = text.find("\n", citation.span.end)
    end = len(text) if end < 0 else end
    prose = document.prose[start : citation.span.start] + document.prose[citation.span.end : end]
    return (start, end) if _WORD.search(prose) else None


def _without_mark(text: str, start: int, end: int, citations: Sequence[Citation]) -> int:
    """Where the words of a sentence end: before its closing marks, unless nothing or half a bracket would be left."""
    words_end = end
    for citation in reversed(citations):
        here = citation.span
        narrative = any(item.mode is Mode.NARRATIVE for item in citation.items)
        if narrative or here.end > end or not _CLOSING.fullmatch(text, here.end, words_end):
            break
        words_end = here.start
    words = text[start:words_end].rstrip(" \t\r\n~")
    broken = any(words.rfind(opening) > words.rfind(closing) for opening, closing in ("()", "[]"))
    return end if broken or not _WORD.search(words) else start + len(words)


def unclaimed(project: Project, document: Document) -> Iterator[Passage]:
    """The passages of which no word belongs to a claim of the project yet."""
    claimed = _joined(
        (place.start, place.end)
        for claim in project.claims
        if claim.document == document.path
        for place in project.anchors.get(claim, ())
    )
    return (one for one in passages(document) if not _overlaps(claimed, one.start, one.end))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that overlap made one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _overlaps(joined: list[Stretch], start: int, end: int) -> bool:
    before = bisect_right(joined, (end - 1, end)) - 1
    return before >= 0 and joined[before][1] > start
