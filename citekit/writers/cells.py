"""Cells of a table that a spreadsheet shows and never works out."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Spreadsheets take a cell that begins so for a formula; the wide forms are what East Asian keyboards type."""

_SIGN = "[" + re.escape("".join(FORMULA)) + r"\t\r]"
_GUARDED = re.compile(rf"'+\s*{_SIGN}")
_TO_GUARD = re.compile(rf"'*\s*{_SIGN}")


def guarded(text: str) -> str:
    """A text on one line, with an apostrophe before what a spreadsheet would take for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("'-5"), guarded("Holsti")
    ("'=HYPERLINK(1)", "''-5", 'Holsti')
    """
    if not text.isprintable() or "  " in text or " " in (text[:1], text[-1:]):
        text = " ".join(text.split())
    return f"'{text}" if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The text of a cell that `guarded` made, or a spreadsheet that marks text so."""
    return text[1:] if _GUARDED.match(text) else text
