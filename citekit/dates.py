"""Dates as far as they are known: EDTF, level 1 (ISO 8601-2:2019), and what BibTeX's `year` and `month` say.

biblatex's date fields are EDTF (manual, section 2.3.8). BibTeX has a year, which is any text, and a month, which may
hold a day (`"10~" # jan`) or several months. Words for months and seasons of other languages than English are in
`dates.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known (EDTF level 1)."""

    year: int | None = None
    """Astronomical: 0 is 1 BC. Of 19XX, the first it can be: 1900."""
    month: int | None = None
    """1 to 12, or a season: 21 spring, 22 summer, 23 autumn, 24 winter."""
    day: int | None = None
    end: PartialDate | None = None
    """The other end, when it is a range; empty when nobody knows it (`1997/`)."""
    circa: bool = False
    """Approximate: `~`, or `c.` before it."""
    literal: str = ""
    """What the file says, where it cannot be read as a date: "in press", "t.t."."""
    uncertain: bool = False
    """It is a guess: `?`."""
    unspecified: str = ""
    """As EDTF writes it, when it has an X for a digit: 19XX, 1999-XX."""
    time: str = ""
    """The time of day and its zone as ISO 8601 writes them, without the T."""
    open: bool = False
    """No date but an end of a range that is not reached: the `..` of `1997/..`."""

    def __str__(self) -> str:
        """As EDTF writes it; what could not be read, as it stands."""
        text = self._point()
        return text if self.end is None else f"{text}/{self.end}"

    def _point(self) -> str:
        if self.open:
            return ".."
        if self.year is None:
            return self.literal
        parts = [edtf_year(self.year), *(f"{number:02d}" for number in (self.month, self.day) if number is not None)]
        text = (self.unspecified or "-".join(parts)) + (f"T{self.time}" if self.time else "")
        return text + _QUALIFIERS[self.circa, self.uncertain]

    @property
    def first(self) -> PartialDate:
        """The date without its other end."""
        return replace(self, end=None)

    @property
    def year_text(self) -> str:
        """The year as it is cited: 1999, 19XX, 44 BC; of a range without a beginning, that of its end."""
        if self.year is None:
            return self.literal or (self.end.year_text if self.end else "")
        if self.unspecified:
            return self.unspecified.split("-")[0]
        return str(self.year) if self.year > 0 else f"{1 - self.year} BC"


OPEN = PartialDate(open=True)
_NONE = PartialDate()

_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}
MONTHS = tuple("January February March April May June July August September October November December".split())
"""What BibTeX's standard styles make of `jan` … `dec`."""
SEASONS = ("Spring", "Summer", "Autumn", "Winter")

_POINT = re.compile(
    r"""(?P<year>-?\d{4}|Y-?\d{5,15}|-?(?:\d{3}X|\d\dXX|\dXXX))
    (?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX)
    (?:T(?P<time>\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?))?)?)?
    (?P<mark>[~?%]?)""",
    re.X,
)
_CIRCA = re.compile(r"(?:c|ca|circa|approx|um|vers)(?:\.\s*|\s+)(?=\S)|c(?=\d)", re.I)
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?)(\??)", re.I)
_YEAR_RANGE = re.compile(r"(.*?\d[?~]?|\d[\dX]{3})\s*[-\u2013\u2014]+\s*((?:c\.?\s*)?\d[\dX]{3}[?~]?)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def edtf_year(year: int) -> str:
    """A year in EDTF: at least four digits, `Y` before one that has more.

    >>> edtf_year(-43), edtf_year(12000)
    ('-0043', 'Y12000')
    """
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def read_date(text: str) -> PartialDate:
    """A date from a field: EDTF, or the ways in which people write years (`c. 1999`, `44 BC`, `1999–2000`).

    What cannot be read is kept as `literal`.

    >>> str(read_date("1999-05/..")), str(read_date("c. 1999")), read_date("in press").literal
    ('1999-05/..', '1999~', 'in press')
    """
    text = text.strip()
    if not text:
        return _NONE
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text) or _year_range(text) or PartialDate(literal=text)
    first, last = _end(start), _end(end)
    if first is None or last is None or (first.year is None and last.year is None):
        return PartialDate(literal=text)
    return replace(first, end=last)


def _end(text: str) -> PartialDate | None:
    text = text.strip()
    if text in ("", ".."):
        return OPEN if text else PartialDate()
    return _point(text)


def _year_range(text: str) -> PartialDate | None:
    """`1999–2000`, `1999--2000`."""
    match = _YEAR_RANGE.fullmatch(text) if len(text) < 40 else None
    first, last = (_point(match[1]), _point(match[2])) if match else (None, None)
    return replace(first, end=last) if first and last else None


def _point(text: str) -> PartialDate | None:
    """One date, no range; None for what is none."""
    circa = _CIRCA.match(text) if len(text) < 60 else None
    text = text[circa.end() :] if circa else text
    match = _POINT.fullmatch(text)
    if match is None:
        return _before_christ(text, bool(circa))
    year, month, day = match["year"], match["month"], match["day"]
    if not _exists(year, month, day):
        return None
    return PartialDate(
        int(year.lstrip("Y").replace("X", "0")),
        _number(month),
        _number(day),
        circa=bool(circa) or match["mark"] in ("~", "%"),
        uncertain=match["mark"] in ("?", "%"),
        unspecified=match[0].removesuffix(match["mark"]) if "X" in match[0] else "",
        time=match["time"] or "",
    )


def _before_christ(text: str, circa: bool) -> PartialDate | None:
    match = _BEFORE_CHRIST.fullmatch(text) if len(text) < 20 else None
    if match is None or not int(match[1]):
        return None
    return PartialDate(1 - int(match[1]), circa=circa, uncertain=bool(match[2]))


