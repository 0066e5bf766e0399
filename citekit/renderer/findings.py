"""What `citekit check` finds, and which claims it is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from citekit.checker import check
from citekit.diagnostic import Diagnostic
from citekit.model import Claim, Project
from citekit.renderer.views import FindingView
from citekit.renderer.words import Words
from citekit.source import Span

# The families of findings whose subject is a claim.
_OF_CLAIMS = ("CLM", "QUO")


@dataclass(frozen=True, eq=False)
class Findings:
    """The findings of a project, worked out when they are first asked for."""

    project: Project
    claims: Sequence[Claim]
    words: Words

    @cached_property
    def all(self) -> Sequence[FindingView]:
        """Every finding, in the order in which `check` gives them."""
        return [self._views[found] for found in self._diagnostics]

    def of(self, claim: Claim) -> tuple[FindingView, ...]:
        """What is wrong with a claim: in its table, in its passage, or by its name. The gravest first."""
        return tuple(self._views[found] for found in self._by_claim[claim])

    @cached_property
    def _diagnostics(self) -> Sequence[Diagnostic]:
        return check(self.project)

    @cached_property
    def _views(self) -> Mapping[Diagnostic, FindingView]:
        claims: dict[Diagnostic, list[str]] = {diagnostic: [] for diagnostic in self._diagnostics}
        for claim, found in self._by_claim.items():
            for diagnostic in found:
                claims[diagnostic].append(claim.id)
        return {diagnostic: self._view(diagnostic, ids) for diagnostic, ids in claims.items()}

    def _view(self, diagnostic: Diagnostic, claims: Sequence[str]) -> FindingView:
        severity = diagnostic.severity.label
        return FindingView(
            severity=severity,
            severity_words=self.words.term("severities", severity),
            code=diagnostic.code,
            message=diagnostic.message,
            hint=diagnostic.hint,
            path=diagnostic.span.path,
            line=diagnostic.span.line,
            column=diagnostic.span.column,
            claims=tuple(claims),
        )

    @cached_property
    def _by_claim(self) -> Mapping[Claim, Sequence[Diagnostic]]:
        places, named = _Places(self._diagnostics), self._named
        return {
            claim: sorted(
                dict.fromkeys([*self._at(claim, places), *named.get(claim.id, ())]),
                key=lambda found: (-found.severity, found.order),
            )
            for claim in self.claims
        }

    @cached_property
    def _named(self) -> Mapping[str, Sequence[Diagnostic]]:
        named: dict[str, list[Diagnostic]] = {}
        for diagnostic in self._diagnostics:
            if diagnostic.code.startswith(_OF_CLAIMS):
                named.setdefault(diagnostic.subject, []).append(diagnostic)
        return named

    def _at(self, claim: Claim, places: _Places) -> Iterator[Diagnostic]:
        passage = self.project.passage(claim)
        spans = [claim.span, *(source.span for source in claim.sources), *([passage] if passage else [])]
        return (found for span in spans for found in places.within(span))


class _Places:
    """Findings by where they start: those within a span are found without looking at the others."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self._by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic in sorted(diagnostics, key=lambda found: found.span.start):
            self._by_path.setdefault(diagnostic.span.path, []).append(diagnostic)
        self._starts = {path: [one.span.start for one in found] for path, found in self._by_path.items()}

    def within(self, span: Span) -> Sequence[Diagnostic]:
        """The findings that start in a span."""
        starts = self._starts.get(span.path, [])
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return self._by_path.get(span.path, [])[first:last]
