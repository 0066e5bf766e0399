"""Numeric citations: `[3]`, `[3, 7–9]`, `[6, hlm. 3]`, `[2], [5]`, and superscripts where the list has them.

Numbers in brackets are many things (years, intervals, notes), so they count only where the document's own list of
references has numbers, or where it cites in no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citekit.model import Citation, CitationItem, Document, Locator
from citekit.prose.locators import read_locator
from citekit.prose.stretches import Stretch, holds, joined
from citekit.prose.terms import phrase, terms
from citekit.source import Span

_MARK = re.compile(r"\[([^\[\]\n]{1,240})\]")
_OPEN = re.compile(r"\[(\d{1,4})(?=[\s.,;:)])(?![^\[\n]{0,80}\])")
_NUMBERS = re.compile(r"\s*(\d{1,4})(?:\s?[-–—‑]{1,2}\s?(\d{1,4}))?\s*(?=[,;:]|$|(?:and|und|dan|et|y|e|en|&)\s)")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"\s*(?:[,;]|(?:(?:,\s*)?(?:and|und|dan|et|y|e|en|&)\s))\s*")
_BETWEEN = re.compile(r"(?:,[ \u00a0]?|[ \u00a0]?[–-][ \u00a0]?|)")
"""What stands between the brackets of one citation; those that "and" joins are each one."""
_RAISED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?)\]”’\"'»]))([⁰¹²³⁴-⁹]{1,3}(?:[⁻⁼,˒–-][⁰¹²³⁴-⁹]{1,3}|,\s?[⁰¹²³⁴-⁹]{1,3}){0,8})"
)
_DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_RAISED_LINE = re.compile(r"^[ \t]*[⁰¹²³⁴-⁹]{1,3}[ \t]*\S", re.M)
_MATHS = frozenset("∈=<>×*/+^_\\(∪∩|")
_LONGEST_RANGE = 60
_LEAST = 2
_TAIL = 40
"""Characters behind a bracket in which a locator is looked for."""


@dataclass(frozen=True, slots=True)
class _Bracket:
    start: int
    end: int
    items: tuple[CitationItem, ...]


def numeric(document: Document, listed: Sequence[Stretch], *, in_words: int) -> tuple[Citation, ...]:
    """The numeric citations of a document outside its lists; `in_words` is how often it cites by author and year."""
    known = {reference.number for reference in document.references}
    numbered = any(reference.numbered for reference in document.references)
    brackets = list(_outside(_brackets(document), listed))
    if numbered:
        years = ({item.number for item in each.items} - known for each in brackets)
        brackets = [each for each, beyond in zip(brackets, years, strict=True) if not any(map(_is_year, beyond))]
        brackets += _outside(_unclosed(document, known), listed)
        brackets.sort(key=lambda bracket: bracket.start)
    else:
        largest = max((int(number) for number in known), default=10**4)
        used = {item.number for bracket in brackets for item in bracket.items}
        fits = all(int(number) <= largest for number in used)
        if in_words >= len(brackets) or len(used) < _LEAST or not fits or "1" not in used:
            brackets = []
    if not brackets and numbered and not _RAISED_LINE.search(document.prose):
        brackets = list(_outside(_raised(document, known), listed))
    return tuple(_joined(document, brackets))


def _outside(brackets: Iterable[_Bracket], listed: Sequence[Stretch]) -> Iterator[_Bracket]:
    places = joined(listed)
    return (bracket for bracket in brackets if not holds(places, bracket.start))


def _brackets(document: Document) -> Iterator[_Bracket]:
    prose = document.prose
    for match in _MARK.finditer(prose):
        if _is_maths(prose, match.start()) or _is_link(prose, match):
            continue
        items = tuple(_items(document, match.start(1), match.end(1)))
        if items:
            yield _with_tail(document, _Bracket(match.start(), match.end(), items))


def _is_year(number: str) -> bool:
    return len(number) == 4 and 1400 <= int(number) < 2100


def _unclosed(document: Document, known: set[str]) -> Iterator[_Bracket]:
    """A number whose bracket was never closed: "as shown in [4 and"."""
    for match in _OPEN.finditer(document.prose):
        if match[1] in known and not _is_maths(document.prose, match.start()):
            items = tuple(_items(document, match.start(1), match.end(1)))
            yield _Bracket(match.start(), match.end(), items)


def _is_link(prose: str, match: re.Match[str]) -> bool:
    """Markdown's `[1](address)` or, at the start of a line, `[1]: address`."""
    after = prose[match.end() : match.end() + 1]
    return after == "(" or (after == ":" and prose[match.start() - 1 : match.start()] in ("", "\n"))


