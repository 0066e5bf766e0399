"""How a value stands in a file: as text, as one of several in a list, as first and last page, as a date …

A `Kind` turns the values of a row's tags into our text and back. It is handed the values one by one until it accepts
one, or all at once where `every` is set.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.fieldmaps import dates, pages
from citekit.fieldmaps.table import Row
from citekit.model import PartialDate, fold, read_date

Tagged = tuple[str, str]
"""A tag and a value of it."""
Read = Callable[[Row, Sequence[Tagged]], str]
Write = Callable[[Row, str], list[Tagged]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one sort of value is read and written. Reading gives "" for what is not of this kind."""

    read: Read
    write: Write
    every: bool = False
    shares: bool = False
    """Its tag may also hold values of other kinds, which can be told from it."""


def single(text: str) -> str:
    """A text with its white space single."""
    return " ".join(text.split())


def _read_text(row: Row, given: Sequence[Tagged]) -> str:
    return single(given[0][1])


def _write_text(row: Row, text: str) -> list[Tagged]:
    return [(row.tags[0], text)]


def _read_notes(row: Row, given: Sequence[Tagged]) -> str:
    return "; ".join(dict.fromkeys(filter(None, (single(text) for _, text in given))))


def _keywords(text: str) -> list[str]:
    """Keywords apart: at semicolons where there are any, else at commas."""
    return list(filter(None, (single(word) for word in text.split(";" if ";" in text else ","))))


def _read_list(row: Row, given: Sequence[Tagged]) -> str:
    words: dict[str, None] = {}
    for _, text in given:
        words.update(dict.fromkeys(filter(None, (single(word) for word in text.split(";")))))
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _write_list(row: Row, text: str) -> list[Tagged]:
    return [(row.tags[0], word) for word in _keywords(text)]


def _write_line(row: Row, text: str) -> list[Tagged]:
    return [(row.tags[0], "; ".join(_keywords(text)))]


def _read_ends(row: Row, given: Sequence[Tagged]) -> str:
    first, last = (next((single(text) for tag, text in given if tag == wanted), "") for wanted in row.tags[:2])
    return pages.from_ends(first, last)


def _write_ends(row: Row, text: str) -> list[Tagged]:
    first, last = pages.ends(text)
    if not last:
        first = pages.write_range(first)
    return [(tag, part) for tag, part in zip(row.tags, (first, last), strict=False) if part]


def _read_total(row: Row, given: Sequence[Tagged]) -> str:
    """The pages that a book has, where no last page says that they are a range."""
    return single(given[0][1]) if len(given) == 1 and _TOTAL.fullmatch(given[0][1].strip()) else ""


_TOTAL = re.compile(r"(?:[ivxlc]{1,8}(?:, ?|\+| ))?\d{1,5} ?(?:p\.?|pp\.?|pages)?", re.I)


def _write_both_ends(row: Row, text: str) -> list[Tagged]:
    """Only a plain range or a single page; for anything else there is a row of its own."""
    first, last = pages.ends(text)
    if not last and re.search(r"[\s,;–-]", first):
        return []
    return [(tag, part) for tag, part in zip(row.tags, (first, last), strict=False) if part]


def _read_range(row: Row, given: Sequence[Tagged]) -> str:
    return pages.read_range(given[0][1])


def _write_range(row: Row, text: str) -> list[Tagged]:
    return [(row.tags[0], pages.write_range(text))]


_ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d-])")
_ISSN = re.compile(r"(?<![\dXx-])\d{4}-?\d{3}[\dXx](?![\dXx-])")


def _matching(pattern: re.Pattern[str]) -> Read:
    return lambda row, given: single(given[0][1]) if pattern.search(given[0][1]) else ""


def _read_issn(row: Row, given: Sequence[Tagged]) -> str:
    text = single(given[0][1])
    return "" if _ISBN.search(text) else text


_DOI = re.compile(r"\b10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)(?=10\.)", re.I)
_MARKED_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+", re.I)


def _read_doi(row: Row, given: Sequence[Tagged]) -> str:
    """A DOI: whatever its own tag has, elsewhere only what says that it is one."""
    tag, text = given[0]
    text = single(text)
    if tag == row.tags[0] and not text.endswith("]"):
        return _DOI_PREFIX.sub("", text)
    found = _DOI.search(text) if _MARKED_DOI.fullmatch(text) else None
    return found[0].removesuffix("[doi]") if found else ""


