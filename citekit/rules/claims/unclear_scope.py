"""CLM109: one citation at the end of much that it may or may not be for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import Message, say
from citekit.model import Block, Citation, Document, Mode, Project
from citekit.plugin import Report, rule
from citekit.prose.sentences import sentences

_FEWEST = 3
"""Items of a list in which one citation leaves open for how many it is."""


@rule("CLM109", Severity.INFORMATION)
def unclear_scope(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Of all items of a list, the last alone has a citation; or of all sentences of a long paragraph.

    ## Why it matters
    The reader cannot tell whether the work stands for the last item or for all of them. Where it is for all, the
    sentence that introduces the list is the place for it. For paragraphs the profile says how many sentences are many,
    with `sentences-under-one-citation`; 0 turns that off.

    ## Example
    ~~~esai.md
    Ada tiga alasan untuk bekerja sama:

    - kesejahteraan rakyat;
    - keamanan bersama;
    - dampak dari kebijakan negara lain (Holsti, 1995).
    ~~~

    ## Use instead
    ~~~esai.md
    Ada tiga alasan untuk bekerja sama (Holsti, 1995):

    - kesejahteraan rakyat;
    - keamanan bersama;
    - dampak dari kebijakan negara lain.
    ~~~
    """
    many = project.config.profile.settings.sentences_under_one_citation
    for document in project.documents:
        citations = sorted(document.citations, key=lambda one: one.span.start)
        starts = [one.span.start for one in citations]
        for items in _lists(document):
            last = _only_one(citations, starts, items[0].start, items[-1].end)
            if last and last.span.start >= items[-1].start and not _introduced(document, items, starts):
                message = say("only the last of {count} items is cited for", count=len(items))
                yield report(last.span, message, hint=_hint())
        for last, count in _paragraphs(document, citations, starts) if many else ():
            if count >= many:
                yield report(last.span, say("{count} sentences end with one citation", count=count), hint=_hint())


def _hint() -> Message:
    return say("cite where the first of what it stands for begins")


def _lists(document: Document) -> Iterator[Sequence[Block]]:
    """Items that follow one another with nothing but white space or their marks between them."""
    row: list[Block] = []
    for block in document.blocks:
        if block.kind == "item" and (
            not row or not document.prose[row[-1].end : block.start].strip(" \n\t-*+0123456789.)")
        ):
            row.append(block)
            continue
        if len(row) >= _FEWEST:
            yield row
        row = [block] if block.kind == "item" else []
    if len(row) >= _FEWEST:
        yield row


def _only_one(citations: Sequence[Citation], starts: Sequence[int], start: int, end: int) -> Citation | None:
    """The citation that stands there, when it is the only one."""
    first = bisect_left(starts, start)
    inside = [one for one in citations[first : first + 2] if one.span.start < end]
    return inside[0] if len(inside) == 1 else None


def _introduced(document: Document, items: Sequence[Block], starts: Sequence[int]) -> bool:
    """The paragraph before the list cites."""
    begin = document.text.rfind("\n\n", 0, max(0, items[0].start - 4))
    before = bisect_left(starts, max(begin, 0))
    return before < len(starts) and starts[before] < items[0].start


def _paragraphs(
    document: Document, citations: Sequence[Citation], starts: Sequence[int]
) -> Iterator[tuple[Citation, int]]:
    """The only citation of each paragraph whose last sentence has it in a bracket, and how many sentences that has."""
    places = sorted(sentences(document))
    begins = [start for start, _ in places]
    for block in document.blocks:
        last = _only_one(citations, starts, block.start, block.end) if block.kind == "paragraph" else None
        if last and not any(item.mode is Mode.NARRATIVE for item in last.items):
            inside = begins[bisect_left(begins, block.start) : bisect_left(begins, block.end)]
            if inside and last.span.start >= inside[-1]:
                yield last, len(inside)
