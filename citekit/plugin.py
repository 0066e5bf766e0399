"""What another package can add: bibliography formats, document formats, rules, styles.

A plugin is a frozen value behind an entry point:

    [project.entry-points."citekit.rules"]
    house-style = "my_package:no_web_sources"

The groups are `citekit.formats` (a `Format`), `citekit.documents` (a `DocumentFormat`), `citekit.rules` (a `Rule`) and
`citekit.styles` (a `Style`). Built-ins come first, then plugins by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import getdoc
from typing import Protocol

from citekit.diagnostic import Diagnostic, Fix, Problem, Related, Severity
from citekit.model import Document, Entry, Library, Locator, Mode, Project
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
    read_after: Callable[[ByteSource, Mapping[str, str]], Library] | None = None
    """Reads a file with the strings of those before it; None where nothing goes on from file to file."""
    resolves: frozenset[str] = frozenset()
    """The fields by which its own programs take over fields of other entries: crossref, xdata, entryset."""


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A document format: a file to a `Document` with the citations that its syntax marks.

    A reader never raises; what is wrong goes into `Document.diagnostics`.
    """

    name: str
    suffixes: tuple[str, ...]
    """With their dot, lower case."""
    read: Callable[[TextSource], Document] | None = None
    """Reads a file of text; None for a format whose files are none."""
    problems: tuple[Problem, ...] = ()
    printed: Callable[[str], str] = str
    """What a reader sees of a piece of its source that is no prose (see `Document.shown`)."""
    words: Callable[[str], str] = str
    """Prose as it is printed: with dashes and quotation marks for what is typed in their place."""
    read_bytes: Callable[[ByteSource], Document] | None = None
    """Reads a file that is no text, as those of Word; `read` does not count then."""
    read_with: Callable[[TextSource, Mapping[str, str]], Document] | None = None
    """Reads a file of text that uses what other files of its document define (see `Document.defines`)."""
    is_made: bool = False
    """Programs make such files from documents: of a folder they are read only when they are named."""
    settings: tuple[str, ...] = ()
    """Files of the programs that publish such documents, beside or above them, which may name their libraries."""
    include_suffixes: tuple[str, ...] = ("",)
    """The endings that the names of included files may lack."""
    includes_from_root: bool = False
    """The names of included files count from the folder of the document with which it began, then from their own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry as a style prints it."""

    entry: Entry
    label: str
    """What the style puts before it: a number, "Hol95"; empty when nothing."""
    runs: tuple[Run, ...]
    mark: str = ""
    """The label as the style prints it: "[1]", "1."; empty when the style leaves that to the page."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A work as a citation names it."""

    entry: Entry
    locator: Locator | None = None
    """One without a label is of what the work is counted in: pages, unless its `pagination` says otherwise."""
    prefix: str = ""
    suffix: str = ""
    mode: Mode = Mode.PARENTHETICAL


Citing = Callable[[Sequence[Entry], Sequence[Sequence[Cite]]], Sequence[tuple[Run, ...]]]
"""From the works that a document lists, and its citations, to the citations as the style prints them."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way to print references."""

    name: str
    format: Callable[[Sequence[Entry]], Sequence[Reference]]
    """References for these entries, in the order in which the style lists them."""
    cite: Citing | None = None
    """None for a style that only prints references: its labels in brackets are the citations."""
    hanging_indent: bool = False
    """All lines of a reference but the first are to be indented."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is odd in the style's file, which works all the same."""


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
    from importlib.metadata import entry_points  # which most commands do without

    found = sorted(entry_points(group=f"citekit.{group}"), key=lambda point: point.name)
    return tuple(_load(point.name, point.load) for point in found)


def _load(name: str, load: Callable[[], object]) -> object:
    # Anything may go wrong in code that is not ours; it costs that plugin and nothing else.
    try:
        return load()
    except Exception as error:
        return Broken(name, f"{type(error).__name__}: {error}")
