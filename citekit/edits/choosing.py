"""Of two values of one field, the fuller one; or the finding that they contradict each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto

from rapidfuzz import fuzz

from citekit.duplicates.identifiers import isbn13, read_doi
from citekit.duplicates.people import Persons, read_people, same_persons
from citekit.duplicates.places import same_firm, same_journal
from citekit.duplicates.titles import Alike, alike, read_title, words_of
from citekit.model import NameList

_DIGITS = re.compile(r"\d+")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.|dx\.)?|/+$")

NAMES = frozenset("author editor translator bookauthor editora editorb editorc shortauthor shorteditor".split())
_TITLES = frozenset("title subtitle booktitle booksubtitle maintitle mainsubtitle titleaddon".split())
_FIRMS = frozenset("publisher institution organization".split())
_COUNTED = frozenset("volume number issue edition chapter part volumes pagetotal".split())
WRITTEN = frozenset("annote comment review".split())
"""What somebody wrote about the work: both are kept, one after the other."""
_EARLIEST = frozenset("timestamp creationdate date-added added-at".split())
_LATEST = frozenset("modificationdate date-modified urldate lastchecked".split())
_DATES = frozenset("date year".split())


class Choice(Enum):
    """Which of two values stays."""

    MINE = auto()
    YOURS = auto()
    BOTH = auto()
    """They contradict each other."""


def letters(text: str) -> str:
    """What is compared of a text: its folded letters and digits."""
    return "".join(words_of(text))


def holds(one: str, other: str) -> bool:
    """Does one text hold the other?"""
    mine, yours = letters(one), letters(other)
    return mine in yours or yours in mine


def choose(slot: str, one: str, other: str) -> Choice:
    """Which value of a field stays, by its rule; for a field without a rule both must say the same."""
    if one == other:
        return Choice.MINE
    for names, rule in _RULES:
        if slot in names:
            return rule(one, other)
    return _same_or_longer(one, other)


def choose_names(one: NameList, other: NameList) -> Choice:
    """The list with more people; of two with as many, that with the longer given names."""
    if same_persons(read_people(one), read_people(other)) not in (Persons.SAME, Persons.FEWER):
        return Choice.BOTH
    return Choice.YOURS if _fullness(other) > _fullness(one) else Choice.MINE


def _fullness(names: NameList) -> tuple[int, bool, int]:
    return len(names), not names.others, sum(len(letters(name.given)) for name in names)


def _titles(one: str, other: str) -> Choice:
    """The longer of a short and a full title; of two with the same letters the better set one."""
    if letters(one) == letters(other):
        return Choice.YOURS if _care(other) > _care(one) else Choice.MINE
    if alike(read_title(one), read_title(other), {}) is Alike.SHORTENED:
        return Choice.YOURS if len(other) > len(one) else Choice.MINE
    return Choice.BOTH


def _care(text: str) -> tuple[bool, int]:
    """Not all in capitals or small letters, and with its accents."""
    return not (text.isupper() or text.islower()), sum(not letter.isascii() for letter in text)


def _named_alike(same: Callable[[str, str], bool]) -> Callable[[str, str], Choice]:
    def choose(one: str, other: str) -> Choice:
        if not same(one, other):
            return Choice.BOTH
        return Choice.YOURS if len(letters(other)) > len(letters(one)) else Choice.MINE

    return choose


def _pages(one: str, other: str) -> Choice:
    """From the same first page: that which also says the last, and says it whole: 226–231 and not 226–31."""
    mine, yours = _DIGITS.findall(one), _DIGITS.findall(other)
    if not mine and not yours:
        return _same_or_longer(one, other)
    if mine[:1] != yours[:1]:
        return Choice.BOTH
    if len(mine) == len(yours) and mine != yours:
        if _whole(mine) != _whole(yours):
            return Choice.BOTH
        return Choice.MINE if mine == _whole(mine) else Choice.YOURS
    return Choice.YOURS if len(yours) > len(mine) else Choice.MINE


def _whole(pages: list[str]) -> list[str]:
    """First and last page, the last with the digits that it shares with the first and leaves out."""
    if len(pages) != 2 or len(pages[1]) >= len(pages[0]):
        return pages
    return [pages[0], pages[0][: -len(pages[1])] + pages[1]]


def _counted(one: str, other: str) -> Choice:
    mine, yours = _DIGITS.findall(one), _DIGITS.findall(other)
    return Choice.MINE if mine and mine == yours else _same_or_longer(one, other)


def _isbns(one: str, other: str) -> Choice:
    mine, yours = ({isbn13(word) for word in re.split(r"[,;\s]+", text)} - {""} for text in (one, other))
    if not mine or not yours:
        return _same_or_longer(one, other)
    if yours <= mine:
        return Choice.MINE
    return Choice.YOURS if mine < yours else Choice.BOTH


def _addresses(one: str, other: str) -> Choice:
    """The same address but for `http` and `https`, `www` and a slash at the end."""
    if _SCHEME.sub("", one).lower() != _SCHEME.sub("", other).lower():
        return Choice.BOTH
    return Choice.YOURS if other.startswith("https:") and not one.startswith("https:") else Choice.MINE


def _dois(one: str, other: str) -> Choice:
    mine, yours = read_doi(one), read_doi(other)
    return _same_or_longer(one, other) if not mine and not yours else Choice.MINE if mine == yours else Choice.BOTH


def _dates(one: str, other: str) -> Choice:
    """The more exact of two dates that agree."""
    if one.startswith(other):
        return Choice.MINE
    return Choice.YOURS if other.startswith(one) else Choice.BOTH


def _abstracts(one: str, other: str) -> Choice:
    if fuzz.ratio(one, other) < _LIKE and not holds(one, other):
        return Choice.BOTH
    return Choice.YOURS if len(other) > len(one) else Choice.MINE


_LIKE = 90
"""How much alike (of 100) two abstracts are that are one."""


def _earliest(one: str, other: str) -> Choice:
    return Choice.YOURS if other < one else Choice.MINE


def _latest(one: str, other: str) -> Choice:
    return Choice.YOURS if other > one else Choice.MINE


def _same_or_longer(one: str, other: str) -> Choice:
    """The same letters, or one begins with the other: Cambridge, and Cambridge, England."""
    mine, yours = letters(one), letters(other)
    if mine == yours and (mine or one.split() == other.split()):
        return Choice.YOURS if _care(other) > _care(one) else Choice.MINE
    if mine and yours.startswith(mine):
        return Choice.YOURS
    return Choice.MINE if yours and mine.startswith(yours) else Choice.BOTH


_RULES: tuple[tuple[frozenset[str], Callable[[str, str], Choice]], ...] = (
    (_TITLES, _titles),
    (frozenset(("journal", "series")), _named_alike(same_journal)),
    (_FIRMS, _named_alike(same_firm)),
    (frozenset(("pages",)), _pages),
    (_COUNTED, _counted),
    (frozenset(("isbn",)), _isbns),
    (frozenset(("url",)), _addresses),
    (frozenset(("doi",)), _dois),
    (_DATES, _dates),
    (frozenset(("abstract",)), _abstracts),
    (_EARLIEST, _earliest),
    (_LATEST, _latest),
    (WRITTEN, _abstracts),
)
