"""find(): the works of a table that a query means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from citekit.query.columns import KEY, TYPE, Column, Table
from citekit.query.names import ANY, DATES, KNOWN, PEOPLE, fields, nearest
from citekit.query.syntax import Query
from citekit.query.terms import Between, Has, Join, Term, Words, earliest, latest
from citekit.query.words import fits

_DIGITS = 12
"""Of a longer number in a text we do not ask how large it is."""


def find(query: Query, table: Table) -> list[int]:
    """The numbers of the works that fit, ascending."""
    found: list[set[int]] = []
    for step in query.steps:
        if not isinstance(step, Join):
            found.append(_works(step, table))
        elif step is Join.NOT:
            found.append(set(range(table.size)) - found.pop())
        else:
            right, left = found.pop(), found.pop()
            found.append(left & right if step is Join.AND else left | right)
    return sorted(found.pop())


def unknown(query: Query, *tables: Table) -> None:
    """Raises UsageError when the query names a field that no standard knows and no work has."""
    there = {name for table in tables for name in table.columns}
    for step in query.steps:
        name = "" if isinstance(step, Join) else step.field
        if isinstance(step, Join) or not name or name in KNOWN or name in there:
            continue
        near = nearest(name, KNOWN | there)
        hint = f"did you mean {near}?" if near else 'put words with a colon in quotation marks: "like: this"'
        raise query.wrong(step.at, len(name), f"no work has a field `{name}`", hint)


def _works(term: Term, table: Table) -> set[int]:
    if isinstance(term, Between):
        return _between(term, table)
    if isinstance(term, Has):
        return _having(term, table)
    found: set[int] = set()
    for name in _columns(term.field, table):
        found.update(_with_words(term, name, table.columns[name]))
    return found


def _columns(field: str, table: Table) -> Iterator[str]:
    """The columns that a field name looks in, as far as they are there."""
    if field == ANY:
        return (name for name in table.columns if name != TYPE)
    return (name for name in fields(field) if name in table.columns)


def _having(term: Has, table: Table) -> set[int]:
    if term.field in (ANY, KEY, TYPE):
        return set(range(table.size))
    return {work for name in _columns(term.field, table) for work in table.columns[name].works}


# ---------------------------------------------------------------------------------------------------------- words


def _with_words(term: Words, name: str, column: Column) -> Iterator[int]:
    needle, enough = _needle(term.words, any_order=name in PEOPLE)
    for row, start in column.rows(needle):
        if enough or _fits(term.words, column.row(start), name):
            yield column.works[row]


@lru_cache(maxsize=256)
def _needle(words: tuple[str, ...], *, any_order: bool) -> tuple[bytes, bool]:
    """Bytes that every fitting row has, as many as may be; and whether a row that has them surely fits."""
    if len(words) == 1 and words[0].count("*") <= 1:
        first, star, last = words[0].partition("*")
        if not star or not first or not last:
            return f"{' ' if first else ''}{first}{last}{' ' if last or not star else ''}".encode(), True
    if not any_order and not any("*" in word for word in words):
        return f" {' '.join(words)} ".encode(), True
    pieces = (piece for word in words for piece in word.split("*"))
    return max(pieces, key=len).encode(), False


def _fits(patterns: tuple[str, ...], row: str, name: str) -> bool:
    if _side_by_side(patterns, row.split()):
        return True
    if name not in PEOPLE:
        return False
    return any(_within(patterns, person.split()) for person in row.split(" and "))


def _side_by_side(patterns: tuple[str, ...], row: list[str]) -> bool:
    first, length = patterns[0], len(patterns)
    starts = (at for at in range(len(row) - length + 1) if fits(first, row[at]))
    return any(all(map(fits, patterns[1:], row[at + 1 : at + length])) for at in starts)


def _within(patterns: tuple[str, ...], person: list[str]) -> bool:
    """Whether each word is one of a person's: "K. J. Holsti" is found as `Holsti, K. J.`"""
    known = set(person)
    return all(word in known if "*" not in word else any(fits(word, one) for one in person) for word in patterns)


# --------------------------------------------------------------------------------------------------------- ranges


def _between(term: Between, table: Table) -> set[int]:
    low, high = term.low, term.high
    if term.field in DATES:
        sides = zip(table.first, table.last, strict=True)
        return {work for work, (first, last) in enumerate(sides) if first <= high and last >= low}
    return {
        work
        for name in _columns(term.field, table)
        for work, row in table.columns[name].lines()
        if (number := _number(row, dated=name.endswith("date"))) and earliest(number) <= high and latest(number) >= low
    }


def _number(row: str, *, dated: bool) -> str:
    """The first number in a text; in a date its year, month and day, as `earliest` takes them."""
    numbers = [word for word in row.split() if word.isdecimal() and word.isascii()]
    if not numbers or len(numbers[0]) > _DIGITS:
        return ""
    rest = [word for word in numbers[1:3] if len(word) == 2] if dated else []
    return "-".join([numbers[0], *rest])
