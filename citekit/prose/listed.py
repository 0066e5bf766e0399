"""One work of a printed list of references, read as far as citations need it: under which names, and of what date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citekit.model import Entry, Field, Name, NameList, PrintedReference
from citekit.prose.terms import dated
from citekit.references import parse, people
from citekit.source import Span

_YEAR = re.compile(r"(?<!\d)((?:1[4-9]|20)\d\d)([a-r])?(?![^\W_])")
_LETTER = re.compile(r"[\s.]*-?\s?([a-r])(?![^\W_])")
_QUOTED = re.compile(r"[“„«\"‘]")
_LONGEST = 2500
"""Characters of a work that are read; who the authors are and when it came out stands before that."""
_LONGEST_HEAD = 1500
_CUT_INITIAL = re.compile(r"\.[-‐‑][A-ZÀ-Þ]$")
"""The second of two initials whose full stop was taken for the end of the names: "J.-C"."""
_CLOSED = re.compile(r"[\s(\[.,;:*_]+$")
_ROLE = re.compile(
    r"[\s,]*\(?(?:\b(?:eds?|hrsg|hg|dir|coord|coords|comp|org|orgs|red|peny|a cura di|éds?)\b\.?\s*)+\)?[\s.,]*$", re.I
)


@dataclass(frozen=True, slots=True)
class Read:
    """A work of a list, and the text of its head."""

    printed: PrintedReference
    head: str
    """The names, as they stand before the date; a dash in the next work stands for them."""


def read_reference(text: str, span: Span, number: str, key: str, *, numbered: bool) -> Read:
    """Reads a work, given without its number."""
    text = text[:_LONGEST]
    head, year, letter = _head(text)
    sure = _is_author_date(text, head)
    if not sure and len({match[1] for match in _YEAR.finditer(text, 0, _LONGEST_HEAD)}) > 1:
        # "IBGE. Censo demográfico 2010. Rio de Janeiro: IBGE, 2011": the first year is the title's.
        year, letter = _stated(text, year, letter)
    names = _names(text, head, sure=sure)
    entry = Entry(key, "misc", _fields(year, text, span), {"author": names} if len(names) else {}, span, span)
    return Read(PrintedReference(span, number, year, letter, entry, numbered), head)


def _stated(text: str, year: str, letter: str) -> tuple[str, str]:
    """The year that stands as the date of a work that is taken apart; else the one given."""
    stated = parse(text).text_of("date")[:4]
    return (stated, "") if stated.isdecimal() and stated != year else (year, letter)


def _fields(year: str, text: str, span: Span) -> dict[str, Field]:
    texts = {"year": year, "note": text}
    return {name: Field(name, value, value, span) for name, value in texts.items() if value}


def _head(text: str) -> tuple[str, str, str]:
    """What stands before the date or a quoted title, and the date with its letter."""
    quoted = _QUOTED.search(text)
    date = dated().search(text, 0, _LONGEST_HEAD)
    if date and (quoted is None or date.start() < quoted.start() or quoted.start() == 0):
        year, letter = _date(text, date)
        return _CLOSED.sub("", text[: date.start()]), year, letter
    years = list(_YEAR.finditer(text))
    year, letter = (years[-1][1], years[-1][2] or "") if years else ("", "")
    if len({match[1] for match in years}) > 1 and (stated := parse(text).text_of("date")[:4]).isdecimal():
        year = stated
    end = quoted.start() if quoted else min(len(text), _LONGEST_HEAD)
    return _CLOSED.sub("", text[:end]), year, letter


def _date(text: str, date: re.Match[str]) -> tuple[str, str]:
    year = _YEAR.match(text, date.start())
    if year:
        return year[1], year[2] or ""
    letter = _LETTER.match(text, date.end())
    return "", letter[1] if letter else ""


def _is_author_date(text: str, head: str) -> bool:
    """Nothing but names stands before the date: it is in a bracket, or between full stops with a title behind it."""
    rest = text[len(head) :]
    bracketed = re.match(r"[\s.,*_]*[(\[]", rest)
    between = re.match(r"\s*\.\s*(?:[^\W_]|\.(?=[^\s])|\s(?=\w\.))[^.]{0,20}\.\s*\S.{8}", rest, re.S)
    return bool(bracketed or between)


def _names(text: str, head: str, *, sure: bool) -> NameList:
    if _CUT_INITIAL.search(head) and text[len(head) : len(head) + 1] == ".":
        head += "."
    head = _ROLE.sub("", head)
    found = people.read(head) if head and sure else None
    if found and len(found.names):
        return found.names
    stated = parse(text).text_of("author") if any(map(str.isalpha, head)) else ""
    for names in filter(None, (stated, head)):
        found = people.read(names)
        if found and len(found.names):
            return found.names
    first = re.split(r"[.,](?:\s|$)", head, maxsplit=1)[0].strip(' “”"«»„‘’*_') if head else ""
    return NameList((Name(literal=first),)) if first else NameList()
