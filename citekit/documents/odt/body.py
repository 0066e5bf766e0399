"""OpenDocument text as it is told, element by element: paragraphs, notes in their places, marks of reference.

What a reader does not see is left out: tracked deletions, comments, hidden text. White space counts once, as in HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.documents.packed.flow import Flow

PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
}
OWN_MARK = "BIBLIOGRAPHY-MARK "
"""How the code of a mark begins that is the word processor's own; what follows is its number among these."""
LIST, CONTENTS = "LIST", "CONTENTS"
"""The codes of a list of references and of a table of contents that the word processor has made."""
_LEFT_OUT = frozenset({"text:tracked-changes", "office:annotation", "text:note-citation", "text:hidden-text"})
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 100
_TEXTS = frozenset({"text:p", "text:h"})
_CONTENTS = frozenset(
    {"text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index"}
)
_SIGNS = {"text:tab": "\t", "text:line-break": "\n"}


class Body:
    """Listens to the part with the text."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        """`marks` are the codes of bookmarks by their names."""
        self.flow = Flow()
        self.own: list[Mapping[str, str]] = []
        """What the word processor's own marks say of their works."""
        self._marks = marks
        self._left_out = 0
        self._outer: list[Flow] = []
        """The texts around the note that is being read."""
        self._classes: list[str] = []
        self._counts: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._sections: list[tuple[str, int]] = []
        self._names: list[str] = []
        self._parents: dict[str, str] = {}
        self._depth = {"text:list-item": 0, "table:table-cell": 0, "text": 0}
        self._after_space = True

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        if name in _TEXTS:
            self._depth["text"] += 1
            self.flow.begin(self._kind(name, attributes.get("text:style-name", "")))
            self._after_space = True
        elif name in self._depth:
            self._depth[name] += 1
        elif name in _SIGNS:
            self._write(_SIGNS[name])
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self._write(" " * min(int(count[:4]) if count.isdecimal() else 1, _MOST_SPACES))
        elif name == "style:style":
            self._parents[attributes.get("style:name", "")] = attributes.get("style:parent-style-name", "")
        else:
            self._marked(name, attributes)

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif name in _TEXTS:
            self._depth["text"] -= 1
            self.flow.end()
        elif name in self._depth:
            self._depth[name] -= 1
        elif name == "text:note":
            self._note_ends()
        elif name in _CONTENTS or name in ("text:section", "text:bibliography", "text:bibliography-mark"):
            self._section_ends()

    def text(self, text: str) -> None:
        if self._left_out or not self._depth["text"]:
            return
        plain = _SPACE.sub(" ", text)
        if self._after_space:
            plain = plain.removeprefix(" ")
        if plain:
            self._after_space = plain.endswith(" ")
            self._opened().add(plain)

    # ------------------------------------------------------------------------------------------------- paragraphs

    def _opened(self) -> Flow:
        if not self.flow.is_open and self._depth["text"]:
            self.flow.begin("paragraph")
        return self.flow

    def _write(self, text: str) -> None:
        if self._depth["text"]:
            self._opened().add(text)
            self._after_space = text.isspace()

    def _kind(self, name: str, style: str) -> str:
        if name == "text:h":
            return "heading"
        named = f"{style} {self._parents.get(style, '')}".lower()
        if "quotation" in named:
            return "quote"
        if "title" in named:
            return "heading"
        if "bibliography" in named:
            return "reference"
        if self._depth["table:table-cell"]:
            return "cell"
        return "item" if self._depth["text:list-item"] else "paragraph"

    # ------------------------------------------------------------------------------------------------------ marks

    def _marked(self, name: str, attributes: Mapping[str, str]) -> None:
        named = attributes.get("text:name", "")
        if name == "text:note":
            self._note_begins(attributes.get("text:note-class", "footnote"))
        elif name == "text:reference-mark-start":
            self._open[named] = self._opened().length
        elif name == "text:bookmark-start" and named in self._marks:
            self._open[self._marks[named]] = self._opened().length
        elif name in ("text:reference-mark-end", "text:bookmark-end"):
            code = self._marks.get(named, named)
            if code in self._open:
                self.flow.cover(code, min(self._open.pop(code), self.flow.length))
        elif name == "text:bibliography-mark":
            self.own.append(attributes)
            self._sections.append((f"{OWN_MARK}{len(self.own) - 1}", self._opened().length))
        elif name == "text:section":
            self._sections.append((named, self.flow.length))
        elif name in _CONTENTS or name == "text:bibliography":
            self._sections.append((LIST if name == "text:bibliography" else CONTENTS, self.flow.length))

    def _section_ends(self) -> None:
        if self._sections:
            code, start = self._sections.pop()
            self.flow.cover(code, min(start, self.flow.length))

    def _note_begins(self, kind: str) -> None:
        self._outer.append(self._opened())
        self._classes.append(kind if kind in ("footnote", "endnote") else "footnote")
        self.flow = Flow("\n")
        self._after_space = True

    def _note_ends(self) -> None:
        if not self._outer:
            return
        note, kind = self.flow, self._classes.pop()
        self.flow = self._outer.pop()
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self.flow.note(note, f"{kind} {self._counts[kind]}")
        self._after_space = False
