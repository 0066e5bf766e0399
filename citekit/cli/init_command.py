"""citekit init"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from citekit.cli import changes, options
from citekit.cli.printers import dump
from citekit.edits.init import create, plan


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), required=False)
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@options.formats("text", "json")
def command(folder: Path, yes: bool, format: str) -> None:
    """Start a project in FOLDER (default: this one).

    An empty folder gets a small article with its claims and bibliography, to try and to replace. Beside existing files
    only a citekit.toml is made, which names the bibliographies and documents found. Nothing is ever overwritten.
    citekit undo takes it back.
    """
    planned = plan(folder)
    names = [name for name, _ in planned.contents]
    if not yes and sys.stdin and sys.stdin.isatty() and sys.stderr.isatty():
        click.confirm(f"Make {', '.join(names)} in {folder.resolve()}?", default=True, abort=True, err=True)
    made = create(planned, changes.typed())
    if format == "json":
        click.echo(dump({"version": 1, "created": [path.as_posix() for path in made]}), nl=False)
        return
    for path in made:
        click.echo(f"made {path.as_posix()}")
    click.echo("Next: citekit check says what is wrong, citekit build writes the pages.", err=True)
