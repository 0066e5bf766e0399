"""citekit format"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from citekit.cli import changes, options
from citekit.cli.printers import place, text
from citekit.cli.status import Status, status
from citekit.diagnostic import UsageError
from citekit.edits.formatting import Formatted, HouseStyle, formatted, house_style
from citekit.edits.housekeeping import Plan, config_of, plan, standard_input
from citekit.model import Library

_STANDARD = "-"
_SHOWN = 20
"""Entries that are listed as left."""


def _switch(name: str, help: str, *, both: bool = False) -> Callable[..., Any]:
    """An option that is on, or off where both can be said; None where nobody said."""
    words = f"--{name}/--no-{name}" if both else f"--{name}"
    return click.option(words, name.replace("-", "_"), is_flag=True, default=None, help=help)


@click.command("format")
@options.files
@options.libraries
@_switch("standard", "How most files look: 13 of the options below, which docs/format.md names.")
@click.option("--space", type=int, metavar="N", help="Each field on a line of its own, N spaces in.")
@_switch("tab", "Each field on a line of its own, a tab in.")
@click.option(
    "--align",
    metavar="entry|file|N|none",
    help="`=` in one column: behind the longest name of its entry, of its file, or N characters on.",
)
@_switch("blank-lines", "One empty line between entries.")
@_switch("trailing-commas", "A comma after an entry's last field, or none.", both=True)
@click.option("--case", type=click.Choice(["lower", "upper", "title"]), help="The case of field names and entry types.")
@click.option("--lowercase", "case", flag_value="lower", help="The same as --case lower.")
@click.option(
    "--sort", metavar="FIELDS", help="Sort entries: key, author, -year, type, any field, separated by commas."
)
@click.option("--sort-fields", metavar="FIELDS", help="Fields in this order, the others behind; or: standard.")
@click.option("--enclose", type=click.Choice(["braces", "quotes"]), help="Values in braces, or in quotation marks.")
@click.option("--curly", "enclose", flag_value="braces", help="The same as --enclose braces.")
@click.option("--wrap", type=int, metavar="N", help="Long values on several lines of N characters.")
@_switch("numeric", "Numbers without braces.")
@_switch("months", "Months by the short names that styles know: jan.")
@_switch("strip-enclosing-braces", "{{Title}} becomes {Title}; names keep theirs.")
@click.option("--enclosing-braces", metavar="FIELDS", help="{Title} becomes {{Title}} in these fields.")
@_switch("escape-ampersands", "& becomes \\& where it is text.")
@_switch("escape", "The same for & % # and _.")
@_switch("page-dashes", "Pages 12-15 become 12--15.")
@_switch("doi", "https://doi.org/10.1000/182 becomes 10.1000/182.")
@_switch("encode-urls", "What cannot stand in an address becomes %20 and its like.")
@_switch("drop-all-caps", "TITLES AND NAMES IN CAPITALS become Titles and Names in Capitals.")
@click.option("--remove-braces", metavar="FIELDS", help="{DNA} becomes DNA in these fields.")
@click.option("--max-authors", type=int, metavar="N", help="Of longer lists of people N, then `and others`.")
@click.option("--omit", metavar="FIELDS", help="Remove these fields.")
@_switch("remove-empty-fields", "Remove fields that say nothing.")
@_switch("remove-dupe-fields", "Remove fields that say the same as an earlier one of their name.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 when a file is not as it should be.")
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    check: bool,
    dry_run: bool,
    format: str,
    **settings: Any,
) -> None:
    """Format .bib files: order, layout, and how values are written.

    Does what the options ask for and nothing else; without options what `[format]` in citekit.toml says. FILES are
    .bib files, or - for standard input, which is printed; without FILES: those of the project. Comments, strings and
    broken entries stay as they are. A second run changes nothing; citekit undo takes it back.
    """
    style = _style(settings)
    named = [*files, *libraries]
    if Path(_STANDARD) in named:
        _filter(ctx, named, style, check or dry_run or format == "json")
    planned = plan(named, style)
    _say(planned)
    unread = [one for one in planned.diagnostics if one.unreadable]
    dirty = any(change.before != change.after for change in planned.changes)
    if check and format == "text":
        _check(ctx, planned, dirty)
    changes.finish(
        ctx,
        planned.changes,
        dry_run=dry_run or check,
        format=format,
        found=unread,
        details=_details(planned),
        least=Status.FINDINGS if check and dirty else Status.DONE,
    )


def _style(settings: Mapping[str, Any]) -> HouseStyle:
    """What the options say, on top of what citekit.toml does. Raises UsageError when nobody says anything."""
    said = {name.replace("_", "-"): _setting(name, value) for name, value in settings.items() if value is not None}
    style = house_style({**config_of(Path()), **said})
    if style.does_nothing:
        hint = "say what: citekit format --sort key --align entry, or --standard; or write [format] in citekit.toml"
        raise UsageError("there is nothing to do", hint=hint)
    return style


def _setting(name: str, value: Any) -> Any:
    if name not in ("sort", "sort_fields", "omit", "enclosing_braces", "remove_braces"):
        return value
    return tuple(word.strip() for word in value.split(",") if word.strip())


# ------------------------------------------------------------------------------------------------ standard input


def _filter(ctx: click.Context, files: Sequence[Path], style: HouseStyle, other: bool) -> None:
    """Formats standard input to standard output, and ends the command."""
    if len(files) > 1 or other:
        hint = "citekit format - --sort key < refs.bib"
        raise UsageError("standard input is formatted alone, and printed", hint=hint)
    library = standard_input(options.standard_input())
    result = formatted(library, style)
    _say_of(library, result)
    unread = [one for one in library.diagnostics if one.unreadable]
    click.echo(result.data, nl=False)
    click.echo(text(unread), err=True, nl=False)
    ctx.exit(status(unread, None))


# ----------------------------------------------------------------------------------------------------- what is said


def _say(planned: Plan) -> None:
    for library, result in planned.results:
        _say_of(library, result)


def _say_of(library: Library, result: Formatted) -> None:
    for one in result.left[:_SHOWN]:
        click.echo(f"{one.entry.span}: {one.entry.key} is left as it is: {one.why}", err=True)
    if len(result.left) > _SHOWN:
        click.echo(f"{library.path}: and {len(result.left) - _SHOWN} more entries", err=True)
    if result.remark:
        click.echo(f"{library.path}: {result.remark}", err=True)


def _check(ctx: click.Context, planned: Plan, dirty: bool) -> None:
    """Names the files that are not as they should be, and ends the command."""
    unread = [one for one in planned.diagnostics if one.unreadable]
    click.echo(text(unread), err=True, nl=False)
    for change in planned.changes:
        if change.before != change.after:
            click.echo(f"would format {change.path.as_posix()}")
    if not dirty:
        click.echo("all is as it should be", err=True)
    ctx.exit(max(status(unread, None), Status.FINDINGS if dirty else Status.DONE))


def _details(planned: Plan) -> Mapping[str, object]:
    left = [
        {**place(one.entry.span), "key": one.entry.key, "why": one.why}
        for _, result in planned.results
        for one in result.left
    ]
    remarks = [{"path": library.path, "remark": result.remark} for library, result in planned.results if result.remark]
    return {"left": left, "remarks": remarks}
