"""Annotations on GitHub: workflow commands, which it shows beside the lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from citekit.diagnostic import Diagnostic, Severity
from citekit.reporting.audit import Audit

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def write(audit: Audit) -> str:
    """A command a line."""
    return "".join(map(_annotation, audit.findings))


def _annotation(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place: dict[str, object] = {
        "file": span.path,
        "line": span.line,
        "endLine": span.end_line,
        "col": span.column,
    }
    if span.end_line == span.line:
        place["endColumn"] = span.end_column
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    message = ". ".join(filter(None, (diagnostic.message, diagnostic.hint)))
    level = _LEVELS[diagnostic.severity]
    return f"::{level} {properties},title={diagnostic.code}::{_data(message)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
