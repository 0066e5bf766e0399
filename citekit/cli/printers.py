"""Findings and errors as people read them on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click

from citekit.cli.speech import chosen, spoken
from citekit.diagnostic import CitekitError, Diagnostic, Severity
from citekit.messages import Message, say
from citekit.reporting import findings
from citekit.reporting.findings import dump as dump
from citekit.reporting.findings import place as place
from citekit.reporting.findings import summary as summary
from citekit.source import Span

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}

# A line is shown in full up to this width; of a longer one, the part around the place.
_WIDTH = 100
_PIECE = 1 << 16
"""Characters that are looked at together."""


def text(diagnostics: Sequence[Diagnostic]) -> str:
    """`path:line:column: CODE message`, the source line with a caret, what to do; a blank line between findings."""
    return "\n".join(_finding(diagnostic) for diagnostic in diagnostics)


def _finding(diagnostic: Diagnostic) -> str:
    code = click.style(diagnostic.code, fg=_COLOURS[diagnostic.severity], bold=True)
    lines = [f"{click.style(printable(str(diagnostic.span)), bold=True)}: {code} {spoken(diagnostic.message)}"]
    lines += excerpt(diagnostic.span)
    lines += [f"  {spoken(say('see'))} {one.span}: {spoken(one.message)}" for one in diagnostic.related]
    if diagnostic.hint:
        lines.append(f"  {click.style('→', fg='green')} {spoken(diagnostic.hint)}")
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


def finding(diagnostic: Diagnostic) -> dict[str, object]:
    """A finding for JSON, its words in the language that was asked for."""
    catalogue = chosen()
    return findings.finding(diagnostic.said(catalogue) if catalogue else diagnostic)


def printable(line: str) -> str:
    """One character for one: what would move the cursor or hide is shown as a sign."""
    if line.isprintable():
        return line
    if len(line) > _PIECE:  # to join them, Python keeps a list of all its characters
        return "".join(printable(line[at : at + _PIECE]) for at in range(0, len(line), _PIECE))
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


def summary_line(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or `nothing found`."""
    counts = summary(diagnostics)
    words = [spoken(_count(n, label)) for label, n in counts.items() if n]
    return ", ".join(words) or spoken(say("nothing found"))


def _count(number: int, label: str) -> Message:
    if label == Severity.INFORMATION.label:
        return say("{count} for information", count=number)
    if label == Severity.ERROR.label:
        return say("{count} error", "{count} errors", count=number)
    return say("{count} warning", "{count} warnings", count=number)


def error_text(error: CitekitError) -> str:
    """One line that says what stopped citekit, the place when it is known, and what to do."""
    lines = [f"{error.span or 'citekit'}: {spoken(error.message)}", *(excerpt(error.span) if error.span else [])]
    if error.hint:
        lines.append(f"  {click.style('→', fg='green')} {spoken(error.hint)}")
    return "\n".join(lines)
