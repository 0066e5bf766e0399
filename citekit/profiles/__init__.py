"""Profiles: what an audit looks for and how much it matters, for a style or a house. Each is a TOML file here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from citekit.diagnostic import Severity
from citekit.source import Span

Setting = str | int | bool | tuple[str, ...]
"""What a setting can be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What rules leave to the house. A profile's TOML file names them with hyphens: `block-quotation-words`."""

    block_quotation_words: int = 40
    """A quotation of more words stands as a block, without quotation marks (APA 7, 8.27). 0: no such rule."""
    et_al_from: int = 0
    """From how many authors on a citation names the first and *et al.* alone. 0: no such rule."""
    et_al_by_language: bool = False
    """Works in the document's language have its own term, *dkk.*, and works in others *et al.*: no mixture."""
    unsourced_sentences: int = 8
    """The most sentences of a document that are said to want a source; the strongest reasons first. 0: none."""
    works_in_one_bracket: int = 6
    """More works than these in one bracket are told: which of them says it? 0: no such rule."""
    bracket_by_author: bool = False
    """The works of one bracket stand by their first authors, as the list has them (APA 7, 8.12)."""
    bracket_by_year: bool = False
    """The works of one bracket stand by their years, the earliest first (Cite Them Right)."""
    sentences_under_one_citation: int = 0
    """A paragraph of so many sentences, cited for at its end alone, is told: how many rest on it? 0: no such rule."""
    citations_of_one_work: int = 6
    """A section that has so many citations, all of one work, is told. 0: no such rule."""
    verdicts_wanted: bool = False
    """Every claim is to have a verdict."""
    verdict_days: int = 0
    """A verdict that is older than so many days is to be given anew. 0: no such rule."""


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
    sources: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By setting, code or name: the section of the manual, or the reason, that it comes from."""


DEFAULT = Profile()
"""Where no profile is named: every rule, as severe as it says itself."""

NAMES = ("apa", "chicago", "harvard", "ieee", "indonesia", "mla")
"""The profiles that citekit brings."""


# ------------------------------------------------------------------------------------- what a project adds to it


@dataclass(frozen=True, slots=True)
class FileRules:
    """What is looked for in some of a project's files alone."""

    files: tuple[str, ...]
    """Paths in the project, with wildcards."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that somebody does not want to see, and why."""

    word: str
    """Code, its beginning or name."""
    reason: str
    span: Span
    """Where it is said: what an ignore that fits nothing is told at."""
    files: tuple[str, ...] = ()
    """Paths in the project, with wildcards; empty for all."""
    subject: str = ""
    """The key or id that the finding is about; empty for any."""
    text: str = ""
    """Words that stand in the line of the finding; empty for any."""


@dataclass(frozen=True, slots=True)
class Word:
    """A code or name that a configuration names, which may not be one."""

    setting: str
    text: str
    span: Span
