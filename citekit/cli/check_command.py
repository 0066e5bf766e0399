"""citekit check"""

from __future__ import annotations

from pathlib import Path

import click

from citekit.checker import check
from citekit.cli import options
from citekit.cli.printers import PRINTERS, summary_line
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic
from citekit.model import Project


@click.command("check")
@options.files
@options.libraries
@click.option("--select", multiple=True, metavar="CODE", help="Only findings of these codes or families: CIT,QUO101.")
@click.option("--ignore", multiple=True, metavar="CODE", help="No findings of these codes or families.")
@options.formats("text", "json", "github")
@options.fail_on()
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format: str,
    fail_on: str | None,
) -> None:
    """Check citations, claims and bibliography.

    FILES are articles, bibliographies (.bib), claims files and reading lists. Without FILES the project of this
    folder is checked; with FILES inside a project, only what stands in them is reported.
    """
    project = options.open_project(files, libraries)
    if project.config.outputs:
        project = _with_outputs(project)
    found = check(project, select=_codes(select), ignore=_codes(ignore))
    if files and project.config.path:
        found = _in_files(project, found, files)
    click.echo(PRINTERS[format](found), nl=False)
    click.echo(summary_line(found), err=True)
    ctx.exit(status(found, options.threshold(fail_on, project.config.fail_on)))


def _with_outputs(project: Project) -> Project:
    from citekit.builder import check_outputs  # with what renders pages, for projects that have some

    return check_outputs(project)


def _codes(given: tuple[str, ...]) -> list[str]:
    """Codes as people list them: several options, or commas, or both."""
    return [code.strip() for part in given for code in part.split(",") if code.strip()]


def _in_files(project: Project, found: list[Diagnostic], files: tuple[Path, ...]) -> list[Diagnostic]:
    """What is said of these files, and of those that they take in."""
    wanted = {path.resolve() for path in files}
    for document in project.documents:  # each comes after the one that takes it in
        if document.within and Path(document.within).resolve() in wanted:
            wanted.add(Path(document.path).resolve())
    return [diagnostic for diagnostic in found if Path(diagnostic.span.path).resolve() in wanted]
