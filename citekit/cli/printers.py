"""Findings and errors as people and machines read them: text, JSON, GitHub annotations."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import click

from citekit.diagnostic import CitekitError, Diagnostic, Fix, Severity
from citekit.source import Span

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}

# A line is shown in full up to this width; of a longer one, the part around the place.
_WIDTH = 100


def text(diagnostics: Sequence[Diagnostic]) -> str:
    """`path:line:column: CODE message`, the source line with a caret, what to do; a blank line between findings."""
    return "\n".join(_finding(diagnostic) for diagnostic in diagnostics)


def _finding(diagnostic: Diagnostic) -> str:
    code = click.style(diagnostic.code, fg=_COLOURS[diagnostic.severity], bold=True)
    lines = [f"{click.style(printable(str(diagnostic.span)), bold=True)}: {code} {diagnostic.message}"]
    lines += excerpt(diagnostic.span)
    lines += [f"  see {related.span}: {related.message}" for related in diagnostic.related]
    if diagnostic.hint:
        lines.append(f"  {click.style('→', fg='green')} {diagnostic.hint}")
    return "\n".join(lines) + "\n"


def excerpt(span: Span) -> list[str]:
    """The source line and a caret under the place; nothing when the line is empty."""
    full, before = span.source.around(span.start)
    if not full.strip():
        return []
    line = span.line
    first = max(0, min(before - _WIDTH // 3, len(full) - _WIDTH))
    shown = full[first : first + _WIDTH]
    at = before - first
    same_line = span.end_line == line
    marked = len(span.source.slice(span.start, min(span.end, span.start + 4 * _WIDTH))) if same_line else len(full)
    length = max(1, min(marked, len(shown) - at))
    lead, tail = ("…" if first else ""), ("…" if first + _WIDTH < len(full) else "")
    gutter = f"{line:>5} | "
    pad = " " * (len(gutter) + len(lead) + cells(shown[:at]))
    return [
        f"{gutter}{lead}{printable(shown)}{tail}",
        pad + click.style("^" * max(1, cells(shown[at : at + length])), fg="green", bold=True),
    ]


def printable(line: str) -> str:
    """One character for one: what would move the cursor or hide is shown as a sign."""
    if line.isprintable():
        return line
    return "".join(" " if c == "\t" else c if c.isprintable() else "·" for c in line)


def cells(line: str) -> int:
    """How many cells of a terminal a text takes."""
    if line.isascii():
        return len(line)
    return sum(_cell(c) for c in line)


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands that GitHub shows as annotations beside the lines."""
    return "".join(map(_annotation, diagnostics))


_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


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
    level = _GITHUB_LEVELS[diagnostic.severity]
    return f"::{level} {properties},title={diagnostic.code}::{_data(message)}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """One JSON object; its schema is `citekit/schemas/findings.schema.json`."""
    counts = summary(diagnostics)
    return dump({"version": 1, "findings": [finding(d) for d in diagnostics], "summary": dict(counts)})


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


def summary_line(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `nothing found`."""
    counts = summary(diagnostics)
    words = [_count(n, label) for label, n in counts.items() if n]
    return ", ".join(words) or "nothing found"


def _count(number: int, label: str) -> str:
    if label == Severity.INFORMATION.label:
        return f"{number} for information"
    return f"{number} {label}{'' if number == 1 else 's'}"


def error_text(error: CitekitError) -> str:
    """One line that says what stopped citekit, the place when it is known, and what to do."""
    lines = [f"{error.span or 'citekit'}: {error.message}", *(excerpt(error.span) if error.span else [])]
    if error.hint:
        lines.append(f"  {click.style('→', fg='green')} {error.hint}")
    return "\n".join(lines)


PRINTERS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = MappingProxyType(
    {"text": text, "json": as_json, "github": github}
)
