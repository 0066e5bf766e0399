"""The libraries that a command looks into, the large ones by their index."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import citekit
from citekit.diagnostic import Diagnostic, UsageError
from citekit.index import Large, large
from citekit.model import Library
from citekit.projectfiles.root import CONFIG_NAME, find_root

_SUFFIXES = (".bib", ".bibtex", ".biblatex")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Libraries in the order in which they were named."""

    libraries: tuple[Large | Library, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with those that were read whole."""


def shelf(named: Sequence[Path]) -> Shelf:
    """The libraries that were named; none named: those of the project of this folder."""
    if not named:
        root = find_root(Path())
        if root is None:
            hint = 'name a bibliography: citekit search "holsti" references.bib'
            raise UsageError("there is no citekit.toml here or above", hint=hint)
        named = _of_project(root)
        if not named:
            project = citekit.load(root)
            return Shelf(project.libraries, project.diagnostics)
    return _open(named)


def _of_project(root: Path) -> list[Path]:
    """The libraries that a citekit.toml names; none when there is something wrong with it."""
    try:
        named = tomllib.loads((root / CONFIG_NAME).read_text(encoding="utf-8")).get("library", [])
    except (OSError, ValueError, RecursionError):
        return []
    names = [named] if isinstance(named, str) else named
    right = isinstance(names, list) and all(isinstance(name, str) and name for name in names)
    return [root / name for name in names] if right else []


def with_large(named: Sequence[Path]) -> Shelf | None:
    """The libraries that were named, when all of them are .bib files and one is large; None for others."""
    if not all(path.suffix.lower() in _SUFFIXES for path in named):
        return None
    opened = _open_large(named)
    return _fill(opened) if any(opened.values()) else None


def _open(named: Sequence[Path]) -> Shelf:
    return _fill(_open_large(named))


def _open_large(named: Sequence[Path]) -> dict[Path, Large | None]:
    """Each file, with its library where that is large."""
    return {path: large(path, path.as_posix()) if path.suffix.lower() in _SUFFIXES else None for path in named}


def _fill(opened: dict[Path, Large | None]) -> Shelf:
    """Reads the small files as well."""
    small = [path for path, library in opened.items() if library is None]
    project = citekit.load_files([], libraries=small) if small else None
    read = {library.path: library for library in project.libraries} if project else {}
    libraries = (library or read.get(path.as_posix()) for path, library in opened.items())
    return Shelf(tuple(filter(None, libraries)), project.diagnostics if project else ())
