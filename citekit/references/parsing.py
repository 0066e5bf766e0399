"""A reference as it is printed, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from citekit.references import closing, contributors, heads, identifiers, numbers, titles, works
from citekit.references.heads import Head
from citekit.references.scan import MARK, Part, Scan, cleaned, tidy
from citekit.references.titles import Title


@dataclass(frozen=True, slots=True)
class ParsedReference:
    """What a printed reference says, field by field."""

    text: str
    """As it was given."""
    type: str
    """The entry type, as biblatex calls it."""
    type_sure: bool
    parts: tuple[Part, ...]
    """In the order in which they stand; names as they are printed; offsets are those of `text`."""
    style: str
    """How it begins: author-date, quoted, colon, sentence, comma, title-first, none."""
    rest: tuple[Part, ...] = ()
    """What found no place."""

    def text_of(self, name: str) -> str:
        """What it says in a field; empty when nothing."""
        return next((part.text for part in self.parts if part.name == name), "")


def parse(text: str) -> ParsedReference:
    """Takes a reference apart. Any text may be given; nothing is raised, and what finds no place is in `rest`."""
    clean, places = cleaned(text)
    scan = Scan(clean, clean)
    identifiers.take(scan)
    head = heads.take(scan)
    title = titles.take(scan, head)
    numbers.take_edition(scan, max(title.start, head.end))
    numbers.take_bracketed(scan, title.start + 1)
    if title.how != "quoted":
        title = titles.take(scan, head)
    numbers.take(scan, title.after if title.how == "quoted" else _numbers_from(scan, title))
    contributors.take(scan, title.after if title.how == "quoted" else title.start + 1)
    if title.how != "quoted":
        title = titles.take(scan, head)
    _take_title(scan, title, head)
    closing.take_date(scan, title.after)
    type, sure = works.take(scan, title, head)
    closing.take_late_date(scan)
    return _finished(scan, text, places, type, sure, head)


def _numbers_from(scan: Scan, title: Title) -> int:
    return title.end if title.how in ("sentence", "in", "bracket", "comma") else title.start + 1


def _take_title(scan: Scan, title: Title, head: Head) -> None:
    value = tidy(scan.text[title.start : title.end])
    if not value:
        return
    sure = title.how == "quoted" or _ends_plainly(scan, title, head)
    sure = sure and not (title.how != "quoted" and _INITIAL_WITHIN.search(value))
    scan.take("title", title.start, title.end, value, sure=sure)
    scan.blank(title.start, title.after)


def _ends_plainly(scan: Scan, title: Title, head: Head) -> bool:
    """Is where a title without quotation marks ends hardly to be mistaken, by how the reference began?"""
    if title.how == "mark":
        is_stopped = scan.text[title.end : title.end + 1] == "."
        return head.style in ("author-date", "comma") or (is_stopped and head.style in ("sentence", "colon"))
    if title.how == "bracket" and not titles.is_kind(scan.left, title.end + 2):
        return False
    return title.how in ("sentence", "in", "bracket") and head.style in ("author-date", "sentence", "colon")


_INITIAL_WITHIN = re.compile(r"[^\W\d_A-Z]\s[^\W\d_]\.\s")
"""A letter with a full stop, which may be the end of the title: `with R. Journal`."""


# ------------------------------------------------------------------------------------------------------- made whole


def _finished(scan: Scan, text: str, places: list[int], type: str, sure: bool, head: Head) -> ParsedReference:
    places = [*places, len(text)]

    def placed(part: Part) -> Part:
        return replace(part, start=places[part.start], end=places[max(part.end - 1, part.start)] + 1 if part.end else 0)

    rest = [
        Part("", value, match.start(), match.end())
        for match in re.finditer(rf"[^{MARK}]+", scan.left)
        if re.search(r"[^\W_]{2}|\d", value := tidy(match[0]))
    ]
    parts = sorted((part for part in scan.parts if part.text), key=lambda part: (part.start, part.end))
    return ParsedReference(text, type, sure, tuple(map(placed, parts)), head.style, tuple(map(placed, rest)))
