"""The sentences of a document that cite, and the words in them that a claim would annotate."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from citekit.model import Citation, Document, Mode, Project
from citekit.prose import sentences
from citekit.prose.notes import note_at, only_cites, outside_notes

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
    """The sentences that cite, without the mark at their end, in order.

    A note is a passage of its own, unless it says nothing but what it cites: then it is a mark of its sentence.
    """
    read = _Read(document)
    by_sentence: dict[Stretch, list[Citation]] = {}
    for citation in document.citations:
        if (stretch := read.sentence(citation)) is not None:
            by_sentence.setdefault(stretch, []).append(citation)
    for (start, end), citations in sorted(by_sentence.items(), key=lambda item: item[0]):
        yield Passage(start, read.without_mark(start, end, citations), tuple(citations))


class _Read:
    """A document, cut into sentences, those of its notes apart."""

    def __init__(self, document: Document) -> None:
        self._document = document
        cut = sorted(sentences(document))
        self._main = [stretch for stretch in cut if note_at(document, stretch[0]) is None]
        self._in_notes = [stretch for stretch in cut if note_at(document, stretch[0])]

    @cached_property
    def _seen(self) -> str:
        return outside_notes(self._document, self._document.seen)

    @cached_property
    def _marks(self) -> Mapping[Stretch, bool]:
        """The notes that cite, and whether they are nothing but a mark."""
        cited: dict[Stretch, list[Citation]] = {}
        for citation in self._document.citations:
            if note := note_at(self._document, citation.span.start):
                cited.setdefault(note, []).append(citation)
        return {note: only_cites(self._document, note, citations) for note, citations in cited.items()}

    def _place(self, citation: Citation) -> int:
        """Where the citation counts as standing: a note that is a mark stands where the sentence has it."""
        note = note_at(self._document, citation.span.start)
        return note[0] - 1 if note and self._marks[note] else citation.span.start

    def sentence(self, citation: Citation) -> Stretch | None:
        """The sentence of a citation, or its line; None when that has no words besides (`\\nocite`)."""
        at = self._place(citation)
        note = note_at(self._document, at)
        among = self._in_notes if note else self._main
        index = bisect_right(among, at, key=lambda stretch: stretch[0]) - 1
        is_mark = at != citation.span.start
        if index >= 0 and (is_mark or at < among[index][1]):
            return among[index]
        return _line(self._document, citation)

    def without_mark(self, start: int, end: int, citations: Sequence[Citation]) -> int:
        """Where the words of a sentence end: before its closing marks, unless no words or half a bracket were left."""
        seen = self._document.seen if note_at(self._document, start) else self._seen
        words_end = end
        for citation in reversed(citations):
            here = citation.span
            if self._place(citation) != here.start:
                continue
            narrative = any(item.mode is Mode.NARRATIVE for item in citation.items)
            if narrative or here.end > end or not _CLOSING.fullmatch(seen, here.end, words_end):
                break
            words_end = here.start
        words = seen[start:words_end].rstrip(" \t\r\n~")
        return end if _has_half_a_bracket(words) or not _WORD.search(words) else start + len(words)


def _has_half_a_bracket(words: str) -> bool:
    return any(
        words.count(opening) > words.count(closing) or words.rfind(opening) > words.rfind(closing)
        for opening, closing in ("()", "[]")
    )


def _line(document: Document, citation: Citation) -> Stretch | None:
    """The line of a citation that stands in no sentence."""
    text = document.text
    start = text.rfind("\n", 0, citation.span.start) + 1
    end = text.find("\n", citation.span.end)
    end = len(text) if end < 0 else end
    prose = document.prose[start : citation.span.start] + document.prose[citation.span.end : end]
    return (start, end) if _WORD.search(prose) else None


def unclaimed(project: Project, document: Document) -> Iterator[Passage]:
    """The passages of which no word belongs to a claim of the project yet.

    A claim about a sentence says nothing of the note within it.
    """
    places = [
        (place.start, place.end)
        for claim in project.claims
        if claim.document == document.path
        for place in project.anchors.get(claim, ())
    ]
    main = _joined(place for place in places if note_at(document, place[0]) is None)
    in_notes = _joined(place for place in places if note_at(document, place[0]))
    for one in passages(document):
        if not _overlaps(in_notes if note_at(document, one.start) else main, one.start, one.end):
            yield one


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
