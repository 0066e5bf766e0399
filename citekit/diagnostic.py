"""Trouble, of two kinds.

What is wrong in the *user's files* is a `Diagnostic`: a value, collected, never raised; to people it is a "finding".
What stops *citekit itself* is a `CitekitError`:

    CitekitError            5  citekit is at fault
    ├── UsageError          2  the person asked for something that cannot be
    ├── ReadError           3  a file that is needed cannot be read
    ├── WriteError          3  a file cannot be written
    └── TemplateError       3  a template is wrong; knows its place

The number is the exit status (see `citekit.cli.status`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from inspect import cleandoc

from citekit.messages import Message, said, say
from citekit.source import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue


class Severity(IntEnum):
    """How much a finding matters; comparable."""

    INFORMATION = 1
    """Worth knowing; nothing needs doing."""
    WARNING = 2
    """A person must look."""
    ERROR = 3
    """An attribution is wrong or cannot be followed, or data are at risk."""

    @property
    def label(self) -> str:
        """The name as printed: information, warning, error."""
        return self.name.lower()

    @property
    def word(self) -> Message:
        """The name for people, who may read it in another language."""
        if self is Severity.ERROR:
            return say("error")
        return say("warning") if self is Severity.WARNING else say("information")

    @classmethod
    def named(cls, label: str) -> Severity:
        """The severity with that label; KeyError for another word."""
        return cls[label.upper()]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about."""

    span: Span
    message: str

    def said(self, catalogue: Catalogue) -> Related:
        """The same in the language of a catalogue."""
        return replace(self, message=said(self.message, catalogue))


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that mends a finding: `new` in place of the text of `span`."""

    span: Span
    new: str
    safe: bool = True
    """A safe fix changes no meaning: it can be applied unseen."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, or worth knowing, in a user's file."""

    span: Span
    code: str
    """Three letters for the family and three digits. Never reused."""
    message: str
    """One sentence, without a full stop: what is wrong."""
    severity: Severity
    hint: str = ""
    """One sentence: what to do."""
    subject: str = ""
    """The entry key or claim id that it is about, where there is one."""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    unreadable: bool = False
    """The file could not be read at all, so nothing is known of what it holds."""

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What findings are sorted by: path, place, code."""
        return (*self.span.order, self.code)

    def said(self, catalogue: Catalogue) -> Diagnostic:
        """The same finding, its words in the language of a catalogue."""
        related = tuple(one.said(catalogue) for one in self.related)
        return replace(self, message=said(self.message, catalogue), hint=said(self.hint, catalogue), related=related)


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of finding: what `explain` prints and what `select` and `ignore` name."""

    code: str
    name: str
    """In kebab case; names the fault."""
    severity: Severity
    documentation: str
    """Markdown with fixed headings: a first sentence, `## Why it matters`, `## Example`, `## Use instead`."""

    @property
    def summary(self) -> str:
        """The first sentence of the documentation."""
        return self.documentation.split("\n\n", 1)[0].replace("\n", " ")

    def at(
        self,
        span: Span,
        message: str,
        *,
        hint: str = "",
        subject: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
        unreadable: bool = False,
    ) -> Diagnostic:
        """A finding of this kind at a place."""
        severity = self.severity if severity is None else severity
        return Diagnostic(span, self.code, message, severity, hint, subject, related, fix, unreadable)


def problem(code: str, name: str, severity: Severity, documentation: str) -> Problem:
    """A `Problem` whose documentation is written as an indented block, like a docstring."""
    return Problem(code, name, severity, cleandoc(documentation))


class CitekitError(Exception):
    """Something that stops citekit: one line for the person, an exit status, and what to do."""

    status = 5

    def __init__(self, message: str, *, hint: str = "", span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.span = span


class UsageError(CitekitError):
    """The person asked for something that cannot be: an unknown template, key, option."""

    status = 2


class ReadError(CitekitError):
    """A file that is needed cannot be read."""

    status = 3


class WriteError(CitekitError):
    """A file cannot be written."""

    status = 3


class TemplateError(CitekitError):
    """A template is wrong, or tried what templates may not do."""

    status = 3
