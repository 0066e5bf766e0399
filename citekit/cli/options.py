"""Options that several commands share, and the project they speak of."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

# The whole package, whose `load` is imported when it is first called: a quick answer does without the loader.
import citekit
from citekit.diagnostic import ReadError, Severity, UsageError
from citekit.messages import say
from citekit.model import Project
from citekit.projectfiles.root import find_root

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

files = click.argument("files", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[FILES]...")

libraries = click.option(
    "-l",
    "--library",
    "libraries",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="The bibliography to use. May be given several times. Default: that of citekit.toml.",
)

style = click.option(
    "--style",
    default="",
    metavar="STYLE",
    help="How works are printed: a CSL style (apa, ieee …), a .csl file, pybtex:plain …",
)

output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    metavar="FILE",
    help="Write to FILE instead of standard output.",
)


STANDARD = Path("-")
"""What a person names for standard input."""


def formats(*names: str) -> Decorator:
    """`--format`, with the first name as default."""
    return click.option(
        "--format",
        "format",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help="How to print it.",
    )


def fail_on(default: str | None = None) -> Decorator:
    """`--fail-on`, given as a `Severity`; None where the person did not say."""
    words = [severity.label for severity in sorted(Severity, reverse=True)]
    return click.option(
        "--fail-on",
        type=click.Choice([*words, "never"]),
        default=default,
        help="The least severity that makes the exit status 1.",
    )


def is_project() -> bool:
    """Is there a citekit.toml in this folder or above it?"""
    return find_root(Path()) is not None


def inputs(project: Project) -> Iterator[Path]:
    """The files that a project was read from; none of them may be written over by a page."""
    yield from map(Path, project.paths)
    if project.config.path:
        yield Path(project.config.path)


def threshold(choice: str | None, default: Severity | None) -> Severity | None:
    """The severity that `--fail-on` names; None for never."""
    if choice is None:
        return default
    return None if choice == "never" else Severity.named(choice)


def open_shown(named: Sequence[Path], libraries: Sequence[Path]) -> Project:
    """As `open_project`, for a command that changes no file: `-` is a bibliography, read from standard input."""
    if STANDARD not in (*named, *libraries):
        return open_project(named, libraries)
    others = [path for path in named if path != STANDARD]
    return citekit.load_files(others, libraries=_once([*libraries, STANDARD]), standard=standard_input())


def standard_input() -> bytes:
    """All that stands on standard input. Raises ReadError when there is none, as after `<&-`."""
    if sys.stdin is None:
        raise ReadError("standard input is closed", hint="pipe something into citekit, or name a file instead of -")
    return sys.stdin.buffer.read()


def _once(paths: Sequence[Path]) -> list[Path]:
    return list(dict.fromkeys(paths))


def open_project(named: Sequence[Path], libraries: Sequence[Path]) -> Project:
    """The project that a command speaks of.

    With a library, just the files named. Without, the project of this folder (or one above it), and the files named
    besides its own. Outside any project, just the files named, which must then be some.
    """
    root = None if libraries else find_root(Path())
    if root is not None:
        return citekit.load(root, files=named)
    if not named and not libraries:
        raise UsageError(
            say("there is no citekit.toml here or above"),
            hint=say("name files ({example}) or start a project: citekit init", example=_example()),
        )
    return citekit.load_files(named, libraries=libraries)


def _example() -> str:
    """How the command that runs is called with files."""
    command = click.get_current_context().info_name
    if command in ("list", "dedupe"):
        return f"citekit {command} references.bib"
    if command == "show":
        return "citekit show KEY references.bib"
    return "citekit check article.md --library references.bib"
