"""Changing one entry of a library, and whatever names it by its key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from citekit.diagnostic import ReadError, UsageError
from citekit.edits.changes import Change, Changed, diff
from citekit.encoding import prepare
from citekit.formats.bibtex import editor, recoding
from citekit.formats.bibtex.typed import as_tex
from citekit.linker.keys import Keys
from citekit.model import Entry, Library, Project
from citekit.projectfiles import toml
from citekit.projectfiles.problems import MALFORMED_CLAIMS
from citekit.source import ByteSource, Span, TextSource
from citekit.splices import Splice

_QUOTE = re.compile("\"\"\"|'''|\"|'")


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
    if not edit.key or edit.key == key:
        return Plan((change(library, splices),))
    if sum(one.key == key for one in project.entries) > 1:
        # Another entry keeps the key, so what refers to it still finds one.
        return Plan((change(library, splices),))
    keys = {key: edit.key}
    return Plan(
        (
            *_in_libraries(project, library, splices, keys),
            *in_project_files(project, keys),
        ),
        tuple(_cited(project, key)),
    )


def _check(edit: Edit) -> None:
    named = [name.lower() for name in (*edit.set, *edit.remove, *edit.rename, *edit.rename.values())]
    for name in named:
        if named.count(name) > 1:
            raise UsageError(f"the field {name} is named twice", hint="do one thing after the other")
    if not (named or edit.key or edit.type):
        raise UsageError("there is nothing to do", hint='say what: citekit edit KEY year=1997 note="second printing"')


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


def change(library: Library, splices: Iterable[Splice]) -> Change:
    """The change of a library's file that splices make."""
    if not isinstance(library.source, ByteSource):
        raise UsageError(f"{library.path} is no .bib file", hint="convert it first: citekit convert")
    return Change(Path(library.path), library.source.file, editor.edited(library, splices))


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


# ------------------------------------------------------------------------------------------- another key


def _in_libraries(
    project: Project, changed: Library, splices: Sequence[Splice], keys: Mapping[str, str]
) -> Iterator[Change]:
    """The libraries with all that points to an entry rewritten."""
    for library in project.libraries:
        if not isinstance(library.source, ByteSource):
            continue
        own = splices if library is changed else ()
        pointers = editor.references(library, keys)
        # A pointer that the edit itself sets is not rewritten once more.
        free = [one for one in pointers if not any(one.start < other.end and other.start < one.end for other in own)]
        if own or free:
            yield change(library, [*own, *free])


def in_project_files(project: Project, keys: Mapping[str, str]) -> Iterator[Change]:
    """The claims files and reading lists of a project with the new key for each old one."""
    items = (item for found in project.reading_lists for section in found.sections for item in section.items)
    spans = [*(claim.span for claim in project.claims), *(item.span for item in items)]
    for source in {span.path: span.source for span in spans}.values():
        splices = [(place, keys[key]) for place, key in _named(source) if key in keys]
        if splices:
            yield _in_text(source, splices)


_NAMING = (("claim", "source", "key"), ("claim", "source", "via"), ("section", "item", "key"))
"""Fields of claims files and reading lists that name works."""


def _named(source: TextSource) -> Iterator[tuple[toml.Place, str]]:
    """The places of a claims file or reading list that name a work, without quotation marks, and what they name."""
    for path, place in toml.read(source, MALFORMED_CLAIMS).places.items():
        if tuple(part for part in path if isinstance(part, str)) not in _NAMING:
            continue
        written = source.slice(place.start, place.end)
        mark = _QUOTE.match(written)
        if mark and (value := tomllib.loads(f"key = {written}")["key"]):
            width = mark.end()
            yield toml.Place(place.start + width, place.end - width), str(value).strip()


def _in_text(source: TextSource, places: Sequence[tuple[toml.Place, str]]) -> Change:
    """A text with other words at some places, in the bytes of its file. Raises Changed when that is another by now."""
    path = Path(source.path)
    data = path.read_bytes()
    bytes_source, _ = prepare(data, source.path)
    if bytes_source.text != source.text:
        difference = diff([Change(path, source.text.encode(), bytes_source.text.encode())])
        hint = "nothing was written; run the command again"
        raise Changed(f"{source.path} changed while citekit was at work", difference, hint=hint)
    splices = []
    done = offset = 0
    for place, new in sorted(places, key=lambda one: one[0].start):
        offset += len(source.slice(done, place.start).encode(bytes_source.encoding))
        end = offset + len(source.slice(place.start, place.end).encode(bytes_source.encoding))
        splices.append(Splice(offset, end, recoding.encode(new, bytes_source.encoding, source.path)))
        done, offset = place.end, end
    return Change(path, data, recoding.edited(bytes_source, splices))


def _cited(project: Project, key: str) -> Iterator[Span]:
    """Where documents cite a key."""
    for document in project.documents:
        for citation in document.citations:
            yield from (item.span for item in citation.items if item.key == key)
