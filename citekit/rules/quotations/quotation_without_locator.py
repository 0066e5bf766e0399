"""QUO101: a quotation of which nobody can say where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Citation, CitationItem, Claim, ClaimSource, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.quoted import is_title, quoted
from citekit.rules.wording import shown

_PLACE = re.compile(r"\s*[,:]\s*[^\W\d_]{1,12}\.?\s*\d{1,3}\b")
"""A place after the year in a language whose word for it is not known: (Weber, 1922, S. 12)."""
_ONE_PAGE = re.compile(r"\s*[A-Za-z]?\d{1,6}\s*")
_PARTS = frozenset({"article", "inproceedings", "conference", "incollection", "inbook"})
_QUOTES = ("quotation", "includesQuotationFrom")


@rule("QUO101", Severity.WARNING)
def quotation_without_locator(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation is cited without the page, or other place, where it stands.

    ## Why it matters
    Quoted words can be looked up only where the place is given; every common style asks for it. A work without pages
    has chapters, sections or paragraphs. Looked at are quotations of five words and more in quotation marks that a
    citation belongs to, and claims of the kind "quotation". A work's own title in quotation marks is none, nor is
    what has lost its closing mark (QUO102); and of an article on one page nobody need say which.

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
        say("this claim quotes {key} without a page", key=source.key),
        hint=say('add where the words stand: page = "…", or chapter, section, paragraph'),
        subject=claim.id,
    )


def _in_document(document: Document, project: Project, report: Report) -> Iterator[Diagnostic]:
    seen: set[Citation] = set()
    for found in quoted(document):
        citation = found.citation
        if citation and citation not in seen and not any(_has_place(item, document) for item in citation.items):
            seen.add(citation)
            if not is_title(found, project) and not _on_one_page(citation, project):
                yield report(
                    citation.span,
                    say("the quotation cited as {cited} has no page", cited=shown(_unbracketed(citation.span.text))),
                    hint=say("add the page to the citation; a work without pages has chapters, sections, paragraphs"),
                )


def _on_one_page(citation: Citation, project: Project) -> bool:
    """All that is cited are articles on one page. Of other works one number may be that of all pages."""
    entries = [entry for each in project.attributions_of(citation) for entry in each.entries]
    return bool(entries) and all(
        entry.type in _PARTS and (pages := entry.fields.get("pages")) is not None and _ONE_PAGE.fullmatch(pages.text)
        for entry in entries
    )


def _unbracketed(text: str) -> str:
    """A citation without the brackets that hold all of it: "Leifer (1989)" keeps its own."""
    return text[1:-1] if (text[0], text[-1]) in (("(", ")"), ("[", "]")) else text


def _has_place(item: CitationItem, document: Document) -> bool:
    year = item.year
    return bool(item.locator or (year and _PLACE.match(document.text, year.span.end)))
