"""CSV by RFC 4180: every text one cell in quotation marks, that a spreadsheet shows and never works out."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.csl.writers.text import one_line
from citekit.runs import Run
from citekit.writers.cells import FORMULA


def escape(text: str) -> str:
    """The text as one cell.

    >>> escape('Say "yes", now')
    '"Say ""yes"", now"'
    >>> escape("=HYPERLINK(1)")
    '"\\'=HYPERLINK(1)"'
    """
    text = one_line(text)
    guard = "'" if text.lstrip().startswith(FORMULA) else ""
    return '"' + guard + text.replace('"', '""') + '"'


def write(runs: Sequence[Run]) -> str:
    """The runs' text as one cell; a cell has no looks."""
    return escape("".join(run.text for run in runs))
