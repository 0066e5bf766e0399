"""The words of `words.toml`, as the modules beside this one need them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def _words(table: str, name: str = "words") -> frozenset[str]:
    return frozenset(_TABLE[table][name].split())


def _pairs(table: str) -> Iterator[frozenset[str]]:
    for pair in _TABLE[table]["pairs"].split("|"):
        yield frozenset(pair.split())


SKIPPED = _words("skipped")
SMALL = _words("small")
PARTS = _words("parts")
NUMBERS: dict[str, str] = {word: number for number, words in _TABLE["numbers"].items() for word in words.split()}
ABOUT = _words("about")
ABOUT_BEFORE = ABOUT | _words("about", "before-subtitle")
GENERAL = _words("general")
OPPOSITES = frozenset(_pairs("opposites"))
PREPRINTS = _words("preprints")
PREPRINT_DOIS = tuple(sorted(_words("preprints", "dois")))
KINDS = {type: kind for kind, types in _TABLE["types"].items() for type in types.split()}
ALIKE_KINDS = frozenset(_pairs("alike"))
FIRMS = _words("firms")
