"""citekit cite"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import click

from citekit import styles, writers
from citekit.cli import options
from citekit.cli.printers import dump, text
from citekit.cli.status import status
from citekit.diagnostic import UsageError
from citekit.model import Entry, Locator, Project
from citekit.plugin import Cite, Reference, Style
from citekit.prose.locators import read_locator
from citekit.runs import Run

_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "text": "txt",
        "html": "html",
        "md": "md",
        "tex": "tex",
        "typst": "typ",
        "rtf": "rtf",
        "rst": "rst",
        "org": "org",
        "json": "json",
    }
)
"""What `--to` takes, and the writer of each."""


@click.command("cite")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@options.libraries
@options.style
@click.option("--locator", default="", metavar="TEXT", help="Where in the work, of several in the last: p. 3, chap. 2.")
@click.option(
    "--to", type=click.Choice(list(_FORMATS)), default="text", show_default=True, help="The markup to print it in."
)
@click.pass_context
def command(
    ctx: click.Context, keys: tuple[str, ...], libraries: tuple[Path, ...], style: str, locator: str, to: str
) -> None:
    """Print one citation and what the list of references has for it.

    KEY is the citation key of a work; of several, the citation names them all. The style is that of citekit.toml
    unless --style is given, and the language that of the project.
    """
    project = options.open_project((), libraries)
    works = [_work(project, key) for key in keys]
    chosen = styles.for_project(project, style, named_by_hand=True)
    entries = list(dict.fromkeys(works))
    (citation,) = styles.cite(chosen, entries, [_citation(works, locator)])
    references = chosen.format(entries)
    click.echo(_json(chosen, citation, references) if to == "json" else _written(citation, references, to), nl=False)
    if style:
        click.echo(text(chosen.diagnostics), err=True, nl=False)
    click.echo(text([one for one in project.diagnostics if one.unreadable]), err=True, nl=False)
    ctx.exit(status(project.diagnostics, None))


def _work(project: Project, key: str) -> Entry:
    entry = project.entry(key.removeprefix("@"))
    if entry is None:
        near = get_close_matches(key, [entry.key for entry in project.entries], n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "citekit list prints the keys there are"
        raise UsageError(f"no work has the key {key}", hint=hint)
    return entry


def _citation(works: Sequence[Entry], locator: str) -> list[Cite]:
    """A citation of works, the last of them with a place in it."""
    return [*map(Cite, works[:-1]), Cite(works[-1], _locator(locator))]


def _locator(written: str) -> Locator | None:
    """A place as people write it; one that is no number with a label or without is taken as it stands."""
    written = written.strip()
    found, rest = read_locator(written, bare=False)
    if found and not rest:
        return found
    return Locator("", written) if written else None


def _written(citation: Sequence[Run], references: Sequence[Reference], to: str) -> str:
    return writers.document([citation, *map(_with_mark, references)], _FORMATS[to])


def _with_mark(reference: Reference) -> tuple[Run, ...]:
    mark = reference.mark or (reference.label and f"[{reference.label}]")
    return (Run(f"{mark} "), *reference.runs) if mark else reference.runs


def _json(style: Style, citation: Sequence[Run], references: Sequence[Reference]) -> str:
    entries = [
        {"key": one.entry.key, "label": one.label, "mark": one.mark, "runs": writers.parts(one.runs)}
        for one in references
    ]
    return dump({"version": 1, "style": style.name, "citation": writers.parts(citation), "entries": entries})
