"""The tables of types and variables: `types.toml` and `fields.toml`, which say where each line comes from."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


_TYPES = _table("types.toml")
_FIELDS = _table("fields.toml")

TYPES_WRITTEN: dict[str, str] = _TYPES["write"]
SUBTYPES: dict[str, str] = _TYPES["subtypes"]
CSL_TYPES: dict[str, list[str]] = _TYPES["read"]
TYPES_READ: dict[str, list[str]] = {**_TYPES["crossref"], **CSL_TYPES}
ARTICLES = frozenset(_TYPES["groups"]["articles"])
BOOKS = frozenset(_TYPES["groups"]["books"])
PARTS = frozenset(_TYPES["groups"]["parts"])

TEXTS: dict[str, str] = _FIELDS["text"]
OLD: dict[str, str] = _FIELDS["old"]
OWN: frozenset[str] = frozenset(_FIELDS["own"]["names"])
NAMES: dict[str, str] = {**_FIELDS["names"], **{name: name for name in _FIELDS["own-names"]["names"]}}
"""CSL's variable to our field."""
DATES: dict[str, str] = _FIELDS["dates"]
GENRES: dict[str, str] = _FIELDS["genre"]
STATUSES: dict[str, str] = _FIELDS["status"]
TOGETHER: dict[str, list[str]] = _FIELDS["together"]
RICH: frozenset[str] = frozenset(_FIELDS["rich"]["fields"])


def publishers(type: str) -> list[str]:
    """The fields that may be the publisher of a work of that type, the likeliest first."""
    table: dict[str, list[str]] = _FIELDS["publisher"]
    return table.get(type, table["others"])
