"""What stands within Org's lines: citations, links, notes, code, maths, marks of emphasis."""

from __future__ import annotations

import re
from bisect import bisect_right

from citekit.documents.org.citing import cite, commands, org_ref, plain
from citekit.documents.org.lines import between
from citekit.documents.sheet import Sheet, Stretch

_INLINE = re.compile(
    r"""\[cite(?P<style>/[\w/-]+)?:(?P<cite>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*+)\]
    |\[\[(?P<linked>(?=[A-Za-z]{0,16}(?:[Cc]ite|entry))[A-Za-z]{4,20}\*?:[^\[\]]+)\](?:\[(?P<note>[^\[\]]*)\])?\]
    |(?<![\w/])(?P<library>(?:no)?bibliography|addbibresource):(?P<files>[^\s\[\](){}"<>]+)
    |(?<![\w/])(?P<command>[A-Za-z]{4,20}\*?):(?P<keys>&?[\w][^\s\[\](){}"<>]*)
    |(?P<bibstyle>(?<!\w)bibliographystyle:\S+)
    |\[fn:(?P<label>[\w-]*)(?P<inline>:)?
    |\[\[(?P<target>[^\[\]\n]+)\](?P<described>\[)?
    |(?P<code>(?<![\w*/_+])[=~](?=[^\s=~])|\\\()
    |(?P<maths>\\\[[^\[\]]*?\\\]|\$\$[^$]*\$\$|(?<!\w)\$(?=[^\s$])[^$\n]*(?<=\S)\$(?!\w))
    |(?P<address>(?:https?|file|doi):[^\s\[\]<>"]+)
    |(?P<stamp>[<\[]\d{4}-\d\d-\d\d[^\]>\n]*[>\]])
    |(?P<export>@@[^@\n]*@@)
    |(?P<entity>\\(?:[A-Za-z]+(?:\{\})?|\\))
    |(?P<anchor><<<?[^<>\n]+>>>?)
    |(?P<close>\])
    |(?P<emphasis>(?<![\w*])[*/_+](?=[^\s*/_+])|(?<=[^\s*/_+])[*/_+](?![\w*]))""",
    re.X,
)
_END = ".,;:!?"
_CLOSING = {
    "=": re.compile(r"(?<=\S)=(?!\w)"),
    "~": re.compile(r"(?<=\S)~(?!\w)"),
    r"\(": re.compile(r"\\\)"),
}
_REFERENCE, _LINK = -1, -2
"""What an open bracket may be beside that of a note."""


class Inline:
    """One pass over what stands within lines."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.text = sheet.source.text
        self._brackets: list[int] = []
        """What the open brackets are: where the text of a note begins, else one of the two below."""
        self._ends: dict[str, list[int]] = {}

    def run(self, left_out: list[Stretch]) -> None:
        """Reads all but these stretches."""
        for start, end in between(self.text, left_out):
            at = start
            while found := _INLINE.search(self.text, at, end):
                at = self._token(found)

    def _token(self, found: re.Match[str]) -> int:
        """Takes in one token; gives where to go on."""
        start, end = found.span()
        sheet = self.sheet
        if found["cite"] is not None:
            cite(sheet, found)
        elif found["linked"]:
            name, _, keys = found["linked"].partition(":")
            if plain(name) not in commands():
                sheet.show(start, end)
                return end
            org_ref(sheet, name, keys, found.start("linked") + len(name) + 1, (start, end), found["note"] or "")
        elif found["keys"]:
            if plain(found["command"]) not in commands():
                return found.start("keys")
            keys = found["keys"].rstrip(_END)
            org_ref(sheet, found["command"], keys, found.start("keys"), (start, found.start("keys") + len(keys)), "")
        elif found["files"]:
            sheet.bibliography += [name if "." in name else f"{name}.bib" for name in found["files"].split(",") if name]
            sheet.hide(start, end)
        elif found["label"] is not None:
            self._brackets.append(end if found["inline"] else _REFERENCE)
            sheet.hide(start, end)
        elif found["target"]:
            return self._link(found)
        elif found["close"]:
            self._closed(start, end)
        elif found["code"]:
            return self._code(found)
        else:
            seen = found["maths"] or found["address"] or found["stamp"] or found["entity"]
            (sheet.show if seen else sheet.hide)(start, end)
        return end

    def _link(self, found: re.Match[str]) -> int:
        """Of a link only its description is read."""
        start, end = found.span()
        if found["described"]:
            self.sheet.hide(start, end)
            self._brackets.append(_LINK)
            return end
        self.sheet.show(start, end)
        closed = end + (self.text[end : end + 1] == "]")
        self.sheet.hide(end, closed)
        return closed

    def _closed(self, start: int, end: int) -> None:
        opened = self._brackets.pop() if self._brackets else 0
        if opened > 0:
            self.sheet.notes.append((opened, start))
            self.sheet.hide(start, end)
        elif opened:
            self.sheet.hide(start, end + (opened == _LINK and self.text[end : end + 1] == "]"))

    def _code(self, found: re.Match[str]) -> int:
        """Code or maths up to its closing sign on the same line; a sign without one is a sign."""
        sign = found[0]
        if sign not in self._ends:
            self._ends[sign] = [end.end() for end in _CLOSING[sign].finditer(self.text)]
        ends = self._ends[sign]
        later = bisect_right(ends, found.end() + 1)
        if later == len(ends) or self.text.find("\n", found.end(), ends[later]) >= 0:
            return found.end()
        self.sheet.show(found.start(), ends[later])
        return ends[later]
