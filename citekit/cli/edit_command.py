"""citekit edit"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from citekit.cli import changes, options
from citekit.cli.printers import place
from citekit.diagnostic import UsageError
from citekit.dialects.tables import ALIASES, BIBTEX_TYPES
from citekit.edits.entry import Edit, plan
from citekit.model import Project
from citekit.query.names import KNOWN, nearest
from citekit.source import Span

_SHOWN = 20
"""Places of citations that are listed."""


@click.command("edit")
@click.argument("key")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--remove", multiple=True, metavar="FIELD", help="Remove a field. May be given several times.")
@click.option("--rename-field", "rename", multiple=True, metavar="OLD=NEW", help="Give a field another name.")
@click.option("--key", "new_key", default="", metavar="NEW", help="Give the entry another key.")
@click.option("--type", "new_type", default="", metavar="TYPE", help="Give the entry another type.")
@click.option("--tex", is_flag=True, help="The values are TeX, to be written just as they are.")
@click.option("--force", is_flag=True, help="Also where other fields of a broken entry would be read otherwise.")
@options.libraries
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    key: str,
    values: tuple[str, ...],
    remove: tuple[str, ...],
    rename: tuple[str, ...],
    new_key: str,
    new_type: str,
    tex: bool,
    force: bool,
    libraries: tuple[Path, ...],
    dry_run: bool,
    format: str,
) -> None:
    """Change one entry of a .bib file, and no other byte of it.

    Sets each FIELD of the entry with the citation key KEY to VALUE. What is special in TeX is escaped, unless the
    value is TeX already. With --key, the entries, claims and reading lists that name the work get its new key too.
    """
    edit = Edit(_pairs(values, "FIELD=VALUE"), remove, _pairs(rename, "OLD=NEW"), new_key, new_type, tex, force)
    # Only another key has to be written anywhere else.
    project = options.open_project([], libraries) if new_key else changes.open_libraries(libraries)
    planned = plan(project, key, edit)
    _doubt(edit, project)
    _still(planned.cited, key, new_key)
    cited = [place(span) for span in planned.cited]
    changes.finish(ctx, planned.changes, dry_run=dry_run, format=format, details={"still_cited": cited})


def _pairs(words: Iterable[str], form: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        name, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not name:
            raise UsageError(f"`{word}` is not {form}", hint=_form_hint(word))
        if not value:
            raise UsageError(f"`{word}` has no value", hint=f"to remove the field: --remove {name}")
        if name in pairs:
            raise UsageError(f"the field {name} is named twice", hint="keep one of them")
        pairs[name] = value
    return pairs


def _doubt(edit: Edit, project: Project) -> None:
    """Says of a field or type that nobody knows which one may be meant; it is written all the same."""
    own = {name for entry in project.entries for name in entry.fields}
    for name in (*edit.set, *edit.rename.values()):
        near = "" if name.lower() in KNOWN | own else nearest(name.lower(), KNOWN)
        if near:
            click.echo(f"{name} is no field of BibTeX or biblatex; is {near} meant?", err=True)
    types = {*BIBTEX_TYPES, *BIBTEX_TYPES.values(), *ALIASES, *(entry.type for entry in project.entries)}
    near = "" if not edit.type or edit.type.lower() in types else nearest(edit.type.lower(), types)
    if near:
        click.echo(f"{edit.type} is no type of BibTeX or biblatex; is {near} meant?", err=True)


def _form_hint(word: str) -> str:
    if Path(word).suffix.lower() == ".bib":
        return f"a file to change is named with -l: -l {word}"
    return 'write it as in year=1997 or title="World Politics"'


def _still(cited: Sequence[Span], old: str, new: str) -> None:
    """Says where documents keep the old key: those are the person's own words."""
    for span in cited[:_SHOWN]:
        click.echo(f"{span}: still cites {old}; write {new} there", err=True)
    if len(cited) > _SHOWN:
        click.echo(f"and {len(cited) - _SHOWN} more places", err=True)
