"""CSV by RFC 4180: every text one cell in quotation marks, that a spreadsheet shows and never works out."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line

# Spreadsheets take a cell that begins so for a formula; the wide forms are what East Asian keyboards type.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape(text: str) -> str:
    """The text as one cell.

    >>> escape('Say "yes", now')
    '"Say ""yes"", now"'
    >>> escape("=HYPERLINK(1)")
    '"\\'=HYPERLINK(1)"'
    """
    text = one_line(text)
    guard = "'" if text.lstrip().startswith(_FORMULA) else ""
    return '"' + guard + text.replace('"', '""') + '"'


def write(runs: Sequence[Run]) -> str:
    """The runs' text as one cell; a cell has no looks."""
    return escape("".join(run.text for run in runs))
