"""The libraries that a command looks into, the large ones by their index."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

import citekit
from citekit.cli.options import STANDARD, open_shown
from citekit.diagnostic import Diagnostic, UsageError
from citekit.index import Large, large
from citekit.model import Library
from citekit.projectfiles.root import CONFIG_NAME, find_root
from citekit.source import STANDARD_SHOWN

_SUFFIXES = (".bib", ".bibtex", ".biblatex")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Libraries in the order in which they were named."""

    libraries: tuple[Large | Library, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with those that were read whole."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a citekit.toml says that it takes no project to know."""

    libraries: tuple[Path, ...] = ()
    style: str = ""
    language: str = ""


def shelf(named: Sequence[Path]) -> Shelf:
    """The libraries that were named; none named: those of the project of this folder."""
    if not named:
        root = find_root(Path())
        if root is None:
            hint = 'name a bibliography: citekit search "holsti" references.bib'
            raise UsageError("there is no citekit.toml here or above", hint=hint)
        named = named_by(root).libraries
        if not named:
            project = citekit.load(root)
            return Shelf(project.libraries, project.diagnostics)
    return _fill(_open_large(named))


def named_by(root: Path) -> Named:
    """What the citekit.toml of a folder names; nothing when it is not right, which is for the loader to say."""
    try:
        settings = tomllib.loads((root / CONFIG_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Named()
    libraries, style, language = settings.get("library", []), settings.get("style", ""), settings.get("language", "")
    names = [libraries] if isinstance(libraries, str) else libraries
    if not isinstance(style, str) or not isinstance(language, str) or not isinstance(names, list):
        return Named()
    if not all(isinstance(name, str) and name for name in names):
        return Named()
    return Named(tuple(root / name for name in names), style, language)


def with_large(named: Sequence[Path]) -> Shelf | None:
    """The libraries that were named, when all of them are .bib files and one is large; None for others."""
    if not all(path.suffix.lower() in _SUFFIXES for path in named):
        return None
    opened = _open_large(named)
    return _fill(opened) if any(opened.values()) else None


def _open_large(named: Sequence[Path]) -> dict[Path, Large | None]:
    """Each file once, with its library where that is large."""
    once = {path.resolve(): path for path in reversed(named)}
    paths = (path for path in named if once[path.resolve()] is path)
    return {path: large(path, path.as_posix()) if path.suffix.lower() in _SUFFIXES else None for path in paths}


def _fill(opened: dict[Path, Large | None]) -> Shelf:
    """Reads the small files as well."""
    small = [path for path, library in opened.items() if library is None]
    project = open_shown([], small) if small else None
    read = {library.path: library for library in project.libraries} if project else {}
    libraries = (library or read.get(_shown(path)) for path, library in opened.items())
    return Shelf(tuple(_with_strings(filter(None, libraries))), project.diagnostics if project else ())


def _shown(path: Path) -> str:
    return STANDARD_SHOWN if path == STANDARD else path.as_posix()


def _with_strings(libraries: Iterable[Large | Library]) -> Iterator[Large | Library]:
    """The libraries, of which the large ones know the strings of those before them."""
    strings: dict[str, str] = {}
    for library in libraries:
        known = replace(library, strings=dict(strings)) if isinstance(library, Large) and strings else library
        strings.update(known.read(()).strings if isinstance(known, Large) else known.strings)
        yield known


def say_unkept(shelf: Shelf) -> None:
    """Says on standard error which indexes could not be kept, so that the next answer will take as long."""
    for library in shelf.libraries:
        if isinstance(library, Large) and library.unkept:
            click.echo(f"the index of {library.path} could not be kept: {library.unkept}", err=True)
