"""A finding as a row of a table; what CSV and XLSX share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from citekit.diagnostic import Diagnostic
from citekit.reporting.audit import Audit
from citekit.reporting.words import shown

Cell = str | int

WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "severity": 11, "code": 8, "name": 22, "path": 24, "line": 7, "column": 8, "place": 26, "words": 36,
        "message": 60, "hint": 48, "subject": 20, "related": 48,
    }
)  # fmt: skip
"""The columns in order, each with the characters that a sheet makes it wide."""
_LONGEST = 500
"""Characters of a file's text that are shown."""


def rows(audit: Audit) -> Iterator[tuple[Cell, ...]]:
    """The findings in order, a cell for each column."""
    return (_row(audit, found) for found in audit.findings)


def _row(audit: Audit, found: Diagnostic) -> tuple[Cell, ...]:
    span = found.span
    words = span.text[: _LONGEST + 1]
    return (
        found.severity.label,
        found.code,
        audit.name(found.code),
        span.path,
        span.line,
        span.column,
        span.source.where(span.start),
        shown(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"),
        shown(found.message),
        shown(found.hint),
        found.subject,
        shown("; ".join(f"{related.span}: {related.message}" for related in found.related)),
    )
