"""A reference while it is taken apart: its text, what has been found in it, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = "\ue000"
"""Stands in `left` for each character of what was taken. It belongs to no script (Unicode, private use)."""

_SPACE = re.compile(r"\s+")
_EMPHASIS = frozenset("*\u200b\u200e\u200f\u2060\ufeff\u00ad")
"""Marks of emphasis that come with text from chat programs and Markdown, and characters that nobody sees."""
_BROKEN = re.compile(
    r"(?<=[^\W\d_][-\u2010\u00ad])([ \t]*(?:\r\n?|\n)\s*)(?=[^\W\d_])"
    r"(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e|u|en|of|dan|atau)\s)"
)
"""The end of a line within a word, and not after a part that a word further on completes: `pre-` and `post-war`."""
LONGEST = 4000
"""Characters of a reference that are looked at: what is longer is no reference."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a reference says."""

    name: str
    """The field, as biblatex calls it."""
    text: str
    start: int
    end: int
    """Where it stands in the text of the reference."""
    sure: bool = True


@dataclass(slots=True)
class Scan:
    """A reference in work."""

    text: str
    """With single spaces."""
    left: str
    """The same, with `MARK`s for what was taken."""
    parts: list[Part] = field(default_factory=list)
    """In the order in which they were found; places are those in `text`."""

    def take(self, name: str, start: int, end: int, text: str | None = None, *, sure: bool = True) -> None:
        """Takes a stretch as a field; without a name, as something that says nothing."""
        if name:
            value = tidy(self.text[start:end]) if text is None else text
            self.parts.append(Part(name, value, start, end, sure))
        self.blank(start, end)

    def blank(self, start: int, end: int) -> None:
        """Puts marks in the place of a stretch."""
        self.left = self.left[:start] + MARK * (end - start) + self.left[end:]

    def find(self, name: str) -> Part | None:
        """The first part of a name."""
        return next((part for part in self.parts if part.name == name), None)

    def has(self, *names: str) -> bool:
        """Was any of these found?"""
        return any(part.name in names for part in self.parts)


def cleaned(text: str) -> tuple[str, list[int]]:
    """A text with single spaces and without marks of emphasis, and where each of its characters stands in it."""
    kept: list[str] = []
    places: list[int] = []
    joints = _joints(text[:LONGEST])
    for at, character in enumerate(text[:LONGEST]):
        if character in _EMPHASIS or character == MARK or at in joints:
            continue
        if character.isspace():
            if not kept or kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        places.append(at)
    while kept and kept[-1] == " ":
        kept.pop()
        places.pop()
    return "".join(kept), places


def _joints(text: str) -> frozenset[int]:
    """Where white space stands in a word that was broken at its hyphen, at the end of a line."""
    return frozenset(at for match in _BROKEN.finditer(text) for at in range(*match.span(1)))


def tidy(text: str) -> str:
    """A value without the punctuation that parted it from its neighbours."""
    text = text.replace(MARK, " ")
    text = _SPACE.sub(" ", text).strip(" ,;:–—-/|_")
    text = text.removesuffix(".") if text.count(".") == 1 or not _ABBREVIATED.search(text) else text
    text = text.strip(" ,;:–—-/|_")
    for opening, closing in ("()", "[]"):
        if text.endswith(opening) or (text.startswith(opening) and closing not in text):
            text = text.strip(opening).strip(" ,;:")
        if text.startswith(closing) or (text.endswith(closing) and opening not in text):
            text = text.strip(closing).strip(" ,;:.")
    return text


_ABBREVIATED = re.compile(r"[^\W\d_]\.\s[^\W\d_]{1,6}\.$|(?:^|[\s.])[^\W\d_]\.$|[^\W\d_]{2}\.[^\W\d_]*\.$")
