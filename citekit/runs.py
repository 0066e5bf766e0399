"""Formatted text that is tied to no markup: a sequence of runs.

A style makes runs; a writer for each output format (`citekit.writers`) prints them. No style glues markup together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look."""

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    underlined: bool = False
    href: str = ""
    """An http(s) address the text links to; empty when none."""
    variable: str = ""
    """The variable of CSL that the text is of: author, title, issued, locator …; empty for what the style puts in."""
    key: str = ""
    """The key of the work that the text is of, in a citation of several."""


_BUT_TEXT = attrgetter(*(field.name for field in fields(Run) if field.name != "text"))


def alike(one: Run, other: Run) -> bool:
    """Do two runs differ in nothing but their text?"""
    same: bool = _BUT_TEXT(one) == _BUT_TEXT(other)
    return same


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without its formatting."""
    return "".join(run.text for run in runs)
