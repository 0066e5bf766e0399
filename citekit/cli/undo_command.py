"""citekit undo"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from citekit.cli import changes, options
from citekit.cli.printers import dump
from citekit.diagnostic import UsageError
from citekit.edits.changes import (
    Change,
    Record,
    diff,
    find,
    last,
    of_folder,
    records,
    reverse,
    stopped_early,
    undo,
    undone,
)


@click.command("undo")
@click.argument("number", type=int, required=False, metavar="[CHANGE]")
@click.option("--list", "listing", is_flag=True, help="List the changes made in this folder, the newest first.")
@click.option("--all", "everywhere", is_flag=True, help="With --list: those made in other folders too.")
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context, number: int | None, listing: bool, everywhere: bool, dry_run: bool, format: str
) -> None:
    """Take back the last change that citekit made in this folder.

    All its files get the very bytes that they had before. Given once more, it takes back the change before that one.
    CHANGE is a number from --list: that change is taken back, or, when it is an undo itself, what it took back is
    brought back. A file that was changed since by anything else is left alone, and what it has become is shown.
    """
    if everywhere and not listing:
        raise UsageError("--all goes with --list", hint="citekit undo --list --all")
    if listing:
        found = records()
        chosen = found if everywhere else list(of_folder(found, Path()))
        click.echo((_listed_json if format == "json" else _listed)(chosen, undone(found)), nl=False)
        ctx.exit()
    if number is None and stopped_early():
        _nothing(ctx, "the last command was stopped before it had changed anything", format)
    record = last(Path()) if number is None else find(number)
    if record is None:
        _nothing(ctx, "nothing to undo in this folder", format)
    with changes.showing_difference():
        steps = reverse(record) if dry_run else undo(record)
    if format == "json":
        click.echo(_result(steps, record, dry_run), nl=False)
    elif dry_run:
        changes.show(diff(steps))
    click.echo(_said(steps, record, dry_run), err=True)


def _nothing(ctx: click.Context, why: str, format: str) -> NoReturn:
    if format == "json":
        click.echo(_result([], None, False), nl=False)
    click.echo(why, err=True)
    ctx.exit()


def _said(steps: Sequence[Change], record: Record, dry_run: bool) -> str:
    what = f"change {record.number} ({record.command})"
    if not steps:
        return f"{what} has nothing to take back: its files are as they were before it"
    files = changes.listed(step.path for step in steps)
    return f"would undo {what}: {files}" if dry_run else f"undid {what}: {files}"


def _result(steps: Sequence[Change], record: Record | None, dry_run: bool) -> str:
    files = [{"path": step.path.as_posix(), "diff": diff([step])} for step in steps]
    undone_change = _row(record, frozenset()) if record else None
    return dump({"version": 1, "written": bool(steps) and not dry_run, "undone": undone_change, "changes": files})


def _listed_json(found: Sequence[Record], taken: frozenset[int]) -> str:
    return dump({"version": 1, "list": [_row(record, taken) for record in reversed(found)]})


def _row(record: Record, taken: frozenset[int]) -> dict[str, object]:
    return {
        "change": record.number,
        "time": record.when.isoformat(),
        "command": record.command,
        "folder": record.folder.as_posix(),
        "files": [path.as_posix() for path in record.files],
        "undoes": record.undoes,
        "state": _state(record, taken),
    }


def _state(record: Record, taken: frozenset[int]) -> str:
    if record.interrupted:
        return "interrupted"
    return "undone" if record.number in taken else "done"


def _listed(found: Sequence[Record], taken: frozenset[int]) -> str:
    return "".join(_line(record, _state(record, taken)) for record in reversed(found)) or "no changes in this folder\n"


def _line(record: Record, state: str) -> str:
    when = f"{record.when.astimezone():%Y-%m-%d %H:%M}"
    mark = "" if state == "done" else f" [{state}]"
    return f"{record.number:>5}  {when}  {record.command}{mark}\n{' ' * 25}{changes.listed(record.files)}\n"
