"""What a query is made of: words, ranges, fields that must be there, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from citekit.query.names import ANY, DATES
from citekit.query.words import patterns


@dataclass(frozen=True, slots=True)
class Words:
    """These words, side by side, in one field."""

    field: str
    words: tuple[str, ...]
    """Folded; `*` stands for any letters."""
    at: int = 0
    """Where it stands in the query."""


@dataclass(frozen=True, slots=True)
class Between:
    """A date or a number from `low` to `high`, both included, as `moment` makes them."""

    field: str
    low: int
    high: int
    at: int = 0


@dataclass(frozen=True, slots=True)
class Has:
    """The field is there."""

    field: str
    at: int = 0


Term = Words | Between | Has


class Join(StrEnum):
    """What is done with the works that were found."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"


LOWEST, HIGHEST = -(10**18), 10**18

_POINT = r"-?\d{1,12}(?:-\d\d(?:-\d\d)?)?"
_RANGE = re.compile(rf"({_POINT})?\.\.({_POINT})?")
_YEARS = re.compile(r"(\d{4})[-–](\d{4})")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_COMPARED = re.compile(r"([<>]=?)(.*)", re.S)


def moment(year: int, month: int, day: int) -> int:
    """A date as one number that orders as dates do. A plain number is a year without month and day."""
    return year * 10000 + month * 100 + day


def earliest(text: str) -> int:
    """The first moment of `1990`, `1990-05` or `1990-05-01`, which is also how plain numbers are compared."""
    return _moment(text, 0)


def latest(text: str) -> int:
    """The last moment of the same."""
    return _moment(text, 99)


def _moment(text: str, missing: int) -> int:
    sign = -1 if text.startswith("-") else 1
    year, *rest = (int(part) for part in text.lstrip("-").split("-"))
    month, day = [*rest, missing, missing][:2]
    return moment(sign * year, month, day)


class NoRange(ValueError):
    """What is written as a range is none; says why."""


def value(field: str, text: str, at: int) -> Term | None:
    """The term for what stands behind `field:` without quotation marks; None when it holds nothing to look for.

    Raises NoRange for a comparison or a range of what is neither a number nor a date, and for one that ends before it
    begins.
    """
    if field == ANY:
        return Has(ANY, at) if text.strip("*") == "" else phrase(field, text, at)
    if text.strip("*") == "":
        return Has(field, at)
    return _range(field, text, at) or phrase(field, text, at)


def phrase(field: str, text: str, at: int) -> Words | None:
    """The term for words in quotation marks; None when it holds no letter and no digit."""
    found = patterns(text)
    return Words(field, found, at) if found else None


def _range(field: str, text: str, at: int) -> Between | None:
    if compared := _COMPARED.fullmatch(text):
        return _compared(field, compared[1], compared[2].strip(), at)
    match = _RANGE.fullmatch(text)
    if match and (match[1] or match[2]):
        return _between(field, match[1], match[2], text, at)
    if field not in DATES:
        return None
    if years := _YEARS.fullmatch(text):
        return _between(field, years[1], years[2], text, at)
    if ".." in text:
        raise NoRange(f"`{text}` is no range of dates")
    return Between(field, earliest(text), latest(text), at) if _DATE.fullmatch(text) else None


def _between(field: str, first: str | None, last: str | None, text: str, at: int) -> Between:
    low, high = earliest(first) if first else LOWEST, latest(last) if last else HIGHEST
    if low > high:
        raise NoRange(f"`{text}` ends before it begins")
    return Between(field, low, high, at)


def _compared(field: str, sign: str, text: str, at: int) -> Between:
    if not re.fullmatch(_POINT, text):
        raise NoRange(f"`{text}` is neither a number nor a date")
    if sign == ">=":
        return Between(field, earliest(text), HIGHEST, at)
    if sign == ">":
        return Between(field, latest(text) + 1, HIGHEST, at)
    return Between(field, LOWEST, latest(text) if sign == "<=" else earliest(text) - 1, at)
