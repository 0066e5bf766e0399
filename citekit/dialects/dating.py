"""biblatex's `date` and BibTeX's `year` and `month`."""

from __future__ import annotations

from dataclasses import replace

from citekit.dates import PartialDate, read_date, read_year_month, year_month
from citekit.dialects.fields import Fields, put_in_place, text_in, worded
from citekit.model import Field

PARTS_OF_DATE = frozenset({"year", "month", "day"})


def join_date(fields: Fields) -> None:
    """`year` and `month` become `date`; beside a date that says the same they go."""
    if text_in(fields, "date"):
        said = text_in(fields, "year"), text_in(fields, "month")
        if any(said) and said == shown(read_date(text_in(fields, "date"))):
            fields.pop("year", None)
            fields.pop("month", None)
        return
    year, when = fields.get("year"), year_and_month(fields)
    if year is None or when.year is None:
        return
    if fields.pop("month", None):
        fields.pop("day", None)
    put_in_place(fields, "year", worded(year, str(when), "date"))


def part_date(fields: Fields) -> None:
    """`date` becomes `year` and `month`; it stays beside them when they do not hold all of it."""
    found = fields.get("date")
    if found is None or not PARTS_OF_DATE.isdisjoint(fields):
        return
    when = read_date(found.text)
    year, month = shown(when)
    made = [_printed(found, name, text) for name, text in (("year", year), ("month", month)) if text]
    put_in_place(fields, "date", *made, *([] if year_month(when) else [found]))


def year_and_month(fields: Fields) -> PartialDate:
    """What BibTeX's fields say."""
    return read_year_month(*(text_in(fields, name) for name in ("year", "month", "day")))


def shown(when: PartialDate) -> tuple[str, str]:
    """What BibTeX is to print for a date: all of it when it can."""
    first = PartialDate(when.year, when.month, when.day)
    return year_month(when) or (when.year and not when.unspecified and year_month(first)) or (when.year_text, "")


def _printed(found: Field, name: str, text: str) -> Field:
    return replace(found, name=name, value=text.replace(" ", "~").replace("–", "--"), text=text, tex=True)
