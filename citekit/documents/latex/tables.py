"""What is known of LaTeX's commands, from `commands.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.model import Mode


@dataclass(frozen=True, slots=True)
class Tables:
    """Commands and environments by name; commands in lower case, without star."""

    citations: Mapping[str, Mode]
    several: Mapping[str, Mode]
    """Those with a list of keys each with its own notes: `cites`."""
    volume: Mapping[str, Mode]
    """Those with a volume before the key: `volcite`."""
    volumes: Mapping[str, Mode]
    """Those with a list of volumes and keys: `volcites`."""
    pairs: Mapping[str, Mode]
    """Those with two works, each in an argument of its own: `apud`."""
    quoting: Mapping[str, int]
    """Quotations that name their work, and how many arguments stand before that."""
    following: Mapping[str, int]
    """How many arguments after the key are no words."""
    includes: Mapping[str, int]
    """How many arguments name a folder before the name of the file that is taken in."""
    system: frozenset[str]
    """Files of TeX's own."""
    uncited: frozenset[str]
    bibliography: Mapping[str, str]
    """The suffix that a command adds to the files it names."""
    verbatim: frozenset[str]
    wordless_environments: frozenset[str]
    quotes: frozenset[str]
    headings: frozenset[str]
    wordless: Mapping[str, int]
    """How many arguments of a command are no prose."""
    notes: frozenset[str]
    silent: frozenset[str]
    """Those without arguments that set nothing."""
    pointing: frozenset[str]
    """The wordless ones in whose place a reader sees something."""
    signs: Mapping[str, str]
    """What a command stands for; with its capitals."""
    languages: Mapping[str, str]
    """From babel's names to BCP 47."""

    def cites(self, name: str) -> bool:
        """Is this a command whose arguments are notes and keys?"""
        kinds = (self.citations, self.several, self.volume, self.volumes, self.pairs, self.quoting, self.uncited)
        return any(name in kind for kind in kinds)


@cache
def tables() -> Tables:
    """The tables that come with the package."""
    read = tomllib.loads((files("citekit.documents.latex") / "commands.toml").read_text("utf-8"))
    without, with_suffix = read["bibliography"]["without-suffix"], read["bibliography"]["with-suffix"]
    return Tables(
        citations=_modes(read["citations"]),
        several=_modes(read["several"]),
        volume=_modes(read["volume"]),
        volumes=_modes(read["volumes"]),
        pairs=_modes(read["pairs"]),
        quoting=read["quoting"],
        following=read["following"],
        includes=read["includes"],
        system=frozenset(read["system"]["files"]),
        uncited=frozenset(read["citations"]["uncited"]),
        bibliography=dict.fromkeys(without, ".bib") | dict.fromkeys(with_suffix, ""),
        verbatim=frozenset(read["environments"]["verbatim"]),
        wordless_environments=frozenset(read["environments"]["wordless"]),
        quotes=frozenset(read["environments"]["quote"]),
        headings=frozenset(read["headings"]["names"]),
        wordless=read["wordless"],
        notes=frozenset(read["notes"]["names"]),
        silent=frozenset(read["silent"]["names"]),
        pointing=frozenset(read["pointing"]["names"]),
        signs=read["signs"],
        languages=read["languages"],
    )


def _modes(table: Mapping[str, list[str]]) -> dict[str, Mode]:
    return {name: Mode(mode) for mode in Mode for name in table.get(mode.value, ())}
