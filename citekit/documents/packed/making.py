"""From the text that was taken out of a file, and the codes in it, to a `Document`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from citekit.diagnostic import Diagnostic
from citekit.documents.blanking import blanked, holds, joined
from citekit.documents.packed.flow import Covered, Flow
from citekit.documents.packed.problems import DAMAGED_FIELD, UNREAD_DOCUMENT, Unread
from citekit.documents.packed.works import Cited, Works
from citekit.messages import say
from citekit.model import Block, Citation, Document
from citekit.prose import language_of
from citekit.source import TextSource, nowhere

_UNTOLD = "en-US"
"""The language of files whose writer has told none."""
MATHS = "maths"
"""The code of what a formula covers."""


@dataclass(frozen=True, slots=True)
class Codes:
    """How a format's codes are understood."""

    cited: Callable[[str, str, Works], list[Cited]]
    """The works that a code, with its data, cites; none when it is no citation's. Raises ValueError when damaged."""
    is_list: Callable[[str], bool]
    """Is this the code of a list of references that a program has made?"""
    is_no_prose: Callable[[str], bool]
    """Is this the code of something that repeats what stands elsewhere?"""


@dataclass(slots=True)
class _Found:
    """What the codes say."""

    citations: list[Citation] = field(default_factory=list)
    blank: list[tuple[int, int]] = field(default_factory=list)
    shown: list[tuple[int, int]] = field(default_factory=list)
    lists: list[tuple[int, int]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def make(path: str, format: str, flow: Flow, works: Works, codes: Codes, language: str = "") -> Document:
    """The document. `language` is what the file says of itself, which counts where the text does not show it."""
    flow.end()
    source = flow.source(path)
    found = _Found()
    _understand(found, flow.covered, source, works, codes)
    prose = blanked(source.text, found.blank)
    return Document(
        path=path,
        source=source,
        prose=prose,
        blocks=tuple(_blocks(flow.in_order(), joined(found.lists))),
        citations=tuple(found.citations),
        language=language_of(prose) or ("" if language == _UNTOLD else language),
        format=format,
        shown=tuple(joined(found.shown)),
        carried=works.carried(),
        diagnostics=tuple(found.diagnostics),
    )


def unread(path: str, format: str, why: Unread) -> Document:
    """The document of a file that cannot be read: no text, and one finding."""
    finding = UNREAD_DOCUMENT.at(
        nowhere(path), say("{path} cannot be read: {why}", path=path, why=why.why), hint=why.hint, unreadable=True
    )
    return Document(path, TextSource(path, ""), "", format=format, diagnostics=(finding,))


def _understand(found: _Found, covered: Iterable[Covered], source: TextSource, works: Works, codes: Codes) -> None:
    done = -1
    for one in sorted(covered, key=lambda one: (one.start, -one.end)):
        place = (one.start, one.end)
        if one.code == MATHS:
            found.blank.append(place)
            found.shown.append(place)
        elif codes.is_no_prose(one.code):
            found.blank.append(place)
        elif codes.is_list(one.code):
            found.lists.append(place)
        elif items := _cited(found, one, source, works, codes):
            if one.start < done:
                continue  # within another citation: a field in a content control
            done = max(one.end, one.start + 1)
            span = source.span(*place)
            found.citations.append(Citation(span, tuple(item.item(span) for item in items)))
            found.blank.append(place)
            found.shown.append(place)


def _cited(found: _Found, one: Covered, source: TextSource, works: Works, codes: Codes) -> list[Cited]:
    try:
        return codes.cited(one.code, one.data, works)
    except ValueError as damaged:
        message = say("what the reference manager keeps of this citation is damaged: {line}", line=_line(damaged))
        hint = say("in the word processor, delete the citation and insert it again")
        found.diagnostics.append(DAMAGED_FIELD.at(source.span(one.start, one.end), message, hint=hint))
        return []


def _line(error: ValueError) -> str:
    return str(error).splitlines()[0][:100] if str(error) else "it cannot be read"


def _blocks(blocks: Iterable[Block], lists: list[tuple[int, int]]) -> Iterator[Block]:
    """The blocks; those of a list of references that a program has made are of their own kind."""
    for block in blocks:
        yield replace(block, kind="reference") if block.kind != "heading" and holds(lists, block.start) else block
