"""Styles: how references are printed. pybtex's own come first, then those of plugins."""

from __future__ import annotations

from citekit.diagnostic import UsageError
from citekit.plugin import Style, discover
from citekit.styles.pybtex import STYLES as PYBTEX

STYLES: tuple[Style, ...] = (*PYBTEX, *(found for found in discover("styles") if isinstance(found, Style)))


def find(name: str) -> Style:
    """The style with that name; UsageError for another, naming those there are."""
    for style in STYLES:
        if style.name == name:
            return style
    known = ", ".join(style.name for style in STYLES)
    raise UsageError(f"there is no style {name}", hint=f"choose one of: {known}")
