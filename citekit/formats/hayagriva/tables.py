"""The table of types and fields, `tables.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(files(__package__).joinpath("tables.toml").read_text("utf-8"))

NAME: str = _TABLE["name"]
WRITTEN: dict[str, list[str]] = _TABLE["write"]
READ: dict[str, list[str]] = _TABLE["read"]
DEFAULT_PARENTS: dict[str, str] = _TABLE["default-parents"]
OWN: dict[str, str] = _TABLE["own"]
SHARED: dict[str, str] = _TABLE["shared"]
SERIALS: dict[str, str] = _TABLE["serials"]
ROLES: dict[str, str] = _TABLE["roles"]
EDITOR_KINDS: list[str] = _TABLE["editor-kinds"]["names"]
ARTICLES = frozenset(_TABLE["groups"]["articles"])
PARTS = frozenset(_TABLE["groups"]["parts"])
INSTITUTIONS = frozenset(_TABLE["groups"]["institutions"])
VERSIONS = frozenset(_TABLE["groups"]["versions"])
GENRES: dict[str, str] = _TABLE["genres"]
TYPES = frozenset(pair.split()[0] for pair in READ)


def serial_field(type: str, *, in_series: bool = False) -> str:
    """The field that a serial number without a scheme is; a work in a series has its number there."""
    if type in VERSIONS:
        return "version"
    if type in ARTICLES | PARTS:
        return "eid"
    return "" if in_series else "number"


def read_type(type: str, parent: str) -> tuple[str, str]:
    """Our type and subtype for a work and what it is part of.

    >>> read_type("article", "proceedings"), read_type("thread", "")
    (('inproceedings', ''), ('online', 'thread'))
    """
    found = READ.get(f"{type} {parent}") or READ.get(f"{type} *") or ["misc", type]
    return found[0], found[1]


def written_types(type: str, subtype: str) -> tuple[str, str]:
    """Hayagriva's types for a work of ours and for what it is part of."""
    own, parent = WRITTEN.get(type, ["misc", ""])
    if subtype in TYPES and read_type(subtype, "")[0] == type:
        return subtype, ""
    if type == "article" and subtype == "newspaper":
        return own, subtype
    return own, parent
