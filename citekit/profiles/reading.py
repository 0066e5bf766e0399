"""Reads profiles: those that citekit brings, and a house's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_type_hints

from citekit.diagnostic import Severity
from citekit.profiles import DEFAULT, NAMES, Profile, Settings

KINDS: Mapping[str, object] = MappingProxyType(get_type_hints(Settings))
"""The settings of a profile by field name, and what type each has."""


@cache
def built_in(name: str) -> Profile:
    """One of the profiles that citekit brings; KeyError for another name."""
    if name not in NAMES:
        raise KeyError(name)
    text = files("citekit").joinpath("profiles", f"{name}.toml").read_text(encoding="utf-8")
    return profile(name, tomllib.loads(text))


def profile(name: str, table: Mapping[str, Any], base: Profile = DEFAULT) -> Profile:
    """The profile that a TOML table describes, whose words are known to be right; what it leaves out is that of `base`.

    The tables `severity` (code or name = severity) and `settings` are joined with those of `base`.
    """
    severities = {code: Severity.named(word) for code, word in table.get("severity", {}).items()}
    return Profile(
        name=name,
        title=str(table.get("title", base.title)),
        select=_words(table.get("select", base.select)),
        ignore=_words(table.get("ignore", base.ignore)),
        severities=MappingProxyType({**base.severities, **severities}),
        settings=_settings(table.get("settings", {}), base.settings),
    )


def _settings(table: Mapping[str, Any], base: Settings) -> Settings:
    given: dict[str, Any] = {
        name.replace("-", "_"): tuple(v) if isinstance(v, list) else v for name, v in table.items()
    }
    return replace(base, **given)


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