def _with_tail(document: Document, bracket: _Bracket) -> _Bracket:
    """The bracket with a locator that stands behind it: `[7], S. 3`."""
    tail = document.prose[bracket.end : bracket.end + _TAIL].partition("\n")[0]
    if not tail.startswith(",") or bracket.items[-1].locator or not (read := _locator(tail)):
        return bracket
    locator, used = read
    last = _with_locator(document, bracket.items[-1], locator, bracket.end + used)
    return _Bracket(bracket.start, bracket.end + used, (*bracket.items[:-1], last))


def _is_maths(prose: str, at: int) -> bool:
    """What stands before the bracket makes it an index or an interval."""
    before = prose[max(0, at - 3) : at]
    close = before[-1:]
    if close in _MATHS and close:
        return True
    if before.rstrip()[-1:] in ("∈", "=", "×"):
        return True
    return bool(re.search(r"(?<![^\W\d_])[^\W\d_]$|\d$", before))


def _items(document: Document, start: int, end: int) -> Iterator[CitationItem]:
    """The items in a bracket; none when anything in it is no number, locator or introductory word."""
    found: list[CitationItem] = []
    at, prefix = start, ""
    text = document.prose
    while at < end:
        numbers = _NUMBERS.match(text, at, end)
        if numbers:
            several = list(_numbered(document, numbers, prefix))
            if not several:
                return
            found += several
            at, prefix = numbers.end(), ""
        elif found and (read := _locator(text[at:end])):
            locator, used = read
            found[-1] = _with_locator(document, found[-1], locator, at + used)
            at += used
        elif not found and (lead := _lead(text, at, end)):
            prefix, at = text[at:lead].strip(" ,"), lead
            continue
        else:
            return
        part = _PART.match(text, at, end)
        if part:
            at = part.end()
        elif text[at:end].strip():
            return
        else:
            break
    yield from found


def _numbered(document: Document, match: re.Match[str], prefix: str) -> Iterator[CitationItem]:
    first, last = int(match[1]), int(match[2] or match[1])
    if not first or last < first or last - first > _LONGEST_RANGE:
        return
    for number in range(first, last + 1):
        span = document.source.span(match.start(1), match.end(2) if match[2] else match.end(1))
        yield CitationItem(span, number=str(number), prefix=prefix if number == first else "")


def _locator(text: str) -> tuple[Locator, int] | None:
    """A labelled locator at the start of a text, and how much of the text it takes."""
    locator, rest = read_locator(text, bare=False)
    if locator is None:
        return None
    return locator, text.rfind(locator.value, 0, len(text) - len(rest)) + len(locator.value)


def _with_locator(document: Document, item: CitationItem, locator: Locator, end: int) -> CitationItem:
    span = Span(item.span.source, item.span.start, end)
    return CitationItem(span, number=item.number, prefix=item.prefix, locator=locator)


def _lead(text: str, start: int, end: int) -> int:
    """Where "see also" and the like end; 0 when the bracket begins with none."""
    number = _DIGIT.search(text, start, end)
    if not number or tuple(phrase(text[start : number.start()])) not in terms().before.all:
        return 0
    return number.start()


def _raised(document: Document, known: set[str]) -> Iterator[_Bracket]:
    for match in _RAISED.finditer(document.prose):
        plain = match[1].translate(_DOWN).replace("–", "-").replace("⁼", "-")
        items: list[CitationItem] = []
        span = document.source.span(match.start(), match.end())
        for piece in plain.split(","):
            first, _, last = piece.strip().partition("-")
            if first.isdecimal() and (not last or last.isdecimal()):
                numbers = range(int(first), min(int(last or first), int(first) + _LONGEST_RANGE) + 1)
                items += [CitationItem(span, number=str(number)) for number in numbers]
        if items and all(item.number in known for item in items):
            yield _Bracket(match.start(), match.end(), tuple(items))


def _joined(document: Document, brackets: Iterable[_Bracket]) -> Iterator[Citation]:
    """Brackets that follow one another ("[2], [5] and [7]") are one citation; "[2]–[5]" also means those between."""
    group: list[_Bracket] = []
    for bracket in brackets:
        if group and not _BETWEEN.fullmatch(document.prose, group[-1].end, bracket.start):
            yield _citation(document, group)
            group = []
        if group and document.prose[group[-1].end : bracket.start].strip() in ("–", "-"):
            group.append(_Bracket(group[-1].end, group[-1].end, tuple(_between(document, group[-1], bracket))))
        group.append(bracket)
    if group:
        yield _citation(document, group)


def _between(document: Document, one: _Bracket, two: _Bracket) -> Iterator[CitationItem]:
    first, last = int(one.items[-1].number), int(two.items[0].number)
    if first < last <= first + _LONGEST_RANGE:
        span = document.source.span(one.start, two.end)
        yield from (CitationItem(span, number=str(number)) for number in range(first + 1, last))


def _citation(document: Document, group: Sequence[_Bracket]) -> Citation:
    items = tuple(item for bracket in group for item in bracket.items)
    return Citation(document.source.span(group[0].start, group[-1].end), items)
