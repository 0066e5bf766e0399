"""What all outputs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Problem, Severity
from citekit.model import Document, Project


@dataclass(frozen=True, slots=True)
class Hidden:
    """A finding that a person has set aside, and why."""

    finding: Diagnostic
    reason: str = ""
    in_source: bool = False
    """It is set aside beside the text itself, not in a file of settings."""


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

    def name(self, code: str) -> str:
        """The name of a kind of finding; empty when it has none."""
        return self.problems[code].name if code in self.problems else ""

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


def by_code(problems: Iterable[Problem]) -> Mapping[str, Problem]:
    """Kinds of findings by their codes, as an audit has them."""
    return {one.code: one for one in problems}
