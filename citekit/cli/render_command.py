"""citekit render"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.checker import check
from citekit.cli import options
from citekit.cli.printers import summary_line, text
from citekit.cli.status import status
from citekit.diagnostic import ReadError, Severity, UsageError
from citekit.edits import atomic
from citekit.model import Project, ReadingList
from citekit.renderer import render
from citekit.styles import for_project


@click.command("render")
@click.argument("template")
@options.files
@options.libraries
@click.option(
    "--list",
    "list_file",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Show this reading list (a .toml file).",
)
@click.option(
    "--cited-in",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="DOCUMENT",
    help="Only what this document cites. May be given several times.",
)
@options.style
@click.option("--title", default="", help="The title of the page.")
@click.option("--fragment", is_flag=True, help="The body alone, to put into another document (HTML, LaTeX).")
@options.output
@options.fail_on()
@click.pass_context
def command(
    ctx: click.Context,
    template: str,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    list_file: Path | None,
    cited_in: tuple[Path, ...],
    style: str,
    title: str,
    fragment: bool,
    output: Path | None,
    fail_on: str | None,
) -> None:
    """Print one page: a reading list or a claim table.

    TEMPLATE is a built-in (reading-list.md, claim-table.html …), one of the project's templates/, or a path. The format
    follows from its name: .html, .md, .tex, .txt, .csv. Without --list or --cited-in a reading list shows the whole
    library.
    """
    if list_file and cited_in:
        raise UsageError("--list and --cited-in name two different pages", hint="give one of them")
    named = [*files, *cited_in, *([list_file] if list_file else [])]
    project = options.open_project(named, libraries)
    _refuse(project, cited_in, output)
    chosen = for_project(project, style, named_by_hand=True)
    page = render(
        project,
        template,
        reading_list=_reading_list(project, list_file),
        cited_in=[path.as_posix() for path in cited_in],
        title=title,
        style=chosen,
        fragment=fragment,
    )
    _put(page, output)
    if style:
        click.echo(text(chosen.diagnostics), err=True, nl=False)
    found = check(project)
    click.echo(text([diagnostic for diagnostic in found if diagnostic.unreadable]), err=True, nl=False)
    if any(one.severity >= Severity.WARNING for one in found):
        click.echo(f"{summary_line(found)}: citekit check on the same files says what", err=True)
    ctx.exit(status(found, options.threshold(fail_on, None)))


def _refuse(project: Project, cited_in: Sequence[Path], output: Path | None) -> None:
    """Stops where a document was not read, or where the page would take the place of a file that was."""
    for path in cited_in:
        if project.document(path.as_posix()) is None:
            unread = [one for one in project.diagnostics if one.unreadable and Path(one.span.path) == path]
            if unread:
                raise ReadError(unread[0].message, hint=unread[0].hint)
    if output and output.resolve() in {path.resolve() for path in options.inputs(project)}:
        raise UsageError(f"{output} is a file that the page is made from", hint="name another file with -o")


def _reading_list(project: Project, path: Path | None) -> ReadingList | None:
    if path is None:
        return None
    for found in project.reading_lists:
        if Path(found.path).resolve() == path.resolve():
            return found
    raise ReadError(
        f"{path} is not a reading list that can be read", hint="run citekit check on it to see what is wrong"
    )


def _put(page: str, output: Path | None) -> None:
    # As bytes: the line ends are the template's, on every system.
    data = page.encode("utf-8")
    if output is None:
        click.echo(data, nl=False)
    else:
        atomic.write(output, data)
        click.echo(f"wrote {output}", err=True)
