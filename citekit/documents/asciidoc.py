"""AsciiDoc with the macros of asciidoctor-bibtex: `cite:see[a(3),b]`, `citenp:[a]`, and the words between.

Syntax: the AsciiDoc language documentation; the README of asciidoctor-bibtex.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from citekit.documents.sheet import Sheet, Stretch
from citekit.model import Citation, CitationItem, Document, Locator, Mode
from citekit.plugin import DocumentFormat
from citekit.prose import read_locator
from citekit.source import TextSource

_LINE = re.compile(
    r"""^(?:(?P<attribute>:!?(?P<name>[\w][\w-]*)!?:(?:[ \t]+(?P<value>[^\n]*))?)$
    |(?P<fence>(?P<mark>/{4,}|-{4,}|\.{4,}|\+{4,}|`{3,}|_{4,}|={4,}|\*{4,}|--|[|,:!]={3,}))[^\n]*$
    |(?P<comment>//[^/\n][^\n]*|//)$
    |(?P<include>include::(?P<file>[^\[\]\n]+)\[[^\n]*)$
    |(?P<options>\[[^\]\n]*\][ \t]*)$
    |(?P<macro>[a-z]+::[^\[\]\n]*\[[^\n]*\])[ \t]*$
    |(?P<title>\.)(?=[^\s.])
    |(?P<literal>[ \t]+\S[^\n]*)$
    |(?P<rule>'{3,}|<{3}|\+)[ \t]*$)""",
    re.M | re.X,
)
_VERBATIM = "/-.+`"
"""How the lines begin between which nothing is prose."""
_INLINE = re.compile(
    r"""(?P<escape>\\)(?=[`*_#\[<:c])
    |(?<!\w)(?P<macro>cite|citenp|fullcite|nocite|bibitem):
        (?P<before>[^\s\[\]]{0,60}(?:\ [^\s\[\]]{1,60}){0,5})\[(?P<keys>[^\[\]]*)\]
    |(?P<footnote>footnote(?:ref)?:[\w-]*\[)
    |(?P<passed>(?:stem|latexmath|asciimath|pass):[a-z,]*\[[^\[\]]*\])
    |(?P<link>(?:(?:link|mailto|xref|image|icon|kbd|btn|menu|anchor):[^\s\[\]]*|https?://[^\s\[\]<>"]+)(?P<described>\[)?)
    |<<(?P<target>[^<>\n,]+)(?:,[^<>\n]*)?>>
    |(?P<reference>\[\[\[?[^\[\]\n]+\]\]\]?)
    |(?P<quotes>(?<![\w`])["']`(?=\S)|(?<=[^\s`])`["'](?!\w))
    |(?P<literal>\+{2,3})(?P<kept>[^+\n]+)\+{2,3}
    |(?P<code>`+)
    |(?P<attribute>\{[\w-]+\})
    |(?P<role>\[[.#%][^\[\]\n]*\](?=[*_`\#]))
    |(?P<open>\[)
    |(?P<close>\])
    |(?P<emphasis>(?<!\w)[*_\#]{1,2}(?=\S)|(?<=\S)[*_\#]{1,2}(?!\w))""",
    re.X,
)
_ITEM = re.compile(r"(?P<key>[^\s,()]+)(?:\((?P<pages>[^()]*)\))?")
_PAGES_ALONE = re.compile(r"\s*\d[\d\s,.–-]*")
"""Pages in the brackets, whose key stands before them: `cite:holsti1995[3]`."""
_ANCHOR = re.compile(r"\[\[\[([^\[\],\n]+)(?:,[^\[\]\n]*)?\]\]\]")
"""The anchor of a work in a bibliography section."""
_TICKS = re.compile(r"`+")
_MARK = re.compile(
    r"(?P<heading>(?:={1,6}|\#{1,6})[ \t]+)|(?P<item>[ \t]*(?:\*{1,5}|-|\.{1,5}|\d+\.|[a-z]\.|<\d+>|<\.>)[ \t]+)"
    r"|(?P<cell>\|)|(?P<term>[^\n]*?::[ \t]+)|[ \t]*"
)
_MODES = {"citenp": Mode.NARRATIVE}
_NOTE, _LINK, _WORDS = 1, 2, 3


def read(source: TextSource) -> Document:
    """The document of an AsciiDoc text. Never raises; nothing is run."""
    sheet = Sheet(source)
    _Inline(sheet).run(list(_lines(sheet)))
    return sheet.document("asciidoc", _line)


# ----------------------------------------------------------------------------------------------------------- lines


def _lines(sheet: Sheet) -> Iterator[Stretch]:
    """The lines that are no prose, blocks of code and comment as one: what inline markup is not looked for in."""
    text, at = sheet.source.text, 0
    open_quotes: list[int] = []
    missing: set[str] = set()
    while found := _LINE.search(text, at):
        start, at = found.span()
        if found["fence"]:
            mark = found["mark"]
            end = _block_end(text, found, missing) if mark[0] in _VERBATIM and mark != "--" else None
            if end is not None:
                (sheet.hide if mark[0] in "/+" else sheet.show)(start, end)
                at = end
            elif mark[0] == "_":
                _quoted(sheet, open_quotes, start, at)
            yield start, at
            sheet.hide(start, at)
        elif found["title"]:
            sheet.hide(start, at)
        else:
            _taken(sheet, found)
            (sheet.show if found["literal"] and not _is_item(found["literal"]) else sheet.hide)(start, at)
            yield start, at
        at = max(at, start + 1)


def _is_item(line: str) -> bool:
    found = _MARK.match(line)
    return found is not None and found.lastgroup == "item"


def _block_end(text: str, found: re.Match[str], missing: set[str]) -> int | None:
    """Where the same line stands again."""
    mark = found["mark"]
    end = None if mark in missing else re.compile(rf"^{re.escape(mark)}[ \t]*$", re.M).search(text, found.end())
    if end is None:
        missing.add(mark)
        return None
    return end.end()


def _quoted(sheet: Sheet, open_quotes: list[int], start: int, end: int) -> None:
    if open_quotes:
        sheet.quotes.append((open_quotes.pop(), start))
    else:
        open_quotes.append(end)


def _taken(sheet: Sheet, found: re.Match[str]) -> None:
    """What a line says of files and language."""
    if found["include"]:
        name = found["file"]
        if "{" not in name and "://" not in name:
            sheet.take_in(name, found.start("file"))
    elif found["name"] == "bibtex-file" and found["value"]:
        sheet.bibliography.append(found["value"].strip())
    elif found["name"] == "lang" and found["value"]:
        sheet.language = found["value"].strip()


# ---------------------------------------------------------------------------------------------------------- inline


class _Inline:
    """One pass over what stands within lines."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.text = sheet.source.text
        self._open: list[tuple[int, int]] = []
        """What each open bracket is, and where its inside begins."""
        self._works = frozenset(found[1].strip() for found in _ANCHOR.finditer(self.text))
        """The works of its own bibliography section, which cross references cite."""
        self._ticks: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self.text):
            self._ticks.setdefault(len(run[0]), []).append(run.start())

    def run(self, left_out: list[Stretch]) -> None:
        """Reads all but these stretches."""
        done = 0
        for start, end in [*sorted(left_out), (len(self.text), len(self.text))]:
            at = done
            while at < start and (found := _INLINE.search(self.text, at, start)):
                at = self._token(found, start)
            done = max(done, end)

    def _token(self, found: re.Match[str], limit: int) -> int:
        """Takes in one token; gives where to go on."""
        start, end = found.span()
        kind = found.lastgroup or ""
        if found["macro"]:
            self._cited(found)
        elif found["target"]:
            self._referred(found)
        elif kind == "escape":
            self.sheet.hide(start, end)
            return end + 1
        elif found["footnote"]:
            self._open.append((_NOTE, end))
            self.sheet.hide(start, end)
        elif found["link"]:
            self._open += [(_LINK, end)] if found["described"] else []
            (self.sheet.hide if found["described"] else self.sheet.show)(start, end)
        elif found["kept"]:
            self.sheet.hide(start, found.start("kept"))
            self.sheet.hide(found.end("kept"), end)
        elif kind == "code":
            return self._code(found, limit)
        elif kind == "open":
            self._open.append((_WORDS, end))
        elif kind == "close":
            self._closed(start, end)
        else:
            (self.sheet.hide if kind in ("emphasis", "role", "quotes") else self.sheet.show)(start, end)
        return end

    def _closed(self, start: int, end: int) -> None:
        what, begun = self._open.pop() if self._open else (_WORDS, 0)
        if what != _WORDS:
            self.sheet.hide(start, end)
        if what == _NOTE and begun < start:
            self.sheet.notes.append((begun, start))

    def _code(self, found: re.Match[str], limit: int) -> int:
        starts = self._ticks.get(len(found[0]), [])
        later = bisect_right(starts, found.start())
        if later == len(starts) or starts[later] >= limit:
            return found.end()
        end = starts[later] + len(found[0])
        self.sheet.show(found.start(), end)
        return end

    def _referred(self, found: re.Match[str]) -> None:
        """`<<key>>`, `<<key,words>>`: a work where the bibliography section has that anchor; else some part."""
        key, source = found["target"].strip(), self.sheet.source
        if key in self._works:
            item = CitationItem(source.span(*found.span("target")), key)
            self.sheet.cite(Citation(source.span(*found.span()), (item,)))
        else:
            self.sheet.show(*found.span())

    def _cited(self, found: re.Match[str]) -> None:
        """`cite:see[a(3),b]`: pages stand in round brackets behind their key."""
        source, mode = self.sheet.source, _MODES.get(found["macro"], Mode.PARENTHETICAL)
        if found["before"] and " " not in found["before"] and _PAGES_ALONE.fullmatch(found["keys"]):
            locator = read_locator(found["keys"])[0]
            one_item = CitationItem(source.span(*found.span("before")), found["before"], locator=locator, mode=mode)
            self.sheet.cite(Citation(source.span(*found.span()), (one_item,)))
            return
        items: list[CitationItem] = []
        for one in _ITEM.finditer(self.text, found.start("keys"), found.end("keys")):
            pages = (one["pages"] or "").strip()
            locator = (read_locator(pages)[0] or Locator("page", pages)) if pages else None
            prefix = "" if items else found["before"].replace("_", " ").strip()
            items.append(
                CitationItem(source.span(*one.span("key")), one["key"], locator=locator, prefix=prefix, mode=mode)
            )
        if items and found["macro"] in ("nocite", "bibitem"):
            self.sheet.hide(*found.span())
            self.sheet.citations.append(Citation(source.span(*found.span()), tuple(items)))
        elif items:
            self.sheet.cite(Citation(source.span(*found.span()), tuple(items)))


def _line(line: str) -> tuple[str, int]:
    found = _MARK.match(line)
    if not found:
        return "", 0
    kind = found.lastgroup or ""
    return "item" if kind == "term" else kind, 0 if kind in ("cell", "term") else found.end()


_SHOWN = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)|(?:stem|latexmath|asciimath):\[(?P<maths>[^\[\]]*)\]", re.S)


def printed(text: str) -> str:
    """What a reader sees of what is no prose: code and maths without their marks.

    >>> printed("`a_b`"), printed("stem:[x]")
    ('a_b', 'x')
    """
    return _SHOWN.sub(lambda found: found["code"] or found["maths"] or "", text)


FORMAT = DocumentFormat("asciidoc", (".adoc", ".asciidoc", ".asc"), read, printed=printed)
