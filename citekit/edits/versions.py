"""Reading the versions of a .bib file that are to be merged, whatever they are called: git's have no ending."""

from __future__ import annotations

from pathlib import Path

from citekit import formats
from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.loader.files import Named, read
from citekit.model import Library


def read_version(path: Path, name: str = "") -> Library:
    """A .bib file, shown under `name`. Raises ReadError when it cannot be read, UsageError when it is no .bib file."""
    shown = path.as_posix()
    data = read(Named(shown))
    if isinstance(data, Diagnostic):
        raise ReadError(data.message, hint=data.hint)
    # A file without entries, as the base of one that both sides began, shows no format.
    format = formats.by_path(name or shown, data)
    if format is not None and not format.name.startswith("bib"):
        hint = "only .bib files can be merged; convert them first: citekit convert"
        raise UsageError(f"{name or shown} is of another format: {format.name}", hint=hint)
    source, _ = prepare(data, name or shown)
    return bibtex.read(source)
