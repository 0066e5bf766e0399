"""Dates as reference lists print them, in any language's words, to EDTF."""

from __future__ import annotations

import re
from functools import cache

from citekit.model import fold
from citekit.references.words import month_pattern, months, pattern

YEAR = r"(?:1[4-9]|20)\d\d"
_ISO = rf"{YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?"
_NUMERIC = rf"\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?{YEAR}"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|°|ª)?"


@cache
def date_pattern(*, needs_day: bool = False) -> str:
    """A pattern for a date with a year, in any of the usual orders."""
    month = month_pattern()
    some = rf"{month}(?:\s?[-–—/]\s?(?:\d{{1,2}}\s)?{month})?"
    season = pattern("seasons")
    day = rf"\d{{1,2}}{_ORDINAL}(?:\s?[-–—]\s?\d{{1,2}})?"
    ways = [
        rf"{day},?\s(?:de\s|di\s)?{some},?\s(?:de\s|del\s)?{YEAR}",
        rf"{some}\s{day},?\s{YEAR}",
        rf"{YEAR}[,.]?\s{some}\s{day}(?![\d(:])",
        rf"{YEAR},\s{day}\s(?:de\s)?{some}",
        _ISO,
        _NUMERIC,
    ]
    if not needs_day:
        ways += [
            rf"(?:{some}|{season}),?\s(?:de\s)?{YEAR}",
            rf"{YEAR},?\s(?:{some}|{season})(?![^\W_])",
            rf"{YEAR}(?:\s?[-–/]\s?(?:{YEAR}|\d\d))?[a-z]?(?![^\W_])",
        ]
    return rf"(?<![\d.])(?:{'|'.join(ways)})"


@cache
def date_in_words() -> re.Pattern[str]:
    """Finds any date."""
    return re.compile(date_pattern(), re.I)


_MONTH = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_LETTER = re.compile(rf"{YEAR}[a-z]$")
_RANGE = re.compile(rf"({YEAR})\s?[-–/]\s?({YEAR}|\d\d)[a-z]?")


def date_of(text: str) -> str:
    """A date in EDTF as far as it is stated; empty when it has no year.

    >>> date_of("May 5, 2001"), date_of("5. Mai 2001"), date_of("12/05/2020"), date_of("2001a"), date_of("Mei 2001")
    ('2001-05-05', '2001-05-05', '2020-05-12', '2001', '2001-05')
    """
    text = text.strip(" ()[].,;:")
    year = _YEAR.search(text)
    if not year:
        return ""
    if re.fullmatch(_ISO, text):
        return text
    if re.fullmatch(_NUMERIC, text):
        return _numeric(text)
    if match := _RANGE.fullmatch(text):
        end = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        return f"{match[1]}/{end}" if int(end) > int(match[1]) else match[1]
    rest = text[: year.start()] + " " + text[year.end() :]
    named = [months()[word] for word in map(fold, _MONTH.findall(rest)) if word in months()]
    if not named:
        return year[0]
    days = _DAY.findall(rest)
    if len(named) > 1 or len(days) > 1:
        # From one to another: the first day or month is when it begins.
        return f"{year[0]}-{named[0]:02d}" if len(named) == 1 else f"{year[0]}-{named[0]:02d}/{year[0]}-{named[-1]:02d}"
    day = f"-{int(days[0]):02d}" if days and 1 <= int(days[0]) <= 31 else ""
    return f"{year[0]}-{named[0]:02d}{day}"


def _numeric(text: str) -> str:
    """Day before month, as all countries but one have it; where that cannot be, month before day."""
    one, other, year = (int(part) for part in re.split(r"[./]\s?", text))
    day, month = (one, other) if other <= 12 else (other, one)
    return f"{year}-{month:02d}-{day:02d}" if month <= 12 and 1 <= day <= 31 and month else str(year)
