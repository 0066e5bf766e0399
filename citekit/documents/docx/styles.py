"""Word's styles: which paragraphs are headings, quotations, items of a list; the language of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citekit.documents.packed.problems import Unread
from citekit.documents.packed.xmlevents import tell

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_TEXT_LEVEL = 9
"""The outline level of what is no heading."""
_BASES = 20
"""Styles that build upon one another."""


@dataclass(slots=True)
class Styles:
    """The styles by their ids."""

    names: dict[str, str] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)
    """Those with an outline level."""
    language: str = ""
    _open: str = ""
    _path: list[str] = field(default_factory=list)

    def kind(self, style: str) -> str:
        """The kind of the paragraphs in a style: heading, quote, item, reference; empty for ordinary ones."""
        for _ in range(_BASES):
            name = self.names.get(style, style).lower()
            if style in self.headings or name.startswith(("heading", "title", "subtitle")):
                return "heading"
            if "quote" in name or name == "block text":
                return "quote"
            if "bibliography" in name:
                return "reference"
            if name.startswith("list ") and name != "list paragraph":
                return "item"
            if style not in self.bases:
                return ""
            style = self.bases[style]
        return ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:style":
            self._open = attributes.get("w:styleId", "")
        elif name == "w:lang" and "w:rPrDefault" in self._path[:3]:
            self.language = value
        elif self._open and name == "w:name":
            self.names[self._open] = value
        elif self._open and name == "w:basedOn":
            self.bases[self._open] = value
        elif self._open and name == "w:outlineLvl" and is_heading(value):
            self.headings.add(self._open)
        self._path.append(name)

    def end(self, name: str) -> None:
        self._path.pop()
        if name == "w:style":
            self._open = ""

    def text(self, text: str) -> None:
        pass


def is_heading(level: str) -> bool:
    """Is this the outline level of a heading?"""
    return level.isdecimal() and int(level[:3]) < _TEXT_LEVEL


def read_styles(data: bytes) -> Styles:
    """The styles of a part; none when it is missing or damaged."""
    styles = Styles()
    try:
        tell(data, styles, PREFIXES)
    except Unread:
        return Styles()
    return styles
