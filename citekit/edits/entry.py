"""Changing one entry of a library, and whatever names it by its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.diagnostic import ReadError, UsageError
from citekit.edits.changes import Change
from citekit.edits.repointing import change, cited, repointed
from citekit.formats.bibtex import editor
from citekit.formats.bibtex.anatomy import anatomy
from citekit.formats.bibtex.soundness import read_otherwise
from citekit.formats.bibtex.typed import as_tex
from citekit.linker.keys import Keys
from citekit.model import Entry, Library, Project
from citekit.source import ByteSource, Span
from citekit.splices import Splice


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to become of an entry."""

    set: Mapping[str, str] = field(default_factory=dict)
    """Fields and their new values."""
    remove: Sequence[str] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    """Old names of fields and new ones."""
    key: str = ""
    type: str = ""
    tex: bool = False
    """The values are TeX just as they are."""
    force: bool = False
    """Made also where it changes what is read of other fields of a broken entry."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that an edit calls for, and what it leaves to the person."""

    changes: tuple[Change, ...]
    cited: tuple[Span, ...] = ()
    """Where documents still cite the old key."""


def plan(project: Project, key: str, edit: Edit) -> Plan:
    """Works out an edit; writes nothing. Raises UsageError when it cannot be made."""
    _check(edit)
    library, entry = find(project, key)
    splices = [*_splices(library, entry, edit)]
    if not edit.force:
        _refuse_side_effects(library, entry, edit, splices)
    if not edit.key or edit.key == key:
        return Plan((change(library, splices),))
    if sum(one.key == key for one in project.entries) > 1:
        # Another entry keeps the key, so what refers to it still finds one.
        return Plan((change(library, splices),))
    keys = {key: edit.key}
    changes = repointed(project, keys, {library: splices})
    return Plan(tuple(changes), tuple(span for span, _ in cited(project, keys)))


def _check(edit: Edit) -> None:
    named = [name.lower() for name in (*edit.set, *edit.remove, *edit.rename, *edit.rename.values())]
    for name in named:
        if named.count(name) > 1:
            raise UsageError(f"the field {name} is named twice", hint="do one thing after the other")
    if not (named or edit.key or edit.type):
        raise UsageError("there is nothing to do", hint='say what: citekit edit KEY year=1997 note="second printing"')


def _refuse_side_effects(library: Library, entry: Entry, edit: Edit, splices: Sequence[Splice]) -> None:
    named = {name.lower() for name in (*edit.set, *edit.remove, *edit.rename, *edit.rename.values())}
    if others := read_otherwise(anatomy(library, entry), splices, named):
        what = f"{entry.key} is broken, and with this change its field {others[0]} would be read otherwise"
        hint = "citekit check says what is wrong with it; put that right first, or write it all the same: --force"
        raise UsageError(what, hint=hint, span=entry.key_span)


def find(project: Project, key: str) -> tuple[Library, Entry]:
    """The library of a project that has a key, and the entry: the first. Raises UsageError when there is none."""
    for library in project.libraries:
        if entry := library.get(key):
            return library, entry
    unread = [one for one in project.diagnostics if one.unreadable]
    if unread:
        raise ReadError(unread[0].message, hint=unread[0].hint)
    near = [entry.key for entry in Keys(project.entries).find(key).nearest]
    hint = f"did you mean {' or '.join(near)}?" if near else "citekit list prints the keys there are"
    raise UsageError(f"no work has the key {key}", hint=hint)


def _splices(library: Library, entry: Entry, edit: Edit) -> Iterator[Splice]:
    source = library.source
    for name in edit.remove:
        yield from editor.remove_field(library, entry, name)
    for old, new in edit.rename.items():
        yield from editor.rename_field(library, entry, old, new)
    for name, value in edit.set.items():
        tex = as_tex(value, name, source) if not edit.tex and isinstance(source, ByteSource) else value
        yield from editor.set_field(library, entry, name, tex)
    if edit.type:
        yield from editor.set_type(library, entry, edit.type)
    if edit.key and edit.key != entry.key:
        yield from editor.set_key(library, entry, edit.key)
