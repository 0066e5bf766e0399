"""Dates as data: date-parts, ranges, seasons, circa, EDTF and raw text (specification, "Date")."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date: year (negative before Christ), month (21 to 24 are seasons 1 to 4) and day; 0 is none."""

    year: int
    month: int = 0
    day: int = 0
    era: bool = True
    """Whether the year is written with AD or BC; not at the start of a range within one era."""

    @property
    def season(self) -> int:
        """The season from 1 to 4, or 0."""
        return self.month - 20 if 21 <= self.month <= 24 else 0


@dataclass(frozen=True, slots=True)
class Date:
    """The value of a date variable: a date, a range (end is None for a single date), or a text left as it is."""

    start: Point | None
    end: Point | None = None
    open_end: bool = False
    circa: bool = False
    literal: str = ""


def read_date(value: object) -> Date | None:
    """Read the value of a date variable in CSL-JSON; None where it holds nothing."""
    if isinstance(value, str):
        return parse_date(value)
    if not isinstance(value, Mapping):
        return None
    circa = str(value.get("circa", "")).lower() not in ("", "0", "false", "none")
    date = _from_parts(value, circa)
    if date is not None:
        return date
    for key, read in (("edtf", parse_date), ("raw", parse_date)):
        text = value.get(key)
        if isinstance(text, str) and text.strip():
            date = read(text)
            return date and Date(date.start, date.end, date.open_end, date.circa or circa, date.literal)
    literal = value.get("literal")
    return Date(None, circa=circa, literal=str(literal)) if literal else None


def _from_parts(value: Mapping[str, Any], circa: bool) -> Date | None:
    parts = value.get("date-parts")
    if not isinstance(parts, Sequence) or isinstance(parts, str):
        return None
    season = _season(value.get("season"))
    points = [_point(part, season) for part in parts[:2] if isinstance(part, Sequence) and not isinstance(part, str)]
    if not points or points[0] is None:
        return None
    open_end = len(parts) > 1 and points[-1] is None
    end = points[1] if len(points) > 1 else None
    if end is not None and end.year == 0:
        end, open_end = None, True
    return Date(points[0], None if end == points[0] else end, open_end, circa)


def _point(parts: Sequence[Any], season: int) -> Point | None:
    numbers = [_number(part) for part in parts[:3]]
    if not numbers or (numbers[0] == 0 and not str(parts[0]).strip().lstrip("-").isdecimal()):
        return None
    year, month, day = (*numbers, 0, 0)[:3]
    if 13 <= month <= 16:
        month += 8
    if not month and 1 <= season <= 4:
        month = 20 + season
    return Point(year, month, day)


def _season(value: object) -> int:
    """Read a season given as a number from 1 to 4 or as an English word."""
    named = _SEASONS.get(str(value)[:3].lower(), 20) - 20
    return named or _number(value)


def _number(value: object) -> int:
    try:
        return int(str(value).strip())
    except ValueError:
        return 0


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SEASONS = {"spr": 21, "sum": 22, "aut": 23, "fal": 23, "win": 24}
_WORD = re.compile(r"[^\W\d_]{3,}")
_ISO = re.compile(r"^(-?\d{1,5})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?:T\S*)?$")
_SLASHED = re.compile(r"^(\d{1,2})[-/](?:(\d{1,2})[-/])?(-?\d{3,5})$")
_DAYS = re.compile(r"(\D*)(\d{1,2}) ?[-\u2013] ?(\d{1,2})(\D+\d{3,4})")
"""Days of one month: `March 15-17, 2005`."""
_RANGE = re.compile(r"\s*(?:--|\u2013|\u2014|/|\s-\s|_)\s*")


def parse_date(text: str) -> Date | None:
    """Read a date written out: EDTF and ISO 8601, `May 3, 2008`, `3 May 2008`, `Spring 2008`, ranges, `ca. 2008`."""
    text = text.strip()
    if not text:
        return None
    plain = text.rstrip("?~%").strip()
    circa = plain != text
    for sign in ("ca.", "ca ", "c.", "circa ", "["):
        if plain.lower().startswith(sign):
            plain, circa = plain[len(sign) :].strip().rstrip("]"), True
    single = _parse_point(plain)
    if single is not None:
        return Date(single, circa=circa)
    return _parse_range(plain, circa) or Date(None, circa=circa, literal=text)


def _parse_range(text: str, circa: bool) -> Date | None:
    ends = _RANGE.split(text)
    if len(ends) != 2:
        ends = text.split("-")
    days = _DAYS.fullmatch(text)
    if days:
        ends = [f"{days[1]}{days[2]}{days[4]}", f"{days[1]}{days[3]}{days[4]}"]
    if len(ends) != 2:
        return None
    end = _parse_point(ends[1])
    start = _parse_point(ends[0]) or _parse_point(f"{ends[0]} {end.year}" if end else "")
    if start is None:
        return None
    if end is not None and start.season and not end.month:
        end = Point(end.year, start.month)
    if ends[1].strip() in ("", ".."):
        return Date(start, open_end=True, circa=circa)
    return Date(start, end, circa=circa) if end else None


def _parse_point(text: str) -> Point | None:
    text = text.strip()
    iso = _ISO.match(text)
    if iso:
        return _checked(int(iso[1]), int(iso[2] or 0), int(iso[3] or 0))
    slashed = _SLASHED.match(text)
    if slashed:
        return _checked(int(slashed[3]), int(slashed[1]), int(slashed[2] or 0))
    return _parse_words(text)


def _checked(year: int, month: int, day: int) -> Point | None:
    if 13 <= month <= 16:
        month += 8
    return Point(year, month, day) if (month <= 12 or 21 <= month <= 24) and day <= 31 else None


def _parse_words(text: str) -> Point | None:
    word = _WORD.search(text)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if word is None or not 1 <= len(numbers) <= 2 or len(_WORD.findall(text)) > 1:
        return None
    key = word[0][:3].lower()
    month = _MONTHS.index(key) + 1 if key in _MONTHS else _SEASONS.get(key, 0)
    if not month:
        return None
    year = max(numbers)
    day = min(numbers) if len(numbers) == 2 else 0
    return Point(year, month, day) if day <= 31 else None
