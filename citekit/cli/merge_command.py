"""citekit merge"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit.cli import changes
from citekit.cli.options import formats
from citekit.cli.printers import dump, finding, text
from citekit.cli.status import Status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits import atomic
from citekit.edits.changes import Change, carry_out, diff
from citekit.edits.merge import Merged, merge
from citekit.edits.versions import read_version

_OF_GIT = ".merge_file_"
"""How git begins the names of the files that it hands to a merge driver. Its own history takes such a merge back."""


@click.command("merge")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to FILE instead of standard output. It may be OURS.",
)
@click.option("--name", default="", metavar="NAME", help="What the file is called in messages. Default: OURS.")
@changes.options
@formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    base: Path,
    ours: Path,
    theirs: Path,
    output: Path | None,
    name: str,
    dry_run: bool,
    format: str,
) -> None:
    """Merge what two people did to one .bib file, entry by entry and field by field.

    BASE is the file that both began with, OURS and THEIRS what they made of it. The result is OURS with the changes of
    THEIRS. Where both changed the same, both versions of the entry stand there, between lines as git writes them round
    conflicts, and the exit status is 1. Usable as a merge driver of git: citekit merge %O %A %B -o %A --name %P
    """
    if format == "json" and output is None and not dry_run:
        raise UsageError("the merged file and JSON cannot both go to standard output", hint="name a file: -o new.bib")
    versions = [read_version(path, name if path is ours else "") for path in (base, ours, theirs)]
    merged = merge(*versions)
    _say(merged)
    target = output or ours
    wanted = [Change(target, target.read_bytes() if target.is_file() else None, merged.data)]
    wanted = [one for one in wanted if one.before != one.after]
    number = None if dry_run else _write(output, merged, wanted)
    if format == "json":
        click.echo(_json(merged, wanted, number, written=bool(wanted) and not dry_run), nl=False)
    elif dry_run:
        changes.show(diff(wanted))
    click.echo(_summary(merged.conflicts), err=True)
    ctx.exit(Status.FINDINGS if merged.conflicts else Status.DONE)


def _write(output: Path | None, merged: Merged, wanted: Sequence[Change]) -> int | None:
    """Writes the result; the number by which it can be undone."""
    if output is None:
        click.echo(merged.data, nl=False)
        return None
    if output.name.startswith(_OF_GIT):
        atomic.write(output, merged.data)
        return None
    with changes.showing_difference():
        return carry_out(wanted, changes.typed())


def _say(merged: Merged) -> None:
    click.echo(text(merged.conflicts), err=True, nl=False)
    for theirs, ours in merged.alike:
        click.echo(f"{theirs}, which they added, seems to be the same work as {ours}: see citekit dedupe", err=True)


def _summary(conflicts: Sequence[Diagnostic]) -> str:
    if not conflicts:
        return "merged"
    return f"merged, with {len(conflicts)} conflict{'' if len(conflicts) == 1 else 's'} to settle by hand"


def _json(merged: Merged, wanted: Sequence[Change], number: int | None, *, written: bool) -> str:
    return dump(
        {
            "version": 1,
            "written": written,
            "undo": number,
            "changes": [{"path": one.path.as_posix(), "diff": diff([one])} for one in wanted],
            "alike": [{"theirs": theirs, "ours": ours} for theirs, ours in merged.alike],
            "findings": list(map(finding, merged.conflicts)),
        }
    )
