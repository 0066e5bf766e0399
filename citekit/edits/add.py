"""Adding works to a library: under free keys, in the file's own vocabulary and layout, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.duplicates import Likeness
from citekit.edits.alike import Shelf, repeats
from citekit.edits.changes import Change
from citekit.edits.incoming import Incoming
from citekit.edits.ordering import ordered
from citekit.edits.repointing import change
from citekit.edits.vocabulary import dialect_of, in_dialect, marked
from citekit.encoding import prepare
from citekit.exchange import KEY_CHANGED
from citekit.formats import bibtex
from citekit.formats.bibtex import editor
from citekit.formats.bibtex.placing import SORTED_FROM
from citekit.formats.bibtex.soundness import check_key
from citekit.keys import Pattern, Taken, guess, make_key, parse
from citekit.library import Entry, Library
from citekit.loader import find_root, load_libraries
from citekit.loader.files import MISSING
from citekit.model import Project
from citekit.references import Part
from citekit.references.problems import ALREADY_THERE
from citekit.source import ByteSource
from citekit.splices import Splice


@dataclass(frozen=True, slots=True)
class Added:
    """A work that goes into the library."""

    entry: Entry
    """As it is written there."""
    incoming: Incoming
    unsure: tuple[Part, ...]
    """By the names that the fields have in the library."""
    like: Entry | None = None
    """An entry that may be of the same work."""


@dataclass(frozen=True, slots=True)
class Known:
    """A work that is there already."""

    incoming: Incoming
    entry: Entry
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding works calls for."""

    library: str
    changes: tuple[Change, ...]
    added: tuple[Added, ...]
    known: tuple[Known, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What the library's vocabulary cannot say, keys that were taken, works that are there."""


def opened(named: Path | None) -> Project:
    """The libraries in which works are looked for: those of the project of this folder, and the one named.

    Raises UsageError when there is neither, ReadError when one cannot be read.
    """
    root = find_root(Path())
    if root is None and named is None:
        hint = "name a bibliography with -l references.bib, or start a project: citekit init"
        raise UsageError("there is no citekit.toml here or above", hint=hint)
    project = load_libraries(root) if root else Project(Path())
    if named and named.exists() and not any(_is(library, named) for library in project.libraries):
        own = load_libraries(".", libraries=[named])
        both = (*project.diagnostics, *own.diagnostics)
        project = replace(project, libraries=(*project.libraries, *own.libraries), diagnostics=both)
    is_new = named is not None and not named.exists()
    unread = next(
        (one for one in project.diagnostics if one.unreadable and not (is_new and one.code == MISSING.code)), None
    )
    if unread:
        raise ReadError(f"{unread.span}: {unread.message}", hint=unread.hint)
    return project


def target(project: Project, named: Path | None) -> Library:
    """The library that works are added to: the one named, which may be new; else the first .bib file of the project.

    Raises UsageError when there is none, or it is no .bib file.
    """
    if named is not None and not named.exists():
        return _new(named)
    libraries = [one for one in project.libraries if named is None or _is(one, named)]
    found = next((one for one in libraries if isinstance(one.source, ByteSource) and _is_bib(one)), None)
    if found is None:
        names = " and ".join(one.path for one in libraries) or "the project"
        hint = "name one with -l references.bib; a file of another format is turned into one by citekit convert"
        raise UsageError(f"{names} {'are' if len(libraries) > 1 else 'is'} no .bib file to add to", hint=hint)
    return found


def _new(path: Path) -> Library:
    if path.suffix.lower() not in bibtex.FORMAT.suffixes:
        raise UsageError(f"{path.as_posix()} is not there", hint="a new file to add to is a .bib file")
    return Library(path.as_posix(), ByteSource(path.as_posix(), b""))


def _is(library: Library, path: Path) -> bool:
    return Path(library.path) == path or Path(library.path).resolve() == path.resolve()


def _is_bib(library: Library) -> bool:
    return Path(library.path).suffix.lower() in bibtex.FORMAT.suffixes


# ----------------------------------------------------------------------------------------------------- the plan


def plan(project: Project, library: Library, works: Sequence[Incoming], *, key: str = "", anyway: bool = False) -> Plan:
    """Works out how works are added to a library; writes nothing.

    Those that are in any library of the project are left out, unless `anyway`. `key` is for a single work. Raises
    UsageError when that is taken, or cannot be one.
    """
    entries = [*project.entries, *(() if library in project.libraries else library.entries)]
    dialect = dialect_of(library)
    drafts = [_draft(incoming, dialect) for incoming in works]
    fresh, known = ([(draft, None) for draft in drafts], []) if anyway else _sorted_out(entries, drafts)
    keys = _Keys(entries, _pattern(project, library), key, len(fresh))
    added: list[Added] = []
    found: list[Diagnostic] = [_told(one) for one in known]
    for draft, like in fresh:
        entry, renamed = keys.give(draft.entry, draft.incoming)
        found += [*draft.lost, *renamed]
        added.append(Added(entry, draft.incoming, draft.unsure, like))
    added = _repointed(added, known)
    changes = (_inserted(library, [one.entry for one in added]),) if added else ()
    return Plan(library.path, changes, tuple(added), tuple(known), tuple(found))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A work as it would be written, but for its key."""

    incoming: Incoming
    entry: Entry
    unsure: tuple[Part, ...]
    lost: tuple[Diagnostic, ...]


def _draft(incoming: Incoming, dialect: str) -> _Draft:
    entry, lost = in_dialect(ordered(incoming.entry, incoming.format), dialect)
    return _Draft(incoming, *marked(entry, incoming), lost)


def _told(known: Known) -> Diagnostic:
    entry = known.entry
    why = ", ".join(known.likeness.reasons)
    message = f"this work is in {entry.span} already, as {entry.key}" + (f": {why}" if why else "")
    return ALREADY_THERE.at(
        known.incoming.entry.span,
        message,
        hint="cite it by that key; to add it all the same: --anyway",
        subject=entry.key,
    )


# --------------------------------------------------------------------------------------------------- duplicates


def _sorted_out(
    entries: Sequence[Entry], drafts: Sequence[_Draft]
) -> tuple[list[tuple[_Draft, Entry | None]], list[Known]]:
    """Works that are not there yet, each with an entry that it may be, and those that surely are there: in the library,
    or earlier among the works themselves."""
    shelf = Shelf(entries)
    fresh: list[tuple[_Draft, Entry | None]] = []
    known: list[Known] = []
    for draft in drafts:
        other, like = next(iter(shelf.alike(draft.entry)), (None, None))
        if other and like and (like.sure or repeats(other, draft.entry)):
            known.append(Known(draft.incoming, other, like))
        else:
            fresh.append((draft, other))
            shelf.put(draft.entry)
    return fresh, known


# ---------------------------------------------------------------------------------------------------------- keys


def _pattern(project: Project, library: Library) -> Pattern:
    if project.config.key_pattern:
        return parse(project.config.key_pattern)
    return guess(library)


class _Keys:
    """Gives each new entry a key: the one asked for, its own, or one by the pattern."""

    def __init__(self, entries: Iterable[Entry], pattern: Pattern, wanted: str, number: int) -> None:
        self._pattern, self._wanted = pattern, wanted
        self._taken = Taken(entry.key for entry in entries)
        if not wanted:
            return
        check_key(wanted)
        if number > 1:
            raise UsageError(
                f"--key is for one work, and these are {number}", hint="add them without it, or one by one"
            )
        if wanted in self._taken:
            raise UsageError(f"the key {wanted} is taken", hint="choose another")

    def give(self, entry: Entry, incoming: Incoming) -> tuple[Entry, list[Diagnostic]]:
        """The entry under its key, and a finding where that is not its own."""
        own = incoming.entry.key if incoming.has_key else ""
        if self._wanted:
            return replace(entry, key=self._wanted), []
        if own and own not in self._taken:
            self._taken.add(own)
            return replace(entry, key=own), []
        key = make_key(entry, self._pattern, self._taken)
        if not own:
            return replace(entry, key=key), []
        message = f"the key {own} is taken by another work; this one gets the key {key}"
        told = KEY_CHANGED.at(incoming.entry.key_span, message, hint=f"cite it by {key}", subject=key)
        return replace(entry, key=key), [told]


def _repointed(added: Sequence[Added], known: Sequence[Known]) -> list[Added]:
    """What was added, with the keys that works have now wherever one points to another that was given with it."""
    given: list[Added | Known] = [*known, *added]
    keys = {one.incoming.entry.key: one.entry.key for one in given}
    changed = {old: new for old, new in keys.items() if old and old != new}
    return [replace(one, entry=_pointing(one.entry, changed)) for one in added] if changed else list(added)


def _pointing(entry: Entry, keys: Mapping[str, str]) -> Entry:
    fields = dict(entry.fields)
    for name in editor.POINTERS:
        if name in fields:
            text = ",".join(keys.get(key.strip(), key.strip()) for key in fields[name].text.split(","))
            fields[name] = replace(fields[name], value=text, text=text)
    return replace(entry, fields=MappingProxyType(fields)) if fields != dict(entry.fields) else entry


# ------------------------------------------------------------------------------------------------------ written


def _inserted(library: Library, entries: Sequence[Entry]) -> Change:
    """The change that puts entries into a library's file, each in its place."""
    if not library.entries:
        before = editor.source_of(library).file if Path(library.path).exists() else None
        # The first shows how the others are laid out, and where they go.
        data = editor.edited(library, editor.insert_entry(library, entries[0]))
        prepared, _ = prepare(data, library.path)
        library, entries = bibtex.FORMAT.read(prepared), entries[1:]
        return Change(Path(library.path), before, _with(library, entries))
    return change(library, _splices(library, entries))


def _with(library: Library, entries: Sequence[Entry]) -> bytes:
    return editor.edited(library, _splices(library, entries))


def _splices(library: Library, entries: Sequence[Entry]) -> list[Splice]:
    splices = [splice for entry in entries for splice in editor.insert_entry(library, entry)]
    if not _is_sorted(library):
        return splices
    # Those that go to one place stand there in the order of their keys, as all others do.
    pairs = sorted(zip(splices, entries, strict=True), key=lambda pair: (pair[0].start, pair[1].key.lower()))
    return [splice for splice, _ in pairs]


def _is_sorted(library: Library) -> bool:
    keys = [entry.key.lower() for entry in library.entries]
    return len(keys) >= SORTED_FROM and all(one <= other for one, other in pairwise(keys))
