"""Word's text as it is told, element by element: paragraphs, fields, content controls, notes.

What a reader does not see is left out: deleted and moved text, hidden runs, the codes of fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citekit.documents.docx.styles import Styles, is_heading
from citekit.documents.packed.flow import Flow
from citekit.documents.packed.making import MATHS

_LEFT_OUT = frozenset(
    {"w:del", "w:moveFrom", "mc:Fallback", "w:pPrChange", "w:rPrChange", "w:sectPrChange", "w:tblPrChange", "w:pict"}
)
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Field:
    """A field that has begun."""

    code: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    start: int = -1
    """Where its result begins; -1 before that."""


@dataclass(slots=True)
class Notes:
    """The notes of a document by kind and id, and how many were put in their places."""

    flows: dict[tuple[str, str], Flow] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def put(self, kind: str, id: str, flow: Flow) -> None:
        """Puts a note where its mark stands."""
        note = self.flows.pop((kind, id), None)
        if note is not None:
            self.used[kind] = self.used.get(kind, 0) + 1
            flow.note(note, f"{kind} {self.used[kind]}")


class Body:
    """Listens to a part with text: the document itself, or its footnotes or endnotes."""

    def __init__(self, styles: Styles, notes: Notes, marks: Mapping[str, str]) -> None:
        """`marks` are the codes of bookmarks by their names."""
        self.flow = Flow()
        self._styles = styles
        self._notes = notes
        self._marks = marks
        self._left_out = 0
        self._fields: list[Field] = []
        self._unshown = 0
        """Fields whose results have not begun."""
        self._controls: list[Field] = []
        self._bookmarks: dict[str, tuple[str, int]] = {}
        self._formulas: list[int] = []
        self._paragraphs = self._cells = self._runs = 0
        self._hidden = False
        self._into = ""
        self._note = ""
        self._known = {
            "w:p": self._paragraph, "w:pStyle": self._styled, "w:numPr": self._numbered, "w:outlineLvl": self._levelled,
            "w:tc": self._cell, "w:r": self._run, "w:vanish": self._vanish, "w:fldChar": self._field_mark,
            "w:fldSimple": self._simple, "w:sdt": self._control, "w:tag": self._tagged,
            "w:sdtContent": self._controlled, "w:bookmarkStart": self._marked, "w:bookmarkEnd": self._unmarked,
            "w:footnote": self._note_begins, "w:endnote": self._note_begins, "m:oMath": self._formula,
        }  # fmt: skip

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
        elif name in ("w:t", "m:t", "w:instrText", "w:fldData"):
            self._into = name
        elif name in _SIGNS:
            if self._runs:
                self._write(_SIGNS[name])
        elif name in _NOTES:
            self._notes.put(_NOTES[name], attributes.get("w:id", ""), self._opened())
        elif name in self._known:
            self._known[name](attributes)

    def end(self, name: str) -> None:
        self._into = ""
        if self._left_out:
            self._left_out -= 1
        elif name == "w:p":
            self._paragraphs -= 1
            self.flow.end()
        elif name == "w:tc":
            self._cells -= 1
        elif name == "w:r":
            self._runs -= 1
            self._hidden = False
        elif name == "w:fldSimple":
            self._field_ends()
        elif name == "w:sdt":
            self._control_ends()
        elif name in ("w:footnote", "w:endnote"):
            self._note_ends(name)
        elif name == "m:oMath" and self._formulas:
            self.flow.cover(MATHS, self._formulas.pop())

    def text(self, text: str) -> None:
        if self._left_out or not self._into:
            return
        if self._into in ("w:t", "m:t"):
            self._write(text)
        elif self._fields and self._into == "w:fldData":
            self._fields[-1].data.append(text)
        elif self._fields and self._fields[-1].start < 0:
            self._fields[-1].code.append(text)

    # ------------------------------------------------------------------------------------------------- paragraphs

    def _opened(self) -> Flow:
        """The text, with a paragraph open: that of a text box has ended the one around it."""
        if not self.flow.is_open and self._paragraphs:
            self.flow.begin("paragraph")
        return self.flow

    def _write(self, text: str) -> None:
        if self._hidden or self._unshown:
            return
        # Word puts a space behind the number of a note.
        self._opened().add(text if self.flow.length or not self._note else text.lstrip())

    def _paragraph(self, _: Mapping[str, str]) -> None:
        self._paragraphs += 1
        self.flow.begin("cell" if self._cells else "paragraph")

    def _styled(self, attributes: Mapping[str, str]) -> None:
        if self.flow.is_open and (kind := self._styles.kind(attributes.get("w:val", ""))):
            self.flow.be(kind)

    def _numbered(self, _: Mapping[str, str]) -> None:
        if self.flow.is_open and self.flow.kind == "paragraph":
            self.flow.be("item")

    def _levelled(self, attributes: Mapping[str, str]) -> None:
        if self.flow.is_open and is_heading(attributes.get("w:val", "")):
            self.flow.be("heading")

    def _cell(self, _: Mapping[str, str]) -> None:
        self._cells += 1

    def _run(self, _: Mapping[str, str]) -> None:
        self._runs += 1

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        self._hidden = bool(self._runs) and attributes.get("w:val", "") not in _OFF

    def _formula(self, _: Mapping[str, str]) -> None:
        self._formulas.append(self._opened().length)

    # ----------------------------------------------------------------------------------------------------- fields

    def _field_mark(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(Field())
            self._unshown += 1
        elif kind == "separate":
            self._field_shows()
        elif kind == "end":
            self._field_ends()

    def _simple(self, attributes: Mapping[str, str]) -> None:
        self._fields.append(Field([attributes.get("w:instr", "")]))
        self._unshown += 1
        self._field_shows()

    def _field_shows(self) -> None:
        if self._fields and self._fields[-1].start < 0:
            self._unshown -= 1
            self._fields[-1].start = self.flow.length

    def _field_ends(self) -> None:
        if not self._fields:
            return
        self._field_shows()
        done = self._fields.pop()
        if self._fields and done.data and not self._fields[-1].data and self._fields[-1].start < 0:
            # EndNote keeps what it says of the works with a field of its own within the citation's.
            self._fields[-1].data = done.data
        if code := "".join(done.code).strip():
            self.flow.cover(code, done.start, "".join(done.data))

    # ------------------------------------------------------------------------------------ controls and bookmarks

    def _control(self, _: Mapping[str, str]) -> None:
        self._controls.append(Field())

    def _tagged(self, attributes: Mapping[str, str]) -> None:
        if self._controls and self._controls[-1].start < 0:
            self._controls[-1].code = [attributes.get("w:val", "")]

    def _controlled(self, _: Mapping[str, str]) -> None:
        if self._controls and self._controls[-1].start < 0:
            self._controls[-1].start = self.flow.length

    def _control_ends(self) -> None:
        if self._controls and (done := self._controls.pop()).start >= 0 and done.code:
            self.flow.cover(done.code[0], done.start)

    def _marked(self, attributes: Mapping[str, str]) -> None:
        if code := self._marks.get(attributes.get("w:name", "")):
            self._bookmarks[attributes.get("w:id", "")] = (code, self.flow.length)

    def _unmarked(self, attributes: Mapping[str, str]) -> None:
        if found := self._bookmarks.pop(attributes.get("w:id", ""), None):
            self.flow.cover(*found)

    # ------------------------------------------------------------------------------------------------------ notes

    def _note_begins(self, attributes: Mapping[str, str]) -> None:
        self.flow = Flow("\n")
        self._note = attributes.get("w:id", "") if attributes.get("w:type", "normal") == "normal" else ""
        self._fields, self._controls, self._unshown = [], [], 0

    def _note_ends(self, name: str) -> None:
        if self._note:
            self._notes.flows[name.removeprefix("w:"), self._note] = self.flow
        self._note = ""
