"""Dates of CSL: `date-parts`, `season`, `circa`, `raw` and `literal`, to and from EDTF.

A year before Christ counts without a year zero, as processors print it: -44 is 44 BC, which EDTF writes -0043. The end
of a range that is not known is a year 0, as pandoc has it.
"""

from __future__ import annotations

from dataclasses import replace

from citekit.model import PartialDate, fold, read_date
from citekit.trees import text_of

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NO = frozenset({"", "0", "false", "no"})
_MOST_DIGITS = 12


def read(value: object) -> str | None:
    """The text of a date variable: EDTF, or what it says that is no date; None for what cannot be one."""
    if isinstance(value, dict):
        return _read_object(value)
    if isinstance(value, list):
        return _parts(value)
    text = text_of(value)
    return None if text is None else _canonical(text)


def _read_object(value: dict[str, object]) -> str | None:
    parts = value.get("date-parts")
    text = _parts(parts) if isinstance(parts, list) else ""
    if text is None:
        return None
    if not text:
        said = text_of(value.get("raw")) or text_of(value.get("literal"))
        text = "" if said is None else _canonical(said)
    return _qualified(text, value)


def _canonical(text: str) -> str:
    when = read_date(text)
    return text.strip() if when.literal else str(when)


def _qualified(text: str, value: dict[str, object]) -> str:
    """With its season, and whether it is about so."""
    when = read_date(text)
    if when.year is None:
        return text
    season = _season(text_of(value.get("season")) or "")
    if season and when.month is None and when.end is None:
        when = replace(when, month=season)
    if (text_of(value.get("circa")) or "").strip().lower() not in _NO:
        end = when.end and (when.end if when.end.year is None else replace(when.end, circa=True))
        when = replace(when, circa=True, end=end)
    return str(when)


def _season(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else _SEASONS.get(fold(text), 0)
    number = number + 20 if 1 <= number <= 4 else number
    return number if 21 <= number <= 24 else None


def _parts(parts: list[object]) -> str | None:
    """`[[1997, 5], [1998]]`; a list of numbers is one date. None when it is neither."""
    if parts and not isinstance(parts[0], list):
        parts = [parts]
    if len(parts) > 2 or not all(isinstance(one, list) for one in parts):
        return None
    texts = [_point(one) for one in parts if isinstance(one, list)]
    if None in texts:
        return None
    return "/".join(text or "" for text in texts) if any(texts) else ""


def _point(parts: list[object]) -> str | None:
    """One date; empty for none. What is no day of a calendar is put as it stands."""
    texts = [(text_of(part) if not isinstance(part, list) else None) for part in parts]
    if None in texts:
        return None
    return _day([(text or "").strip() for text in texts])


def _day(texts: list[str]) -> str | None:
    while texts and texts[-1] in ("", "0"):
        texts.pop()
    numbers = [_number(text) for text in texts]
    if None in numbers or len(numbers) > 3:
        return None
    whole = [number for number in numbers if number is not None]
    if not whole:
        return ""
    year, *rest = whole
    month, day = (*rest, None, None)[:2]
    when = PartialDate(year + 1 if year < 0 else year, month, day)
    return str(when) if read_date(str(when)).literal == "" else "-".join(texts)


def _number(text: str) -> int | None:
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > _MOST_DIGITS:
        return None
    return int(text)


def write(text: str) -> dict[str, object]:
    """The date variable for a date field.

    >>> write("1997-05/1998"), write("2003-21~"), write("in press")
    ({'date-parts': [[1997, 5], [1998]]}, {'date-parts': [[2003]], 'season': 1, 'circa': True}, {'literal': 'in press'})
    """
    when = read_date(text)
    if when.year is None:
        return {"literal": text}
    made: dict[str, object] = {}
    last = when.end or _last_unspecified(when)
    if when.month is not None and when.month > 20 and last is None:
        made = {"date-parts": [[_year(when)]], "season": when.month - 20}
    else:
        made = {"date-parts": [_date_parts(one) for one in (when, *([last] if last else []))]}
    if when.circa or when.uncertain or (when.end and (when.end.circa or when.end.uncertain)):
        made["circa"] = True
    return made


def _date_parts(when: PartialDate) -> list[int]:
    if when.year is None:
        return [0]
    return [_year(when), *(number for number in (when.month, when.day) if number is not None)]


def _year(when: PartialDate) -> int:
    year = when.year or 0
    return year if year > 0 else year - 1


def _last_unspecified(when: PartialDate) -> PartialDate | None:
    """The last year that 199X can be."""
    digits = when.unspecified.split("-")[0].lstrip("-")
    if "X" not in digits or when.unspecified.startswith("-"):
        return None
    return PartialDate(int(digits.replace("X", "9")))
