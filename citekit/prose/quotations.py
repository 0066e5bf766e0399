"""Quotations: which mark opens, which closes, and which has lost its partner.

One character serves two masters: `“` opens in English and closes in German, `»` closes in French and opens
in German, and `"` does both. So a mark's part is read off its surroundings first (white space before it: it
opens; a letter before it and none after it: it closes), and only where these say nothing off what it usually
does and what stands open.

Single marks are left alone: in running text they cannot be told from apostrophes (Qur’an, the states’ aim).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from citekit.model import Document
from citekit.prose.notes import outside_notes


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks included. Offsets are those of the document's text."""

    start: int
    """The opening mark; where that is missing, the first word that can belong to the quotation."""
    end: int
    """Just after the closing mark; where that is missing, the end of the block."""
    open_mark: str
    """Empty when it is missing."""
    close_mark: str
    """Empty when it is missing."""

    @property
    def opened(self) -> bool:
        """It has its opening mark."""
        return bool(self.open_mark)

    @property
    def closed(self) -> bool:
        """It has its closing mark."""
        return bool(self.close_mark)

    @property
    def inside(self) -> tuple[int, int]:
        """The offsets of the quoted words, without the marks."""
        return self.start + len(self.open_mark), self.end - len(self.close_mark)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known of a mark before its surroundings are looked at."""

    family: str
    opens: bool
    """What it usually does."""
    always: bool = False
    """It never does the other."""


_KINDS = {
    "“": _Kind("curly", True),
    "”": _Kind("curly", False),
    "„": _Kind("curly", True, always=True),
    "‟": _Kind("curly", True, always=True),
    "«": _Kind("angled", True),
    "»": _Kind("angled", False),
    '"': _Kind("straight", True),
}
# In LaTeX `"` is mostly half of a shorthand ("a is ä), so it counts only as "` and "'.
_KINDS_IN_LATEX = {
    **{text: kind for text, kind in _KINDS.items() if text != '"'},
    "``": _Kind("tex", True, always=True),
    "''": _Kind("tex", False, always=True),
    '"`': _Kind("tex", True, always=True),
    "\"'": _Kind("tex", False, always=True),
}
# Writers mix these: “ closed by " is a pair, if not a handsome one.
_MIXED = {
    "curly": ("curly", "straight", "tex"),
    "straight": ("straight", "curly", "tex"),
    "tex": ("tex", "curly", "straight"),
    "angled": ("angled",),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    kind: _Kind
    before: str
    """The character before it, past emphasis marks; a space at the ends of the text."""
    after: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def looks_opening(self) -> bool:
        return (self.before.isspace() or self.before in "([{<-–—/“„«‘‚'`\"") and not (
            self.after.isspace() or self.after in ")]}>.,;:!?"
        )

    @property
    def looks_closing(self) -> bool:
        return not (self.before.isspace() or self.before in "([{<" or self.after.isalnum())

    @property
    def undecided(self) -> bool:
        """Its surroundings do not say whether it opens or closes."""
        return not self.kind.always and self.looks_opening == self.looks_closing


_Open = dict[str, list[_Mark]]
"""The marks that stand open, by family, the innermost last."""


def quotations(document: Document) -> tuple[Quotation, ...]:
    """The quotations of a document's prose, in order, with those that lack a mark. Linear in the text.

    Pairs are made within one block (paragraph, item, cell). A quotation may run over several paragraphs when
    each of them begins with the opening mark again, as printers do.
    """
    main = outside_notes(document, document.prose)
    found = [*_read(document, main, _stretches(document, main))]
    for note in document.notes:
        found += _read(document, document.prose, [note])
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _read(document: Document, prose: str, stretches: Iterable[tuple[int, int]]) -> Iterator[Quotation]:
    still_open: _Open = {}
    last_end = 0
    for start, end in stretches:
        marks = list(_marks(document.format == "latex", prose, start, end))
        if still_open and _runs_on(still_open, marks, start):
            marks = marks[1:]
        else:
            yield from _never_closed(still_open, last_end)
            still_open = {}
        yield from _pairs(marks, prose, start, still_open)
        last_end = end
    yield from _never_closed(still_open, last_end)


def _stretches(document: Document, prose: str) -> Iterator[tuple[int, int]]:
    """The text cut at every border of a block, nested ones too; without empty pieces and outer white space."""
    size = len(prose)
    blocks = (block for block in document.blocks if block.kind != "note")
    places = (min(place, size) for block in blocks for place in (block.start, block.end))
    for start, end in pairwise(sorted({0, size, *places})):
        piece = prose[start:end]
        if not piece.isspace():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _marks(latex: bool, prose: str, start: int, end: int) -> Iterator[_Mark]:
    kinds = _KINDS_IN_LATEX if latex else _KINDS
    for match in (_MARKS_IN_LATEX if latex else _MARKS).finditer(prose, start, end):
        before, after = match.start() - 1, match.end()
        while before >= start and prose[before] in "*_":
            before -= 1
        while after < end and prose[after] in "*_":
            after += 1
        yield _Mark(
            match[0],
            match.start(),
            kinds[match[0]],
            prose[before] if before >= start else " ",
            prose[after] if after < end else " ",
        )


def _pattern(kinds: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(text) for text in sorted(kinds, key=len, reverse=True)))


_MARKS, _MARKS_IN_LATEX = _pattern(_KINDS), _pattern(_KINDS_IN_LATEX)


def _runs_on(still_open: _Open, marks: list[_Mark], start: int) -> bool:
    """A paragraph that begins with the mark that still stands open goes on with that quotation."""
    return (
        bool(marks)
        and marks[0].start == start
        and marks[0].text in {stack[0].text for stack in still_open.values() if stack}
    )


def _pairs(marks: list[_Mark], prose: str, start: int, still_open: _Open) -> Iterator[Quotation]:
    """The quotations that close among these marks; what does not is left in `still_open`."""
    begin = start
    for mark in marks:
        stack = next((still_open[f] for f in _MIXED[mark.kind.family] if still_open.get(f)), None)
        if _opens(mark, stack):
            still_open.setdefault(mark.kind.family, []).append(mark)
        elif stack:
            opening = stack.pop()
            yield Quotation(opening.start, mark.end, opening.text, mark.text)
            begin = mark.end
        elif not _is_something_else(mark):
            yield Quotation(_word_from(prose, begin, mark.start), mark.end, "", mark.text)
            begin = mark.end


def _opens(mark: _Mark, stack: list[_Mark] | None) -> bool:
    if mark.kind.always:
        return mark.kind.opens
    if not mark.undecided:
        return mark.looks_opening
    if stack and mark.text == "«":
        return stack[-1].text != "»"
    return mark.kind.opens and not stack


def _is_something_else(mark: _Mark) -> bool:
    """A closing mark with nothing to close that quotes nothing: inches, the arrow of "Home » News"."""
    return (mark.text == '"' and mark.before.isdigit()) or (
        mark.text == "»" and mark.before == " " and mark.after.isspace()
    )


def _never_closed(still_open: _Open, end: int) -> Iterator[Quotation]:
    for stack in still_open.values():
        for mark in stack:
            # A straight mark between two letters or two spaces may be a gershayim or a ditto mark.
            if not (mark.text == '"' and mark.undecided):
                yield Quotation(mark.start, end, mark.text, "")


def _word_from(prose: str, start: int, end: int) -> int:
    piece = prose[start:end]
    return start + len(piece) - len(piece.lstrip())
