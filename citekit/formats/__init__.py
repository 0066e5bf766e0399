"""Bibliographies: one module or package per format."""

from __future__ import annotations

from pathlib import PurePath

from citekit.formats import bibtex
from citekit.plugin import Format, discover

FORMATS: tuple[Format, ...] = (
    bibtex.FORMAT,
    *(found for found in discover("formats") if isinstance(found, Format)),
)
"""Built-ins first, then plugins by name."""


def by_path(path: str, data: bytes) -> Format | None:
    """The format of a file by its suffix, else by what is in it; None when it is none that is known."""
    suffix = PurePath(path).suffix.lower()
    for format in FORMATS:
        if suffix in format.suffixes:
            return format
    return next((format for format in FORMATS if format.looks_like(data)), None)
