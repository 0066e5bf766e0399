"""What all outputs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Problem, Severity
from citekit.messages import Message
from citekit.messages.pages import in_language
from citekit.model import Document, Project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue


@dataclass(frozen=True, slots=True)
class Hidden:
    """A finding that a person has set aside, and why."""

    finding: Diagnostic
    reason: str = ""
    in_source: bool = False
    """It is set aside beside the text itself, not in a file of settings."""
    by: str = "configuration"
    """What sets it aside: configuration, comment or baseline."""


@dataclass(frozen=True)
class Audit:
    """A project, what was found in it, and what a reader must know to understand that."""

    project: Project
    findings: Sequence[Diagnostic]
    """In order of place."""
    problems: Mapping[str, Problem] = field(default_factory=lambda: MappingProxyType({}))
    """The kinds of findings by their codes."""
    hidden: Sequence[Hidden] = ()
    """What was found as well and set aside: ignored with a reason, or accepted in a baseline."""
    files: tuple[str, ...] = ()
    """The files that were asked about, as they were named; empty for all of the project."""
    fail_on: Severity | None = Severity.ERROR
    """From which severity on a finding makes the check fail; None when none does."""
    language: str = "en"
    """That of the messages."""
    catalogue: Catalogue | None = None
    """What says the words of the outputs themselves in that language; None for English."""

    def name(self, code: str) -> str:
        """The name of a kind of finding; empty when it has none."""
        return self.problems[code].name if code in self.problems else ""

    def spoken(self, message: Message) -> str:
        """A word of an output in the language of the messages."""
        return message.said(self.catalogue) if self.catalogue else message

    def fails(self, found: Diagnostic) -> bool:
        """Does this finding make the check fail?"""
        return found.unreadable or (self.fail_on is not None and found.severity >= self.fail_on)

    @cached_property
    def by_file(self) -> Mapping[str, Sequence[Diagnostic]]:
        """The findings of every file that was asked about, those without any included, then of others; by path."""
        asked = [path for path in self.project.paths if not self.files or path in self.files]
        found: dict[str, list[Diagnostic]] = {path: [] for path in asked}
        for one in self.findings:
            found.setdefault(one.span.path, []).append(one)
        return {path: found[path] for path in sorted(found)}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were asked about."""
        return tuple(one for one in self.project.documents if not self.files or one.path in self.files)

    def said(self, catalogue: Catalogue | None, language: str) -> Audit:
        """The same, its findings and what is told about their kinds in the language of a catalogue."""
        if catalogue is None:
            return self
        return replace(
            self,
            findings=[one.said(catalogue) for one in self.findings],
            problems={code: explained(one, catalogue) for code, one in self.problems.items()},
            hidden=[replace(one, finding=one.finding.said(catalogue)) for one in self.hidden],
            language=language,
            catalogue=catalogue,
        )


def explained(problem: Problem, catalogue: Catalogue | None) -> Problem:
    """A kind of finding with its documentation in the language of a catalogue; examples stay as they are."""
    return replace(problem, documentation=in_language(problem.documentation, catalogue)) if catalogue else problem


def by_code(problems: Iterable[Problem]) -> Mapping[str, Problem]:
    """Kinds of findings by their codes, as an audit has them."""
    return {one.code: one for one in problems}
