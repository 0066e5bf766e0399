"""What all commands that change a person's files share: showing it, doing it, saying so."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from citekit.cli.printers import dump, finding, text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.changes import Change, Changed, carry_out, diff, near
from citekit.loader import load_libraries
from citekit.model import Project
from citekit.projectfiles.root import find_root

NOTHING: Mapping[str, object] = MappingProxyType({})


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command `--dry-run`, also called `--diff`, as the argument `dry_run`."""
    return click.option(
        "--dry-run", "--diff", "dry_run", is_flag=True, help="Write nothing: print the difference it would make."
    )(command)


def open_libraries(libraries: Sequence[Path]) -> Project:
    """The libraries that a command works on, and nothing else: those named, else the project's."""
    root = find_root(Path())
    if not libraries and root is None:
        hint = "name a bibliography with -l references.bib, or start a project: citekit init"
        raise UsageError("there is no citekit.toml here or above", hint=hint)
    return load_libraries("." if libraries else root or ".", libraries=libraries)


def typed() -> str:
    """The command line as the person typed it, for the journal."""
    words: Sequence[str] = click.get_current_context().meta["citekit.arguments"]
    return shlex.join(["citekit", *words])


def save(path: Path, data: bytes) -> None:
    """Writes a file that a person named for a result, so that citekit undo takes it back, and says so."""
    before = path.read_bytes() if path.is_file() else None
    with showing_difference():
        carry_out([Change(path, before, data)] if before != data else [], typed())
    click.echo(f"wrote {path}", err=True)


def finish(
    ctx: click.Context,
    changes: Sequence[Change],
    *,
    dry_run: bool,
    format: str = "text",
    found: Sequence[Diagnostic] = (),
    details: Mapping[str, object] = NOTHING,
    lines: Sequence[str] = (),
    said: str = "",
    least: Status = Status.DONE,
) -> None:
    """Carries out changes, or only shows them, says so on standard error, and ends the command.

    `found` are findings to print; `details` is put into the JSON object beside `changes` and `findings`; `lines` tell
    in text what was done, once it is; `said` is a line to end with instead of `changed references.bib`; `least` the
    exit status when nothing worse is found.
    """
    wanted = [change for change in changes if change.before != change.after]
    difference = diff(wanted) if dry_run or format == "json" else ""
    number = None
    if not dry_run:
        with showing_difference():
            number = carry_out(wanted, typed())
    if format == "json":
        click.echo(_json(wanted, number, dry_run, found, details), nl=False)
    else:
        click.echo("".join(f"{line}\n" for line in lines) + text(found), err=True, nl=False)
        show(difference)
    click.echo(said or _summary(wanted, dry_run), err=True)
    ctx.exit(max(status(found, None), least))


@contextlib.contextmanager
def showing_difference() -> Iterator[None]:
    """When a file changed underneath, prints what it has become before the error is said."""
    try:
        yield
    except Changed as error:
        show(error.difference, err=True)
        raise


def show(difference: str, *, err: bool = False) -> None:
    """Prints a difference, coloured on a terminal, where no character of a file may move the cursor."""
    stream = sys.stderr if err else sys.stdout
    if not difference:
        return
    if not stream.isatty():
        click.echo(difference, err=err, nl=False)
        return
    for line in difference.split("\n")[:-1]:
        click.echo(_coloured("".join(c if c.isprintable() or c == "\t" else "·" for c in line.rstrip("\r"))), err=err)


def _coloured(line: str) -> str:
    if line.startswith(("---", "+++")):
        return click.style(line, bold=True)
    colour = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1])
    return click.style(line, fg=colour) if colour else line


def _json(
    changes: Sequence[Change],
    number: int | None,
    dry_run: bool,
    found: Iterable[Diagnostic],
    details: Mapping[str, object],
) -> str:
    files = [{"path": change.path.as_posix(), "diff": diff([change])} for change in changes]
    return dump(
        {
            "version": 1,
            "written": bool(changes) and not dry_run,
            "undo": number,
            "changes": files,
            **details,
            "findings": list(map(finding, found)),
        }
    )


def _summary(changes: Sequence[Change], dry_run: bool) -> str:
    if not changes:
        return "nothing to change"
    return f"{'would change' if dry_run else 'changed'} {listed(change.path for change in changes)}"


def listed(paths: Iterable[Path]) -> str:
    """Paths in a line: `references.bib, claims.toml`; those in this folder as they count from it."""
    return ", ".join(near(path).as_posix() for path in paths)
