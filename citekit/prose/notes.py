r"""Notes that stand within a sentence (`\footnote{…}`): a sentence goes on after its note as if that were not there."""

from __future__ import annotations

from bisect import bisect_right

from citekit.model import Citation, Document
from citekit.prose.locators import read_locator
from citekit.prose.terms import AND, phrase, terms

Stretch = tuple[int, int]


def outside_notes(document: Document, text: str) -> str:
    """A text of the document's length, its prose or what is seen of it, with the notes as spaces."""
    parts, done = [], 0
    for start, end in document.notes:
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text


def note_at(document: Document, at: int) -> Stretch | None:
    """The note in which a place lies; None when it lies in none."""
    before = bisect_right(document.notes, at, key=lambda note: note[0]) - 1
    return document.notes[before] if before >= 0 and at < document.notes[before][1] else None


def only_cites(document: Document, note: Stretch, citations: list[Citation]) -> bool:
    """The note says nothing but what it cites ("See Holsti 1995, p. 4."): it is the mark of the sentence it stands in.

    `citations` are those in the note, in order.
    """
    done = note[0]
    for citation in citations:
        if not _is_between(document.prose[done : citation.span.start]):
            return False
        done = max(done, citation.span.end)
    return bool(citations) and _is_between(document.prose[done : note[1]])


def _is_between(text: str) -> bool:
    """Before, between or after citations: nothing, "and", "see also", a page."""
    words = phrase(text)
    if not words or words == (AND,) or words in terms().before.all:
        return True
    locator, rest = read_locator(text)
    return locator is not None and not phrase(rest)
