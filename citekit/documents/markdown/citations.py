"""Citations by key in Markdown, as pandoc reads them: `[see @a, p. 3; -@b]`, `@key [p. 3]`, `@{any key}`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from citekit.model import Citation, CitationItem, Locator, Mode
from citekit.prose import read_locator
from citekit.source import TextSource

# A letter, digit or _, then these with single marks between them; a mark at the end belongs to the sentence.
_KEY = r"(?<![\w@.+/\\:])(?P<minus>-?)@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w(?:[:.#$%&+?<>~/-]?\w)*+))"
_KEYS = re.compile(_KEY)
_TOKEN = re.compile(
    rf"(?=[-@\[\];\n])(?:{_KEY}|(?P<open>\[)|(?P<close>\])|(?P<semicolon>;)|(?P<paragraph>\n[ \t\r]*\n))"
)
# What Quarto and pandoc-crossref make of @fig-map, @tbl:results: a cross-reference.
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|eq|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)[-:]"
)
_T = TypeVar("_T")
_BRACED = re.compile(r"[\s,]{0,8}\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key as written: its place from the `@` on, and whether a `-` stands before it."""

    text: str
    start: int
    end: int
    suppressed: bool

    @property
    def begin(self) -> int:
        """Its place from the `-` on, when it has one."""
        return self.start - self.suppressed


@dataclass(slots=True)
class _Bracket:
    """An open bracket, and the keys and semicolons that stand just in it."""

    start: int
    after: Key | None = None
    """The key in the sentence that it follows: `@key [p. 3]`."""
    keys: list[Key] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


def keys(text: str, start: int, end: int) -> Iterator[Key]:
    """The keys between two offsets, cross-references left out."""
    for found in _KEYS.finditer(text, start, end):
        yield from _key(found)


def _key(found: re.Match[str]) -> Iterator[Key]:
    text = found["braced"] or found["plain"]
    if not _CROSS_REFERENCE.match(text):
        yield Key(text, found.start() + len(found["minus"]), found.end(), bool(found["minus"]))


def citations(source: TextSource, prose: str) -> list[Citation]:
    """The key citations of a text, in order. `prose` is the text with code, maths, addresses and the like blanked."""
    return sorted(_Scan(source, prose).citations(), key=lambda citation: citation.span.start)


class _Scan:
    """One pass over a text: the brackets that stand open, and the last key in the sentence itself."""

    def __init__(self, source: TextSource, prose: str) -> None:
        self._source = source
        self._prose = prose
        self._open: list[_Bracket] = []
        self._loose: Key | None = None

    def citations(self) -> Iterator[Citation]:
        for token in _TOKEN.finditer(self._prose):
            if token["open"]:
                self._open.append(_Bracket(token.start(), self._followed(token.start())))
            elif token["close"]:
                yield from self._close(token.end())
            elif token["semicolon"]:
                if self._open:
                    self._open[-1].breaks.append(token.start())
            elif token["paragraph"]:
                yield from self._stop()
            else:
                yield from self._keyed(token)
        yield from self._stop()

    def _followed(self, at: int) -> Key | None:
        """The key in the sentence that a bracket at `at` follows directly."""
        if self._open or not self._loose:
            return None
        between = self._prose[self._loose.end : min(at, self._loose.end + 3)]
        return self._loose if between in ("", " ", "\n", "\r\n") else None

    def _keyed(self, token: re.Match[str]) -> Iterator[Citation]:
        for key in _key(token):
            if self._open:
                self._open[-1].keys.append(key)
            else:
                yield from self._release()
                self._loose = key

    def _close(self, end: int) -> Iterator[Citation]:
        if not self._open:
            return
        bracket = self._open.pop()
        key, link = bracket.after, self._prose[end : end + 1] == "("
        if key and not link and self._is_postnote(bracket):
            self._loose = None
            items = (
                self._item(key, Mode.NARRATIVE, *self._tail(bracket, bracket.start + 1, end)),
                *self._items(bracket, end),
            )
            yield Citation(self._source.span(key.begin, end), items)
            return
        if bracket.keys:
            yield from self._release()
            yield Citation(self._source.span(bracket.start, end), tuple(self._items(bracket, end)))

    def _is_postnote(self, bracket: _Bracket) -> bool:
        """The bracket goes with the key before it: no citation of its own begins it."""
        return not bracket.keys or bool(bracket.breaks and bracket.breaks[0] < bracket.keys[0].start)

    def _release(self) -> Iterator[Citation]:
        if self._loose:
            yield self._alone(self._loose)
        self._loose = None

    def _stop(self) -> Iterator[Citation]:
        """The end of a paragraph: no bracket and no key reaches over it."""
        yield from self._release()
        for bracket in self._open:
            yield from map(self._alone, bracket.keys)
        self._open = []

    def _alone(self, key: Key) -> Citation:
        return Citation(self._source.span(key.begin, key.end), (self._item(key, Mode.NARRATIVE),))

    def _items(self, bracket: _Bracket, end: int) -> Iterator[CitationItem]:
        done = bracket.start + 1
        for key in bracket.keys:
            begin = max(done, _last_before(bracket.breaks, key.start, done))
            prefix = self._prose[begin : key.begin].strip(" \t\r\n,;")
            yield self._item(key, Mode.PARENTHETICAL, *self._tail(bracket, key.end, end), prefix=prefix)
            done = key.end

    def _tail(self, bracket: _Bracket, start: int, end: int) -> tuple[Locator | None, str]:
        """The locator and suffix from `start` to the next semicolon or key, or the bracket's end."""
        later = _from(bracket.breaks, bisect_left(bracket.breaks, start))
        following = _from(bracket.keys, bisect_left(bracket.keys, start, key=lambda key: key.start))
        tail = self._prose[start : min([*later, *(key.begin for key in following), end - 1])]
        if braced := _BRACED.match(tail):
            locator, _ = read_locator(braced[1])
            value = braced[1][braced[1].index(locator.value) :] if locator else braced[1]
            whole = Locator(locator.label if locator else "page", value.strip())
            return whole, tail[braced.end() :].strip(" ,\r\n")
        return read_locator(tail.rstrip(" ,"))

    def _item(
        self, key: Key, mode: Mode, locator: Locator | None = None, suffix: str = "", prefix: str = ""
    ) -> CitationItem:
        return CitationItem(
            self._source.span(key.start, key.end),
            key.text,
            locator=locator,
            prefix=prefix,
            suffix=suffix,
            mode=Mode.SUPPRESSED if key.suppressed else mode,
        )


def _from(row: list[_T], at: int) -> list[_T]:
    return row[at : at + 1]


def _last_before(places: list[int], limit: int, least: int) -> int:
    at = bisect_left(places, limit) - 1
    return places[at] + 1 if at >= 0 else least
