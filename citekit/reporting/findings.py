"""JSON for programs; its schema is `citekit/schemas/findings.schema.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.reporting.audit import Hidden
from citekit.source import Span


def as_json(diagnostics: Sequence[Diagnostic], hidden: Sequence[Hidden] = ()) -> str:
    """One JSON object: the findings, how many there are of each severity, and those that are set aside, with why."""
    counts = summary(diagnostics)
    aside = [{**finding(one.finding), "suppressed": {"by": one.by, "reason": one.reason}} for one in hidden]
    told = [finding(d) for d in diagnostics]
    return dump({"version": 1, "findings": told, "summary": dict(counts), "suppressed": aside})


def dump(value: object) -> str:
    """JSON text as all commands print it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def place(span: Span) -> dict[str, object]:
    """A span for JSON: lines and columns from 1, the end just after."""
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def finding(diagnostic: Diagnostic) -> dict[str, object]:
    """A finding for JSON."""
    return {
        **place(diagnostic.span),
        "code": diagnostic.code,
        "severity": diagnostic.severity.label,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "subject": diagnostic.subject,
        "related": [{**place(related.span), "message": related.message} for related in diagnostic.related],
        "fix": _fix(diagnostic.fix),
    }


def _fix(fix: Fix | None) -> dict[str, object] | None:
    return {**place(fix.span), "new": fix.new, "safe": fix.safe} if fix else None


def summary(diagnostics: Iterable[Diagnostic]) -> Mapping[str, int]:
    """How many findings of each severity."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {severity.label: counts[severity] for severity in sorted(Severity, reverse=True)}
