"""The words of `words.toml`, as the modules beside this one need them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_TABLE: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))

Row = Mapping[str, Any]
"""What a word of a pattern does: the name of a function under `take` or `do`, and what the function is told."""

PEOPLE: Mapping[str, Row] = _TABLE["jabref"]["people"]
MARKERS: Mapping[str, Row] = {**PEOPLE, **_TABLE["jabref"]["others"]}
MODIFIERS: Mapping[str, Row] = _TABLE["jabref"]["modifiers"]
FUNCTIONS: Mapping[str, Row] = _TABLE["formula"]["functions"]
FILTERS: Mapping[str, Row] = _TABLE["formula"]["filters"]
SYNONYMS: Mapping[str, str] = _TABLE["formula"]["synonyms"]
ZOTERO_FIELDS: Mapping[str, str] = _TABLE["formula"]["fields"]
ELSEWHERE = frozenset(_TABLE["formula"]["elsewhere"]["words"].split())
FUNCTION_WORDS = frozenset(_TABLE["function"]["words"].split())
BODIES: Mapping[str, Any] = _TABLE["bodies"]
GERMAN: Mapping[str, str] = _TABLE["german"]
LETTERS: Mapping[str, str] = _TABLE["letters"]
TYPES: Mapping[str, str] = _TABLE["types"]
COMMON: tuple[str, ...] = tuple(_TABLE["common"]["patterns"])
