"""Dates. What is expected comes from the EDTF specification's examples for levels 0 and 1, the biblatex manual
(section 2.3.8) and btxdoc; else it was worked out by hand."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.dates import OPEN, PartialDate, read_date, read_year_month, year_month

UNKNOWN = PartialDate()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1985-04-12", PartialDate(1985, 4, 12)),
        ("1985-04", PartialDate(1985, 4)),
        ("1985", PartialDate(1985)),
        ("1985-04-12T23:20:30", PartialDate(1985, 4, 12, time="23:20:30")),
        ("1985-04-12T23:20:30Z", PartialDate(1985, 4, 12, time="23:20:30Z")),
        ("1985-04-12T23:20:30-04", PartialDate(1985, 4, 12, time="23:20:30-04")),
        ("1985-04-12T23:20:30+04:30", PartialDate(1985, 4, 12, time="23:20:30+04:30")),
        ("1964/2008", PartialDate(1964, end=PartialDate(2008))),
        ("2004-06/2006-08", PartialDate(2004, 6, end=PartialDate(2006, 8))),
        ("2004-02-01/2005-02-08", PartialDate(2004, 2, 1, PartialDate(2005, 2, 8))),
        ("2004-02-01/2005", PartialDate(2004, 2, 1, PartialDate(2005))),
        ("Y170000002", PartialDate(170000002)),
        ("Y-170000002", PartialDate(-170000002)),
        ("2001-21", PartialDate(2001, 21)),
        ("2001-24", PartialDate(2001, 24)),
        ("1984?", PartialDate(1984, uncertain=True)),
        ("2004-06~", PartialDate(2004, 6, circa=True)),
        ("2004-06-11%", PartialDate(2004, 6, 11, circa=True, uncertain=True)),
        ("201X", PartialDate(2010, unspecified="201X")),
        ("20XX", PartialDate(2000, unspecified="20XX")),
        ("2004-XX", PartialDate(2004, unspecified="2004-XX")),
        ("1985-04-XX", PartialDate(1985, 4, unspecified="1985-04-XX")),
        ("1985-XX-XX", PartialDate(1985, unspecified="1985-XX-XX")),
        ("1985-04-12/..", PartialDate(1985, 4, 12, OPEN)),
        ("1985/..", PartialDate(1985, end=OPEN)),
        ("../1985-04", PartialDate(open=True, end=PartialDate(1985, 4))),
        ("1985/", PartialDate(1985, end=UNKNOWN)),
        ("/1985-04-12", PartialDate(end=PartialDate(1985, 4, 12))),
        ("-1985", PartialDate(-1985)),
        ("0000", PartialDate(0)),
        ("1984?/2004%", PartialDate(1984, uncertain=True, end=PartialDate(2004, circa=True, uncertain=True))),
    ],
)
def test_edtf(text: str, date: PartialDate) -> None:
    """The specification's own examples are read, and written back as they were."""
    assert read_date(text) == date
    assert str(date) == text


