"""citekit list"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import click

from citekit.cli import options
from citekit.cli.entries import COLUMNS, row
from citekit.cli.printers import dump, summary_line, text
from citekit.cli.status import status
from citekit.model import Entry


@click.command("list")
@options.files
@options.libraries
@options.formats("text", "json", "csv")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], libraries: tuple[Path, ...], format: str) -> None:
    """List the works of the bibliography, one a line.

    FILES are bibliographies. Without FILES: those of the project.
    """
    project = options.open_project([], [*files, *libraries])
    click.echo(_PRINTERS[format](project.entries), nl=False)
    if project.diagnostics:
        click.echo(text([d for d in project.diagnostics if d.unreadable]), err=True, nl=False)
        click.echo(f"{len(project.entries)} works; {summary_line(project.diagnostics)}: see citekit check", err=True)
    ctx.exit(status(project.diagnostics, None))


def _text(entries: Sequence[Entry]) -> str:
    rows = [row(entry) for entry in entries]
    widths = [max((len(r[name]) for r in rows), default=0) for name in ("key", "year", "people")]
    caps = [min(width, cap) for width, cap in zip(widths, (30, 9, 36), strict=True)]
    return "".join(_line(r, caps) for r in rows)


def _line(values: Mapping[str, str], widths: Sequence[int]) -> str:
    key, year, people = (
        values[name].ljust(width) for name, width in zip(("key", "year", "people"), widths, strict=True)
    )
    return f"{key}  {year}  {people}  {values['title']}".rstrip() + "\n"


def _json(entries: Sequence[Entry]) -> str:
    return dump({"version": 1, "entries": [row(entry) for entry in entries]})


def _csv(entries: Sequence[Entry]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(entry) for entry in entries)
    return buffer.getvalue()


_PRINTERS: Mapping[str, Callable[[Sequence[Entry]], str]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv}
)
