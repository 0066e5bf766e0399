"""Formatting whole files: those that are named, or a project's, in the style that the project states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.changes import Change
from citekit.edits.formatting import Formatted, HouseStyle, formatted
from citekit.edits.formatting.style import Setting
from citekit.edits.repointing import change, is_bib
from citekit.encoding import prepare
from citekit.formats.bibtex.reader import read
from citekit.loader import load_libraries
from citekit.model import Library
from citekit.projectfiles.root import find_root


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that formatting calls for, and what was found."""

    changes: tuple[Change, ...]
    results: tuple[tuple[Library, Formatted], ...]
    diagnostics: tuple[Diagnostic, ...]
    """What was found on reading."""


def config_of(folder: Path) -> Mapping[str, Setting]:
    """The house style that the citekit.toml of a folder, or of one above it, states; empty when there is none."""
    root = find_root(folder)
    return load_libraries(root).config.format if root else {}


def plan(files: Sequence[Path], style: HouseStyle) -> Plan:
    """Works out the formatting of files, or of the .bib files among this folder's project's; writes nothing.

    Raises UsageError when one is no .bib file, or no file is named and there is no project.
    """
    root = find_root(Path())
    if not files and root is None:
        hint = "name files: citekit format references.bib --sort key"
        raise UsageError("there is no citekit.toml here or above", hint=hint)
    project = load_libraries("." if files else root or ".", libraries=files)
    libraries = project.libraries if files else tuple(filter(is_bib, project.libraries))
    results = tuple((library, formatted(library, style)) for library in libraries)
    changes = tuple(Change(Path(library.path), change(library, ()).before, result.data) for library, result in results)
    return Plan(changes, results, project.diagnostics)


def standard_input(data: bytes) -> Library:
    """What stands on standard input, read."""
    source, found = prepare(data, "standard input")
    library = read(source)
    return Library(library.path, library.source, library.entries, (*found, *library.diagnostics))
