"""Merging entries of one work: the changes that this calls for in a project. What is a duplicate, `citekit.duplicates`
finds; what becomes of the fields, `uniting` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.diagnostic import UsageError
from citekit.duplicates import Group
from citekit.edits.changes import Change
from citekit.edits.entry import find
from citekit.edits.remarks import strings
from citekit.edits.repointing import cited as cited_in
from citekit.edits.repointing import repointed
from citekit.edits.uniting import Conflict, United, Value, own_fields, unite
from citekit.formats.bibtex import editor, transplant
from citekit.formats.bibtex.anatomy import anatomy
from citekit.model import Entry, Library, Project
from citekit.source import Span
from citekit.splices import Splice


@dataclass(frozen=True, slots=True)
class Merge:
    """Entries made one."""

    kept: Entry
    gone: tuple[Entry, ...]
    taken: Mapping[str, Entry]
    """The fields that it gets, and the entry that each is from."""
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Entries that were left as they are, and why."""

    entries: tuple[Entry, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that merging calls for, and what it leaves to the person."""

    changes: tuple[Change, ...] = ()
    merges: tuple[Merge, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    cited: tuple[tuple[Span, str], ...] = ()
    """Where documents cite a key that goes, and the key that stays."""


@dataclass(slots=True)
class _Work:
    """What has been worked out so far."""

    splices: dict[Library, list[Splice]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    defined: dict[Library, dict[str, int]] = field(default_factory=dict)
    """Where the strings of a library are defined."""

    def knows(self, library: Library, raw: str, offset: int) -> bool:
        """Are the strings of a value defined before a place? BibTeX knows them only below."""
        if library not in self.defined:
            self.defined[library] = {name: found.block[1] for name, found in strings(library).items()}
        words = re.findall(r"[^\s#]+", raw.lower())
        return all(self.defined[library].get(word, 0) <= offset for word in words)


def surely_alike(groups: Sequence[Group]) -> list[tuple[Entry, ...]]:
    """The sets of entries that are surely of one work."""
    return [entries for group in groups for entries in group.sure]


def named(project: Project, keys: Sequence[str]) -> tuple[Entry, ...]:
    """The entries with these keys, all of each key. Raises UsageError when there is none, or fewer than two in all."""
    entries = {id(entry): entry for key in keys for entry in _with_key(project, key)}
    if len(entries) < 2:
        raise UsageError("one entry alone cannot be merged", hint="name the keys of two: --merge holsti1995,holsti:95")
    return tuple(entries.values())


def _with_key(project: Project, key: str) -> list[Entry]:
    find(project, key)
    return [entry for entry in project.entries if entry.key == key]


def plan(project: Project, sets: Sequence[Sequence[Entry]], *, first_stays: Sequence[Sequence[Entry]] = ()) -> Plan:
    """Works out the merging of each set of entries; writes nothing.

    Of `sets` that entry stays which documents cite, else the one with the most fields, else the first; of
    `first_stays`, which a person named, the first. Entries that cannot be changed, or have something in them that would
    be lost, are told, and left.
    """
    cited = {item.key for document in project.documents for one in document.citations for item in one.items}
    parents = {entry.text("crossref").lower() for entry in project.entries if "crossref" in entry.fields}
    homes = {id(entry): library for library in project.libraries for entry in library.entries}
    work = _Work()
    sound = [part for part in (_sound(work, homes, entries) for entries in sets) if len(part) > 1]
    chosen = [_kept_first(entries, cited, parents) for entries in sound] + [tuple(entries) for entries in first_stays]
    _check_apart(chosen)
    keys = _keys(project, chosen)
    for kept, *gone in chosen:
        _merge(work, homes, keys, cited, kept, gone)
    merged = {entry.key for merge in work.merges for entry in merge.gone}
    done = {old: new for old, new in keys.items() if old in merged}
    changes = tuple(repointed(project, done, work.splices))
    return Plan(changes, tuple(work.merges), tuple(work.refusals), tuple(cited_in(project, done)))


def _sound(work: _Work, homes: Mapping[int, Library], entries: Sequence[Entry]) -> list[Entry]:
    """Those of some entries that can be merged; the others are noted."""
    sound = []
    for entry in entries:
        try:
            _check_sound(homes[id(entry)], entry)
        except UsageError as error:
            work.refusals.append(Refusal((entry,), error.message))
        else:
            sound.append(entry)
    return sound


def _check_apart(sets: Sequence[Sequence[Entry]]) -> None:
    known: set[int] = set()
    for entries in sets:
        for entry in entries:
            if id(entry) in known:
                raise UsageError(f"{entry.key} is named twice", hint="name all the keys of one work together")
            known.add(id(entry))


def _kept_first(entries: Sequence[Entry], cited: set[str], parents: set[str]) -> tuple[Entry, ...]:
    """The entry that stays, then the others in their order.

    Where a crossref points to one of them the last stays: BibTeX finds a parent only below all its children. One that
    has no key goes when it can.
    """
    named = [entry for entry in entries if entry.key_span.text] or entries
    if any(entry.key.lower() in parents for entry in named):
        kept = named[-1]
    else:
        kept = max(named, key=lambda entry: (entry.key in cited, len(own_fields(entry))))
    return (kept, *(entry for entry in entries if entry is not kept))


def _keys(project: Project, chosen: Sequence[Sequence[Entry]]) -> dict[str, str]:
    """The new key for each that goes. One that another entry keeps does not go."""
    new = {id(entry): kept.key for kept, *others in chosen for entry in others}
    staying = {entry.key for entry in project.entries if id(entry) not in new}
    keys: dict[str, str] = {}
    for entry in project.entries:
        # Of works with one key, the first is meant.
        if id(entry) in new and entry.key not in staying:
            keys.setdefault(entry.key, new[id(entry)])
    return keys


def _merge(
    work: _Work,
    homes: Mapping[int, Library],
    keys: Mapping[str, str],
    cited: set[str],
    kept: Entry,
    gone: Sequence[Entry],
) -> None:
    united = unite(kept, gone, keys)
    aliases = [entry.key for entry in gone if keys.get(entry.key) == kept.key and entry.key in cited]
    try:
        for entry in (kept, *gone):
            _check_sound(homes[id(entry)], entry)
        splices = [(homes[id(kept)], splice) for splice in _set_fields(work, homes, united, aliases)]
        for entry in gone:
            library = homes[id(entry)]
            splices += ((library, splice) for splice in editor.remove_entry(library, entry))
    except UsageError as error:
        work.refusals.append(Refusal((kept, *gone), error.message))
        return
    for library, splice in splices:
        work.splices.setdefault(library, []).append(splice)
    taken = {name: value.entry for name, value in united.values.items()}
    work.merges.append(Merge(kept, tuple(gone), taken, tuple(united.conflicts)))


def _set_fields(work: _Work, homes: Mapping[int, Library], united: United, aliases: Sequence[str]) -> Iterator[Splice]:
    """Gives the entry that stays its new fields, its type and the keys under which it was cited."""
    kept, values = united.entry, dict(united.values)
    home = homes[id(kept)]
    ids = ", ".join(_aliases(kept, values, aliases)) if aliases else ""
    for name, value in values.items():
        yield from _written(work, home, kept, name, value, homes[id(value.entry)])
    if ids:
        yield from editor.set_field(home, kept, "ids", ids)
    if united.type != kept.type:
        yield from editor.set_type(home, kept, united.type)


def _check_sound(library: Library, entry: Entry) -> None:
    """Raises UsageError when an entry says something that its fields do not hold: that would be lost."""
    body = anatomy(library, entry)
    twice = [name for name, count in Counter(body.names).items() if count > 1]
    if twice:
        raise UsageError(f"{entry.key} has the field {twice[0]} twice", hint="keep one of the two")
    if set(body.names) != own_fields(entry).keys():
        raise UsageError(f"{entry.key} takes parts of its fields from another entry", hint="write them out first")
    if not body.is_sound:
        raise UsageError(f"something is wrong with {entry.key}", hint="citekit check says what; put that right first")


def _aliases(kept: Entry, values: dict[str, Value], aliases: Sequence[str]) -> list[str]:
    """The keys by which documents still cite the work; biblatex and citekit find it by them."""
    value = values.pop("ids", None)
    known = (value.tex or value.field.value) if value else kept.text("ids")
    return list(dict.fromkeys([*(key.strip() for key in known.split(",") if key.strip()), *aliases]))


def _written(work: _Work, home: Library, kept: Entry, name: str, value: Value, library: Library) -> list[Splice]:
    """A value from one entry put into another: as it is written, unless its strings are not known there."""
    raw = transplant.raw_value(library, value.entry, value.field.name) if not value.tex and library is home else ""
    if raw and (transplant.is_enclosed(raw) or work.knows(home, raw, kept.span.start)):
        return transplant.set_from(home, kept, name, library, value.entry, value.field.name)
    return transplant.set_tex(home, kept, name, value.tex or value.field.value, tex=value.field.tex)