def _bracketed(label: str) -> Kind:
    """PubMed's identifiers: the value, and in brackets what it is."""
    ending = f"[{label}]"

    def read(row: Row, given: Sequence[Tagged]) -> str:
        text = single(given[0][1])
        return text.removesuffix(ending).strip() if text.endswith(ending) else ""

    return Kind(read, lambda row, text: [(row.tags[0], f"{text} {ending}")], shares=True)


def _read_first_word(row: Row, given: Sequence[Tagged]) -> str:
    """PubMed's ISSN and ISBN: the number without what stands in parentheses behind it."""
    return single(given[0][1].partition("(")[0])


# ---------------------------------------------------------------------------------------------------- dates


def _read_date(row: Row, given: Sequence[Tagged]) -> str:
    order = {tag: place for place, tag in enumerate(row.tags)}
    return dates.read_dates(text for _, text in sorted(given, key=lambda one: order[one[0]]))


def _dated(give: Callable[[Row, PartialDate], list[Tagged]]) -> Kind:
    def write(row: Row, text: str) -> list[Tagged]:
        date = read_date(text)
        return give(row, date) if date.year is not None else []

    return Kind(_read_date, write, every=True)


def _slashed(row: Row, date: PartialDate) -> list[Tagged]:
    more = dates.slashed(date)
    if len(row.tags) == 1:
        return [(row.tags[0], more or f"{date.year:04d}///")]
    return [(row.tags[0], f"{date.year:04d}"), *([(row.tags[1], more)] if more else [])]


def _year_and_words(row: Row, date: PartialDate) -> list[Tagged]:
    words = dates.worded(date)
    return [(row.tags[0], f"{date.year:04d}"), *([(row.tags[1], words)] if words else [])]


def _year_and_capitals(row: Row, date: PartialDate) -> list[Tagged]:
    return [(tag, text.upper()) for tag, text in _year_and_words(row, date)]


def _medline(row: Row, date: PartialDate) -> list[Tagged]:
    return [(row.tags[0], f"{date.year:04d} {dates.worded(date)}".strip())]


def _iso(row: Row, date: PartialDate) -> list[Tagged]:
    return [(row.tags[0], str(date))]


def _read_day(row: Row, given: Sequence[Tagged]) -> str:
    """A day, the time of day left out."""
    return dates.read_dates(text.replace("T", " ").partition(" ")[0] for _, text in given)


# ------------------------------------------------------------------------------------------------- the words


@cache
def _words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    table: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    keys = {_folded(word): key for key, words in table.items() for word in (key, *words)}
    return keys, {key: words[0] for key, words in table.items()}


def _folded(word: str) -> str:
    return "".join(filter(str.isalnum, fold(word)))


def _read_word(row: Row, given: Sequence[Tagged]) -> str:
    text = single(given[0][1])
    return _words()[0].get(_folded(text), text)


def _write_word(row: Row, text: str) -> list[Tagged]:
    return [(row.tags[0], _words()[1].get(text, text))]


KINDS: Mapping[str, Kind] = {
    "text": Kind(_read_text, _write_text),
    "notes": Kind(_read_notes, _write_text, every=True),
    "list": Kind(_read_list, _write_list, every=True),
    "line": Kind(_read_list, _write_line, every=True),
    "ends": Kind(_read_ends, _write_ends, every=True),
    "both-ends": Kind(_read_ends, _write_both_ends, every=True),
    "total": Kind(_read_total, _write_text, every=True),
    "range": Kind(_read_range, _write_range),
    "isbn": Kind(_matching(_ISBN), _write_text),
    "issn": Kind(_read_issn, _write_text),
    "issn-strict": Kind(_matching(_ISSN), _write_text),
    "doi": Kind(_read_doi, _write_text),
    "doi-bracketed": _bracketed("doi"),
    "pii-bracketed": _bracketed("pii"),
    "first-word": Kind(_read_first_word, _write_text),
    "slashed": _dated(_slashed),
    "year-and-words": _dated(_year_and_words),
    "year-and-capitals": _dated(_year_and_capitals),
    "medline": _dated(_medline),
    "iso": _dated(_iso),
    "day": Kind(_read_day, _write_text, every=True),
    "word": Kind(_read_word, _write_word),
}
"""By the name that the maps use."""
NAMES, FIRST_NAMES = "names", "first-names"
"""The kinds of rows that hold names: those of all tags together, or of the first tag that has any."""
