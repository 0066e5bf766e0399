"""One pass over a Typst text: markup, and code with its brackets; no step goes back in the text."""

from __future__ import annotations

import re

from citekit.documents.sheet import Sheet, Stretch
from citekit.documents.typst.citing import CROSS_REFERENCE, FORMS, citation
from citekit.documents.typst.tokens import (
    CALL,
    CODE,
    COMMENT_MARK,
    DOLLAR,
    MARKUP,
    NO_PROSE,
    PARTNERS,
    STATEMENTS,
    STRING,
    TABLES,
    Frame,
)
from citekit.model import Block, Citation, Mode
from citekit.source import TextSource


class Scanner:
    """What has been found so far in one text."""

    def __init__(self, source: TextSource, labels: frozenset[str]) -> None:
        self.sheet = Sheet(source)
        self._text = source.text
        self._labels = labels
        self._references: list[Citation] = []
        """What is a citation unless its key turns out to be a label."""
        self._open = [Frame("markup")]
        self._missing: set[str] = set()

    def run(self) -> None:
        """Reads the whole text."""
        at = 0
        while at < len(self._text):
            at = self._markup(at) if self._open[-1].kind == "markup" else self._code(at)
        while len(self._open) > 1:
            self._close(len(self._text), len(self._text))
        known = self._labels | self.sheet.defines.keys()
        self.sheet.citations += [one for one in self._references if one.items[0].key not in known]

    # --------------------------------------------------------------------------------------------------- markup

    def _markup(self, at: int) -> int:
        found = MARKUP.search(self._text, at)
        end = found.start() if found else len(self._text)
        if not self._open[-1].is_prose:
            self.sheet.hide(at, end)
        if not found:
            return end
        kind = found.lastgroup or ""
        if kind in ("key", "name"):
            return self._keyed(found)
        if kind == "open":
            self._open.append(Frame("markup", "]", inside=found.end(), is_prose=self._open[-1].is_prose))
            return found.end()
        if kind == "close":
            return self._closed(found.start(), found.end())
        if kind == "code":
            return self._begun(found.start())
        if kind in ("url", "escape"):
            self._sign(kind, *found.span())
            return found.end()
        return self._skip(kind, found)

    def _sign(self, kind: str, start: int, end: int) -> None:
        if kind == "url":
            self.sheet.show(start, end)
        else:
            self.sheet.hide(start, start + 1 if self._text[start + 1] in "#$*_@<>~[]`\\" else end)

    def _skip(self, kind: str, found: re.Match[str]) -> int:
        """A comment, raw text, maths, a label, a mark of emphasis."""
        start, end = found.span()
        if kind == "raw":
            end = self._raw_end(found)
        elif kind == "block":
            end = self._comment_end(end)
        elif kind == "maths":
            end = self._maths_end(end)
        elif kind == "label":
            self.sheet.defines[found[0][1:-1]] = "label"
        if kind in ("raw", "maths"):
            self.sheet.show(start, end)
        else:
            self.sheet.hide(start, end)
        return end

    def _raw_end(self, found: re.Match[str]) -> int:
        """After as many ticks again; two are an empty text. A text without an end goes on to the end, as in Typst."""
        if len(found[0]) == 2:
            return found.end()
        size = len(found[0])
        end = self._text.find("`" * size, found.end())
        return end + size if end >= 0 else len(self._text)

    def _comment_end(self, at: int) -> int:
        depth = 1
        for mark in COMMENT_MARK.finditer(self._text, at):
            depth += 1 if mark[0] == "/*" else -1
            if depth == 0:
                return mark.end()
        return len(self._text)

    def _maths_end(self, at: int) -> int:
        found = None if "$" in self._missing else DOLLAR.search(self._text, at)
        if not found:
            self._missing.add("$")
            return at
        return found.end()

    def _keyed(self, found: re.Match[str]) -> int:
        start, end = found.span()
        if CROSS_REFERENCE.match(found["name"]):
            self.sheet.show(start, end)
        elif self._text.startswith("[", end):
            self._open.append(Frame("markup", "]", "@", start, end + 1, is_prose=False))
            self._open[-1].keys.append((start + 1, end))
            return end + 1
        else:
            self._refer((start, end), (start + 1, end), None)
        return end

    def _refer(self, whole: Stretch, key: Stretch, note: Stretch | None) -> None:
        made = citation(self.sheet.source, whole, [key], note, Mode.PARENTHETICAL)
        self._references += [made] if made else []
        self.sheet.show(*whole)

    # ----------------------------------------------------------------------------------------------------- code

    def _begun(self, start: int) -> int:
        """`#` begins code: a statement, a call, a block, a value."""
        call = CALL.match(self._text, start + 1)
        if not call:
            if value := STRING.match(self._text, start + 1):
                self.sheet.show(start, value.end())
                return value.end()
            opening = self._text[start + 1 : start + 2]
            self.sheet.hide(start, start + 1)
            if opening in PARTNERS:
                return self._opened(start + 1, "", start)
            return start + 1
        self.sheet.hide(start, call.end())
        if call[0] in STATEMENTS:
            is_prose = self._open[-1].is_prose and call[0] not in NO_PROSE
            self._open.append(Frame("statement", "", call[0], start, call.end(), is_prose=is_prose))
            return call.end()
        return self._followed(call[0], start, call.end())

    def _followed(self, name: str, start: int, at: int) -> int:
        """After a function's name or its arguments: arguments, or a content block, may follow."""
        if self._text[at : at + 1] in ("(", "["):
            return self._opened(at, name, start)
        return at

    def _opened(self, at: int, name: str, start: int) -> int:
        bracket = self._text[at]
        kind = "markup" if bracket == "[" else "code"
        frame = self._open[-1]
        is_prose = frame.is_prose and not (frame.name == "cite" and frame.kind == "code")
        self._open.append(Frame(kind, PARTNERS[bracket], name, start, at + 1, is_prose=is_prose))
        self.sheet.hide(at, at + 1)
        return at + 1

    def _code(self, at: int) -> int:
        found = CODE.search(self._text, at)
        end = found.start() if found else len(self._text)
        self.sheet.hide(at, found.end() if found else end)
        if not found:
            return end
        kind = found.lastgroup or ""
        frame = self._open[-1]
        if kind in ("string", "text"):
            self._string(frame, found)
        elif kind in ("label", "name"):
            self._labelled(frame, found)
        elif kind == "word":
            return self._word(frame, found)
        elif kind == "open":
            return self._opened(found.start(), "", found.start())
        elif kind == "close":
            return self._closed(found.start(), found.end())
        elif kind == "end":
            if frame.kind == "statement":
                self._open.pop()
        elif kind == "sign":
            self._signed(frame, found)
        else:
            return self._hidden(kind, found)
        return found.end()

    def _hidden(self, kind: str, found: re.Match[str]) -> int:
        shown = len(self.sheet.shown)
        end = self._skip(kind, found)
        del self.sheet.shown[shown:]
        return end

    def _string(self, frame: Frame, found: re.Match[str]) -> None:
        place = found.span("text")
        if any(one.name == "include" and one.kind == "statement" for one in self._open[-2:]):
            self.sheet.take_in(found["text"], place[0])
        elif self._names_library(frame):
            self.sheet.bibliography.append(found["text"])
        elif frame.name == "label" and len(self._open) > 1 and self._open[-2].name == "cite":
            self._open[-2].keys.append(place)
        elif frame.argument == "lang" and not self.sheet.language and frame.name == "text":
            self.sheet.language = found["text"]
        frame.told[frame.argument] = place

    def _names_library(self, frame: Frame) -> bool:
        """It stands among the arguments of `bibliography`, or in a list there, and not in a named one."""
        outer = self._open[-2] if len(self._open) > 1 and frame.name != "bibliography" else frame
        return outer.name == "bibliography" and not outer.argument and not frame.argument

    def _labelled(self, frame: Frame, found: re.Match[str]) -> None:
        if frame.name == "cite" and not frame.argument:
            frame.keys.append(found.span("name"))
        elif frame.name == "quote" and frame.argument == "attribution":
            place = found.span("name")
            self.sheet.cite(citation(self.sheet.source, place, [place], None, Mode.NARRATIVE))

    def _word(self, frame: Frame, found: re.Match[str]) -> int:
        """A name in code: of a function that is called, of an argument, or a keyword."""
        frame.named = True
        frame.told.setdefault("", found.span())
        if found[0] == "true" and frame.argument == "full" and frame.name == "bibliography":
            self.sheet.cites_all = True
        elif found[0] == "none" and frame.argument == "form":
            frame.told["form"] = found.span()
        elif found[0] == "include":
            self._open.append(Frame("statement", "", "include", found.start(), found.end(), is_prose=frame.is_prose))
            return found.end()
        after = self._text[found.end() : found.end() + 1]
        if after in ("(", "["):
            return self._opened(found.end(), found[0], found.start())
        frame.told["name"] = found.span()
        return found.end()

    def _signed(self, frame: Frame, found: re.Match[str]) -> None:
        if found[0] == ":" and "name" in frame.told:
            frame.argument = self._text[slice(*frame.told.pop("name"))]
        elif found[0] == ",":
            frame.argument = ""

    # -------------------------------------------------------------------------------------------------- closing

    def _closed(self, start: int, end: int) -> int:
        """A closing bracket: what it closes may go on with more arguments."""
        sign = self._text[start]
        while self._open[-1].kind == "statement" and len(self._open) > 1:
            self._open.pop()
        frame = self._open[-1]
        if frame.closing != sign:
            return end
        if frame.kind == "markup" and not frame.start and not frame.name and len(self._open) > 1:
            # Brackets in markup that nothing has called: they are words.
            self._open.pop()
            return end
        return self._close(start, end)

    def _close(self, start: int, end: int) -> int:
        frame = self._open.pop()
        if frame.kind == "statement":
            return end
        self.sheet.hide(start, end)
        outer = self._open[-1]
        if frame.closing == "]" and outer.kind == "code":
            outer.told[outer.argument] = (frame.inside, start)
            if frame.is_prose and not frame.name:
                kind = "cell" if outer.name in TABLES else "paragraph"
                self.sheet.parts.append(Block(kind, frame.inside, start))
        if frame.name == "@":
            self._refer((frame.start, end), frame.keys[0], (frame.inside, start))
        elif frame.name == "cite" and frame.closing == ")":
            self._cited(frame, end)
        elif frame.name == "footnote" and frame.closing == "]":
            self.sheet.notes.append((frame.inside, start))
        elif frame.name == "quote" and frame.closing == "]":
            self.sheet.quotes.append((frame.inside, start))
        if frame.name and frame.name != "@":
            return self._followed(frame.name, frame.start, end)
        return end

    def _cited(self, frame: Frame, end: int) -> None:
        form = self._text[slice(*frame.told["form"])] if "form" in frame.told else "normal"
        made = citation(
            self.sheet.source,
            (frame.start, end),
            frame.keys,
            frame.told.get("supplement"),
            FORMS.get(form, Mode.PARENTHETICAL),
        )
        if made is not None and form == "none":
            self.sheet.citations.append(made)
        else:
            self.sheet.cite(made)
