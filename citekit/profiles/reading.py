"""Makes profiles of tables: those that citekit brings, and a house's own once its words are known to be right."""

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
        sources=MappingProxyType({**base.sources, **table.get("sources", {})}),
    )


def _settings(table: Mapping[str, Any], base: Settings) -> Settings:
    given: dict[str, Any] = {
        name.replace("-", "_"): tuple(v) if isinstance(v, list) else v for name, v in table.items()
    }
    return replace(base, **given)


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def rows(made: Profile) -> list[tuple[str, str, str]]:
    """What a profile sets: name and value as a person writes them, and where the value comes from."""
    told: list[tuple[str, object]] = [
        (name, getattr(made, name)) for name in ("select", "ignore") if getattr(made, name)
    ]
    told += ((f"severity.{code}", severity.label) for code, severity in made.severities.items())
    told += ((f"settings.{name.replace('_', '-')}", getattr(made.settings, name)) for name in KINDS)
    return [(name, _written(value), made.sources.get(name.split(".", 1)[-1], "")) for name, value in told]


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
