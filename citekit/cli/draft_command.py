"""citekit draft"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.checker import check
from citekit.cli import changes, options
from citekit.cli.printers import dump, finding, summary_line, text
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.edits.changes import Change, carry_out
from citekit.edits.draft import Draft, append, draft
from citekit.model import Document, Project


@click.command("draft")
@click.argument("document", type=click.Path(path_type=Path, readable=False))
@options.libraries
@options.output
@click.option("--append", "appending", is_flag=True, help="Add to the existing FILE what it has no claim for yet.")
@options.formats("text", "json")
@options.fail_on()
@click.pass_context
def command(
    ctx: click.Context,
    document: Path,
    libraries: tuple[Path, ...],
    output: Path | None,
    appending: bool,
    format: str,
    fail_on: str | None,
) -> None:
    """Write a claims file to start from.

    Finds the citations in DOCUMENT and makes a claim of each sentence that cites: its exact words, the keys of the
    works, the page. What is wrong with the citations is said beside, on standard error. citekit undo takes back what
    was written.
    """
    _refuse(output, appending)
    added_to = output if output and appending and output.exists() else None
    project = options.open_project([document, *([added_to] if added_to else [])], libraries)
    found = _about(check(project), document)
    source = _document(project, document, found)
    if output and output.resolve() in {Path(one.path).resolve() for one in project.reading_lists}:
        raise UsageError(f"{output} is a reading list, not a claims file", hint="name another file with -o")
    held = added_to.read_bytes() if added_to else None
    data, drafted = _draft(project, source, output, held)
    if output is not None:
        with changes.showing_difference():
            carry_out([Change(output, held, data)], changes.typed())
    click.echo(text(found), err=True, nl=False)
    if format == "json":
        click.echo(_json(drafted, found), nl=False)
    elif output is None:
        click.echo(data, nl=False)
    click.echo(_last_line(drafted, output, found, added=added_to is not None), err=True)
    ctx.exit(status(found, options.threshold(fail_on, None)))


def _refuse(output: Path | None, appending: bool) -> None:
    if appending and output is None:
        raise UsageError("--append needs the file to add to", hint="name it with -o claims.toml")
    if output is not None and output.exists() and not appending:
        raise UsageError(
            f"{output} is there already", hint="add to it with --append, or name another file; it is never overwritten"
        )


def _about(found: Sequence[Diagnostic], document: Path) -> list[Diagnostic]:
    """The findings in the document, and whatever could not be read."""
    return [one for one in found if one.unreadable or Path(one.span.path) == document]


def _document(project: Project, path: Path, found: Sequence[Diagnostic]) -> Document:
    source = project.document(path.as_posix())
    if source is None:
        reasons = [one for one in found if one.unreadable and Path(one.span.path) == path]
        why = reasons[0].message if reasons else f"{path} is not a document"
        raise ReadError(why, hint="name an article or a thesis: a text that cites")
    return source


def _draft(project: Project, document: Document, output: Path | None, held: bytes | None) -> tuple[bytes, Draft]:
    if output is not None and held is not None:
        return append(project, document, held, output.as_posix())
    drafted = draft(project, document, folder=output.parent.as_posix() if output else ".")
    return drafted.toml.encode("utf-8"), drafted


def _json(drafted: Draft, found: Sequence[Diagnostic]) -> str:
    return dump({"version": 1, "toml": drafted.toml, "claims": drafted.claims, "findings": list(map(finding, found))})


def _last_line(drafted: Draft, output: Path | None, found: Sequence[Diagnostic], *, added: bool) -> str:
    told = _counted(drafted.claims, "claim")
    if added:
        told = f"{told} added to {output}" if drafted.claims else f"nothing to add to {output}"
    elif output:
        told = f"{told} in {output}"
    loose = _counted(len(drafted.unmatched), "citation")
    return f"{told}{f', {loose} without a work of the library' if drafted.unmatched else ''}; {summary_line(found)}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
