"""The title of the work: in quotation marks, or up to the first end that is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from citekit.references.heads import Head
from citekit.references.scan import MARK, Scan
from citekit.references.sentences import ends, first_quote, opens, quoted
from citekit.references.words import pattern


@dataclass(frozen=True, slots=True)
class Title:
    """Where the title stands, and how its end was found."""

    start: int
    end: int
    after: int
    """Where what follows it begins."""
    how: str
    """quoted, sentence, mark, comma, in, end"""


@cache
def in_word() -> re.Pattern[str]:
    """`In`, in any language, where a part's container is named."""
    words = pattern("in")
    return re.compile(
        rf"(?:(?<=[.?!,;”’»\"]\s)|(?<={MARK}\s)|(?<={MARK})|^)(?P<word>{words})(?:\s?[:,]|\s(?=(?-i:[A-ZÀ-Þ“«\"\d{MARK}])))\s*",
        re.I,
    )


def take(scan: Scan, head: Head) -> Title:
    """Takes the title. Where it ends, and how sure that is, depends on how the reference began."""
    text, start = scan.left, _begin(scan.left, head.end)
    opening = start if opens(text, start) else first_quote(text, start) if head.style == "quoted" else -1
    found = quoted(text, opening) if opening >= 0 else None
    return Title(*found, "quoted") if found else _unquoted(text, start, head)


def _begin(text: str, start: int) -> int:
    match = re.compile(rf"[\s.,:;{MARK}]*").match(text, start)
    return match.end() if match else start


def _unquoted(text: str, start: int, head: Head) -> Title:
    """The title up to the first of the ends that there are."""
    stops = [*_sentence(text, start), *_stops(text, start, head.style)]
    if not stops:
        return Title(start, len(text), len(text), "end")
    stop, after, how = min(stops, key=lambda one: (one[0], one[1]))
    return Title(start, stop, after, how)


def _sentence(text: str, start: int) -> list[tuple[int, int, str]]:
    """The first full stop, question mark or exclamation mark, with where what follows it begins."""
    found = next(((stop, after) for stop, after in ends(text, start) if stop - start > 1), None)
    return [(*found, "sentence")] if found else []


_BEFORE_MARK = re.compile(rf"\s?[,(\[.]?\s?{MARK}")
_COMMA = re.compile(r",\s")
_BEHIND_COLON = re.compile(rf"\s:\s(?=[^:{MARK}]{{2,60}}(?:$|{MARK}))")
_BRACKET = re.compile(r"\s[\[(](?=[^\W\d_])")


def _stops(text: str, start: int, style: str) -> Iterator[tuple[int, int, str]]:
    """What else may end a title: something that was taken already, `In`, a comma or colon in some styles, a bracket
    with what is none of the title's."""
    if found := _BEFORE_MARK.search(text, start + 1):
        yield found.start(), found.start(), "mark"
    if found := in_word().search(text, start + 2):
        yield found.start(), found.start(), "in"
    if style == "comma" and (found := _COMMA.search(text, start + 2)):
        yield found.start(), found.end(), "comma"
    if style == "colon" and (found := _BEHIND_COLON.search(text, start + 2)):
        yield found.start(), found.end(), "sentence"
    for found in _BRACKET.finditer(text, start + 2):
        if _is_note(text, found.end()):
            yield found.start(), found.start(), "bracket"
            return


@cache
def _notes() -> re.Pattern[str]:
    kinds = pattern("phd", "master", "bachelor", "thesis", "report", "translators-after", "translators-before")
    return re.compile(rf"[^()\[\]]*?(?:{kinds}|{MARK}|[^()\[\]:]+\s?:\s)", re.I)


def _is_note(text: str, start: int) -> bool:
    """Does a bracket open here that is none of the title's own: a kind of thesis, a translator, an imprint?"""
    return is_kind(text, start) or text[start - 1] == "["


def is_kind(text: str, start: int) -> bool:
    """Does a bracket begin here that says what kind of work it is, or by whom?"""
    return _notes().match(text, start) is not None
