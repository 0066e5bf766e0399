"""Dates as data and as output (specification, "Date", "Date Ranges", "AD and BC", "Seasons", "Approximate Dates")."""

from typing import Any

import pytest

from citekit.csl.dates import Date, Point, parse_date, read_date

RANGE = (
    '<date variable="issued"><date-part name="day" suffix=" " range-delimiter="-"/>'
    '<date-part name="month" suffix=" "/><date-part name="year" range-delimiter="/"/></date>'
)


def issued(*parts: list[int]) -> dict[str, Any]:
    return {"issued": {"date-parts": list(parts)}}


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (([2008, 5, 1], [2008, 5, 4]), "1-4 May 2008"),
        (([2008, 5], [2008, 7]), "May–July 2008"),
        (([2008, 5], [2009, 6]), "May 2008/June 2009"),
        (([2008, 5, 1], [2008, 5, 1]), "1 May 2008"),
    ],
)
def test_ranges(csl: Any, parts: tuple[list[int], ...], text: str) -> None:
    """The examples of "Date Ranges": the delimiter is that of the largest part that differs."""
    assert csl.one(issued(*parts), RANGE) == text


@pytest.mark.parametrize(("year", "text"), [(79, "79 AD"), (-2500, "2500 BC"), (1000, "1000"), (2005, "2005")])
def test_eras(csl: Any, year: int, text: str) -> None:
    """Years of less than four digits are AD, negative ones BC, with the terms of the locale."""
    assert csl.one(issued([year]), '<date variable="issued"><date-part name="year"/></date>') == text


def test_season_stands_for_the_month(csl: Any) -> None:
    """A season takes the place of the month ("Seasons"): Winter 2009."""
    element = '<date variable="issued"><date-part name="month" suffix=" "/><date-part name="year"/></date>'
    assert csl.one({"issued": {"date-parts": [[2009]], "season": 4}}, element) == "Winter 2009"
    assert csl.one(issued([2009, 24]), element) == "Winter 2009"


def test_approximate_date(csl: Any) -> None:
    """The example of "Approximate Dates", with the term of the locale."""
    element = (
        '<choose><if is-uncertain-date="issued"><text term="circa" form="short" suffix=" "/></if></choose>'
        '<date variable="issued"><date-part name="year"/></date>'
    )
    assert csl.one({"issued": {"date-parts": [[2003]], "circa": True}}, element) == "c. 2003"
    assert csl.one(issued([2005]), element) == "2005"


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('form="text"', "December 15, 2005"),
        ('form="numeric"', "12/15/2005"),
        ('form="text" date-parts="year-month"', "December 2005"),
        ('form="text" date-parts="year"', "2005"),
        ('form="text" prefix="(" suffix=")"', "(December 15, 2005)"),
    ],
)
def test_localized_formats(csl: Any, attributes: str, text: str) -> None:
    """Localized dates follow the en-US locale file; date-parts shows fewer parts."""
    assert csl.one(issued([2005, 12, 15]), f'<date variable="issued" {attributes}/>') == text


def test_localized_parts_are_overridden(csl: Any) -> None:
    """Attributes of the style win, its affixes and its order do not ("Date")."""
    element = '<date variable="issued" form="text"><date-part name="month" form="short" prefix="!"/></date>'
    assert csl.one(issued([2005, 12, 15]), element) == "Dec. 15, 2005"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2003-05-12", Point(2003, 5, 12), None),
        ("2003-05", Point(2003, 5), None),
        ("May 2008", Point(2008, 5), None),
        ("12 May 2008", Point(2008, 5, 12), None),
        ("May 12, 2008", Point(2008, 5, 12), None),
        ("5/12/2008", Point(2008, 5, 12), None),
        ("Spring 2008", Point(2008, 21), None),
        ("-0044", Point(-44), None),
        ("2000/2004", Point(2000), Point(2004)),
        ("2004-06-01/2006-08", Point(2004, 6, 1), Point(2006, 8)),
        ("May-June 2008", Point(2008, 5), Point(2008, 6)),
        ("March 15-17, 2005", Point(2005, 3, 15), Point(2005, 3, 17)),
    ],
)
def test_dates_in_text(text: str, start: Point, end: Point | None) -> None:
    """EDTF and dates as people write them are read."""
    assert parse_date(text) == Date(start, end)


def test_what_is_no_date_stays_text() -> None:
    """A text that is no date is kept as it is; an empty one is none."""
    assert parse_date("in press") == Date(None, literal="in press")
    assert parse_date("2004~") == Date(Point(2004), circa=True)
    assert read_date({"date-parts": [[""]]}) is None
    assert read_date({"date-parts": [["2003", "5"]]}) == Date(Point(2003, 5))
    assert read_date({"date-parts": [[1987], [0]]}) == Date(Point(1987), open_end=True)


def test_a_date_in_words_stands_for_the_year(csl: Any) -> None:
    """Words like "in press" are printed where the year is asked for, and not again for month and day (oracle: npm)."""
    element = (
        '<date variable="issued"><date-part name="year"/></date><text value="/"/>'
        '<date variable="issued"><date-part name="month"/><date-part name="day"/></date>'
    )
    assert csl.one({"issued": {"literal": "in press"}}, element) == "in press/"
    assert csl.one({"issued": {"raw": "in press"}}, '<date variable="issued" form="text"/>') == "in press"
