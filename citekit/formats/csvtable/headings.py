"""What heads the columns of a table, in many languages: the table is `headings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.model import fold

COLUMNS = ("key", "type", "year", "people", "title", "link")
"""Those of `citekit list` that say something of a work: it also gives the path and the line."""
FIELD = "field:"
"""What begins the heading of a field whose name would say something else: biblatex's `type`, or one called `tags`."""
WHERE = frozenset({"path", "line"})
OWN = "own"
"""The language of tables that have biblatex's names."""
_MOST = 500
"""Columns whose headings are looked up."""
_NAME = re.compile(r"[^\s\"#%'(),={}@\\0-9~;][^\s\"#%'(),={}@\\~;]{0,60}")
_WORD = re.compile(r"[^\W_]+")
_SURE = frozenset({"key", "title", "author", "people", "doi", "isbn", "url", "editor", "translator"})
"""Columns of which a table of works has at least one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    """As the table writes it."""
    name: str
    """The column of `citekit list` or the field that it is, with `field:` before it as in the table; empty where it is
    not read."""
    is_known: bool
    """Is it known what it holds? Else its name is made from its heading."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The first line of a table."""

    columns: tuple[Column, ...]
    language: str = OWN

    @property
    def names(self) -> list[str]:
        """The name of each column."""
        return [column.name for column in self.columns]

    @property
    def sure(self) -> int:
        """How many columns say that this is a table of works."""
        return len(_SURE.intersection(self.names))


def understood(headings: Sequence[str]) -> Headings:
    """The columns that some headings name, in the language that understands most of them."""
    plain = [_plain(heading) for heading in headings[:_MOST]]
    raw = ["-".join(heading.strip().lower().split()) for heading in headings]
    own, languages, _ = _table()
    counts = {
        language: sum(name in own or word in known for name, word in zip(raw, plain, strict=False))
        for language, known in languages.items()
    }
    # The first of those that understand as many: its own.
    language = max(counts, key=lambda one: counts[one])
    taken: set[str] = set()
    columns = tuple(_columns(headings, raw, plain, language, taken))
    return Headings(columns, language)


def _columns(
    headings: Sequence[str], raw: Sequence[str], plain: Sequence[str], language: str, taken: set[str]
) -> Iterator[Column]:
    for number, heading in enumerate(headings):
        name, is_known = _name(number, raw[number], plain[number] if number < _MOST else "", language)
        if name in taken:
            name, is_known = "", False
        taken.add(name)
        yield Column(heading.strip(), name, is_known)


def _name(number: int, raw: str, plain: str, language: str) -> tuple[str, bool]:
    """The name of a column, and whether it is known what it holds."""
    own, languages, rows = _table()
    if raw.startswith(FIELD):
        return raw, True
    if plain in languages[language]:
        return languages[language][plain], True
    if raw in own or not raw:
        return raw, True
    if number == 0 and plain in rows:
        return "", True
    if found := next((known[plain] for known in languages.values() if plain in known), ""):
        return found, True
    made = raw if _NAME.fullmatch(raw) else "-".join(_WORD.findall(plain))
    return (made if _NAME.fullmatch(made) else ""), False


def heading(name: str) -> str:
    """What heads the column of a field, so that it is read as that field."""
    own, languages, rows = _table()
    if name in {*COLUMNS, *WHERE}:
        return f"{FIELD}{name}"
    plain = _plain(name)
    means_another = plain in rows or any(plain in known for known in languages.values())
    is_safe = name in own or (_NAME.fullmatch(name) and not means_another and not name.startswith(FIELD))
    return name if is_safe else f"{FIELD}{name}"


@cache
def types() -> Mapping[str, str]:
    """The types that words in other languages mean."""
    return {_plain(word): name for name, words in _data()["types"].items() for word in words.split(",")}


def type_named(text: str) -> str:
    """The type that a word in some language means; empty when none is known by it."""
    return types().get(_plain(text), "")


@cache
def _table() -> tuple[frozenset[str], Mapping[str, Mapping[str, str]], frozenset[str]]:
    """The names of fields; by language, the fields that words mean; and heads of a column that numbers the lines."""
    data = _data()
    own = frozenset({*COLUMNS, *WHERE, *data["fields"]["names"].split()})
    languages = {OWN: dict[str, str]()}
    for language, fields in data.items():
        if language not in ("fields", "rows", "types"):
            pairs = ((_plain(word), name) for name, words in fields.items() for word in words.split(","))
            languages[language] = dict(pairs)
    return own, languages, frozenset(map(_plain, data["rows"]["names"].split(",")))


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("headings.toml").read_text("utf-8"))


def _plain(text: str) -> str:
    """Words without what does not count: capitals, accents, marks."""
    return " ".join(_WORD.findall(fold(text[:200])))
