"""citekit diff"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from citekit.cli.entries import few_people, row
from citekit.cli.options import formats, standard_input
from citekit.cli.printers import dump, finding, text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.comparison import Changed, Comparison, FieldChange, compare
from citekit.edits.convert import STANDARD
from citekit.edits.versions import read_any
from citekit.model import Entry, Library

_SHORT = 60
"""Characters of two values that are shown in one line."""


@click.command("diff")
@click.argument("old")
@click.argument("new")
@formats("text", "json")
@click.pass_context
def command(ctx: click.Context, old: str, new: str, format: str) -> None:
    """Show what differs between two bibliographies, work by work.

    OLD and NEW are bibliographies in any format, not necessarily the same; - is standard input. A work that has another
    key in NEW is shown as renamed; the order of entries and fields, and layout, make no difference. The exit status is
    1 when anything differs.
    """
    if old == new == STANDARD:
        raise UsageError("standard input is named twice", hint="name a file to compare it with")
    standard = standard_input() if STANDARD in (old, new) else b""
    (first, unread), (second, others) = (read_any(name, standard) for name in (old, new))
    unread += others
    if first is None or second is None:
        click.echo(text(unread), err=True, nl=False)
        ctx.exit(status(unread, None))
    found = compare(first, second)
    click.echo(_json(found, unread) if format == "json" else _text(found, first, second), nl=False)
    click.echo(text(unread), err=True, nl=False)
    click.echo(_summary(found), err=True)
    ctx.exit(Status.FILE if unread else Status.DONE if found.is_same else Status.FINDINGS)


def _summary(found: Comparison) -> str:
    renamed = sum(one.is_renamed for one in found.changed)
    counts = {
        "added": len(found.added),
        "removed": len(found.removed),
        "changed": len(found.changed) - sum(not one.fields for one in found.changed),
        "renamed": renamed,
    }
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "the same works"


def _text(found: Comparison, old: Library, new: Library) -> str:
    if found.is_same:
        return ""
    lines = [click.style(f"--- {old.path}", bold=True), click.style(f"+++ {new.path}", bold=True)]
    lines += [click.style(f"- {_words(entry)}", fg="red") for entry in found.removed]
    lines += [click.style(f"+ {_words(entry)}", fg="green") for entry in found.added]
    lines += [line for one in found.changed for line in _changed(one)]
    return "\n".join(lines) + "\n"


def _words(entry: Entry) -> str:
    said = " ".join(filter(None, (few_people(entry), entry.year)))
    return f"{entry.key}: {'. '.join(filter(None, (said, entry.title)))} ({entry.type})"


def _changed(one: Changed) -> Iterator[str]:
    yield f"~ {one.old.key} → {one.new.key}" if one.is_renamed else f"~ {one.new.key}"
    for field in one.fields:
        yield from _field(field)


def _field(field: FieldChange) -> Iterator[str]:
    if field.old and field.new and len(field.old) <= _SHORT and len(field.new) <= _SHORT:
        yield f"    {field.name}: {field.old} → {field.new}"
        return
    if field.old:
        yield click.style(f"  - {field.name}: {field.old}", fg="red")
    if field.new:
        yield click.style(f"  + {field.name}: {field.new}", fg="green")


def _json(found: Comparison, unread: list[Diagnostic]) -> str:
    return dump(
        {
            "version": 1,
            "same": found.is_same,
            "added": list(map(row, found.added)),
            "removed": list(map(row, found.removed)),
            "changed": list(map(_changed_json, found.changed)),
            "findings": list(map(finding, unread)),
        }
    )


def _changed_json(one: Changed) -> Mapping[str, object]:
    return {
        "old": row(one.old),
        "new": row(one.new),
        "fields": [{"name": field.name, "old": field.old, "new": field.new} for field in one.fields],
    }
