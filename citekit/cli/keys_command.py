"""citekit keys"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from citekit.cli import changes, options
from citekit.cli.printers import place
from citekit.diagnostic import UsageError
from citekit.edits.rekeying import Plan, chosen, has_key, plan
from citekit.edits.repointing import is_bib
from citekit.keys import Pattern, guess, parse
from citekit.model import Entry, Library, Project

_SHOWN = 20
"""Places of citations that are listed."""


@click.command("keys")
@options.files
@options.libraries
@click.option(
    "--pattern",
    default="",
    metavar="PATTERN",
    help="What keys are made of: JabRef's [auth][year], or Better BibTeX's auth.lower + year."
    " Default: that of citekit.toml, else the one that most keys have.",
)
@click.option("--only", multiple=True, metavar="KEY", help="Give this entry a new key. May be given several times.")
@click.option("--missing", is_flag=True, help="Give keys to the entries that have none.")
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    pattern: str,
    only: tuple[str, ...],
    missing: bool,
    dry_run: bool,
    format: str,
) -> None:
    """Make the citation keys of .bib files anew, by a pattern.

    FILES are bibliographies; without FILES: those of the project. Keys that would be the same get a, b, c. Entries,
    claims and reading lists that name a work get its new key; where documents still cite the old one is said. citekit
    undo takes it back.
    """
    project, opened = _open([*files, *libraries])
    entries = chosen(project, opened, only, missing)
    wanted = _pattern(project, opened, pattern)
    planned = plan(project, entries, wanted)
    if not pattern:
        click.echo(f"keys are made by {wanted}", err=True)
    _say(planned)
    unread = [one for one in project.diagnostics if one.unreadable]
    details = _details(planned, wanted) if format == "json" else changes.NOTHING
    changes.finish(ctx, planned.changes, dry_run=dry_run, format=format, found=unread, details=details)


def _open(files: Sequence[Path]) -> tuple[Project, Sequence[Library]]:
    """The project of this folder, and those of its libraries that were named; or just the files named."""
    if not files and not options.is_project():
        raise UsageError("there is no citekit.toml here or above", hint="name files: citekit keys references.bib")
    if not files:
        project = options.open_project([], [])
        return project, list(filter(is_bib, project.libraries))
    named = {path.resolve() for path in files}
    if options.is_project():
        project = options.open_project([], [])
        own = [library for library in project.libraries if Path(library.path).resolve() in named]
        if len(own) == len(named):
            return project, own
    project = options.open_project([], files)
    return project, project.libraries


def _pattern(project: Project, libraries: Sequence[Library], written: str) -> Pattern:
    if written or project.config.key_pattern:
        return parse(written or project.config.key_pattern)
    return guess(entry for library in libraries for entry in library.entries if has_key(entry))


# ----------------------------------------------------------------------------------------------------- what is said


def _say(planned: Plan) -> None:
    table = [(one.old or f"{one.entry.span}:", one.new) for one in planned.renamings]
    width = max((len(old) for old, _ in table), default=0)
    click.echo("".join(f"{old:<{width}} → {new}\n" for old, new in table), err=True, nl=False)
    for entry, why in planned.left:
        stays = f"{entry.key} keeps its key" if has_key(entry) else "this entry stays without a key"
        click.echo(f"{entry.key_span}: {stays}: {why}", err=True)
    for span, key in planned.cited[:_SHOWN]:
        click.echo(f"{span}: still cites {span.text}; write {key} there", err=True)
    if len(planned.cited) > _SHOWN:
        click.echo(f"and {len(planned.cited) - _SHOWN} more places", err=True)


def _details(planned: Plan, pattern: Pattern) -> Mapping[str, object]:
    return {
        "pattern": str(pattern),
        "keys": [{**place(one.entry.key_span), "old": one.old, "new": one.new} for one in planned.renamings],
        "left": [{**_entry(entry), "why": why} for entry, why in planned.left],
        "still_cited": [{**place(span), "key": key} for span, key in planned.cited],
    }


def _entry(entry: Entry) -> Mapping[str, object]:
    return {**place(entry.key_span), "key": entry.key}
