"""QUO101: a quotation of which nobody can say where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from citekit.diagnostic import Diagnostic, Severity
from citekit.model import Citation, CitationItem, Claim, ClaimSource, Document, Mode, Project, fold
from citekit.plugin import Report, rule
from citekit.prose.quotations import Quotation, quotations
from citekit.rules.wording import shown

_WORDS = 5
"""Fewer words than these are a term or a title, not a quotation."""
_REACH = 80
"""How far from the quotation, in characters, the citation may stand that it belongs to."""
_LETTER = re.compile(r"\w")
_PARTED = re.compile(r"[.!?…]\s|\n\s*\n|[“”„«»\"]")
_LOCATOR = re.compile(r"[\s.,]*[(\[]\s*[^\W\d_]{1,9}\.?\s{0,2}\d")
"""A place in brackets of its own after the quotation: (hlm. 12), (p. 3)."""
_PLACE = re.compile(r"\s*[,:]\s*[^\W\d_]{1,12}\.?\s*\d{1,3}\b")
"""A place after the year in a language whose word for it is not known: (Weber, 1922, S. 12)."""
_LOOKED_AT = 8
"""How many works of one citation are compared with a title."""
_QUOTES = ("quotation", "includesQuotationFrom")


@rule("QUO101", Severity.WARNING)
def quotation_without_locator(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation is cited without the page, or other place, where it stands.

    ## Why it matters
    Quoted words can be looked up only where the place is given; every common style asks for it. A work without pages
    has chapters, sections or paragraphs. Looked at are quotations of five words and more in quotation marks that a
    citation belongs to, and claims of the kind "quotation". A work's own title in quotation marks is none, nor is
    what has lost its closing mark (QUO102).

    ## Example
    ~~~makalah.txt
    “Pasar yang ramai tidak selalu berarti pasar yang adil” (Contoh, 2001).
    ~~~

    ## Use instead
    ~~~makalah.txt
    “Pasar yang ramai tidak selalu berarti pasar yang adil” (Contoh, 2001, hlm. 12).
    ~~~
    """
    for document in project.documents:
        yield from _in_document(document, project, report)
    for claim in project.claims:
        for source in claim.sources:
            if source.locator is None and (claim.kind in _QUOTES or source.intent in _QUOTES):
                yield _in_claim(claim, source, report)


def _in_claim(claim: Claim, source: ClaimSource, report: Report) -> Diagnostic:
    return report(
        source.span,
        f"this claim quotes {source.key} without a page",
        hint='add where the words stand: page = "…", or chapter, section, paragraph',
        subject=claim.id,
    )


def _in_document(document: Document, project: Project, report: Report) -> Iterator[Diagnostic]:
    citations = sorted(document.citations, key=lambda citation: citation.span.start)
    starts = [citation.span.start for citation in citations]
    seen: set[Citation] = set()
    for quotation, begin in _outermost(document):
        citation = _citing(document, quotation, citations, starts, begin)
        if citation and citation not in seen and not any(_has_place(item, document) for item in citation.items):
            seen.add(citation)
            if not _is_title(document, quotation, citation, project):
                yield report(
                    citation.span,
                    f"the quotation cited as {shown(_unbracketed(citation.span.text))} has no page",
                    hint="add the page to the citation; a work without pages has chapters, sections, paragraphs",
                )


def _unbracketed(text: str) -> str:
    """A citation without the brackets that hold all of it: "Leifer (1989)" keeps its own."""
    return text[1:-1] if (text[0], text[-1]) in (("(", ")"), ("[", "]")) else text


def _outermost(document: Document) -> Iterator[tuple[Quotation, int]]:
    """The quotations of some length that stand within no other, each with the end of the one before it.

    Nobody knows where one ends whose closing mark is lost, so no citation belongs to it.
    """
    end = 0
    for quotation in quotations(document):
        if quotation.closed and quotation.start >= end:
            if len(document.text[slice(*quotation.inside)].split(None, _WORDS)) >= _WORDS:
                yield quotation, end
            end = quotation.end


def _has_place(item: CitationItem, document: Document) -> bool:
    year = item.year
    return bool(item.locator or (year and _PLACE.match(document.text, year.span.end)))


def _citing(
    document: Document, quotation: Quotation, citations: Sequence[Citation], starts: Sequence[int], begin: int
) -> Citation | None:
    """The citation that a quotation belongs to: right after it, at its end, else naming its author before it."""
    text, place = document.text, bisect_left(starts, quotation.end)
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
    return told and _names_author(citation) and not _LOCATOR.match(text, quotation.end)


def _parted(between: str, strictly: bool) -> bool:
    """Another sentence, paragraph or quotation begins in between."""
    return bool((strictly or _LETTER.search(between)) and _PARTED.search(between))


def _names_author(citation: Citation) -> bool:
    return any(item.mode is Mode.NARRATIVE for item in citation.items)


def _is_title(document: Document, quotation: Quotation, citation: Citation, project: Project) -> bool:
    start, end = quotation.inside
    words = fold(document.text[start:end]).strip(" .,;:!?")
    entries = (entry for found in project.attributions_of(citation) for entry in found.entries)
    return any(words in fold(entry.title) for entry in islice(entries, _LOOKED_AT))
