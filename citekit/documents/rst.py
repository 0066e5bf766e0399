"""reStructuredText: Sphinx's roles ``:cite:p:`a,b` ``, docutils' `[a]_`, and the words between.

Syntax: the reStructuredText markup specification; sphinxcontrib-bibtex, "Roles and Directives".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from citekit.documents.roles import role_citation, tables
from citekit.documents.settings import SPHINX
from citekit.documents.sheet import Sheet, Stretch
from citekit.model import Citation, CitationItem, Document
from citekit.plugin import DocumentFormat
from citekit.source import TextSource

_LINE = re.compile(r"[^\n]*\n?")
_EXPLICIT = re.compile(
    r"""(?P<indent>[ \t]*)\.\.(?:[ \t]+(?:
    (?P<note>\[(?P<label>[^\[\]\n]+)\](?:[ \t]+|$))[^\n]*
    |(?P<target>_[^\n]*)
    |(?P<substitution>\|[^\n]*)
    |(?P<directive>(?P<name>[A-Za-z][\w:.+-]*)::(?:[ \t]+(?P<argument>\S[^\n]*))?)
    |(?P<comment>[^\n]*)))?[ \t]*$""",
    re.X,
)
_OPTION = re.compile(r"[ \t]*:[\w-]+:(?:[ \t][^\n]*)?$")
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$|[ \t]*[=+-][=+ \t-]*[ \t]*$")
_DOCTEST = re.compile(r"[ \t]*>>>[ \t]")
_FIELD = re.compile(r":[\w -]+:[ \t]+[^\n]*$")
_INLINE = re.compile(
    r"""(?P<literal>``(?=\S))
    |:(?P<role>[A-Za-z][\w:.+-]{0,40}):`(?P<content>[^`]+)`
    |(?<![\w`:])`(?P<words>[^`<>]+?)(?P<address>[ \t\n]{0,8}<[^`<>]*>)?`(?P<reference>__?(?!\w))?
    |(?<![\w\]])\[(?P<key>[A-Za-z](?:[\w.:+-]*\w)?)\]_(?!\w)
    |(?P<footnote>\[(?:\#[\w.-]*|\*|\d+)\]_)
    |(?P<substitution>\|(?=[^\s|])[^|\n]*(?<=\S)\|_{0,2})
    |(?P<escape>\\.)
    |(?P<url>https?://[^\s<>"]+)
    |(?P<target>_`[^`]+`)
    |(?P<emphasis>(?<![\w*])\*{1,2}(?=[^\s*])|(?<=[^\s*])\*{1,2}(?![\w*]))
    |(?P<hyperlink>(?<=\w)__?(?!\w))""",
    re.X,
)
_LITERAL_END = re.compile(r"(?<=\S)``(?=[\s'\")\]}>/:.,;!?\\-]|\Z)")
_MARK = re.compile(r"[ \t]*(?P<item>(?:[-*+•]|\(?(?:\d+|[A-Za-z]|\#)[.)])[ \t]+)?(?P<cell>\|[ \t])?")


def read(source: TextSource) -> Document:
    """The document of a reStructuredText. Never raises; nothing is run."""
    sheet = Sheet(source)
    lines = _Lines(sheet)
    left_out = list(lines.run())
    _Inline(sheet).run(left_out)
    headings = lines.headings

    def kind(line: str) -> tuple[str, int]:
        if line.strip() in headings:
            return "heading", len(line) - len(line.lstrip())
        found = _MARK.match(line)
        if found and found["cell"]:
            return "cell", 0
        return ("item" if found and found["item"] else ""), found.end() if found else 0

    return sheet.document("rst", kind)


# ----------------------------------------------------------------------------------------------------------- lines


class _Lines:
    """One pass over the lines: which are no prose, and which are headings."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.headings: set[str] = set()
        self._hidden = -1
        """The indentation of what is no prose up to the next line that stands no deeper; -1 when there is none."""
        self._shown = False
        self._options = False
        """The options of a directive may follow."""
        self._before = ""
        self._body = False
        """Something other than fields has been read."""

    def run(self) -> Iterator[Stretch]:
        """The lines, or parts of lines, in which inline markup is not looked for."""
        for found in _LINE.finditer(self.sheet.source.text):
            line = found[0].rstrip("\r\n")
            if line.strip() and (end := self._line(line, found.start())):
                yield found.start(), found.start() + end
            if not found[0]:
                return
            self._before = line

    def _line(self, line: str, start: int) -> int:
        """How much of a line is no prose, which is then hidden."""
        indent = len(line) - len(line.lstrip())
        if self._hidden >= 0 and indent > self._hidden:
            (self.sheet.show if self._shown else self.sheet.hide)(start, start + len(line))
            return len(line)
        self._hidden = -1
        if self._options and _OPTION.match(line):
            return self._hide(line, start)
        self._options = False
        explicit = _EXPLICIT.match(line)
        if explicit:
            return self._explicit(explicit, line, start, indent)
        if self._is_rule(line) or _DOCTEST.match(line) or (not self._body and _FIELD.match(line)):
            return self._hide(line, start)
        self._body = True
        if line.rstrip().endswith("::"):
            self._hidden, self._shown = indent, True
        return 0

    def _hide(self, line: str, start: int) -> int:
        self.sheet.hide(start, start + len(line))
        return len(line)

    def _is_rule(self, line: str) -> bool:
        """A line under or over a heading, or of a table."""
        if not _RULE.match(line):
            return False
        title = self._before.strip()
        if title and len(set(line.strip())) == 1 and len(line.rstrip()) >= len(title) and line[0] not in " \t":
            self.headings.add(title)
        return True

    def _explicit(self, found: re.Match[str], line: str, start: int, indent: int) -> int:
        if found["note"]:
            self._body = True
            end = found.end("note")
            self.sheet.hide(start, start + end)
            return end
        name = (found["name"] or "").lower()
        if name in tables().prose:
            self._options = True
            return self._hide(line, start)
        if found["directive"]:
            self._directive(found, name, start)
        self._hidden, self._shown = indent, bool(found["directive"])
        return self._hide(line, start)

    def _directive(self, found: re.Match[str], name: str, start: int) -> None:
        argument = found["argument"] or ""
        if name in tables().include and argument and not argument.startswith("<"):
            self.sheet.take_in(argument, start + found.start("argument"))
        elif name in tables().bibliography:
            self.sheet.bibliography += argument.split()


# ---------------------------------------------------------------------------------------------------------- inline


class _Inline:
    """One pass over what stands within lines."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._ends = [end.end() for end in _LITERAL_END.finditer(sheet.source.text)]

    def run(self, left_out: list[Stretch]) -> None:
        """Reads all but these stretches."""
        text, done = self.sheet.source.text, 0
        for start, end in [*left_out, (len(text), len(text))]:
            at = done
            while at < start and (found := _INLINE.search(text, at, start)):
                at = self._token(found, start)
            done = max(done, end)

    def _token(self, found: re.Match[str], limit: int) -> int:
        """Takes in one token; gives where to go on."""
        start, end = found.span()
        sheet = self.sheet
        if found["literal"]:
            return self._literal(start, end, limit)
        if found["role"]:
            self._role(found)
        elif found["words"]:
            sheet.hide(start, found.start("words"))
            sheet.hide(found.end("words"), end)
        elif found["key"]:
            span = sheet.source.span(*found.span("key"))
            sheet.cite(Citation(sheet.source.span(start, end), (CitationItem(span, found["key"]),)))
        elif found["escape"]:
            sheet.hide(start, start + 1)
        else:
            (sheet.show if found["url"] or found["substitution"] else sheet.hide)(start, end)
        return end

    def _literal(self, start: int, end: int, limit: int) -> int:
        later = bisect_right(self._ends, end + 2)
        if later == len(self._ends) or self._ends[later] > limit:
            return end
        self.sheet.show(start, self._ends[later])
        return self._ends[later]

    def _role(self, found: re.Match[str]) -> None:
        made = role_citation(self.sheet.source, found["role"], found.span(), found.span("content"))
        if found["role"] == "cite:empty" and made:
            self.sheet.hide(*found.span())
            self.sheet.citations.append(made)
        elif made:
            self.sheet.cite(made)
        else:
            self.sheet.show(*found.span())


_SHOWN = re.compile(
    r"``(?P<code>.+?)``|:[\w:.+-]{1,60}:`(?P<role>[^`<]+?)(?:\s{0,8}<[^`]*)?`|\|(?P<name>[^|]+)\|_{0,2}", re.S
)


def printed(text: str) -> str:
    """What a reader sees of what is no prose: code and roles without their marks.

    >>> printed("``a_b``"), printed(":ref:`that part <label>`"), printed("|release|")
    ('a_b', 'that part', 'release')
    """
    return _SHOWN.sub(lambda found: found["code"] or found["role"] or found["name"], text)


FORMAT = DocumentFormat("rst", (".rst", ".rest"), read, printed=printed, settings=SPHINX)
