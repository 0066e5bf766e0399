"""Entry types and the fields they must have; the table is `entrytypes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Required = tuple[tuple[str, ...], ...]


@cache
def _table() -> Mapping[str, tuple[Required, Required]]:
    """For each type what BibTeX asks for, and what biblatex does."""
    data = tomllib.loads(files("citekit").joinpath("entrytypes.toml").read_text("utf-8"))
    lines = {name: (one["required"], one.get("biblatex", one["required"])) for name, one in data.items()}
    return {name: (_parted(bibtex), _parted(biblatex)) for name, (bibtex, biblatex) in lines.items()}


def _parted(lines: Sequence[str]) -> Required:
    return tuple(tuple(line.split("/")) for line in lines)


def required(type: str, *, biblatex: bool = False) -> Required:
    """The fields that a type must have, each with those that may stand for it; nothing for an unknown type.

    `biblatex`: the entry was written for biblatex, which asks for other fields of some types than BibTeX.

    >>> required("book")
    (('author', 'editor'), ('title',), ('publisher',), ('year', 'date'))
    >>> required("book", biblatex=True)
    (('author', 'editor'), ('title',), ('year', 'date'))
    """
    return _table().get(type, ((), ()))[biblatex]


def known_types() -> frozenset[str]:
    """The types that BibTeX or biblatex knows."""
    return frozenset(_table())
