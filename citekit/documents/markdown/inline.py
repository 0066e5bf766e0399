"""What within a Markdown paragraph is not its words: code, maths, HTML, addresses, marks of emphasis. One pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator

from citekit.documents.markdown.claims import Marked, attributes

Stretch = tuple[int, int]

_TOKEN = re.compile(
    # The first sign of each, so that letters are passed over without trying them all.
    r"""(?=[\\@{`$<h\[\]!^*_~&])(?:(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<key>@(?:\{[^{}\s]+\}|\w(?:[:.\#$%&+?<>~/-]?\w)*+))
    |(?P<role>\{(?P<role_name>(?:foot)?cite[a-z:]*)\}`(?P<role_content>[^`]+)`)
    |(?P<code>`+)
    |(?P<display>\$\$)
    |(?P<maths>\$(?=\S))
    |(?P<comment><!--)
    |(?P<cited><(?P<cited_by>cite|strong|span)\s[^<>]{0,80}?data-cite=["'](?P<cited_keys>[^"'<>]{1,200})["'][^<>]{0,80}>
        (?:[^<>]{0,200}</(?P=cited_by)>)?)
    |(?P<tag><[A-Za-z/!?][^<>]*>)
    |(?P<address>https?://[^\s<>\])]+)
    |(?P<note>\[\^[^\s\[\]]+\]:?)
    |(?P<target>\]\([ \t\n]{0,8}(?:<[^<>\n]*>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+)*+)
        (?:[ \t\n]{1,8}(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t\n]{0,8}\))
    |(?P<reference>\]\[(?P<label>[^\[\]\n]{0,200})\])
    |(?P<open>[!^]?\[)
    |(?P<close>\])
    |(?P<emphasis>\*+|_+|~~)
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)
    |(?P<attributes>\{[#.][^{}\n]*\}))""",
    re.X,
)
_CLOSING_DOLLAR = re.compile(r"(?<=[^\s\\])\$(?!\d)")
_BACKTICKS = re.compile(r"`+")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]*\S.*$", re.M)


def definitions(prose: str) -> dict[str, Stretch]:
    """The link addresses that are defined on lines of their own, by folded label: `[label]: https://…`."""
    return {_label(found[1]): found.span() for found in _DEFINITION.finditer(prose)}


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


class Paragraph:
    """One block's text, and what was found in it so far."""

    def __init__(self, prose: str, start: int, end: int, labels: dict[str, Stretch]) -> None:
        self._prose = prose
        self._start, self._end = start, end
        self._labels = labels
        self._open: list[Stretch] = []
        self._backticks: dict[int, list[int]] | None = None
        self._dollars: list[int] | None = None
        self._past = start
        """Where the attributes of the last claim end."""
        self._without: set[str] = set()
        """The closing signs of which none stands any further on."""
        self.shown: list[Stretch] = []
        """What of the stretches that `marks` has given a reader sees nevertheless: code, maths, an address, a sign."""
        self.notes: list[Stretch] = []
        """The notes within its sentences, `^[…]`; of one within another only that one."""
        self.claims: list[Marked] = []
        """The claims that are marked in it."""
        self.roles: list[tuple[str, Stretch, Stretch]] = []
        """The roles of MyST that cite: name, the whole, the content."""

    def marks(self) -> Iterator[Stretch]:
        """The stretches that are not words to be read."""
        at = self._start
        while found := _TOKEN.search(self._prose, at, self._end):
            at = found.end()
            kind = found.lastgroup or ""
            kind = {"label": "reference", "role_content": "role", "cited_by": "cited"}.get(kind, kind)
            if kind in _SPANS:
                at = max(at, _SPANS[kind](self, found))
                if at > found.end():
                    self.shown += [(found.start(), at)] if kind != "comment" else []
                    yield found.start(), at
            elif kind == "role":
                self.roles.append((found["role_name"], found.span(), found.span("role_content")))
                self.shown.append(found.span())
                yield found.span()
            elif found["cited"]:
                # As notebooks are written for LaTeX: the element's words are those that its key stands for.
                self.roles.append(("cite", found.span(), found.span("cited_keys")))
                self.shown.append(found.span())
                yield found.span()
            elif kind in _LINKS:
                yield from _LINKS[kind](self, found)
                at = max(at, self._past)
            else:
                self.shown += [found.span()] if _is_seen(kind, found[0]) else []
                yield from _simple(self._prose, kind, found)

    def _code_end(self, found: re.Match[str]) -> int:
        if self._backticks is None:
            self._backticks = defaultdict(list)
            for run in _BACKTICKS.finditer(self._prose, self._start, self._end):
                self._backticks[len(run[0])].append(run.start())
        starts = self._backticks.get(len(found[0]), [])
        later = bisect_right(starts, found.start())
        return starts[later] + len(found[0]) if later < len(starts) else found.end()

    def _maths_end(self, found: re.Match[str]) -> int:
        if self._dollars is None:
            places = _CLOSING_DOLLAR.finditer(self._prose, self._start, self._end)
            self._dollars = [place.start() for place in places]
        later = bisect_right(self._dollars, found.start() + 1)
        return self._dollars[later] + 1 if later < len(self._dollars) else found.end()

    def _end_of(self, found: re.Match[str]) -> int:
        sign = "-->" if found[0] == "<!--" else "$$"
        at = -1 if sign in self._without else self._prose.find(sign, found.end(), self._end)
        if at < 0:
            self._without.add(sign)
            return found.end()
        return at + len(sign)

    def _opened(self, found: re.Match[str]) -> Iterator[Stretch]:
        self._open.append(found.span())
        yield from ()

    def _linked(self, found: re.Match[str]) -> Iterator[Stretch]:
        """The end of a link: its opening bracket goes as well."""
        if self._open:
            yield self._open.pop()
            yield found.span()

    def _referred(self, found: re.Match[str]) -> Iterator[Stretch]:
        """The end of `[text][label]`; when the label is unknown these are two brackets."""
        opening = self._open[-1] if self._open else found.span()
        label = _label(found["label"]) or _label(self._prose[opening[1] : found.start()])
        if self._open:
            self._open.pop()
            if label in self._labels:
                yield opening
                yield found.span()

    def _closed(self, found: re.Match[str]) -> Iterator[Stretch]:
        if self._open:
            opening = self._open.pop()
            if self._prose[opening[0]] == "^":
                self._noted(opening[1], found.start())
                yield opening
                yield found.span()
            elif self._prose[opening[0]] == "[" and self._is_claim(opening, found):
                yield opening
                yield found.start(), self._past
            elif self._labels and _label(self._prose[opening[1] : found.start()][:200]) in self._labels:
                yield opening
                yield found.span()

    def _is_claim(self, opening: Stretch, found: re.Match[str]) -> bool:
        """The brackets are marked as a claim; notes it."""
        marked = attributes(self._prose, found.end(), self._end)
        if marked is None:
            return False
        self._past, values = marked
        self.claims.append(Marked((opening[0], self._past), (opening[1], found.start()), values))
        return True

    def _noted(self, start: int, end: int) -> None:
        while self.notes and self.notes[-1][0] > start:
            self.notes.pop()
        self.notes.append((start, end))


# What runs from a sign to its partner: gives the end of the stretch, or that of the sign when it has no partner.
_SPANS: dict[str, Callable[[Paragraph, re.Match[str]], int]] = {
    "code": Paragraph._code_end,
    "maths": Paragraph._maths_end,
    "display": Paragraph._end_of,
    "comment": Paragraph._end_of,
}
_LINKS: dict[str, Callable[[Paragraph, re.Match[str]], Iterator[Stretch]]] = {
    "open": Paragraph._opened,
    "target": Paragraph._linked,
    "reference": Paragraph._referred,
    "close": Paragraph._closed,
}


def _is_seen(kind: str, text: str) -> bool:
    """A reader sees something of what is no prose: an address, a sign that is spelt out."""
    return kind == "address" or (kind == "entity" and text != "&amp;") or (kind == "tag" and "://" in text.split()[0])


def _simple(prose: str, kind: str, found: re.Match[str]) -> Iterator[Stretch]:
    start, end = found.span()
    if kind == "key":
        return
    if kind == "emphasis":
        if _is_mark(prose, found):
            yield start, end
    elif kind == "escape":
        yield start, end if found[0] == r"\@" else start + 1
    elif kind == "entity":
        yield start + (found[0] == "&amp;"), end
    else:
        yield start, end


def _is_mark(prose: str, found: re.Match[str]) -> bool:
    """It marks emphasis: not a sign between spaces, not the _ of a file_name, not a sum."""
    before = prose[found.start() - 1 : found.start()] or " "
    after = prose[found.end() : found.end() + 1] or " "
    if before.isspace() and after.isspace():
        return False
    if found[0][0] == "_":
        return not (before.isalnum() and after.isalnum())
    return not (before.isdigit() and after.isdigit())
