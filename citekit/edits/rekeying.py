"""Giving entries keys made by a pattern, and the new keys to whatever names them by the old ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citekit.diagnostic import UsageError
from citekit.edits.changes import Change
from citekit.edits.entry import find
from citekit.edits.repointing import cited, repointed
from citekit.formats.bibtex import editor
from citekit.formats.bibtex.anatomy import source_of
from citekit.inheritance import Resolving, finder
from citekit.keys import Pattern, Taken
from citekit.model import Entry, Library, Project
from citekit.source import Span
from citekit.splices import Splice

_KEPT = frozenset(("xdata", "set"))
"""Types of entries that are no works: they keep their keys unless they are named."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """An entry that gets another key."""

    entry: Entry
    old: str
    """Empty where it has none."""
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that new keys call for, and what they leave to the person."""

    changes: tuple[Change, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    left: tuple[tuple[Entry, str], ...] = ()
    """Entries that keep their keys though they were to get others, and why."""
    cited: tuple[tuple[Span, str], ...] = ()
    """Where documents cite an old key, and the new one."""


def chosen(project: Project, libraries: Sequence[Library], only: Sequence[str], missing: bool) -> list[Entry]:
    """The entries that are to get keys: those named, those without one, or all works.

    Raises UsageError for a key that there is not, and for a library that is no .bib file.
    """
    for library in libraries:
        source_of(library)
    for key in only:
        find(project, key)
    entries = [entry for library in libraries for entry in library.entries]
    if only or missing:
        return [entry for entry in entries if entry.key in only or (missing and not has_key(entry))]
    return [entry for entry in entries if entry.type not in _KEPT]


def has_key(entry: Entry) -> bool:
    """Is there a key in the file?"""
    return entry.key_span.end > entry.key_span.start


def plan(project: Project, entries: Sequence[Entry], pattern: Pattern) -> Plan:
    """Works out the keys of some entries of a project; writes nothing.

    A key that the pattern makes already stays. Keys that would be the same get a, b, c in the order of the entries;
    none is given that another entry of the project has, as its key or among its `ids`.
    """
    resolving = Resolving(finder(project.entries))
    bases = {id(entry): pattern.base(resolving.resolved(entry)) for entry in entries}
    left = [(entry, "it has nothing that the pattern takes") for entry in entries if not bases[id(entry)]]
    renamings, splices = [], dict[Library, list[Splice]]()
    homes = {id(entry): library for library in project.libraries for entry in library.entries}
    for entry, new in _keys(project, entries, bases, pattern):
        try:
            splices.setdefault(homes[id(entry)], []).extend(editor.set_key(homes[id(entry)], entry, new, is_free=True))
        except UsageError as error:
            left.append((entry, error.message))
            continue
        renamings.append(Renaming(entry, entry.key if has_key(entry) else "", new))
    keys: dict[str, str] = {}
    for one in renamings:
        keys.setdefault(one.old, one.new)
    keys.pop("", None)
    changes = tuple(repointed(project, keys, splices))
    return Plan(changes, tuple(renamings), tuple(left), tuple(cited(project, keys)))


def _keys(
    project: Project, entries: Sequence[Entry], bases: Mapping[int, str], pattern: Pattern
) -> list[tuple[Entry, str]]:
    """The entries that need another key, and the key."""
    made = {id(entry) for entry in entries if bases[id(entry)]}
    taken = Taken(key for entry in project.entries for key in _held(entry, id(entry) in made))
    alike = Counter(bases[id(entry)].lower() for entry in entries)
    # A key that the pattern makes has a suffix only where several entries have the same base.
    numbers = {pattern.suffix.text(number): number for number in range(max(alike.values(), default=0))}
    others = []
    for entry in entries:
        base = bases[id(entry)]
        number = numbers.get(entry.key.removeprefix(base)) if entry.key.startswith(base) else None
        fits = number is not None and number < alike[base.lower()] and has_key(entry)
        if base and fits and entry.key not in taken:
            taken.add(entry.key)
        elif base:
            others.append(entry)
    return [(entry, taken.free(bases[id(entry)], pattern.suffix)) for entry in others]


def _held(entry: Entry, gets_another: bool) -> Iterable[str]:
    """The keys that an entry has and keeps."""
    aliases = [key.strip() for key in entry.text("ids").split(",") if key.strip()]
    return aliases if gets_another else [entry.key, *aliases]
