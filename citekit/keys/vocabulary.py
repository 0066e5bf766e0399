"""The words of key patterns joined with the functions that they stand for, and what to say of a word that is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from citekit.diagnostic import UsageError
from citekit.keys import extraction, filters, people, titles
from citekit.keys.pattern import Do, Take
from citekit.keys.table import ELSEWHERE, FILTERS, FUNCTIONS, MARKERS, MODIFIERS, PEOPLE, SYNONYMS, ZOTERO_FIELDS, Row
from citekit.query.names import KNOWN, nearest

_TAKES: Mapping[str, Callable[..., str | None]] = {**vars(extraction), **vars(titles), **vars(people)}
_DOES: Mapping[str, Callable[..., str | None]] = vars(filters)
_NUMBER = re.compile(r"[0-9]+")
_NOT_TOLD = frozenset({"take", "do", "numbers", "parameters"})
_MOST = 1000
"""The largest number in a pattern: more letters no key has."""

Arguments = Sequence[tuple[str, object]]
"""What a person wrote in the parentheses of a function: names, empty where none was written, and values."""


def wrong(column: int, message: str, hint: str) -> UsageError:
    """An error that tells where in the pattern something is wrong."""
    return UsageError(f"column {column} of the key pattern: {message}", hint=hint)


# ------------------------------------------------------------------------------------------------------ JabRef's


def marker(word: str, column: int) -> Take:
    """What `[word]` takes. Raises UsageError for a word that is neither a marker nor a field."""
    pure = word.startswith("pure") and _general(word[4:]) in PEOPLE
    name = word[4:] if pure else word
    if row := MARKERS.get(_general(name)):
        return Take(_TAKES[row["take"]], {**_numbered(row, name), **({"creator": "author"} if pure else {})})
    if word in ZOTERO_FIELDS and not word.isupper():
        return Take(extraction.field, {"name": ZOTERO_FIELDS[word]})
    if row := MARKERS.get(word.lower()) if word in ("YEAR", "MONTH", "DAY", "DATE") else None:
        return Take(_TAKES[row["take"]], {})
    if word.isupper() or word in KNOWN:
        return Take(extraction.field, {"name": word.lower()})
    near = nearest(word, {*MARKERS, *KNOWN})
    own = f"a field of your own is written in capitals: [{word.upper()}]"
    raise wrong(column, f"there is no marker `{word}`", _meant(near) or own)


def modifier(word: str, column: int) -> Do:
    """What `:word` does. Raises UsageError when there is no such modifier."""
    if row := MODIFIERS.get(_general(word)):
        return Do(_DOES[row["do"]], _numbered(row, word))
    # Patterns that were made for Better BibTeX in earlier years: [Title:skipwords:select,1,1:lower]
    name, *values = re.split("[,=]", word)
    if name in FILTERS:
        return filter(name, [("", _number(value)) for value in values], column)
    near = nearest(word, {*MODIFIERS, *FILTERS})
    raise wrong(column, f"there is no modifier `{word}`", _meant(near) or "try lower, upper or abbr")


def _general(word: str) -> str:
    return _NUMBER.sub("#", word)


def _numbered(row: Row, word: str) -> dict[str, Any]:
    numbers = (min(int(number[:6]), _MOST) for number in _NUMBER.findall(word))
    return {**_told(row), **dict(zip(row.get("numbers", ()), numbers, strict=False))}


def _told(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _NOT_TOLD}


def _number(text: str) -> object:
    return min(int(text[:6]), _MOST) if text.isascii() and text.isdigit() else text


def _meant(near: str) -> str:
    return f"did you mean {near}?" if near else ""


# ------------------------------------------------------------------------------------------------ Better BibTeX's


def function(word: str, arguments: Arguments, column: int) -> Take:
    """What a function of a formula takes. Raises UsageError for an unknown one, or for arguments that do not fit."""
    if row := FUNCTIONS.get(word):
        return Take(_TAKES[row["take"]], _options(word, row, arguments, column))
    if field := ZOTERO_FIELDS.get(word):
        return Take(extraction.field, {"name": field})
    if word in ELSEWHERE:
        raise wrong(column, f"`{word}` works in Zotero alone", "leave it out, or write another word in its place")
    near = nearest(word, {*FUNCTIONS, *ZOTERO_FIELDS})
    raise wrong(column, f"there is no function `{word}`", _meant(near) or "a text stands in quotation marks")


def filter(word: str, arguments: Arguments, column: int) -> Do:
    """What `.word` does. Raises UsageError for an unknown one, or for arguments that do not fit."""
    if row := FILTERS.get(word):
        return Do(_DOES[row["do"]], _options(word, row, arguments, column))
    if word in ELSEWHERE:
        raise wrong(column, f"`{word}` works in Zotero alone", "leave it out, or write another word in its place")
    raise wrong(
        column, f"there is no filter `{word}`", _meant(nearest(word, FILTERS)) or f"there are: {_listed(FILTERS)}"
    )


def _options(word: str, row: Row, arguments: Arguments, column: int) -> dict[str, Any]:
    parameters: Mapping[str, object] = row["parameters"]
    given: dict[str, object] = {}
    for at, (named, value) in enumerate(arguments):
        name = SYNONYMS.get(named, named) if named not in parameters else named
        name = name or (list(parameters)[at] if at < len(parameters) else "")
        if name not in parameters or name in given:
            what = named or f"argument number {at + 1}"
            raise wrong(column, f"`{word}` takes no {what}", f"it takes: {_listed(parameters)}")
        given[name] = _fitting(word, name, value, parameters[name], column)
    return {**_told(row), **parameters, **given}


def _fitting(word: str, name: str, value: object, usual: object, column: int) -> object:
    """The value, when it is of the same kind as the usual one."""
    if isinstance(usual, str) and isinstance(value, re.Pattern) and name == "find":
        return value
    if type(value) is not type(usual):
        kinds = {"bool": "true or false", "int": "a number", "str": "a text in quotation marks"}
        raise wrong(
            column, f"the {name} of `{word}` is to be {kinds[type(usual).__name__]}", f"usually it is {usual!r}"
        )
    return min(value, _MOST) if isinstance(value, int) and not isinstance(value, bool) else value


def _listed(words: Collection[str]) -> str:
    return ", ".join(words) or "nothing"
