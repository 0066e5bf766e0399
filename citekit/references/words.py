"""The words by which languages print references: read from `languages/*.toml`, one file each, and put into patterns.

All languages together: reference lists mix them, and "In", "ed." or "vol." stand in most. To add a language, add its
file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from citekit.model import fold

_SHORT = 3
"""Letters up to which a word needs its full stop to be an abbreviation: `S.`, `no.`"""


@cache
def languages() -> tuple[Mapping[str, object], ...]:
    """The tables of all languages, by their tags."""
    folder = files("citekit.references") / "languages"
    tables = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    return tuple(sorted(tables, key=lambda table: str(table["language"])))


def listed(*names: str) -> tuple[str, ...]:
    """The words of these lists in all languages, the longest first."""
    found = {word for table in languages() for name in names for word in _texts(table.get(name))}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


@cache
def small_words(name: str) -> frozenset[str]:
    """The small words of a list in `names.toml`."""
    table = tomllib.loads(files("citekit.references").joinpath("names.toml").read_text("utf-8"))
    return frozenset(_texts(table[name]))


@cache
def pattern(*names: str) -> str:
    """A pattern for any word of these lists, with nothing of a word before or after it."""
    return rf"(?<![^\W_])(?:{'|'.join(map(_pattern, listed(*names)))})"


def _pattern(word: str) -> str:
    written = "".join(_escaped(character) for character in word.removesuffix("."))
    if word.endswith("."):
        letters = sum(character.isalpha() for character in word)
        return written + (r"(?:\.|(?![^\W_]))" if letters >= _SHORT else r"\.")
    return written + (r"(?![^\W_])" if word[-1].isalnum() else "")


def _escaped(character: str) -> str:
    return {" ": r"\s?" if character == "." else r"\s", "'": "['’]", "’": "['’]"}.get(character, re.escape(character))


@cache
def folded(name: str) -> frozenset[str]:
    """The words of a list for comparing: without case, accents and full stops."""
    return frozenset(fold(word).rstrip(".") for word in listed(name))


@cache
def words_of(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a list in a text, whatever its case."""
    return re.compile(pattern(name), re.I)


@cache
def months() -> Mapping[str, int]:
    """The number of the month for each word for it, folded and without its full stop."""
    return {fold(word).rstrip("."): number for number, word in _months()}


def _months() -> Iterator[tuple[int, str]]:
    for table in languages():
        for number, words in enumerate(_texts(table.get("months")), 1):
            yield from ((number, word) for word in words.split())


@cache
def month_pattern() -> str:
    """A pattern for the name of a month, short or long."""
    names = sorted({word.rstrip(".") for _, word in _months()}, key=lambda word: (-len(word), word))
    return rf"(?<![^\W_])(?:{'|'.join(map(re.escape, names))})\.?(?![^\W_])"
