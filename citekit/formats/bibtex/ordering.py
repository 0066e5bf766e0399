"""The order and the keys of the entries of a new .bib file, such that each finds what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from citekit import inheritance
from citekit.library import Entry, Field


def parents_last(entries: Sequence[Entry]) -> list[Entry]:
    """Entries to which others refer by `crossref` come after them: BibTeX looks for them below (btxdoc, section 4).

    Otherwise they stay in their order. In a circle nobody comes first.
    """
    find = inheritance.finder(entries)
    order = inheritance.Order(lambda entry: _parents(entry, find))
    components = [members for entry in entries if "crossref" in entry.fields for members in order.components(entry)]
    ranks: dict[Entry, int] = {}
    for members in reversed(components):
        within = frozenset(members)
        rank = max(ranks.get(one, 0) for one in members)
        for parent in (parent for one in members for parent in _parents(one, find) if parent not in within):
            ranks[parent] = max(ranks.get(parent, 0), rank + 1)
    return sorted(entries, key=lambda entry: ranks.get(entry, 0)) if ranks else list(entries)


def _parents(entry: Entry, find: inheritance.Find) -> list[Entry]:
    return [parent for key in inheritance.targets(entry, "crossref") if (parent := find(key)) is not None]


def repointed(entries: Sequence[Entry], keys: Mapping[str, str]) -> Iterator[Entry]:
    """The entries, which name those whose keys had to change by their new keys."""
    for entry in entries:
        pointing = {name for name, key in inheritance.pointed(entry) if key in keys}
        if not pointing:
            yield entry
            continue
        fields = {name: _named(entry, name, keys) if name in pointing else entry.fields[name] for name in entry.fields}
        yield replace(entry, fields=MappingProxyType(fields))


def _named(entry: Entry, name: str, keys: Mapping[str, str]) -> Field:
    text = ",".join(keys.get(key, key) for key in inheritance.targets(entry, name))
    return replace(entry.fields[name], value=text, text=text)
