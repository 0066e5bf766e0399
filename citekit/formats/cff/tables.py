"""The table of types and fields, `tables.toml`."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("tables.toml").read_text("utf-8"))

NAME: str = _TABLE["name"]
WRITTEN: dict[str, str] = _TABLE["write"]
READ: dict[str, list[str]] = _TABLE["read"]
TEXTS: dict[str, str] = _TABLE["text"]
NUMBERS: dict[str, str] = _TABLE["numbers"]
NAMES: dict[str, str] = _TABLE["names"]
ENTITIES: dict[str, str] = _TABLE["entities"]
DATES: dict[str, str] = _TABLE["dates"]
FORMS: dict[str, re.Pattern[str]] = {name: re.compile(form) for name, form in _TABLE["forms"].items()}
COLLECTIONS: dict[str, str] = _TABLE["collections"]
STATUSES: dict[str, str] = _TABLE["status"]
MAIN = frozenset(_TABLE["main"]["names"])
ARTICLES = frozenset(_TABLE["groups"]["articles"])
PARTS = frozenset(_TABLE["groups"]["parts"])
GENRES: dict[str, str] = _TABLE["genres"]


def written_type(type: str, subtype: str) -> str:
    """The type of a reference for an entry type."""
    subtype = {"magazine": "magazine-article", "newspaper": "newspaper-article"}.get(subtype, subtype)
    if subtype in READ and READ[subtype][0] == type:
        return subtype
    return WRITTEN.get(type, "generic")
