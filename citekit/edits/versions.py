"""Reading versions of a bibliography: of any format to be compared; .bib files, however they end, to be merged."""

from __future__ import annotations

from pathlib import Path

from citekit import formats, inheritance
from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.edits.convert import take
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.loader.files import Named, read
from citekit.model import Library


def read_any(name: str, standard: bytes = b"") -> tuple[Library | None, list[Diagnostic]]:
    """A bibliography in any format, its entries with what they take over from others, and why it cannot be read.

    `-` is what standard input gave.
    """
    given = take(name, None, standard)
    unread = [found for found in given.diagnostics if found.unreadable]
    return next(iter(inheritance.resolve([given.library])), None) if given.library else None, unread


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
    library = bibtex.read(source)
    # Merged as if all entries had been removed, a file of something else would take them out of the others.
    for found in library.diagnostics:
        if found.unreadable:
            raise ReadError(f"{name or shown}: {found.message}", hint=found.hint)
    return library
