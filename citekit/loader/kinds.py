"""What kind of file a person handed over: told by its name, else by what is in it."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePath

from citekit import documents, formats

_SECTION = re.compile(rb"^[ \t]*\[\[[ \t]*section\b|^[ \t]*section[ \t]*=", re.MULTILINE)

_SHARED = frozenset({".txt", ".text"})
"""Endings of documents and of bibliographies: the bibliography must show at once what it is."""
_BEGINNING = 1024


class Kind(Enum):
    """What a file is to a project."""

    LIBRARY = auto()
    DOCUMENT = auto()
    CLAIMS = auto()
    READING_LIST = auto()
    CONFIG = auto()


def kind_of(path: str, data: bytes) -> Kind:
    """The kind of a file. What is nothing else is a document."""
    name = PurePath(path).name.lower()
    suffix = PurePath(name).suffix
    if suffix == ".toml":
        return _toml_kind(name, data)
    if suffix in documents.by_path(path).suffixes:
        # Several databases export their bibliographies as .txt.
        is_export = suffix in _SHARED and formats.by_content(data[:_BEGINNING])
        return Kind.LIBRARY if is_export else Kind.DOCUMENT
    return Kind.LIBRARY if formats.by_path(path, data) else Kind.DOCUMENT


def _toml_kind(name: str, data: bytes) -> Kind:
    """A reading list has sections; what has none is a claims file, with or without claims."""
    if name == "citekit.toml":
        return Kind.CONFIG
    # In UTF-16 every second byte is zero; without them the words stand together.
    return Kind.READING_LIST if _SECTION.search(data.replace(b"\0", b"")) else Kind.CLAIMS
