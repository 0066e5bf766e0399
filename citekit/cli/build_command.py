"""citekit build"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from citekit.builder import Outcome, Written, build
from citekit.checker import check
from citekit.cli import options
from citekit.cli.printers import dump, finding, summary, summary_line, text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, Severity, UsageError
from citekit.loader import find_root, load
from citekit.model import Project


@click.command("build")
@options.formats("text", "json")
@options.fail_on()
@click.pass_context
def command(ctx: click.Context, format: str, fail_on: str | None) -> None:
    """Check the project and write every output that citekit.toml names.

    Says what was written and what was found. A file that would not change is not written. The exit status is 0 when
    every output was written, unless --fail-on is given.
    """
    root = find_root(Path())
    if root is None:
        raise UsageError("there is no citekit.toml here or above", hint="start a project: citekit init")
    project = load(root)
    found = check(project)
    written = _build(project)
    failures = [one.diagnostic for one in written if one.diagnostic]
    everything = sorted([*found, *failures], key=lambda diagnostic: diagnostic.order)
    click.echo(_report(format, written, everything), nl=False)
    click.echo(_last_line(written, everything), err=True)
    ctx.exit(_status(everything, options.threshold(fail_on, None)))


def _status(found: Sequence[Diagnostic], fail_on: Severity | None) -> Status:
    """As for every command, and 3 when an output that citekit.toml asks for was not written."""
    refused = any(one.code[:3] in ("PRJ", "TPL") and one.severity is Severity.ERROR for one in found)
    return Status.FILE if refused else status(found, fail_on)


def _build(project: Project) -> tuple[Written, ...]:
    """Builds with a progress bar on a terminal, where there are enough outputs to wait for."""
    outputs = len(project.config.outputs)
    hidden = not sys.stderr.isatty() or outputs < 3
    with click.progressbar(length=outputs, label="Building", file=sys.stderr, hidden=hidden) as bar:
        return build(project, progress=lambda file: bar.update(1))


def _report(format: str, written: Sequence[Written], found: Sequence[Diagnostic]) -> str:
    if format == "json":
        outputs = [{"file": one.file, "outcome": str(one.outcome)} for one in written]
        return dump(
            {
                "version": 1,
                "outputs": outputs,
                "findings": list(map(finding, found)),
                "summary": dict(summary(found)),
            }
        )
    lines = "".join(f"{one.outcome:>9}  {one.file}\n" for one in written)
    return "\n".join(filter(None, (text(found), lines)))


def _last_line(written: Sequence[Written], found: Sequence[Diagnostic]) -> str:
    counts = [f"{sum(one.outcome is outcome for one in written)} {outcome}" for outcome in Outcome]
    return f"{', '.join(counts)}; {summary_line(found)}"
