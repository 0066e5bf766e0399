"""citekit scan"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from citekit.cli import changes, options, scanned, speech
from citekit.cli.printers import text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, Severity, UsageError
from citekit.edits.fromlist import from_lists
from citekit.edits.used import extract, written
from citekit.loader import find_root, load_documents
from citekit.loader.files import UNKNOWN_KIND
from citekit.model import Project
from citekit.usage import Row, Scan, State, scan

_WORTH_WAITING = 500_000
"""Characters of text from which on the time is worth a progress bar."""
_STANDARD_BIB = "from-list.bib"
"""What a .bib file that goes to standard output is called in messages."""


@click.command("scan")
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[DOCUMENTS]...")
@click.option(
    "-l",
    "--library",
    "--bib",
    "libraries",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="The bibliography to use. May be given several times. Default: that of citekit.toml, or of the documents.",
)
@click.option("--only", default="", metavar="STATES", help="Only rows of these: used,unused,near,ambiguous,missing.")
@options.output
@click.option(
    "--write-bib",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    metavar="FILE",
    help="Write a .bib file of just the works that are used, each as it stands.",
)
@click.option("--bib-from-list", is_flag=True, help="Print the documents' own lists of references as a .bib file.")
@click.option("--overwrite", is_flag=True, help="Write over a .bib file that is there and holds something else.")
@changes.options
@options.formats("text", "json", "csv")
@options.fail_on()
@speech.option
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[Path, ...],
    libraries: tuple[Path, ...],
    only: str,
    output: Path | None,
    write_bib: Path | None,
    bib_from_list: bool,
    overwrite: bool,
    dry_run: bool,
    format: str,
    fail_on: str | None,
) -> None:
    """Scan documents: which works they use, which not, and which citations lead to none.

    One table over documents of all formats. A work is used or unused; a citation that fits none is missing, one that
    nearly fits is near, one that fits several is ambiguous. DOCUMENTS default to those of the project; - is standard
    input, read as plain text. Where there is no bibliography, the list of references that a document prints itself
    takes its place. The exit status is 1 when something is missing, near or ambiguous, unless --fail-on says otherwise.
    """
    shown = _states(only)
    _check_usage(format, output, write_bib, from_list=bib_from_list)
    project = _open(documents, libraries)
    found = scan(project)
    threshold = options.threshold(fail_on, Severity.WARNING)
    least = Status.FINDINGS if _fails(found, threshold) else Status.DONE
    if bib_from_list:
        _write_from_list(ctx, found, output, overwrite=overwrite, dry_run=dry_run, format=format)
    elif write_bib is not None:
        _write_used(ctx, found, write_bib, overwrite, dry_run, format, shown, output, least)
    else:
        _put(scanned.PRINTERS[format](found, shown), output, found)
        _say(found)
        ctx.exit(max(status(found.project.diagnostics, None), least))


def _states(only: str) -> tuple[State, ...]:
    words = [word.strip().lower() for word in only.split(",") if word.strip()]
    unknown = next((word for word in words if word not in list(State)), None)
    if unknown:
        raise UsageError(f"there is no state {unknown}", hint=f"choose from {', '.join(State)}")
    return tuple(state for state in State if not words or state in words)


def _check_usage(format: str, output: Path | None, write_bib: Path | None, *, from_list: bool) -> None:
    """Refuses what contradicts itself."""
    if from_list and write_bib:
        raise UsageError("--bib-from-list and --write-bib are two things", hint="do one, then the other")
    if from_list and format != "text" and (output is None or format == "csv"):
        raise UsageError(
            f"--format {format} and the .bib file both want the output", hint="use one of them, or -o FILE"
        )
    if write_bib and output and format == "json":
        raise UsageError("with --write-bib, JSON goes to standard output", hint="leave out -o")


def _fails(found: Scan, threshold: Severity | None) -> bool:
    return threshold is not None and any(row.state.severity >= threshold for row in found.rows if _counts(row))


def _counts(row: Row) -> bool:
    """A work that is used is nothing to speak of, whatever the threshold."""
    return row.state is not State.USED


# ----------------------------------------------------------------------------------------------------------- opened


def _open(documents: Sequence[Path], libraries: Sequence[Path]) -> Project:
    root = find_root(Path())
    if not documents and (libraries or root is None):
        hint = "name some: citekit scan thesis.tex notes.md --bib references.bib"
        raise UsageError("no documents to scan", hint=hint)
    asked = [*documents, *libraries].count(options.STANDARD)
    if asked > 1:
        raise UsageError("standard input can be read only once", hint="name it once")
    standard = options.standard_input() if asked else None
    with _progress() as step:
        return load_documents(documents, libraries=libraries, root=root, standard=standard, progress=step)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, once it is known that there is enough text to wait for."""
    with click.progressbar(length=1, label="Scanning", file=sys.stderr, hidden=True) as bar:

        def step(done: int, total: int) -> None:
            bar.length = max(total, 1)
            if total >= _WORTH_WAITING and sys.stderr.isatty():
                bar.hidden = False
            bar.update(done - bar.pos)

        yield step


