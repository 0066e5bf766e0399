"""Markup inside fields and cite affixes: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span …>`, math and quotation marks.

A text becomes nodes; quotation marks become spans, so that the right marks for their depth can be put in later
("Quotes"), and what is not a quotation mark becomes an apostrophe. Anything unbalanced stays as it was written.
"""

import re

from citekit.csl.output import STRAIGHT_SINGLE, Format, Node, Span, Text

_TAGS: dict[str, tuple[Format, str]] = {
    "i": ((("font-style", "italic"),), "markup"),
    "b": ((("font-weight", "bold"),), "markup"),
    "sup": ((("vertical-align", "sup"),), "markup"),
    "sub": ((("vertical-align", "sub"),), "markup"),
    "sc": ((("font-variant", "small-caps"),), "markup"),
}
_NO_DECORATION: Format = (
    ("font-style", "normal"),
    ("font-variant", "normal"),
    ("font-weight", "normal"),
)
_SPANS: dict[str, tuple[Format, str]] = {
    "nocase": ((), "nocase"),
    "nodecor": (_NO_DECORATION, "nocase"),
    "small-caps": ((("font-variant", "small-caps"),), "markup"),
}

_INTERESTING = re.compile("[<\"'\u2018\u2019\u201c\u201d$\u00ab]")
_TOKEN = re.compile(
    r"<(?P<open>i|b|sup|sub|sc)>"
    r"|<span\s+(?:class|style)=\"(?P<span>[^\"<>]*)\"\s*>"
    r"|</(?P<close>i|b|sup|sub|sc|span)>"
    r"|(?P<math>\$(?=\S)[^$<>]{0,500}(?<=\S)\$(?!\d))"
    "|(?P<quote>[\"'\u2018\u2019\u201c\u201d\u00ab\u00bb])"
)
_CLOSES = {'"': '"', "'": "'", "\u201d": "\u201c", "\u2019": "\u2018", "\u00bb": "\u00ab"}
_OPENERS = "\"'\u201c\u2018\u00ab"
_TYPED = {"'": STRAIGHT_SINGLE, "\u201d": "\u201c\u201d", "\u2019": "\u2018\u2019", "\u00bb": "\u00ab\u00bb"}
"""Marks that were typed as such; those of a language stay where the locale has others ("Quotes")."""
_BEFORE_OPENING = " \t\n\u00a0([{<\u201c\u2018\"'\u2014\u2013-/\u00ab"


class _Frame:
    """An open tag or quotation mark with what has been read since."""

    __slots__ = ("format", "kind", "mark", "name", "nodes")

    def __init__(self, name: str, mark: str, format: Format = (), kind: str = "") -> None:
        self.name = name
        self.mark = mark
        self.format = format
        self.kind = kind
        self.nodes: list[Node] = []


def parse_markup(text: str, variable: str = "") -> list[Node]:
    """Read a text with markup into nodes that say which variable they came from."""
    if not _INTERESTING.search(text):
        return [Text(text, variable)]
    if "\u00ab" in text:
        # Spaces inside guillemets must not break.
        text = text.replace("\u00ab ", "\u00ab\u202f").replace(" \u00bb", "\u202f\u00bb")
    return _Parser(text, variable).parse()


class _Parser:
    """One reading of a text: the stack of open frames, the lowest being the whole text."""

    def __init__(self, text: str, variable: str) -> None:
        self.text = text
        self.variable = variable
        self.stack = [_Frame("", "")]

    def parse(self) -> list[Node]:
        place = 0
        for match in _TOKEN.finditer(self.text):
            self.literal(self.text[place : match.start()])
            place = match.end()
            self.token(match)
        self.literal(self.text[place:])
        while len(self.stack) > 1:
            self.abandon()
        return self.stack[0].nodes

    def token(self, match: re.Match[str]) -> None:
        if match["quote"]:
            self.quote(match)
        elif match["open"]:
            format, kind = _TAGS[match["open"]]
            self.stack.append(_Frame(match["open"], match[0], format, kind))
        elif match["span"] is not None:
            self.open_span(match)
        elif match["close"]:
            self.close_tag(match["close"], match[0])
        else:
            self.stack[-1].nodes.append(Span([Text(match[0], self.variable)], kind="math"))

    def open_span(self, match: re.Match[str]) -> None:
        value = match["span"]
        for word, (format, kind) in _SPANS.items():
            if word in value:
                self.stack.append(_Frame("span", match[0], format, kind))
                return
        self.stack.append(_Frame("span", match[0], (), "plain"))

    def close_tag(self, name: str, mark: str) -> None:
        depth = next((i for i in range(len(self.stack) - 1, 0, -1) if self.stack[i].name == name), 0)
        if not depth:
            self.literal(mark)
            return
        while len(self.stack) > depth + 1:
            self.abandon()
        frame = self.stack.pop()
        self.stack[-1].nodes.append(Span(frame.nodes, frame.format, frame.kind))

    def quote(self, match: re.Match[str]) -> None:
        mark, start, end = match[0], match.start(), match.end()
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        top = self.stack[-1]
        if _closes(mark, top, before, after):
            self.stack.pop()
            self.stack[-1].nodes.append(Span(top.nodes, kind=_TYPED.get(mark, ""), quoted=True))
        elif _opens(mark, self._before(before), after) and not self._is_open(mark):
            self.stack.append(_Frame("quote", mark))
        else:
            self.literal(_apostrophe(mark))

    def _before(self, before: str) -> str:
        """What stands before a mark; a tag that has just been opened counts as the start."""
        return "" if before == ">" and not self.stack[-1].nodes else before

    def _is_open(self, mark: str) -> bool:
        return any(frame.name == "quote" and frame.mark == mark for frame in self.stack)

    def abandon(self) -> None:
        """Turn a frame that is never closed back into text."""
        frame = self.stack.pop()
        self.literal(_apostrophe(frame.mark))
        self.stack[-1].nodes.extend(frame.nodes)

    def literal(self, text: str) -> None:
        if not text:
            return
        nodes = self.stack[-1].nodes
        if nodes and isinstance(nodes[-1], Text):
            nodes[-1].text += text
            return
        # Punctuation that its writer put behind a quotation mark stays there.
        after_quote = nodes and isinstance(nodes[-1], Span) and nodes[-1].quoted
        nodes.append(Text(text, self.variable, "inner" if after_quote else ""))


def _closes(mark: str, top: _Frame, before: str, after: str) -> bool:
    if top.name != "quote" or _CLOSES.get(mark) != top.mark or not top.nodes:
        return False
    if mark in '"\u00bb':
        return True
    return not after.isalnum() and not before.isspace()


def _opens(mark: str, before: str, after: str) -> bool:
    if mark == "\u00ab":
        return True
    if mark not in _OPENERS or not after or after.isspace():
        return False
    if mark in "\u201c\u2018":
        return True
    return not before or before in _BEFORE_OPENING


def _apostrophe(mark: str) -> str:
    return "\u2019" if mark == "'" else mark