@pytest.mark.parametrize(
    "text",
    [
        "in press", "1999-13", "1999-00", "1999-02-30", "1900-02-29", "1999-21-01", "19XX-05", "1999-XX-05", "97",
        "../..", "/", "1999/2000/2001", "1999/May", "1985-04-12T", "n.d.", "199", "YY", "1999a",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    """What is no date is kept as it stands, and is its own year."""
    assert read_date(text) == PartialDate(literal=text)
    assert (str(read_date(text)), read_date(text).year_text) == (text, text)


@pytest.mark.parametrize(
    ("text", "edtf", "year"),
    [
        ("2000-02-29", "2000-02-29", "2000"),
        ("c. 1999", "1999~", "1999"),
        ("c1999", "1999~", "1999"),
        ("ca. 1999?", "1999%", "1999"),
        ("circa 1999-05", "1999-05~", "1999"),
        ("44 BC", "-0043", "44 BC"),
        ("1 B.C.E.", "0000", "1 BC"),
        ("c. 44 BC?", "-0043%", "44 BC"),
        ("1999–2000", "1999/2000", "1999"),
        ("1999--2000", "1999/2000", "1999"),
        ("1999-2000", "1999/2000", "1999"),
        ("c. 1999 – 2000?", "1999~/2000?", "1999"),
        ("19XX", "19XX", "19XX"),
        ("1999-XX", "1999-XX", "1999"),
        ("../1997", "../1997", "1997"),
        ("-0043/0014", "-0043/0014", "44 BC"),
    ],
)
def test_as_people_write(text: str, edtf: str, year: str) -> None:
    """Years as they stand in bibliographies have their EDTF, and the year by which a work is cited."""
    assert str(read_date(text)) == edtf
    assert read_date(text).year_text == year


@pytest.mark.parametrize(
    ("year", "month", "edtf"),
    [
        ("1999", "", "1999"),
        ("1999", "January", "1999-01"),
        ("1999", "jan", "1999-01"),
        ("1999", "Sept.", "1999-09"),
        ("1999", "1", "1999-01"),
        ("1999", "10 January", "1999-01-10"),
        ("1999", "10~January", "1999-01-10"),
        ("1999", "January 10", "1999-01-10"),
        ("1999", "January 10th,", "1999-01-10"),
        ("1999", "10. Januar", "1999-01-10"),
        ("1999", "10 Agustus", "1999-08-10"),
        ("1999", "juin–août", "1999-06/1999-08"),
        ("1999", "January/February", "1999-01/1999-02"),
        ("1999", "1--2", "1999-01/1999-02"),
        ("1999", "10--12 January", "1999-01-10/1999-01-12"),
        ("1999", "January 10--12", "1999-01-10/1999-01-12"),
        ("1999", "30 January – 2 February", "1999-01-30/1999-02-02"),
        ("1999–2000", "30 December–2 January", "1999-12-30/2000-01-02"),
        ("1999", "Spring", "1999-21"),
        ("1999", "fall", "1999-23"),
        ("c. 1999", "May", "1999-05~"),
        ("1999?", "May", "1999-05?"),
    ],
)
def test_year_and_month(year: str, month: str, edtf: str) -> None:
    """BibTeX's month says a month, a day of it, or several."""
    assert str(read_year_month(year, month)) == edtf


def test_day_of_its_own() -> None:
    """Some programs export a field `day`."""
    assert str(read_year_month("1999", "January", "10")) == "1999-01-10"


@pytest.mark.parametrize(
    ("year", "month"),
    [
        ("1999", "Michaelmas"), ("1999", "31 February"), ("1999–2000", "January"), ("in press", "May"), ("", "May"),
        ("1999", "May–June–July"), ("1999-05", "May"), ("19XX", "May"), ("1999", "-" * 100), ("1999", "May June"),
        ("1999", "1 2 3"), ("1999", "13"),
    ],
)  # fmt: skip
def test_year_and_month_that_say_no_date(year: str, month: str) -> None:
    """Where the two cannot be read together, what they say is kept."""
    assert read_year_month(year, month) == PartialDate(literal=f"{month} {year}".strip())


@pytest.mark.parametrize(
    ("edtf", "year", "month"),
    [
        ("1999", "1999", ""),
        ("1999-05", "1999", "May"),
        ("1999-01-10", "1999", "10 January"),
        ("1999/2000", "1999–2000", ""),
        ("1999-01/1999-02", "1999", "January–February"),
        ("1999-12-30/2000-01-02", "1999–2000", "30 December–2 January"),
        ("1999~", "c. 1999", ""),
        ("1999-05%", "c. 1999?", "May"),
        ("1999-22", "1999", "Summer"),
        ("-0043", "44 BC", ""),
        ("19XX", "19XX", ""),
        ("0079-08-24", "0079", "24 August"),
    ],
)
def test_to_year_and_month(edtf: str, year: str, month: str) -> None:
    """What BibTeX can hold is put as its documentation advises: the day before the month."""
    assert year_month(read_date(edtf)) == (year, month)


@pytest.mark.parametrize("edtf", ["1999/..", "../1999", "1999-XX", "1999-05/2000", "1999-05-01T12:00", "", "in press"])
def test_not_held_by_year_and_month(edtf: str) -> None:
    """A date of which BibTeX's fields would lose something is refused, not cut down."""
    assert year_month(read_date(edtf)) is None


YEARS, MONTHS, DAYS = st.integers(-12000, 12000), st.integers(1, 12), st.integers(1, 28)
POINTS = st.one_of(
    st.builds(PartialDate, YEARS),
    st.builds(PartialDate, YEARS, MONTHS | st.integers(21, 24)),
    st.builds(PartialDate, YEARS, MONTHS, DAYS, time=st.sampled_from(["", "12:30", "23:59:59Z"])),
    st.builds(lambda decade: PartialDate(decade * 10, unspecified=f"{decade:03d}X"), st.integers(0, 999)),
    st.builds(lambda year: PartialDate(year, unspecified=f"{year:04d}-XX"), st.integers(0, 9999)),
)
SURE = st.tuples(st.booleans(), st.booleans())
MARKED = st.builds(lambda one, marks: replace(one, circa=marks[0], uncertain=marks[1]), POINTS, SURE)
DATES = st.one_of(
    MARKED,
    st.builds(lambda one, end: replace(one, end=end), MARKED, st.one_of(MARKED, st.just(OPEN), st.just(UNKNOWN))),
    st.builds(lambda start, end: replace(start, end=end), st.sampled_from([OPEN, UNKNOWN]), MARKED),
)


@given(DATES)
def test_edtf_both_ways(date: PartialDate) -> None:
    """Every date is written so that it is read as the same."""
    assert read_date(str(date)) == date


@given(DATES)
def test_year_and_month_both_ways(date: PartialDate) -> None:
    """What is put into year and month is read from them as the same date."""
    held = year_month(date)

    assert held is None or read_year_month(*held) == date


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_is_lost_and_nothing_raises(year: str, month: str) -> None:
    """Any two texts give a date or stay as they are."""
    alone, together = read_date(year), read_year_month(year, month)

    assert str(alone) == alone.literal == year.strip() or read_date(str(alone)) == alone
    assert together.literal.split() == f"{month} {year}".split() or read_date(str(together)) == together


@pytest.mark.parametrize("piece", ["1999-", "c. ", "10 ", "January ", "/", "–", "X", "1999/"])
def test_hostile_dates_take_no_time(piece: str) -> None:
    """A date of a megabyte is seen to be none at once."""
    begin = time.process_time()
    read_date(piece * 200_000)
    read_year_month("1999", piece * 200_000)
    read_year_month(piece * 200_000, "May")

    assert time.process_time() - begin < 1
