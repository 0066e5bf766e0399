"""Texts that cite: one module or package for each format."""

from __future__ import annotations

from pathlib import PurePath

from citekit.documents import latex, markdown, plain
from citekit.plugin import DocumentFormat

DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = (markdown.FORMAT, latex.FORMAT, plain.FORMAT)
"""The built-in formats."""


def by_path(path: str) -> DocumentFormat:
    """The format that a file's suffix names; plain text for any other."""
    suffix = PurePath(path).suffix.lower()
    return next((known for known in DOCUMENT_FORMATS if suffix in known.suffixes), plain.FORMAT)
