"""Entries for programs that do not resolve what entries take over from others, or not all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from citekit.inheritance.lending import by_biblatex
from citekit.inheritance.pointers import XDATA, Find, finder, targets
from citekit.inheritance.resolving import Resolving
from citekit.library import Entry


def exported(entries: Sequence[Entry], resolves: frozenset[str]) -> list[Entry]:
    """The entries with what they take over by fields that the other programs do not resolve.

    `resolves` are those that they do: crossref, xdata, entryset. The fields that are no longer needed go, and so do
    entries that only hold fields for others, unless an entry that is not there is named besides.
    """
    if resolves >= {"crossref", "xdata", "entryset"}:
        return list(entries)
    find = finder(entries)
    resolving = Resolving(find)
    return [_written(entry, resolving, resolves, find) for entry in entries if entry.type != XDATA]


def containers(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that only hold fields for others, which `exported` leaves out."""
    return [entry for entry in entries if entry.type == XDATA]


def _written(entry: Entry, resolving: Resolving, resolves: frozenset[str], find: Find) -> Entry:
    resolved = resolving.resolved(entry)
    gone = set(_done(entry, resolves, find))
    parent = next(map(find, targets(entry, "crossref")), None) if "crossref" in resolves else None
    if parent is not None:
        gone.update(_still_lent(entry, resolved, parent, resolving.resolved(parent)))
    fields = {name: resolved.fields[name] for name in resolved.fields if name not in gone}
    if parent is not None and parent.key.lower() != targets(entry, "crossref")[0].lower():
        # One of its `ids`, which only biblatex knows.
        fields["crossref"] = replace(fields["crossref"], value=parent.key, text=parent.key)
    elif resolved is entry and not gone:
        return entry
    names = {name: resolved.names[name] for name in resolved.names if name in fields}
    return replace(entry, fields=MappingProxyType(fields), names=MappingProxyType(names))


def _done(entry: Entry, resolves: frozenset[str], find: Find) -> Iterator[str]:
    """The fields that have nothing more to say: all that they name is there and has lent its fields."""
    for name in ("crossref", "xdata"):
        if name not in resolves and name in entry.fields and all(map(find, targets(entry, name))):
            yield name


def _still_lent(entry: Entry, resolved: Entry, parent: Entry, resolved_parent: Entry) -> Iterator[str]:
    """What BibTeX hands to an entry by itself: its parent's own fields, by their names and over one step."""
    biblatex = by_biblatex(entry, parent, resolved_parent.fields)
    for name, source in resolved.inherited.items():
        own = parent.fields.get(name)
        same = own is not None and own.span == resolved.fields[name].span
        if source.type != XDATA and (same or not biblatex):
            yield name
