"""What entries take over from others: `inheritance.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_TABLE = tomllib.loads(files(__package__).joinpath("inheritance.toml").read_text("utf-8"))

SINGLE: tuple[str, ...] = tuple(_TABLE["pointers"]["one"])
"""Fields that name one other entry."""
POINTERS: tuple[str, ...] = (*SINGLE, *_TABLE["pointers"]["several"])
"""Fields that name other entries by their keys."""
NEVER = frozenset([*_TABLE["never"]["fields"], *_TABLE["never"]["programs"]])
"""Fields that belong to one entry and are not taken over by crossref."""
NEVER_BY_XDATA: frozenset[str] = frozenset(_TABLE["never"]["xdata"])
BIBLATEX_SIGNS: frozenset[str] = frozenset(_TABLE["biblatex"]["signs"])
"""Fields that show that a parent was written for biblatex."""
PARTS: frozenset[str] = frozenset(_TABLE["bibtex"]["parts"])
"""BibTeX's types of works that stand in a book."""

_LEFT: tuple[str, ...] = tuple(_TABLE["biblatex"]["left"])


@cache
def renamed(parent: str, child: str) -> Mapping[str, tuple[str, ...]]:
    """What each field of a parent becomes in a child of another type, by biblatex; nothing for one that stays behind.

    >>> renamed("proceedings", "inproceedings")["title"]
    ('booktitle',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for rule in _TABLE["biblatex"]["rule"]:
        if parent in rule["from"] and child in rule["to"]:
            found.update({name: tuple(new) for name, new in rule["fields"].items()})
    if "title" in found:
        found.update(dict.fromkeys(_LEFT, ()))
    return MappingProxyType(found)
