"""Where the findings of a check go: onto the terminal, into a pipe, into a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from citekit.cli import options, speech
from citekit.cli.changes import save
from citekit.cli.printers import text
from citekit.diagnostic import UsageError
from citekit.messages import say
from citekit.reporting.audit import Audit
from citekit.reporting.registry import OUTPUTS

_TEXT = "text"


def option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command `--format` and `-o`, as the arguments `format` and `output`."""
    return options.formats(_TEXT, *OUTPUTS)(options.output(command))


def deliver(audit: Audit, format: str, output: Path | None) -> None:
    """Writes the findings. Raises UsageError where a terminal cannot show them, or a file that was read would go."""
    if output is None and format != _TEXT and not OUTPUTS[format].is_text and _is_terminal():
        hint = say("name a file: -o findings.{format}", format=format)
        raise UsageError(say("{format} is no text, so a terminal cannot show it", format=format), hint=hint)
    if output and output.resolve() in {path.resolve() for path in options.inputs(audit.project)}:
        message = say("{path} is read and would be written over", path=output)
        raise UsageError(message, hint=say("name another file with -o"))
    told = audit.said(speech.chosen(), speech.language())
    written = text(told.findings) if format == _TEXT else OUTPUTS[format].write(told)
    if output is None:
        click.echo(written, nl=False)
    else:
        save(output, click.unstyle(written).encode("utf-8", "replace") if isinstance(written, str) else written)


def _is_terminal() -> bool:
    return sys.stdout.isatty()
