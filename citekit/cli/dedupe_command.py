"""citekit dedupe"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from citekit import duplicates
from citekit.cli import changes, options
from citekit.cli.entries import few_people, row
from citekit.cli.printers import dump, finding, place, text
from citekit.cli.status import status
from citekit.diagnostic import UsageError
from citekit.duplicates import Group, Pair
from citekit.edits.dedupe import Merge, Plan, Refusal, named, plan, surely_alike
from citekit.edits.uniting import Conflict
from citekit.model import Entry, Project


@click.command("dedupe")
@options.files
@options.libraries
@click.option("--apply", is_flag=True, help="Merge the entries that are surely of one work.")
@click.option(
    "--merge",
    "named_keys",
    multiple=True,
    metavar="KEY,KEY...",
    help="Merge these entries, sure or not; the first keeps its key. May be given several times.",
)
@changes.options
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    apply: bool,
    named_keys: tuple[str, ...],
    dry_run: bool,
    format: str,
) -> None:
    """Find entries of the same work, say why they are, and merge them.

    Without --apply or --merge it only shows the groups. FILES are bibliographies; without FILES: those of the project.
    Merging loses nothing: of two values of a field the fuller stays, lists are united, and what contradicts is kept
    beside it, in `title-other`. Claims, reading lists and crossrefs get the key that stays. citekit undo takes it back.
    """
    project = _project(files, libraries, only_shown=not (apply or named_keys))
    if not (apply or named_keys):
        if dry_run:
            raise UsageError("there is nothing to try", hint="say what is to be merged: --apply, or --merge KEY,KEY")
        _show(ctx, project, format)
    named_sets = [named(project, _keys(words)) for words in named_keys]
    taken = {id(entry) for entries in named_sets for entry in entries}
    sure = surely_alike(duplicates.find(project.entries)) if apply else []
    sets = [entries for entries in sure if taken.isdisjoint(map(id, entries))]
    planned = plan(project, sets, first_stays=named_sets)
    _say(planned)
    unread = [one for one in project.diagnostics if one.unreadable]
    details = {"merges": list(map(_merge_json, planned.merges)), "left": list(map(_refusal_json, planned.refusals))}
    details["still_cited"] = [{**place(span), "key": key} for span, key in planned.cited]
    changes.finish(ctx, planned.changes, dry_run=dry_run, format=format, found=unread, details=details)


def _project(files: Sequence[Path], libraries: Sequence[Path], *, only_shown: bool) -> Project:
    """The project of this folder, or just the files named."""
    opened = options.open_shown if only_shown else options.open_project
    return opened([], [*files, *libraries])


def _keys(words: str) -> list[str]:
    return [key for key in (word.strip() for word in words.split(",")) if key]


# -------------------------------------------------------------------------------------------------- only shown


def _show(ctx: click.Context, project: Project, format: str) -> None:
    """Prints the groups and ends the command."""
    groups = duplicates.find(project.entries)
    unread = [one for one in project.diagnostics if one.unreadable]
    if format == "json":
        found = [finding(one) for one in unread]
        click.echo(dump({"version": 1, "groups": list(map(_group_json, groups)), "findings": found}), nl=False)
    else:
        click.echo("\n".join(map(_group, groups)), nl=False)
        click.echo(text(unread), err=True, nl=False)
    click.echo(_counted(project, groups), err=True)
    ctx.exit(status(unread, None))


def _counted(project: Project, groups: Sequence[Group]) -> str:
    if not groups:
        return f"no two of {len(project.entries)} entries are of one work"
    works = f"{len(groups)} work{'' if len(groups) == 1 else 's'} with several entries"
    double = sum(len(entries) - 1 for group in groups for entries in group.sure)
    if not double:
        return f"{works}, none surely"
    return f"{works}; citekit dedupe --apply merges {double} that {'is' if double == 1 else 'are'} surely double"


def _group(group: Group) -> str:
    heading = "surely one work" if group.is_sure else "one work, some surely" if group.sure else "perhaps one work"
    lines = [click.style(heading, bold=True)]
    width = max(len(entry.key) for entry in group.entries)
    lines += [f"  {entry.key:<{width}}  {_words(entry)}" for entry in group.entries]
    lines += [f"    {line}" for pair in group.pairs for line in _why(pair)]
    return "\n".join(lines) + "\n"


def _words(entry: Entry) -> str:
    said = " ".join(filter(None, (few_people(entry), entry.year)))
    return f"{entry.span}: {'. '.join(filter(None, (said, entry.title))) or 'no title'} ({entry.type})"


def _why(pair: Pair) -> Iterator[str]:
    sign = "=" if pair.likeness.sure else "≈"
    one, other = pair.one, pair.other
    same = one.key == other.key
    words = f"{one.span} {sign} {other.span}" if same else f"{one.key} {sign} {other.key}"
    yield f"{words}: {', '.join(pair.likeness.reasons)}"
    if pair.likeness.doubts:
        yield f"  but {', '.join(pair.likeness.doubts)}"


# ------------------------------------------------------------------------------------------------------ merged


def _say(planned: Plan) -> None:
    """Says what a person may want to look at."""
    for merge in planned.merges:
        click.echo(f"{', '.join(entry.key for entry in merge.gone)} → {merge.kept.key}", err=True)
        for conflict in merge.conflicts:
            click.echo(f"  {_conflict(conflict)}", err=True)
    for refusal in planned.refusals:
        keys = ", ".join(entry.key for entry in refusal.entries)
        left = "left as it is" if len(refusal.entries) == 1 else "left as they are"
        click.echo(f"{keys}: {left}: {refusal.why}", err=True)
    for span, key in planned.cited:
        click.echo(f"{span}: still cites {span.text}; write {key} there", err=True)


def _conflict(conflict: Conflict) -> str:
    where = f", kept in {conflict.place}" if conflict.place else ""
    return f"{conflict.field}: {conflict.stays}; {conflict.entry.key} has {conflict.other}{where}"


# -------------------------------------------------------------------------------------------------------- JSON


def _entry_json(entry: Entry) -> Mapping[str, object]:
    return {**place(entry.key_span), "key": entry.key}


def _group_json(group: Group) -> Mapping[str, object]:
    return {
        "sure": group.is_sure,
        "entries": [row(entry) for entry in group.entries],
        "merged_by_apply": [[entry.key for entry in entries] for entries in group.sure],
        "pairs": list(map(_pair_json, group.pairs)),
    }


def _pair_json(pair: Pair) -> Mapping[str, object]:
    return {
        "keys": [pair.one.key, pair.other.key],
        "sure": pair.likeness.sure,
        "score": pair.likeness.score,
        "reasons": list(pair.likeness.reasons),
        "doubts": list(pair.likeness.doubts),
    }


def _merge_json(merge: Merge) -> Mapping[str, object]:
    return {
        "kept": _entry_json(merge.kept),
        "gone": list(map(_entry_json, merge.gone)),
        "taken": [{"field": name, "from": entry.key} for name, entry in merge.taken.items()],
        "conflicts": [
            {"field": one.field, "stays": one.stays, "other": one.other, "from": one.entry.key, "place": one.place}
            for one in merge.conflicts
        ],
    }


def _refusal_json(refusal: Refusal) -> Mapping[str, object]:
    return {"keys": [entry.key for entry in refusal.entries], "why": refusal.why}
