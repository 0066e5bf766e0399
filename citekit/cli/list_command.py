"""citekit list"""

from __future__ import annotations

from pathlib import Path

import click

from citekit.cli import options
from citekit.cli.listing import Listing, listing, show, show_count
from citekit.cli.printers import summary_line, text
from citekit.cli.status import status


@click.command("list")
@options.files
@options.libraries
@listing
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], libraries: tuple[Path, ...], listing: Listing) -> None:
    """List the works of the bibliography, one a line.

    FILES are bibliographies. Without FILES: those of the project. To list some works only: citekit search.
    """
    project = options.open_project([], [*files, *libraries])
    if listing.count:
        show_count(listing, len(project.entries))
    else:
        show(listing, project.entries, lambda name: any(name in entry.fields for entry in project.entries))
    if project.diagnostics:
        click.echo(text([d for d in project.diagnostics if d.unreadable]), err=True, nl=False)
        click.echo(f"{len(project.entries)} works; {summary_line(project.diagnostics)}: see citekit check", err=True)
    ctx.exit(status(project.diagnostics, None))
