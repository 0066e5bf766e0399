"""citekit show"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.checker import check
from citekit.cli import options
from citekit.cli.entries import row
from citekit.cli.printers import dump, finding, text
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.linker.keys import Keys
from citekit.model import Attribution, Claim, Entry, Project
from citekit.runs import plain
from citekit.styles import find


@click.command("show")
@click.argument("key")
@options.files
@options.libraries
@options.style
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    key: str,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    style: str,
    format: str,
) -> None:
    """Show one work: how it is printed, its fields, where it is cited, and what is wrong with it.

    KEY is its citation key. FILES are bibliographies and documents; without FILES: those of the project.
    """
    project = options.open_project(files, libraries)
    entry = project.entry(key)
    if entry is None:
        raise _unknown(project, key)
    reference = plain(find(style or project.config.style).format([entry])[0].runs)
    uses = [attribution for attribution in project.attributions if entry in attribution.entries]
    found = [diagnostic for diagnostic in check(project) if diagnostic.subject == key]
    printer = _json if format == "json" else _text
    click.echo(printer(entry, reference, uses, found), nl=False)
    ctx.exit(status(project.diagnostics, None))


def _unknown(project: Project, key: str) -> UsageError:
    near = [entry.key for entry in Keys(project.entries).find(key).nearest]
    hint = f"did you mean {' or '.join(near)}?" if near else "citekit list prints the keys there are"
    return UsageError(f"no work has the key {key}", hint=hint)


def _text(entry: Entry, reference: str, uses: Sequence[Attribution], found: Sequence[Diagnostic]) -> str:
    width = max((len(name) for name in entry.fields), default=0)
    lines = [f"{entry.key} ({entry.type}, {entry.span})", "", reference, ""]
    lines += [f"  {field.name:<{width}}  {field.text}" for field in entry.fields.values()]
    if uses:
        lines += ["", "Cited:", *(f"  {_use(use)}" for use in uses)]
    if found:
        lines += ["", text(found).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _use(use: Attribution) -> str:
    origin = use.origin
    words = f"claim {origin.id}: {origin.selector.exact}" if isinstance(origin, Claim) else origin.span.text
    return f"{use.item.span}  {' '.join(words.split())[:90]}"


def _json(entry: Entry, reference: str, uses: Sequence[Attribution], found: Sequence[Diagnostic]) -> str:
    fields = {field.name: field.text for field in entry.fields.values()}
    places = [{"path": u.item.span.path, "line": u.item.span.line, "column": u.item.span.column} for u in uses]
    value = {**row(entry), "reference": reference, "fields": fields, "cited": places}
    return dump({"version": 1, "entry": value, "findings": [finding(diagnostic) for diagnostic in found]})
