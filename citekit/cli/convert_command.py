"""citekit convert"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from citekit import formats
from citekit.cli import changes, options
from citekit.cli.printers import summary_line, text
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.edits.changes import Change
from citekit.edits.convert import STANDARD, Conversion, convert, planned, take_all, target

_SHOWN = 20
"""Kinds of losses that are printed, each where it comes first; the others are counted."""


@click.command("convert")
@click.argument("files", nargs=-1, required=True, metavar="IN... OUT")
@click.option("-o", "--output", default="", metavar="FILE", help="What to write; then all others are read.")
@click.option("--from", "source", default="", metavar="FORMAT", help="What IN is. Default: told by what is in it.")
@click.option("--to", "wanted", default="", metavar="FORMAT", help="What OUT is to be. Default: told by its ending.")
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context, files: tuple[str, ...], output: str, source: str, wanted: str, dry_run: bool, format: str
) -> None:
    """Convert bibliographies to another format.

    Reads all IN files and writes their works to OUT; - stands for standard input and output. What OUT cannot hold is
    said. FORMAT is bibtex, biblatex, ris, csl-json, csl-yaml, hayagriva, cff, csv, nbib, enw, endnotexml, isi, mods,
    bibtexml or zoterordf.
    """
    *inputs, output = _files([*files, output] if output else files)
    to = target(output, wanted)
    read = formats.named(source) if source else None
    given = _standard_input() if STANDARD in inputs else b""
    taken = take_all(inputs, read, given)
    conversion = convert(taken, to)
    if output == STANDARD:
        _print(ctx, conversion, to.name, format)
    plan = planned(conversion, inputs, output) if conversion.complete else []
    found = [*conversion.reading, *conversion.writing] if format == "json" else _shown(conversion)
    details = {"from": [one.format for one in taken], "to": to.name, "entries": conversion.entries}
    said = _said(conversion, plan, output, to.name, dry_run)
    changes.finish(ctx, plan, dry_run=dry_run, format=format, found=found, details=details, said=said)


def _files(files: Sequence[str]) -> Sequence[str]:
    if len(files) < 2:
        raise UsageError("name the files to read, then the one to write", hint="citekit convert refs.ris refs.bib")
    if files[:-1].count(STANDARD) > 1:
        raise UsageError("standard input can be read only once", hint="name it once")
    return files


def _standard_input() -> bytes:
    """What standard input gives. Raises ReadError when that is nothing: what went before it in the pipe has failed."""
    given = options.standard_input()
    if not given.strip():
        raise ReadError("standard input is empty, so nothing was written", hint="look at what was to fill it")
    return given


def _print(ctx: click.Context, conversion: Conversion, to: str, format: str) -> None:
    """Writes to standard output, what is lost to standard error, and ends the command."""
    if format == "json":
        raise UsageError("--format json and OUT both want standard output", hint="name a file to write")
    found = _shown(conversion)
    if conversion.complete:
        click.echo(conversion.data, nl=False)
    click.echo(text(found), err=True, nl=False)
    click.echo(_said(conversion, [], STANDARD, to, dry_run=False), err=True)
    ctx.exit(status(found, None))


def _shown(conversion: Conversion) -> list[Diagnostic]:
    """What could not be read; what is not in the new file, each kind of loss once, where it comes first."""
    kinds: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in conversion.writing:
        kinds.setdefault((one.code, one.message.split(f" of {one.subject}")[0]), []).append(one)
    first = [_with_count(alike[0], len(alike) - 1) for alike in list(kinds.values())[:_SHOWN]]
    return [*(one for one in conversion.reading if one.unreadable), *first]


def _with_count(one: Diagnostic, more: int) -> Diagnostic:
    return replace(one, message=f"{one.message}, and {more} more like it") if more else one


def _said(conversion: Conversion, plan: Sequence[Change], output: str, to: str, dry_run: bool) -> str:
    """The last line: how many works were written where, and what else there is to say."""
    if not conversion.complete:
        return "nothing written: not all files could be read"
    works = f"{conversion.entries} work{'' if conversion.entries == 1 else 's'} as {to}"
    changed = output == STANDARD or any(change.before != change.after for change in plan)
    verb = "would write" if dry_run else "wrote"
    line = f"{verb} {works} to {_place(output)}" if changed else f"{output} holds these {works} already"
    return "; ".join([line, *_replaced(plan, dry_run), *_counted(conversion)])


def _replaced(plan: Sequence[Change], dry_run: bool) -> list[str]:
    """Says that a file had something else in it before, since nobody is asked."""
    if not any(change.before and change.before != change.after for change in plan):
        return []
    return ["what it holds would go"] if dry_run else ["citekit undo brings back what it held before"]


def _place(output: str) -> str:
    return "standard output" if output == STANDARD else output


def _counted(conversion: Conversion) -> list[str]:
    """`3 fields not held`, `1 key changed`, and what was found on reading."""
    counts = Counter(one.code for one in conversion.writing)
    lost, keys = counts.pop("BIB201", 0), counts.pop("BIB202", 0)
    said = [f"{lost} field{'' if lost == 1 else 's'} not held"] if lost else []
    said += [f"{keys} key{'' if keys == 1 else 's'} changed"] if keys else []
    reading = [one for one in conversion.reading if not one.unreadable]
    return [*said, *([f"on reading: {summary_line(reading)}, see citekit check"] if reading else [])]
