"""citekit add"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from citekit.cli import changes, options
from citekit.cli.printers import place
from citekit.cli.status import Status
from citekit.diagnostic import ReadError, Severity, UsageError
from citekit.edits.add import Added, Known, Plan, opened, plan, target
from citekit.edits.incoming import STANDARD, Given, take

_SHOWN = 70
"""Characters of a field that are shown."""


@click.command("add")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "-l",
    "--library",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    metavar="FILE",
    help="The .bib file to add to; it may be new. Default: the first of citekit.toml.",
)
@click.option(
    "--key", default="", metavar="KEY", help="The citation key of the work. Default: its own, or one like the others."
)
@click.option("--from", "source", default="", metavar="FORMAT", help="What is given. Default: told by what is in it.")
@click.option("--anyway", is_flag=True, help="Add works that the library has already.")
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    library: Path | None,
    key: str,
    source: str,
    anyway: bool,
    dry_run: bool,
    format: str,
) -> None:
    """Add works to a library.

    SOURCE is a file, - for standard input, or the text itself; without any, standard input is read. It may be BibTeX,
    RIS, CSL-JSON or any other format that citekit convert reads, what Crossref answers, or references as they are
    printed, several with a blank line between. What is not sure in these is named in the field `unsure`. FORMAT is a
    format of citekit convert, or reference. citekit undo takes it back.
    """
    project = opened(library)
    chosen = target(project, library)
    given = _given(sources, source)
    works = [work for one in given for work in one.works]
    planned = plan(project, chosen, works, key=key, anyway=anyway)
    reading = [
        one for part in given for one in part.diagnostics if one.unreadable or one.severity > Severity.INFORMATION
    ]
    if not works and not any(one.unreadable for one in reading):
        raise ReadError("there is no work in what was given", hint="give a reference, or an entry in BibTeX or RIS")
    changes.finish(
        ctx,
        planned.changes,
        dry_run=dry_run,
        format=format,
        found=[*reading, *planned.diagnostics],
        details=_details(planned),
        lines=list(_lines(planned, dry_run)),
        said=_said(planned, dry_run),
        least=Status.FINDINGS if any(one.severity >= Severity.ERROR for one in reading) else Status.DONE,
    )


def _given(sources: Sequence[str], format: str) -> list[Given]:
    """What was given, source by source. On a terminal, a line says what is waited for."""
    names = sources or (STANDARD,)
    if names.count(STANDARD) > 1:
        raise UsageError("standard input can be read only once", hint="name it once")
    if STANDARD in names and sys.stdin and sys.stdin.isatty():
        click.echo("Paste references, BibTeX, RIS or CSL-JSON; Ctrl-D on a line of its own ends it.", err=True)
    standard = options.standard_input() if STANDARD in names else b""
    return [take(name, format, standard) for name in names]


# ----------------------------------------------------------------------------------------------------- in words


def _lines(planned: Plan, dry_run: bool) -> Iterator[str]:
    """Each work that goes in, and what of it should be looked at."""
    for one in planned.added:
        yield f"{'would add' if dry_run else 'added'} {one.entry.key} (@{one.entry.type}) to {planned.library}"
        for part in one.unsure:
            yield f"  look at {part.name}: {_short(part.text)}"
        if one.incoming.rest:
            yield f"  no place for: {_short('; '.join(part.text for part in one.incoming.rest))}"
        if one.like:
            yield f"  perhaps the same work as {one.like.key} in {one.like.span}: citekit dedupe shows why"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _said(planned: Plan, dry_run: bool) -> str:
    added, known = len(planned.added), len(planned.known)
    works = f"{added} work{'' if added == 1 else 's'}"
    doubtful = sum(bool(one.unsure) for one in planned.added)
    parts = [f"{'would add' if dry_run else 'added'} {works} to {planned.library}" if added else "nothing to add"]
    parts += [f"{known} there already"] if known else []
    parts += [f"{doubtful} with fields to look at"] if doubtful else []
    return "; ".join(parts)


# --------------------------------------------------------------------------------------------------------- JSON


def _details(planned: Plan) -> Mapping[str, object]:
    return {
        "library": planned.library,
        "added": list(map(_added_json, planned.added)),
        "known": list(map(_known_json, planned.known)),
    }


def _added_json(one: Added) -> Mapping[str, object]:
    return {
        "key": one.entry.key,
        "type": one.entry.type,
        "from": {**place(one.incoming.entry.span), "format": one.incoming.format},
        "unsure": [{"field": part.name, "text": part.text} for part in one.unsure],
        "rest": [part.text for part in one.incoming.rest],
        "like": one.like.key if one.like else None,
    }


def _known_json(one: Known) -> Mapping[str, object]:
    return {
        "key": one.entry.key,
        "entry": place(one.entry.span),
        "from": {**place(one.incoming.entry.span), "format": one.incoming.format},
        "reasons": list(one.likeness.reasons),
    }
