"""The files of a report: documents whole, of other files the lines with findings, cut into rows beside their cards."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from citekit.diagnostic import Severity
from citekit.model import Document, Library, Project
from citekit.renderer.report.segments import SYNTAX, Mark, cut
from citekit.renderer.report.views import Card, Row, Section
from citekit.source import Span, TextSource

_MOST_LINES = 60
"""Lines of an entry that are shown whole; of a longer one, what is around the finding."""
_MARKUP = 40
"""The longest markup before a block on its line that goes with it."""
Shown = tuple[Span, Card]


def of_document(document: Document, number: int, cards: Sequence[Shown], marks: Iterable[Mark]) -> Section:
    """A document, whole, a row for each of its blocks."""
    borders = borders_of(document)
    kinds = _kinds(document)
    stretches = cut(document.text, [*marks, *_syntax(document)], borders)
    by_row = _by_row(cards, borders)
    rows = tuple(
        Row(
            f"r{number}-{at}",
            kinds.get(start, "markup" if document.blocks else "paragraph"),
            document.source.where(_first(document.text, start, end)).partition(":")[0],
            segments,
            tuple(by_row.get(at, ())),
        )
        for at, ((start, end), segments) in enumerate(zip(pairwise(borders), stretches, strict=True))
    )
    return Section(f"d{number}", document.path, True, document.language, rows, _counts(cards))


def borders_of(document: Document) -> list[int]:
    """Where the rows of a document begin, and its end. What stands blank before its first block goes with it."""
    return sorted({0, *_kinds(document), len(document.text)}) if document.text else [0, 0]


def _kinds(document: Document) -> dict[int, str]:
    """The kinds of the rows by where they begin: blocks, each with the markup before it on its line."""
    kinds = {}
    for block in document.blocks:
        if block.kind != "note":
            line = document.text.rfind("\n", 0, block.start) + 1
            alone = block.start - line < _MARKUP and not document.seen[line : block.start].strip()
            kinds[line if alone else block.start] = block.kind
    first = min(kinds, default=0)
    if first and not document.text[:first].strip():
        kinds[0] = kinds.pop(first)
    return kinds


def of_file(
    path: str, source: TextSource, number: int, windows: Sequence[Span], cards: Sequence[Shown], marks: Sequence[Mark]
) -> Section:
    """Of a file that is no document the stretches that are shown, a row each."""
    borders = sorted({0, len(source), *(place for one in windows for place in (one.start, one.end))})
    text = source.slice(0, len(source))
    stretches = cut(text, marks, borders) if len(borders) > 1 else [()]
    by_row = _by_row(cards, borders)
    starts = {one.start for one in windows}
    rows = tuple(
        Row(
            f"r{number}-{at}",
            "lines",
            source.where(borders[at]).partition(":")[0],
            stretches[at],
            tuple(by_row.get(at, ())),
        )
        for at in range(max(1, len(borders) - 1))
        if borders[at] in starts or at in by_row
    )
    return Section(f"d{number}", path, False, "", rows, _counts(cards))


def windows(spans: Iterable[Span], project: Project) -> list[Span]:
    """What is shown of one file: the entries, else the lines, that these places lie in; apart, in order."""
    found: list[Span] = []
    for span in sorted((_window(span, project) for span in spans), key=lambda one: one.start):
        if found and span.start < found[-1].end:
            last = found.pop()
            span = Span(last.source, last.start, max(last.end, span.end))
        found.append(span)
    return found


def _window(span: Span, project: Project) -> Span:
    library = next((one for one in project.libraries if one.path == span.path), None)
    entry = _entry(library, span) if library else None
    if entry and entry.end_line - entry.line <= _MOST_LINES:
        span = Span(span.source, min(entry.start, span.start), max(entry.end, span.end))
    source, size = span.source, len(span.source)
    start = source.offset(span.line)
    end = source.offset(span.end_line + 1) if span.end_line > span.line + _MOST_LINES else span.end
    after = source.slice(end, min(size, end + 500)).find("\n")
    return Span(source, start, min(size, end + 500) if after < 0 else end + after + 1)


def _entry(library: Library, span: Span) -> Span | None:
    spans = [entry.span for entry in library.entries]
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return spans[at] if at >= 0 and spans[at].path == span.path and spans[at].end > span.start else None


def _by_row(cards: Iterable[Shown], borders: Sequence[int]) -> dict[int, list[Card]]:
    rows: dict[int, list[Card]] = {}
    for span, card in cards:
        at = min(bisect_right(borders, span.start), len(borders) - 1) - 1
        rows.setdefault(max(0, at), []).append(card)
    return rows


def _syntax(document: Document) -> Iterator[Mark]:
    """What no reader sees: markup."""
    text, seen = document.text, document.seen
    if text == seen or len(text) != len(seen):
        return
    start = -1
    for at, (one, other) in enumerate(zip(text, seen, strict=True)):
        hidden = one != other or (start >= 0 and one.isspace() and one != "\n")
        if hidden and start < 0:
            start = at
        elif not hidden and start >= 0:
            yield Mark(start, at, SYNTAX)
            start = -1
    if start >= 0:
        yield Mark(start, len(text), SYNTAX)


def _first(text: str, start: int, end: int) -> int:
    """Where something stands in a row."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _counts(cards: Iterable[Shown]) -> tuple[tuple[str, int], ...]:
    found = Counter(finding.severity for _, card in cards for finding in card.findings)
    return tuple((one.label, found[one.label]) for one in sorted(Severity, reverse=True))
