"""The formats that there are, and which of them a file is in."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import PurePath

from citekit.diagnostic import UsageError
from citekit.library import Library
from citekit.plugin import Format, discover
from citekit.source import ByteSource

_BUILT_IN = (
    "bibtex.FORMAT",
    "bibtex.BIBLATEX",
    "ris.FORMAT",
    "enw.FORMAT",
    "nbib.FORMAT",
    "isi.FORMAT",
    "endnotexml.FORMAT",
    "mods.FORMAT",
    "bibtexml.FORMAT",
    "zoterordf.FORMAT",
    "csl.CSL_JSON",
    "csl.CSL_YAML",
    "hayagriva.FORMAT",
    "cff.FORMAT",
    "csvtable.FORMAT",
)
"""Where each is: module and name. They are imported when they are first asked for, since most commands need one."""


@cache
def all_formats() -> tuple[Format, ...]:
    """Built-ins first, then plugins by name."""
    return tuple(_each())


def _each() -> Iterator[Format]:
    """The same, each imported when its turn comes: who has found theirs does not wait for the others."""
    yield from map(_built_in, _BUILT_IN)
    yield from (found for found in discover("formats") if isinstance(found, Format))


@cache
def _built_in(place: str) -> Format:
    module, name = place.split(".")
    format: Format = getattr(import_module(f"{__package__}.{module}"), name)
    return format


def read_after(format: Format, source: ByteSource, before: Sequence[Library]) -> Library:
    """Reads a file that comes after others: the strings of .bib files serve those that follow, as BibTeX has it."""
    if format.read_after is None:
        return format.read(source)
    strings = {name: text for library in before for name, text in library.strings.items()}
    return format.read_after(source, strings)


_LOOKED_AT = 65536
"""Bytes in which a file is expected to show what it is."""


def by_path(path: str, data: bytes) -> Format | None:
    """The format of a file, None when it is none that is known.

    What is in it comes first: among the formats that use its suffix, then among all. A file that shows nothing has the
    first format that uses its suffix.
    """
    suffix = PurePath(path).suffix.lower()
    named = (format for format in _each() if suffix in format.suffixes)
    return by_content(data, named) or by_content(data) or _by_suffix(suffix)


def _by_suffix(suffix: str) -> Format | None:
    return next((format for format in all_formats() if suffix in format.suffixes), None)


def by_content(data: bytes, formats: Iterable[Format] | None = None) -> Format | None:
    """The first of these formats, or of all, that a file surely is by what is in it."""
    # In UTF-16 every second byte is zero; without them the words stand together.
    beginning = data[:_LOOKED_AT].replace(b"\0", b"").removeprefix(BOM_UTF8)
    beginning = beginning.removeprefix(BOM_UTF16_LE).removeprefix(BOM_UTF16_BE)
    among = _each() if formats is None else formats
    return next((format for format in among if format.looks_like(beginning)), None)


def named(name: str) -> Format:
    """The format of that name. Raises UsageError with the names that there are."""
    for format in all_formats():
        if format.name == name.lower():
            return format
    known = [format.name for format in all_formats()]
    near = get_close_matches(name.lower(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the formats are {', '.join(known)}"
    raise UsageError(f"there is no format {name}", hint=hint)
