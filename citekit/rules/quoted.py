"""The quotations of a document, each with the citation that it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from citekit.model import Citation, Document, Entry, Mode, Project, fold
from citekit.prose.quotations import Quotation, quotations

LEAST_WORDS = 5
"""Fewer words than these are a term or a title, not a quotation."""
_REACH = 80
"""How far from the quotation, in characters, the citation may stand that it belongs to."""
_LETTER = re.compile(r"\w")
_PARTED = re.compile(r"[.!?…]\s|\n\s*\n|[“”„«»\"]")
_LOCATOR = re.compile(r"[\s.,]*[(\[]\s*[^\W\d_]{1,9}\.?\s{0,2}\d")
"""A place in brackets of its own after the quotation: (hlm. 12), (p. 3)."""
_LOOKED_AT = 8
"""How many works of one citation are compared with a title."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, and the citation that says whose words it has."""

    document: Document
    quotation: Quotation
    citation: Citation | None
    """None where no citation is near enough to belong to it."""

    @property
    def text(self) -> str:
        """The words without the marks."""
        start, end = self.quotation.inside
        return self.document.text[start:end]


def quoted(document: Document) -> Iterator[Quoted]:
    """The quotations of some length that stand within no other, in order.

    Nobody knows where one ends whose closing mark is lost, so that one is left out.
    """
    citations = sorted(document.citations, key=lambda citation: citation.span.start)
    starts = [citation.span.start for citation in citations]
    for quotation, begin in _outermost(document):
        yield Quoted(document, quotation, _citing(document, quotation, citations, starts, begin))


def works(found: Quoted, project: Project) -> tuple[Entry, ...]:
    """The works that the citation of a quotation means, each joined for sure."""
    attributions = project.attributions_of(found.citation) if found.citation else ()
    entries = (attribution.entry for attribution in attributions)
    return tuple({entry.key: entry for entry in entries if entry}.values())


def is_title(found: Quoted, project: Project) -> bool:
    """What is in quotation marks is the title of a work that is cited there."""
    words = fold(found.text).strip(" .,;:!?")
    attributions = project.attributions_of(found.citation) if found.citation else ()
    entries = (entry for each in attributions for entry in each.entries)
    return any(words in fold(entry.title) for entry in islice(entries, _LOOKED_AT))


def _outermost(document: Document) -> Iterator[tuple[Quotation, int]]:
    """The quotations of some length that stand within no other, each with the end of the one before it."""
    end = 0
    for quotation in quotations(document):
        if quotation.closed and quotation.start >= end:
            if len(document.text[slice(*quotation.inside)].split(None, LEAST_WORDS)) >= LEAST_WORDS:
                yield quotation, end
            end = quotation.end


def _citing(
    document: Document, quotation: Quotation, citations: Sequence[Citation], starts: Sequence[int], begin: int
) -> Citation | None:
    """The citation that a quotation belongs to: right after it, at its end, else naming its author before it."""
    text, place = document.text, bisect_left(starts, quotation.end)
    if place and citations[place - 1].span.start <= quotation.start and quotation.end < citations[place - 1].span.end:
        return None  # a title that stands for the author within a citation
    if place < len(starts) and _follows(text, quotation, citations[place]):
        return citations[place]
    before = citations[place - 1] if place else None
    if before and before.span.start >= quotation.start:
        ends = before.span.end <= quotation.end and not _LETTER.search(text, before.span.end, quotation.end)
        return before if ends else None
    if before and before.span.end >= begin and _introduces(text, quotation, before):
        return before
    return None


def _follows(text: str, quotation: Quotation, citation: Citation) -> bool:
    """Nothing but a few words of the same sentence parts the citation from the quotation before it."""
    between = text[quotation.end : min(citation.span.start, quotation.end + _REACH + 1)]
    if _names_author(citation):
        # "… akhir." Holsti (1995) …: with the author's name a new sentence may begin.
        between = text[quotation.inside[1] - 1] + between
    return len(between) <= _REACH and not _parted(between, _names_author(citation))


def _introduces(text: str, quotation: Quotation, citation: Citation) -> bool:
    """The citation names the author of the words: Holsti (1995) menulis, “…”."""
    between = text[max(citation.span.end, quotation.start - _REACH - 1) : quotation.start]
    # Where only a space stands between them, this is an entry of a printed list with its title.
    spoken = bool(between.strip(" ).\u00a0"))
    told = spoken and len(between) <= _REACH and not _parted(between, True)
    return told and (_names_author(citation) or _is_number(citation)) and not _LOCATOR.match(text, quotation.end)


def _parted(between: str, strictly: bool) -> bool:
    """Another sentence, paragraph or quotation begins in between."""
    return bool((strictly or _LETTER.search(between)) and _PARTED.search(between))


def _names_author(citation: Citation) -> bool:
    return any(item.mode is Mode.NARRATIVE for item in citation.items)


def _is_number(citation: Citation) -> bool:
    """Where numbers cite, one stands in the author's place: Menurut [3], “…”."""
    return all(item.number for item in citation.items)
