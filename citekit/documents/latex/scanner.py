"""One pass over a LaTeX text: what is no prose, where blocks begin, what is cited. No step goes back in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from citekit.documents.blanking import holds, joined
from citekit.documents.latex.arguments import argument, arguments
from citekit.documents.latex.blocks import BLANK_LINE, Cut, blocks, condition_end
from citekit.documents.latex.citations import read_citation
from citekit.documents.latex.definitions import renamed
from citekit.documents.latex.including import read_include
from citekit.documents.latex.tables import tables
from citekit.model import Block, Citation, Include
from citekit.source import TextSource

_TOKEN = re.compile(
    r"""(?P<comment>%[^\n]*)
    |(?P<verb>\\(?:verb|lstinline)\*?(?P<delimiter>[^\w\s*\[{])(?:(?!(?P=delimiter))[^\n])*+(?P=delimiter))
    |(?P<maths>\\[(\[]|\$\$?)
    |(?P<command>\\(?P<name>[A-Za-z@]+)\*?)
    |(?P<escape>\\.)
    |(?P<sign>[{}~&])""",
    re.X | re.S,
)
# An accent with its letter: \'e, \"{o}, \c{c}, \v s.
_ACCENT = re.compile(
    r"""\\(?:['`^"~=.]|[cvuHkrdbt](?![A-Za-z]))\s{0,4}(?:\{\\?[A-Za-z]{1,2}\}|\\[ij](?![A-Za-z])|[A-Za-z])"""
)
_SWALLOWED = re.compile(r"\{\}|[ \t]+(?=\S)")
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
# TeX's own way to define a command: \def\name#1#2{…}
_DEFINING = frozenset({"def", "gdef", "edef", "xdef"})
_DEFINED = re.compile(r"\s{0,4}\\[A-Za-z@]+(?:\#\d){0,9}")
_PARTNERS = {r"\(": r"\)", r"\[": r"\]"}
_NONE: Mapping[str, str] = MappingProxyType({})


class Scanner:
    """What has been found so far in one text."""

    def __init__(self, source: TextSource, defined: Mapping[str, str] = _NONE) -> None:
        """`defined` gives the known commands for which those stand that other files define."""
        self.source = source
        self.text = source.text
        self.blank: list[tuple[int, int]] = []
        self.shown: list[tuple[int, int]] = []
        """What is blanked though a reader sees something there; `visible` leaves out what is not set at all."""
        self.notes: list[Block] = []
        self.citations: list[Citation] = []
        self.bibliography: list[str] = []
        self.includes: list[Include] = []
        self.cites_all = False
        self.labels: list[tuple[int, str]] = []
        self.language = ""
        self.cuts: list[Cut] = []
        """Where a block begins, its kind, and the kind of those that follow an empty line after it."""
        self.defines = renamed(self.text)
        self._renamed = {**defined, **self.defines}
        self._quotes = 0
        self._unset: list[tuple[int, int]] = []
        self._depth = 0
        self._note_at = -1
        self._open_notes: list[tuple[int, int]] = []
        """Where the text of each note begins that is not closed yet, and how many braces stood open before it."""
        self._wordless: list[tuple[str, int]] = []
        self._missing: set[str] = set()
        """Closing texts of which none stands any further on."""

    def run(self) -> None:
        """Reads the whole text, up to the end of the document."""
        at = 0
        while found := _TOKEN.search(self.text, at):
            at = max(found.end(), self._token(found))
            if at > len(self.text):
                return

    def _token(self, found: re.Match[str]) -> int:
        """Takes in one token; gives where to go on."""
        kind = found.lastgroup or ""
        if kind == "name" or kind == "command":
            return self._command(found)
        start, end = found.span()
        if kind == "maths":
            end = self._maths_end(found)
            self.shown += [(start, end)] if end > found.end() else []
        elif kind == "escape":
            self._accented(start)
            # The sign that a backslash protects is read: \& \% \_
            self.blank.append((start, end - 1 if found[0][1] in "&%#_${}" else end))
            return end
        elif kind == "sign":
            self._braced(found[0], start)
        elif kind != "comment":
            self.shown.append((start, end))
        self.blank.append((start, end))
        return end

    def _accented(self, start: int) -> bool:
        accent = _ACCENT.match(self.text, start)
        self.shown += [accent.span()] if accent else []
        return accent is not None

    def _braced(self, sign: str, at: int) -> None:
        """Keeps count of the braces, to know where a note ends."""
        if sign == "{":
            if at == self._note_at:
                self._open_notes.append((at + 1, self._depth))
            self._depth += 1
        elif sign == "}":
            self._depth = max(0, self._depth - 1)
            if self._open_notes and self._open_notes[-1][1] == self._depth:
                start, _ = self._open_notes.pop()
                self.notes += [Block("note", start, at)] if not self._open_notes else []

    @cached_property
    def _dollars(self) -> list[int]:
        return [found.start() for found in _DOLLARS.finditer(self.text)]

    def _maths_end(self, found: re.Match[str]) -> int:
        """After the partner of a maths sign; a lone sign ends where it stands. Maths holds no empty line."""
        if found[0] in _PARTNERS:
            close = self._find(_PARTNERS[found[0]], found.end())
            end = close + 2 if close >= 0 else found.end()
        else:
            later = bisect_right(self._dollars, found.start())
            end = self._dollars[later] + len(found[0]) if later < len(self._dollars) else found.end()
        return found.end() if BLANK_LINE.search(self.text, found.end(), end) else end

    def _find(self, closing: str, at: int) -> int:
        place = -1 if closing in self._missing else self.text.find(closing, at)
        if place < 0:
            self._missing.add(closing)
        return place

    # ------------------------------------------------------------------------------------------ commands

    def _command(self, found: re.Match[str]) -> int:
        known, name = tables(), self._renamed.get(found["name"].lower(), found["name"].lower())
        start, at = found.span()
        if found["name"] in ("begin", "end"):
            return self._environment(found["name"], start, at)
        if name == "iffalse":
            return self._never(start, at)
        if name in _DEFINING and (named := _DEFINED.match(self.text, at)):
            body = argument(self.text, named.end(), "curly")
            self.blank.append((start, body.end if body else named.end()))
            return body.end if body else named.end()
        if known.cites(name):
            return self._cited(name, start, at)
        if name in known.includes:
            self.includes += read_include(self.source, name, at)
        if name in known.bibliography:
            self._listed(at, known.bibliography[name])
        if name in ("usepackage", "setdefaultlanguage", "setmainlanguage"):
            self._spoken(name, at)
        if name == "item":
            self._cut(start, "item")
        if name == "bibitem":
            self._cut(start, "reference")
            self._label(at)
        if name in known.headings:
            self._headed(start, at)
        end = self._silenced(name, start, at)
        if name in known.notes:
            self._note_at = end
        else:
            self._set(found["name"], start, end)
        return end

    def _set(self, name: str, start: int, end: int) -> None:
        """Takes in what a command sets by itself: a sign, an accent with its letter, words of the writer's own."""
        known = tables()
        if self._accented(start):
            return
        if name in known.signs or self._stands_alone(name.lower(), end):
            # LaTeX swallows the space after such a command.
            swallowed = _SWALLOWED.match(self.text, end)
            self.shown.append((start, swallowed.end() if swallowed else end))
        elif name.lower() in known.pointing:
            self.shown.append((start, end))

    def _stands_alone(self, name: str, end: int) -> bool:
        """A command of which nothing is known but that it has no argument."""
        known = tables()
        told = name in known.silent or name in known.wordless or name in known.bibliography or name in known.headings
        return not told and (self.text.startswith("{}", end) or not self.text.startswith("{", end))

    def _cited(self, name: str, start: int, at: int) -> int:
        citation = read_citation(self.source, name, start, at)
        if citation is None:
            keys = argument(self.text, at, "curly")
            everything = name in tables().uncited and keys is not None and keys.text.strip() == "*"
            self.cites_all = self.cites_all or everything
            end = keys.end if keys and everything else at
        else:
            self.citations.append(citation)
            end = citation.span.end
            for _ in range(tables().following.get(name, 0)):
                notes = arguments(self.text, end, "square")
                field = argument(self.text, notes[-1].end if notes else end, "curly")
                end = field.end if field else end
            self.shown += [(start, end)] if name not in tables().uncited else []
        self.blank.append((start, end))
        return end

    def _never(self, start: int, at: int) -> int:
        end = -1 if r"\fi" in self._missing else condition_end(self.text, at)
        if end < 0:
            self._missing.add(r"\fi")
            self.blank.append((start, at))
            return at
        self._leave_out(start, end)
        return end

    def _listed(self, at: int, suffix: str) -> None:
        options = arguments(self.text, at, "square")
        names = argument(self.text, options[-1].end if options else at, "curly")
        for name in names.text.split(",") if names else ():
            name = name.strip()
            if name and "\\" not in name:
                self.bibliography.append(name if not suffix or name.endswith(suffix) else name + suffix)

    def _label(self, at: int) -> None:
        """The key of a work of the printed list."""
        options = arguments(self.text, at, "square")
        if key := argument(self.text, options[-1].end if options else at, "curly"):
            self.labels.append((at, key.text.strip()))

    def _spoken(self, name: str, at: int) -> None:
        """The language that babel or polyglossia is told; babel's main one is the last."""
        options = argument(self.text, at, "square")
        package = argument(self.text, options.end if options else at, "curly")
        if name == "usepackage":
            if not (options and package and package.text.strip() == "babel"):
                return
            names = options.text
        else:
            names = package.text if package else ""
        for option in names.split(","):
            code = tables().languages.get(option.strip().removeprefix("main=").strip().lower())
            self.language = code or self.language

    def _headed(self, start: int, at: int) -> None:
        options = arguments(self.text, at, "square")
        title = argument(self.text, options[-1].end if options else at, "curly")
        if title:
            self._cut(start, "heading")
            self._cut(title.end)

    def _silenced(self, name: str, start: int, at: int) -> int:
        """Blanks the command, its options, and those of its arguments that are no prose."""
        count = tables().wordless.get(name, -1)
        end = at
        for option in arguments(self.text, at, "square") if self.text[at : at + 1] == "[" else ():
            end = option.end
        while count > 0 and (one := argument(self.text, end, "curly square")):
            count -= one.kind == "curly"
            end = one.end
        self.blank.append((start, end))
        return end

    # -------------------------------------------------------------------------------------- environments

    def _environment(self, command: str, start: int, at: int) -> int:
        named = argument(self.text, at, "curly")
        name, end = (named.text.strip(), named.end) if named else ("", at)
        self.blank.append((start, end))
        if name == "document":
            return self._document(command, start, end)
        if command == "end":
            return self._left(name, start, end)
        return self._entered(name, start, end)

    def _document(self, command: str, start: int, end: int) -> int:
        if command == "begin":
            self._leave_out(0, end)
            return end
        self.blank.append((start, len(self.text)))
        return len(self.text) + 1

    def _leave_out(self, start: int, end: int) -> None:
        """Nothing of this is set within the text."""
        self.blank.append((start, end))
        self._unset.append((start, end))

    def _entered(self, name: str, start: int, end: int) -> int:
        known = tables()
        if name in known.quoting and (citation := read_citation(self.source, name, start, end)):
            self.citations.append(citation)
            self.blank.append((start, citation.span.end))
            self._quotes += name in known.quotes
            self._cut(citation.span.end)
            return citation.span.end
        if name in known.verbatim:
            close = self._find(f"\\end{{{name}}}", end)
            end = close if close >= 0 else len(self.text)
            self.blank.append((start, end))
        elif name in known.wordless_environments:
            self._wordless.append((name, start))
        else:
            self._quotes += name in known.quotes
            self._cut(start)
            for option in arguments(self.text, end, "square"):
                end = option.end
                self.blank.append((start, end))
            if name.startswith(("tabular", "longtable", "array", "thebib")) and (
                columns := argument(self.text, end, "curly")
            ):
                end = columns.end
                self.blank.append((start, end))
        return end

    def _left(self, name: str, start: int, end: int) -> int:
        if self._wordless and self._wordless[-1][0] == name:
            self._leave_out(self._wordless.pop()[1], end)
        else:
            self._quotes -= name in tables().quotes and self._quotes > 0
            self._cut(end)
        return end

    # -------------------------------------------------------------------------------------------- blocks

    def _cut(self, at: int, kind: str = "") -> None:
        usual = "quote" if self._quotes else "paragraph"
        self.cuts.append((at, kind or usual, usual))

    def blocks(self) -> Iterator[Block]:
        """The blocks in order; some hold no prose."""
        return blocks(self.text, self.cuts, self.notes)

    def visible(self) -> tuple[tuple[int, int], ...]:
        """What is shown, in order and without overlaps."""
        unset = joined(self._unset)
        return tuple(joined([one for one in self.shown if not holds(unset, one[0])]))
