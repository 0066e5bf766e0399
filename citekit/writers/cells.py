"""CSV by RFC 4180: every text one cell in quotation marks, that a spreadsheet shows and never works out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line

# Spreadsheets take a cell that begins so for a formula; the wide forms are what East Asian keyboards type.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_TO_GUARD = re.compile(r"'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """A text on one line, with an apostrophe before what a spreadsheet would take for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("'-5"), guarded("Holsti")
    ("'=HYPERLINK(1)", "''-5", 'Holsti')
    """
    text = " ".join(text.split())
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` made, or a spreadsheet that marks text so."""
    return text[1:] if _GUARDED.match(text) else text


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
