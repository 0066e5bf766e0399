"""A work as a note describes it in full: where its year and its title stand."""

from __future__ import annotations

import re
from itertools import islice

from citekit.prose.locators import read_locator
from citekit.prose.namelists import Names
from citekit.prose.names import Lexicon
from citekit.prose.terms import dated

LONGEST_WORK = 500
"""Characters of a description that are looked at."""
TITLE_MARKS = "*_“”\"„«»‘’'. ,;:"
_CLOSING = re.compile(r"[^()\n]{0,80}\)")
_BRACKET = re.compile(r"\(([^()]*)\)")
_RANGE = re.compile(r"\s?[-–—]\s?\d")
_LONG_RANGE = re.compile(r"\d{4}\s?[-–—]\s?$")
_BEHIND_RANGE = re.compile(r"\d\s?[-–—]\s?$")
_PRINTED_AGAIN = re.compile(r"\s?\[\s?(?:1[4-9]|20)\d\d\s?\]")
"""The other year of a work: "1976 [1985]"."""
_PAGED_BRACKET = re.compile(r"\)[:,]?\s?(?:[^\W\d_]{1,5}\.\s?)?\d+(?:\s?[-–]\s?\d+)?\s?(?:[,;.](?!\s?\()|$)")
"""The bracket closes behind the year and its pages or chapter follow: the work is described."""
_ENDS_TITLE = frozenset("*_”»")
"""Marks behind a year that is a title's: "*Amandemen UUD 1945*"."""
_ROLE = re.compile(r"\s*\([^()]{1,12}\)")
_BARE_PAGES = re.compile(r",\s?\d+(?:\s?[-–,]\s?\d+)*[\s.]*$")
_MOST_YEARS = 8
"""Years in the description of one work that are looked at."""


def year_of(prose: str, start: int, end: int, names: Names, lexicon: Lexicon) -> re.Match[str] | None:
    """The year of a work: that behind its names; else one that the library knows; else the last before its pages,
    since titles have years too ("Deutsche Geschichte 1866–1918, München 1990, S. 112").
    """
    dates = islice(dated().finditer(prose, start, end), _MOST_YEARS)
    found = [match for match in dates if prose[match.end() : match.end() + 1] not in _ENDS_TITLE]
    if not found or not prose[start : found[0].start()].strip(" ,("):
        return found[0] if found else None
    years = [match for match in found if any(lexicon.knows(unit.words, match[0][:4]) for unit in names.units)]
    last = next((match for match in years or found if not _runs_on(prose, match, end)), found[-1])
    return last if years or not _spans(prose, last, end) else None


def _spans(prose: str, match: re.Match[str], end: int) -> bool:
    """The year ends or begins a range of years, and no bracket closes behind it: it belongs to a title."""
    further = _RANGE.match(prose, match.end(), end)
    behind = _LONG_RANGE.search(prose, max(0, match.start() - 8), match.start())
    return bool(further or behind) and prose[match.end() : match.end() + 1] != ")"


def _runs_on(prose: str, match: re.Match[str], end: int) -> bool:
    """A number in a title is not the year yet: a title goes on after it, and a further year follows in a bracket, or
    outside of one before the pages.
    """
    rest = prose[match.end() : end]
    if _PRINTED_AGAIN.match(rest) or _PAGED_BRACKET.match(rest):
        return False
    if any(dated().search(bracket[1]) for bracket in _BRACKET.finditer(rest)):
        return True
    if _RANGE.match(rest) or _BEHIND_RANGE.search(prose, max(0, match.start() - 8), match.start()):
        return bool(dated().search(rest, 6))
    closed = rest.find(")", 0, LONGEST_WORK)
    if closed >= 0 and "(" not in rest[:closed]:
        return False
    further = dated().search(rest)
    return further is not None and not any(
        read_locator(rest[comma.end() :], bare=False)[0] for comma in re.finditer(r",\s*", rest[: further.start()])
    )


def looks_like_a_work(between: str) -> bool:
    """A title in italics or quotation marks, or a place and a publisher in a bracket."""
    return bool(re.search(r"[*_“„«\"]", between) or re.search(r"\([^()]*[:,]\s*[^()]*$", between))


def has_pages(between: str, rest: str) -> bool:
    """A title with a capital, and pages right behind the year: "Grundrechte und Privatrecht, Berlin 1999, S. 16"."""
    if not _ROLE.sub("", between).strip(" ,:")[:1].isupper():
        return False
    again = _PRINTED_AGAIN.match(rest)
    rest = (rest[again.end() :] if again else rest).lstrip(".")
    return read_locator(rest, bare=False)[0] is not None or bool(_BARE_PAGES.match(rest))


def title_of(between: str) -> str:
    marked = re.search(r"[*_“„«\"]([^*_”“»\"]{3,300})[*_”“»\"]", between)
    return (marked[1] if marked else between.partition("(")[0]).strip(TITLE_MARKS)


def past_bracket(prose: str, at: int, end: int) -> int:
    again = _PRINTED_AGAIN.match(prose, at, end)
    at = again.end() if again else at
    closing = _CLOSING.match(prose, at, end)
    opened = prose.rfind("(", max(0, at - 300), at)
    return closing.end() if closing and opened > prose.rfind(")", max(0, at - 300), at) else at
