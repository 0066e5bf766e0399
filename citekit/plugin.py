"""What another package can add: bibliography formats, document formats, rules, styles.

A plugin is a frozen value behind an entry point:

    [project.entry-points."citekit.rules"]
    house-style = "my_package:no_web_sources"

The groups are `citekit.formats` (a `Format`), `citekit.documents` (a `DocumentFormat`), `citekit.rules` (a `Rule`) and
`citekit.styles` (a `Style`). Built-ins come first, then plugins by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import entry_points
from inspect import getdoc
from typing import Protocol

from citekit.diagnostic import Diagnostic, Fix, Problem, Related, Severity
from citekit.model import Document, Entry, Library, Project
from citekit.runs import Run
from citekit.source import ByteSource, Span, TextSource


@dataclass(frozen=True, slots=True)
class Written:
    """A bibliography put into a format."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the format could not hold."""


@dataclass(frozen=True, slots=True)
class Format:
    """A bibliography format: bytes to a `Library`. A reader never raises; what is wrong goes into `diagnostics`."""

    name: str
    suffixes: tuple[str, ...]
    """With their dot, lower case."""
    read: Callable[[ByteSource], Library]
    looks_like: Callable[[bytes], bool] = lambda data: False
    """Whether the bytes of a file with another suffix are surely of this format."""
    problems: tuple[Problem, ...] = ()
    """What its reader can find."""
    write: Callable[[Sequence[Entry]], Written] | None = None
    """None for a format that is only read."""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A document format: text to a `Document` with the citations that its syntax marks."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[TextSource], Document]
    problems: tuple[Problem, ...] = ()
    printed: Callable[[str], str] = str
    """What a reader sees of a piece of its source that is no prose (see `Document.shown`)."""
    words: Callable[[str], str] = str
    """Prose as it is printed: with dashes and quotation marks for what is typed in their place."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry as a style prints it."""

    entry: Entry
    label: str
    """What the style puts before it: a number, "Hol95"; empty when nothing."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """A way to print references."""

    name: str
    format: Callable[[Sequence[Entry]], Sequence[Reference]]
    """References for these entries, in the order in which the style lists them."""


class Report(Protocol):
    """What a rule is handed to say that something is wrong: place and words; code and severity are the rule's."""

    def __call__(
        self,
        span: Span,
        message: str,
        *,
        hint: str = "",
        subject: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """A finding at that place."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check on a linked project."""

    problem: Problem
    find: Callable[[Project], Iterable[Diagnostic]]


class Finder(Protocol):
    """What `rule` makes a rule of."""

    __name__: str

    def __call__(self, project: Project, report: Report) -> Iterator[Diagnostic]:
        """What is wrong with the project."""


def rule(code: str, severity: Severity) -> Callable[[Finder], Rule]:
    """Makes a rule of a function: its name is the rule's, its docstring the documentation. Registers nothing."""

    def make(finder: Finder) -> Rule:
        name = finder.__name__.replace("_", "-")
        found = Problem(code, name, severity, getdoc(finder) or "")
        return Rule(found, partial(finder, report=found.at))

    return make


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugin that could not be loaded: its name and why."""

    name: str
    why: str


def discover(group: str) -> tuple[object, ...]:
    """The values behind the entry points of `citekit.<group>`, by name; a `Broken` for each that will not load."""
    found = sorted(entry_points(group=f"citekit.{group}"), key=lambda point: point.name)
    return tuple(_load(point.name, point.load) for point in found)


def _load(name: str, load: Callable[[], object]) -> object:
    # Anything may go wrong in code that is not ours; it costs that plugin and nothing else.
    try:
        return load()
    except Exception as error:
        return Broken(name, f"{type(error).__name__}: {error}")
