"""Formatted text that is tied to no markup: a sequence of runs.

A style makes runs; a writer for each output format (`citekit.writers`) prints them. No style glues markup together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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
    href: str = ""
    """An http(s) address the text links to; empty when none."""


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without its formatting."""
    return "".join(run.text for run in runs)
