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

    FILES are bibliographies, - is standard input. Without FILES: those of the project. To list some works only:
    citekit search.
    """
    project = options.open_shown([], [*files, *libraries])
    read = [library.path for library in project.libraries]
    if listing.count:
        show_count(listing, len(project.entries), read)
    else:
        show(listing, project.entries, lambda name: any(name in entry.fields for entry in project.entries), read)
    if project.diagnostics:
        click.echo(text([d for d in project.diagnostics if d.unreadable]), err=True, nl=False)
        works = f"{len(project.entries)} work{'' if len(project.entries) == 1 else 's'}"
        click.echo(f"{works}; {summary_line(project.diagnostics)}: see citekit check", err=True)
    ctx.exit(status(project.diagnostics, None))
