"""Entries as items of CSL: what the field map of CSL-JSON makes of them, and what only counts in print."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.formats.csl import to_print
from citekit.inheritance.pointers import targets
from citekit.model import Entry, Locator
from citekit.styles.sets import Find, members

Item = dict[str, object]


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("citekit.styles").joinpath("items.toml").read_text("utf-8"))


def item(entry: Entry, id: str, work: Find) -> Item:
    """The item of an entry, of a set that of its first work."""
    shown = next(iter(members(entry, work)), entry)
    made = {**to_print(shown), "id": id, "citation-key": entry.key}
    _link(made, shown)
    _relate(made, shown, work)
    return made


def counted_in(entry: Entry, locator: Locator) -> str:
    """The label of a locator: its own, else that of what the work is counted in, else that of pages."""
    if locator.label:
        return locator.label
    pagination = entry.fields["pagination"].text.strip().lower() if "pagination" in entry.fields else ""
    label: str = _tables()["pagination"].get(pagination, "page")
    return label


def _link(made: Item, entry: Entry) -> None:
    archive = entry.fields["eprinttype"].text.strip().lower() if "eprinttype" in entry.fields else ""
    start = _tables()["eprints"].get(archive)
    if start and "URL" not in made and "eprint" in entry.fields:
        made["URL"] = start + entry.fields["eprint"].text.strip()


def _relate(made: Item, entry: Entry, work: Find) -> None:
    kind = entry.fields["relatedtype"].text.strip().lower() if "relatedtype" in entry.fields else ""
    variables: dict[str, str] = _tables()["related"].get(kind, {})
    related = work(key) if variables and (key := next(iter(targets(entry, "related")), "")) else None
    if related is None or related is entry:
        return
    theirs = to_print(related)
    for variable, ours in variables.items():
        if variable in theirs:
            made.setdefault(ours, theirs[variable])