def _number(part: str | None) -> int | None:
    return int(part) if part and part != "XX" else None


def _exists(year: str, month: str | None, day: str | None) -> bool:
    """Is there such a day? What is unspecified may be any."""
    if "X" in year and month:
        return False
    if month == "XX" and day not in (None, "XX"):
        return False
    months, days = _number(month), _number(day)
    if months is None:
        return True
    if 21 <= months <= 24:
        return day is None
    if not 1 <= months <= 12:
        return False
    leap = int(year.lstrip("Y")) % 4 == 0 and (int(year.lstrip("Y")) % 100 != 0 or int(year.lstrip("Y")) % 400 == 0)
    return days is None or 1 <= days <= (28 if months == 2 and not leap else _DAYS[months - 1])


# --------------------------------------------------------------------------------- BibTeX's year and month

_ENGLISH: dict[str, int] = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
    **{name.casefold(): number for number, name in enumerate(SEASONS, 21)},
    "fall": 23,
}


@cache
def _other_words() -> dict[str, int]:
    """The words of other languages; only few files need them."""
    table = tomllib.loads(files(__package__).joinpath("dates.toml").read_text("utf-8"))
    months = {name.casefold(): number for names in table["months"].values() for number, name in enumerate(names, 1)}
    return {**months, **{name.casefold(): n for names in table["seasons"].values() for n, name in enumerate(names, 21)}}


_RANGE = re.compile(r"\s*(?:-+|\u2013|\u2014|/)\s*")
_WORD = re.compile(r"\s*(?:(\d{1,2})(?:st|nd|rd|th|\.)?|([^\W\d_]+)\.?)(?=[\s,]|$)[\s,]*")
_Side = tuple[int | None, int | None]
"""A month and a day; the first is missing where only a number stands."""


def read_year_month(year: str, month: str = "", day: str = "") -> PartialDate:
    """The date that BibTeX's fields give; `literal` where they cannot be read together.

    >>> str(read_year_month("1999", "10 January")), str(read_year_month("1999", "January–February"))
    ('1999-01-10', '1999-01/1999-02')
    """
    when = read_date(year)
    if not month.strip():
        return when
    sides = _sides(month)
    if day.strip().isdecimal() and [side[1] for side in sides] == [None]:
        sides = [(sides[0][0], int(day.strip()[:3]))]
    made = _with_months(when, sides) if sides else None
    return made or PartialDate(literal=f"{month.strip()} {year.strip()}".strip())


def _with_months(when: PartialDate, sides: list[_Side]) -> PartialDate | None:
    """A year, or a range of them, with one or two months."""
    ends = [when.first, when.end or when.first][: len(sides)]
    if (when.end and len(sides) == 1) or any(one.month or one.year is None or one.unspecified for one in ends):
        return None
    dated = [_with_month(one, side) for one, side in zip(ends, sides, strict=True)]
    if None in dated:
        return None
    first, *rest = [one for one in dated if one]
    return replace(first, end=rest[0]) if rest else first


def _with_month(when: PartialDate, side: _Side) -> PartialDate | None:
    made = replace(when, month=side[0], day=side[1])
    return made if _point(str(made)) == made else None


def _sides(month: str) -> list[_Side]:
    """The month and day on each side of a range, one side where there is no range; empty when it cannot be read."""
    if len(month) > 60:
        return []
    read = [_side(side) for side in _RANGE.split(month.replace("\u00a0", " ").replace("~", " ").strip())]
    if len(read) > 2 or None in read:
        return []
    sides = [side for side in read if side]
    named = [side[0] for side in sides if side[0] is not None]
    if named:
        # "10–12 January": the number alone is a day of the other side's month.
        return [side if side[0] is not None else (named[0], side[1]) for side in sides]
    return [(side[1], None) for side in sides]


def _side(text: str) -> _Side | None:
    month = day = None
    position = 0
    while position < len(text):
        match = _WORD.match(text, position)
        if match is None or (match[1] and day) or (match[2] and month):
            return None
        position = match.end()
        if match[1]:
            day = int(match[1])
        else:
            word = match[2].casefold()
            month = _ENGLISH.get(word) or _other_words().get(word)
            if month is None:
                return None
    return (month, day) if month or day else None


def year_month(when: PartialDate) -> tuple[str, str] | None:
    """The text of BibTeX's `year` and `month` for a date; None when they cannot hold all of it.

    Months have their English names, which a .bib file writes as `jan` … `dec`.

    >>> year_month(read_date("1999-12-30/2000-01-02"))
    ('1999–2000', '30 December–2 January')
    """
    ends = [when.first, *([when.end] if when.end else [])]
    if any(one.year is None for one in ends):
        return None
    years, months = [_bibtex_year(one) for one in ends], [_bibtex_month(one) for one in ends]
    year = years[0] if len(set(years)) == 1 and months[0] else "–".join(years)
    month = "–".join(filter(None, months))
    held = read_year_month(year, month) == when
    return (year, month) if held else None


def _bibtex_year(when: PartialDate) -> str:
    return ("c. " if when.circa else "") + _unpadded(when) + ("?" if when.uncertain else "")


def _unpadded(when: PartialDate) -> str:
    text = when.year_text
    return text if when.year is None or when.year <= 0 or when.unspecified else edtf_year(when.year)


def _bibtex_month(when: PartialDate) -> str:
    if when.month is None:
        return ""
    name = SEASONS[when.month - 21] if when.month > 20 else MONTHS[when.month - 1]
    return f"{when.day} {name}" if when.day else name
