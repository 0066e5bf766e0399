"""A library as queries look at it: for each field a column with the words of all works that have it.

A column's text has one row a line, each word with a space before and behind, so that to look for a whole word in a
hundred thousand works is one search in one string of bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from citekit.model import Entry, PartialDate
from citekit.query.terms import HIGHEST, LOWEST, moment
from citekit.query.words import words

KEY, TYPE = "key", "type"
"""The columns that are no fields: every work has them."""
NEVER = (HIGHEST, LOWEST)
"""The first and last moment of a work without a date: no range has them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all the works that have it."""

    works: Sequence[int]
    """Which works, ascending: their numbers in the library."""
    text: bytes
    """UTF-8: for each of them a line with its words."""

    def rows(self, needle: bytes) -> Iterator[tuple[int, int]]:
        """The rows in which some bytes stand, and where the row begins in the text."""
        text, row, counted = self.text, 0, 0
        at = text.find(needle)
        while at >= 0:
            row += text.count(b"\n", counted, at)
            start = text.rfind(b"\n", counted, at) + 1 or counted
            yield row, start
            counted = text.find(b"\n", at)
            at = text.find(needle, counted) if counted >= 0 else -1

    def row(self, start: int) -> str:
        """The words of the row that begins there."""
        end = self.text.find(b"\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].decode()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each work with its words."""
        return zip(self.works, self.text.decode().split("\n"), strict=True) if self.works else iter(())


@dataclass(frozen=True, slots=True)
class Table:
    """A library by columns."""

    size: int
    """How many works it has."""
    columns: Mapping[str, Column]
    first: Sequence[int]
    """The first moment at which each work may have been published, by `moment`."""
    last: Sequence[int]
    """The last."""


def table(entries: Sequence[Entry]) -> Table:
    """The table of some works."""
    columns: dict[str, tuple[list[int], list[str]]] = {}
    for number, entry in enumerate(entries):
        for name, text in _texts(entry):
            works, rows = columns.setdefault(name, ([], []))
            works.append(number)
            rows.append(words(text))
    spans = [span_of(entry.date) for entry in entries]
    made = {name: Column(works, _text(rows)) for name, (works, rows) in columns.items()}
    first, last = (array("q", (span[side] for span in spans)) for side in (0, 1))
    return Table(len(entries), made, first, last)


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield KEY, entry.key
    yield TYPE, entry.type
    for name, found in entry.fields.items():
        yield column_name(name), found.text


def column_name(field: str) -> str:
    """The column of a field. BibTeX has fields `key` and `type` too, which are not the work's key and type."""
    return f"{field}-field" if field in (KEY, TYPE) else field


def _text(rows: Iterable[str]) -> bytes:
    return "\n".join(f" {row} " for row in rows).encode("utf-8", "replace")


def span_of(date: PartialDate) -> tuple[int, int]:
    """The first and the last moment that a date may mean; NEVER when it says no year.

    >>> from citekit.dates import read_date
    >>> span_of(read_date("1997-05/1998")) == (moment(1997, 5, 0), moment(1998, 99, 99))
    True
    """
    end = date if date.end is None else date.end
    low = LOWEST if date.open or date.year is None else _side(date, 0)
    high = HIGHEST if end.open or end.year is None else _side(end, 99)
    return NEVER if date.year is None and end.year is None else (low, high)


def _side(date: PartialDate, missing: int) -> int:
    year = date.year or 0
    if missing and date.unspecified:
        year = int(date.unspecified.split("-")[0].replace("X", "9"))
    known = date.month if date.month is not None and date.month <= 12 else missing
    return moment(year, known, date.day if date.day is not None else missing)
