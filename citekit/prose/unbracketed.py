"""Citations without brackets, as linguists and lawyers make them: `see Newmeyer 1986: 54`, `vgl. Fraser 2001, S. 3`.

A person's name and a year side by side are many things; it is a citation where the library has a work of that person
and that year, and no comma stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from citekit.model import Citation, CitationItem, Document, Mode, Surface
from citekit.prose.brackets import Group, group_of
from citekit.prose.locators import read_locator
from citekit.prose.namelists import Names, Reader, Unit
from citekit.prose.names import Lexicon
from citekit.prose.stretches import Stretch, holds, joined
from citekit.prose.terms import Decoys, terms
from citekit.prose.tokens import YEAR, folded

_BEFORE, _AFTER = 90, 40
"""Characters about the year that are looked at."""
_LAST = re.compile(r"[^\W\d_](?:[\w'’‐‑-]*[^\W_])?(?=\.? \Z)")
_LONGEST_WORD = 40
_PAGES = re.compile(r":\s?\d|,\s?[^\W\d_]{1,8}\.?\s?\d")
_YEARS = re.compile(YEAR)
_GOES_ON = re.compile(r"\s?[-–—/]\s?\d")


def unbracketed(document: Document, lexicon: Lexicon, decoys: Decoys, taken: Sequence[Stretch]) -> Iterator[Citation]:
    """The citations of running text that stand in no brackets; `taken` are the places of those found already."""
    prose, places = document.prose, joined(taken)
    if not lexicon.longest:
        return
    for match in _YEARS.finditer(prose):
        at = match.start()
        if prose[at - 1 : at] != " " or not _may_end_name(prose, at, lexicon):
            continue
        if holds(places, at) or _GOES_ON.match(prose, match.end()):
            continue
        line = prose.rfind("\n\n", max(0, match.start() - _BEFORE), match.start())
        start = line + 2 if line >= 0 else max(0, match.start() - _BEFORE)
        group = group_of(prose, start, match.start())
        year = match[0][:4]
        names = Reader(group, lexicon, decoys, year, 0, bracketed=False).before(len(group.row)) if group.row else None
        if names and names.end == len(group.row) and _are_its_authors(names, lexicon, year):
            item = _item(document, group, names, match)
            if not holds(places, item.span.start):
                yield Citation(item.span, (item,))


def _may_end_name(prose: str, at: int, lexicon: Lexicon) -> bool:
    """The word before is the last of a name, or a word for further authors."""
    word = _LAST.search(prose[max(0, at - _LONGEST_WORD) : at])
    if word is None:
        return False
    ended = prose[at - 2] == "."
    return folded(word[0]) in _last_of_others() or (not ended and lexicon.ends(folded(word[0])))


@cache
def _last_of_others() -> frozenset[str]:
    return frozenset(words[-1] for words in terms().others.all)


def _are_its_authors(names: Names, lexicon: Lexicon, year: str) -> bool:
    """All are persons of the library, who have a work of that year."""
    known = all(unit.known and lexicon.given_names(unit.words) for unit in names.units)
    return known and all(lexicon.knows(unit.words, year) for unit in names.units)


def _item(document: Document, group: Group, names: Names, year: re.Match[str]) -> CitationItem:
    end, locator = year.end(), None
    if _PAGES.match(document.prose, end):
        tail = document.prose[end : end + _AFTER].partition("\n")[0]
        locator, rest = read_locator(tail, bare=tail.startswith(":"))
        end += len(tail.rstrip()) - len(rest) if locator else 0
        end = year.end() + len(document.prose[year.end() : end].rstrip(" ,;:"))
    span = document.source.span
    return CitationItem(
        span(group.tokens[names.start].start, end),
        names=tuple(_surface(document, group, unit) for unit in names.units),
        others=names.others,
        year=Surface(year[0], span(year.start(), year.end())),
        locator=locator,
        mode=Mode.NARRATIVE,
    )


def _surface(document: Document, group: Group, unit: Unit) -> Surface:
    start, end = group.tokens[unit.start].start, group.tokens[unit.end - 1].end
    return Surface(document.prose[start:end], document.source.span(start, end))
