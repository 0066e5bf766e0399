"""Entry types and the fields they must have; the table is `entrytypes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _table() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    data = tomllib.loads(files("citekit").joinpath("entrytypes.toml").read_text("utf-8"))
    return {name: tuple(tuple(line.split("/")) for line in settings["required"]) for name, settings in data.items()}


def required(type: str) -> tuple[tuple[str, ...], ...]:
    """The fields that a type must have, each with those that may stand for it; nothing for an unknown type.

    >>> required("book")
    (('author', 'editor'), ('title',), ('publisher',), ('year', 'date'))
    """
    return _table().get(type, ())


def known_types() -> frozenset[str]:
    """The types that BibTeX or biblatex knows."""
    return frozenset(_table())
