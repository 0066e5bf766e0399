"""CIT121: the mark of a note that is not there, and a note that nothing points to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.prose.stretches import holds, joined
from citekit.rules.wording import shown
from citekit.source import Span

_FORMS: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = MappingProxyType(
    {
        "markdown": (
            re.compile(r"(?<!\\)\[\^(?P<name>[^\]\s]{1,60})\]"),
            re.compile(r"^[ \t>]*\[\^(?P<name>[^\]\s]{1,60})\]:", re.M),
        ),
        "org": (
            re.compile(r"\[fn:(?P<name>[\w-]{1,60})\]"),
            re.compile(r"^\[fn:(?P<name>[\w-]{1,60})\]", re.M),
        ),
        "rst": (
            re.compile(r"(?<![\\`])\[(?P<name>\d{1,4}|#[\w-]{1,60})\]_(?!\w)"),
            re.compile(r"^[ \t]*\.\.[ \t]+\[(?P<name>\d{1,4}|#[\w-]{1,60})\](?=\s)", re.M),
        ),
    }
)
"""By format: the mark of a note in the text, and the note itself. An Org note may be written in its mark, which has no
fault; Markdown's inline notes and reStructuredText's `[#]_` have no name.
"""
_INLINE = re.compile(r"\[fn:(?P<name>[\w-]{1,60}):")
_INK = re.compile(r"[^\s*_]")
"""What a note may begin with, behind the marks of italics and bold."""
_NUMBER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][.,;:!?”\"»’)]))(?P<name>[⁰¹²³⁴-⁹]{1,3})(?![⁻\w])")
_RAISED_NOTE = re.compile(r"^[ \t]*(?P<name>[⁰¹²³⁴-⁹]{1,3})[ \t]*(?=\S)", re.M)


@rule("CIT121", Severity.WARNING)
def broken_note(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The text has the mark of a note that does not exist, or a note to which no mark points.

    ## Why it matters
    The note may hold the source of the sentence. Where its mark leads nowhere, the reader finds brackets and a number;
    where the mark is gone, nobody ever sees the note. It is looked for in Markdown, Org and reStructuredText, and in
    texts whose notes begin with raised numbers.

    ## Example
    ~~~esai.md
    Kota tumbuh cepat.[^1] Desa menyusut.[^2]

    [^1]: Lihat bab kedua.
    ~~~

    ## Use instead
    ~~~esai.md
    Kota tumbuh cepat.[^1] Desa menyusut.[^2]

    [^1]: Lihat bab kedua.

    [^2]: Lihat bab ketiga.
    ~~~
    """
    for document in project.documents:
        marks, notes = _both(document)
        for name, span in marks.items():
            if name not in notes:
                message = say("there is no note {name}", name=shown(name))
                yield report(span, message, hint=say("write the note, or take its mark out"))
        for name, span in notes.items():
            if name not in marks:
                message = say("nothing in the text points to the note {name}", name=shown(name))
                yield report(span, message, hint=say("put its mark where it belongs, or take the note out"))


def _both(document: Document) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """Where each name first marks a note, and where its note begins."""
    if document.format not in _FORMS:
        return _raised(document)
    mark, note = _FORMS[document.format]
    notes = _first(document, _unseen(document, note))
    begun = {found.end("name") for found in note.finditer(document.text)}
    marks = [found for found in _unseen(document, mark) if found.end("name") not in begun]
    inline = {found["name"] for found in _INLINE.finditer(document.text)} if document.format == "org" else set()
    return {name: span for name, span in _first(document, marks).items() if name not in inline}, notes


def _unseen(document: Document, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What is markup: in code, which is no part of a block or is seen, the same signs stand for themselves."""
    blocks = joined((block.start, block.end) for block in document.blocks)
    for found in form.finditer(document.text):
        begin = _INK.search(document.text, found.end())
        inside = [found.start(), max(0, found.start() - 1), begin.start() if begin else 0]
        if not document.seen[found.start() : found.end()].strip() and any(holds(blocks, at) for at in inside):
            yield found


def _raised(document: Document) -> tuple[Mapping[str, Span], Mapping[str, Span]]:
    """Where notes are lines that begin with a raised number; a text without them may raise numbers for other ends."""
    notes = _first(document, _RAISED_NOTE.finditer(document.prose))
    return (_first(document, _RAISED.finditer(document.prose)), notes) if notes else ({}, {})


def _first(document: Document, found: Iterable[re.Match[str]]) -> Mapping[str, Span]:
    places: dict[str, Span] = {}
    for one in found:
        places.setdefault(one["name"].translate(_NUMBER), document.source.span(one.start(), one.end()))
    return places
