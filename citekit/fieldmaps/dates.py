"""Dates in plain text: "1997/05/01/", "1997 May-Jun", "MAY 1", "1 May 1997", "Spring 1997" to EDTF and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from citekit.model import PartialDate, read_date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = ("Spring", "Summer", "Autumn", "Winter")
"""EDTF's months 21 to 24."""

_MONTH_BY_WORD = {
    **{month.lower(): number for number, month in enumerate(MONTHS, 1)},
    **{season.lower()[:3]: number for number, season in enumerate(SEASONS, 21)},
    "fal": 23,
}
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_EIGHT = re.compile(r"(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_LONGEST = 60
"""Characters beyond which a text is no date."""


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_month: int | None = None


def read_dates(texts: Iterable[str]) -> str:
    """The date that several texts give together, in EDTF; empty when none gives a year.

    >>> read_dates(["1997", "May 1"]), read_dates(["1997/05//"]), read_dates(["2001 Mar-Apr"]), read_dates(["in press"])
    ('1997-05-01', '1997-05', '2001-03/2001-04', '')
    """
    texts = list(texts)
    if exact := next((text.strip() for text in texts if _is_edtf(text)), ""):
        return exact
    read = [_parts(text) for text in texts if len(text) <= _LONGEST]
    best = next((parts for parts in read if parts.year is not None), None)
    if best is None:
        return ""
    for parts in read:
        if best.month is None and parts.month is not None and parts.year in (None, best.year):
            best = replace(parts, year=best.year)
    return _edtf(best)


def _is_edtf(text: str) -> bool:
    """Is it more than a year, in the form that citekit keeps dates in?"""
    text = text.strip()
    return len(text) > 4 and "/" not in text[-1:] and str(read_date(text)) == text and read_date(text).year is not None


def _parts(text: str) -> _Parts:
    if match := _EIGHT.fullmatch(text.strip()):
        return _Parts(int(match[1]), int(match[2]), int(match[3]))
    tokens = _TOKEN.findall(text)
    months = [number for token in tokens if (number := _month(token))]
    numbers = [token for token in tokens if token.isdecimal()]
    at = next((at for at, token in enumerate(numbers) if len(token) == 4), None)
    year = int(numbers[at]) if at is not None else None
    rest = numbers[:at] + numbers[at + 1 :] if at is not None else numbers
    if months:
        day = int(rest[0]) if rest and len(months) == 1 and len(rest) == 1 and 1 <= int(rest[0][:4]) <= 31 else None
        return _Parts(year, months[0], day, months[1] if len(months) == 2 else None)
    return _numeric(year, [int(number[:4]) for number in rest], at == 0)


def _month(word: str) -> int | None:
    return _MONTH_BY_WORD.get(word.lower()[:3]) if word.isalpha() else None


def _numeric(year: int | None, rest: list[int], year_first: bool) -> _Parts:
    """A date in figures: in the order of ISO 8601; with the year last only where day and month cannot be mixed up."""
    if year is None or not rest or len(rest) > 2:
        return _Parts(year)
    if not year_first and len(rest) == 2:
        rest = [rest[1], rest[0]] if rest[0] > 12 >= rest[1] else rest if rest[1] > 12 else []
    month = rest[0] if rest and 1 <= rest[0] <= 12 else None
    day = rest[1] if month and len(rest) == 2 and 1 <= rest[1] <= 31 else None
    return _Parts(year, month, day)


def _edtf(parts: _Parts) -> str:
    start = PartialDate(parts.year, parts.month, parts.day)
    if parts.end_month and parts.month:
        year = (parts.year or 0) + (parts.end_month < parts.month)
        return f"{start}/{PartialDate(year, parts.end_month)}"
    return str(start)


def slashed(date: PartialDate) -> str:
    """RIS's form: year, month and day, each with a slash behind it, then two months; empty for a mere year."""
    if date.month is None or date.month > 12:
        return f"{date.year:04d}///{season(date)}" if date.month else ""
    day = f"{date.day:02d}" if date.day else ""
    months = worded(date) if not day and date.end else ""
    return f"{date.year:04d}/{date.month:02d}/{day}/{months}"


def season(date: PartialDate) -> str:
    """The season's name; empty when the month is a month."""
    return SEASONS[date.month - 21] if date.month and 21 <= date.month <= 24 else ""


def worded(date: PartialDate) -> str:
    """Month and day in words, two months with a hyphen: "May 1", "Mar-Apr"; empty when only the year is known."""
    word = _word(date)
    if word and date.end and _word(date.end) and date.end.year == date.year and not date.day:
        return f"{word}-{_word(date.end)}"
    return f"{word} {date.day}" if word and date.day else word


def _word(date: PartialDate) -> str:
    if date.month and 1 <= date.month <= 12:
        return MONTHS[date.month - 1]
    return season(date)