def _put(printed: str, output: Path | None, found: Scan) -> None:
    if output is None:
        click.echo(printed, nl=False)
        return
    if output.resolve() in {path.resolve() for path in options.inputs(found.project)}:
        raise UsageError(f"{output} is read and would be written over", hint="name another file with -o")
    changes.save(output, printed.encode("utf-8"))


# ------------------------------------------------------------------------------------------------------------- said


def _say(found: Scan) -> None:
    """What could not be read, and the last line."""
    click.echo(text(_told(found)), err=True, nl=False)
    for line in (*scanned.remarks(found), scanned.summary(found)):
        click.echo(line, err=True)


def _told(found: Scan) -> list[Diagnostic]:
    """The findings that bear on the table: what was not read, and what was read as plain text."""
    return [one for one in found.project.diagnostics if one.unreadable or one.code == UNKNOWN_KIND.code]


# ---------------------------------------------------------------------------------------------------------- written


def _write_used(
    ctx: click.Context,
    found: Scan,
    path: Path,
    overwrite: bool,
    dry_run: bool,
    format: str,
    shown: Sequence[State],
    output: Path | None,
    least: Status,
) -> None:
    if found.printed:
        hint = "make a .bib file of the list: citekit scan --bib-from-list"
        raise UsageError("there is no bibliography to take works from, only a printed list", hint=hint)
    keys = {entry.key for row in found.rows if scanned.may_be_used(row) for entry in row.entries}
    taken = extract(found.project, keys)
    change = written(path, taken.data, map(str, options.inputs(found.project)), overwrite=overwrite)
    if format != "json":
        _put(scanned.PRINTERS[format](found, shown), output, found)
    changes.finish(
        ctx,
        [change] if taken.entries else [],
        dry_run=dry_run,
        format=format,
        found=[*(_told(found) if format != "json" else found.project.diagnostics), *taken.diagnostics],
        details=scanned.details(found, shown),
        lines=scanned.remarks(found),
        said=f"{scanned.summary(found)}; {scanned.said(len(taken.entries), path, change, dry_run=dry_run)}",
        least=max(least, status(found.project.diagnostics, None)),
    )


def _write_from_list(
    ctx: click.Context, found: Scan, output: Path | None, *, overwrite: bool, dry_run: bool, format: str
) -> None:
    printed = scanned.lists_of(found)
    made = from_lists(printed, str(output or _STANDARD_BIB))
    told = [*_told(found), *made.diagnostics]
    least = (
        Status.FINDINGS
        if any(one.severity is Severity.ERROR for one in made.diagnostics) or not made.added
        else Status.DONE
    )
    if output is None:
        click.echo(made.data, nl=False)
        click.echo(text(told), err=True, nl=False)
        click.echo(scanned.list_summary(made, printed), err=True)
        ctx.exit(max(status(told, None), least))
    change = written(output, made.data, map(str, options.inputs(found.project)), overwrite=overwrite)
    said = f"{scanned.list_summary(made, printed)}; {scanned.said(len(made.added), output, change, dry_run=dry_run)}"
    changes.finish(
        ctx,
        [change] if made.added else [],
        dry_run=dry_run,
        format=format,
        found=told,
        details=scanned.list_details(made),
        lines=list(scanned.unsure_lines(made)),
        said=said,
        least=least,
    )
