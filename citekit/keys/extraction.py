"""What key patterns take from the other fields of an entry."""

from __future__ import annotations

import re

from citekit.dates import MONTHS
from citekit.keys.pattern import Options, Work
from citekit.keys.table import TYPES
from citekit.model import PartialDate, read_date

_NUMBER = re.compile(r"[0-9]+")
_SEPARATOR = re.compile(r"\s*[,;]\s*")
_DIRECTIVE = re.compile(r"%(-?)([Yymd])")


def field(work: Work, options: Options) -> str:
    """The text of a field, or of the first there is of several."""
    found = (work.entry.type if name == "=type" else work.entry.text(name.lower()) for name in options["name"].split())
    return next(filter(None, found), "")


def text(work: Work, options: Options) -> str:
    """A text as it stands in the pattern."""
    return str(options["text"])


def nothing(work: Work, options: Options) -> str:
    """For a word that says something of the whole pattern."""
    return ""


def type(work: Work, options: Options) -> str:
    """The type of the entry as JabRef shows it: InProceedings."""
    return TYPES.get(work.entry.type, work.entry.type.capitalize())


def is_type(work: Work, options: Options) -> str | None:
    """Nothing when the entry is of one of these types; else the alternative is left. Without types: its own."""
    if not options["allowed"]:
        return work.entry.type
    return "" if work.entry.type in options["allowed"].lower().split() else None


def journal(work: Work, options: Options) -> str:
    """The journal's short name where the entry has one, else its name."""
    short = "" if options["abbrev"] in ("off", "full", "auto") else work.entry.text("shortjournal")
    return short or work.entry.text("journaltitle") or work.entry.text("journal")


# --------------------------------------------------------------------------------------------------------- dates


def _date(work: Work, options: Options) -> PartialDate:
    return read_date(work.entry.text(options["name"])) if "name" in options else work.entry.date


def year(work: Work, options: Options) -> str:
    """The year as it is cited."""
    return _date(work, options).year_text


def short_year(work: Work, options: Options) -> str:
    """The last two digits of the year; what is no year, as it stands."""
    found = year(work, options)
    return found[-2:] if found.isdecimal() else found


def month(work: Work, options: Options) -> str:
    """The month's English name."""
    number = work.entry.date.month
    return MONTHS[number - 1] if number and number <= 12 else ""


def short_month(work: Work, options: Options) -> str:
    """Its first three letters."""
    return month(work, options)[:3].lower()


def day(work: Work, options: Options) -> str:
    """The day without a zero before it."""
    return str(work.entry.date.day or "")


def date(work: Work, options: Options) -> str:
    """The date, as far as it is known."""
    return formatted(_date(work, options), options.get("format", "%Y-%m-%d"))


def formatted(when: PartialDate, format: str) -> str:
    """A date by a format with %Y, %y, %m, %d (`%-m` without a zero); it ends before what is not known.

    >>> formatted(read_date("2020-09"), "%Y-%m-%d")
    '2020-09'
    """
    values = {"Y": when.year, "y": None if when.year is None else when.year % 100, "m": when.month, "d": when.day}
    written, done = "", 0
    for place in _DIRECTIVE.finditer(format):
        value = values[place[2]]
        if value is None:
            return written
        width = 0 if place[1] else 4 if place[2] == "Y" else 2
        written += format[done : place.start()] + f"{value:0{width}d}"
        done = place.end()
    return written + format[done:] if done else format


# --------------------------------------------------------------------------------------------- pages and keywords


def _pages(work: Work) -> list[str]:
    return sorted(_NUMBER.findall(work.entry.text("pages")), key=lambda number: (len(number.lstrip("0")), number))


def first_page(work: Work, options: Options) -> str:
    """The lowest number of the pages: 7 of `41,7,73--97`."""
    return next(iter(_pages(work)), "")


def last_page(work: Work, options: Options) -> str:
    """The highest number of the pages."""
    return next(iter(_pages(work)[::-1]), "")


def page_prefix(work: Work, options: Options) -> str:
    """What stands before the first digit of the pages: L of `L7`."""
    pages = work.entry.text("pages")
    found = _NUMBER.search(pages)
    return pages[: found.start()] if found else ""


def _keywords(work: Work) -> list[str]:
    return [word for word in _SEPARATOR.split(work.entry.text("keywords").strip()) if word]


def keyword(work: Work, options: Options) -> str:
    """Key word number `n`, from 1."""
    return "".join(_keywords(work)[max(options["n"] - 1, 0) : options["n"]])


def keywords(work: Work, options: Options) -> str:
    """The first `n` key words; all without a number."""
    return " ".join(_keywords(work)[: options.get("n")])
