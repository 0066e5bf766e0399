"""Profiles: what an audit looks for and how much it matters, for a style or a house. Each is a TOML file here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from citekit.diagnostic import Severity

Setting = str | int | bool | tuple[str, ...]
"""What a setting can be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What rules leave to the house. A profile's TOML file names them with hyphens: `block-quotation-words`."""

    block_quotation_words: int = 40
    """A quotation of more words stands as a block, without quotation marks (APA 7, 8.27). 0: no such rule."""
    et_al_from: int = 0
    """From how many authors on a citation names the first and *et al.* alone. 0: no such rule."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is looked for and how much it matters."""

    name: str = "default"
    title: str = ""
    """What it is for, in a line."""
    select: tuple[str, ...] = ()
    """Codes, their beginnings or names, as `citekit check --select` takes them; empty for all."""
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    """By code or name: how much such a finding matters here."""
    settings: Settings = Settings()


DEFAULT = Profile()
"""Where no profile is named: every rule, as severe as it says itself."""

NAMES = ("apa", "chicago", "harvard", "ieee", "indonesia", "mla")
"""The profiles that citekit brings."""
