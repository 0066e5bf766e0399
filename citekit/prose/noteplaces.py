"""Where a document's notes stand: those its format marks, and lines that begin with the mark of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citekit.model import Document
from citekit.prose.lists import is_heading
from citekit.prose.stretches import Stretch, holds, joined
from citekit.prose.terms import terms

_LABELLED = re.compile(r"^[ \t]*(?:[⁰¹²³⁴-⁹]{1,4}|\[\^[^\]\n]{1,30}\]:)[ \t]*", re.M)
_DEFINED = re.compile(r"\[\^[^\]\n]{1,30}\]:[ \t]*[*_]{0,3}$")
_NEXT = re.compile(r"\n[ \t]{0,3}\[\^[^\]\n]{1,30}\]:[ \t]*")
_NUMBERED = re.compile(r"^[ \t]*(?:\[?\d{1,4}[.)\]]?)[ \t]+", re.M)
_LINE_BREAK = re.compile(r"\n[ \t\r]*\n")


def notes(document: Document, listed: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of a document's notes: those its format marks, and lines that begin with a note's mark."""
    found = [*document.notes, *_defined(document), *_labelled(document, _LABELLED, 0, len(document.prose))]
    for start, end in _sections(document):
        found += _labelled(document, _NUMBERED, start, end)
    apart: list[Stretch] = []
    places = joined(listed)
    for start, end in sorted(set(found)):
        if not holds(places, start) and not (apart and start < apart[-1][1]):
            apart.append((start, end))
    return apart


def _defined(document: Document) -> Iterator[Stretch]:
    """Markdown's `[^1]: …`, whose label is no prose."""
    for block in document.blocks:
        before = document.text[max(0, block.start - 40) : block.start]
        if before.rstrip("*_ \t").endswith(":") and _DEFINED.search(before):
            start = block.start
            # The next one may follow on the next line.
            for label in _NEXT.finditer(document.text, block.start, block.end):
                yield start, label.start()
                start = label.end()
            yield start, block.end


def _sections(document: Document) -> Iterator[Stretch]:
    """What stands under a heading such as "Notes" or "Catatan kaki", to the next heading."""
    start: int | None = None
    for block in document.blocks:
        line = document.prose[block.start : min(block.end, block.start + 80)].partition("\n")[0]
        named = is_heading(line, terms().note_headings) and block.end - block.start <= len(line) + 1
        if start is not None and (named or block.kind == "heading" or is_heading(line, terms().headings)):
            yield start, block.start
            start = None
        if named:
            start = block.end
    if start is not None:
        yield start, len(document.prose)


def _labelled(document: Document, label: re.Pattern[str], start: int, end: int) -> Iterator[Stretch]:
    """Each line with a label, to the next one or the end of its paragraph."""
    found = list(label.finditer(document.prose, start, end))
    for at, match in enumerate(found):
        limit = found[at + 1].start() if at + 1 < len(found) else end
        stop = _LINE_BREAK.search(document.prose, match.end(), limit)
        yield match.end(), stop.start() if stop else limit
