"""The lists of references that documents print, read as a library is: each work once, under a key of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from citekit.documents import readable
from citekit.keys import Pattern, Taken, make_key, parse
from citekit.library import Entry, Field
from citekit.model import Document, PrintedReference, Project, fold
from citekit.references import Made, parse_all, to_entry

_PATTERN = "[auth][year]"
"""Of the keys, where the project has no pattern of its own."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Printed:
    """A work that a document prints in its list."""

    reference: PrintedReference
    entry: Entry
    """For linking: its names and date as they are read for that, under its key. One that another list has too has the
    same key."""
    made: Made
    """All that was read of it, under the same key."""


def by_own_list(project: Project) -> tuple[Document, ...]:
    """The documents whose printed list is their library: they have one, and nobody named another that has works."""
    if not project.entries:
        return tuple(one for one in project.documents if one.references)
    if project.config.libraries:
        return ()
    supplied = {one.path for one in project.documents if one.bibliography or one.carried}
    for document in project.documents:  # each comes after the one that takes it in
        if document.within in supplied:
            supplied.add(document.path)
    return tuple(one for one in project.documents if one.references and one.path not in supplied)


def printed(project: Project, documents: Iterable[Document]) -> tuple[Printed, ...]:
    """The works of the printed lists of some documents of a project, in order."""
    pattern = parse(project.config.key_pattern or _PATTERN)
    read = [pair for document in documents for pair in _read(document)]
    return tuple(_keyed(read, pattern, Taken(entry.key for entry in project.entries)))


def _read(document: Document) -> Iterator[tuple[PrintedReference, Made]]:
    references = document.references
    texts = (_text(document, reference) for reference in references)
    for reference, parsed in zip(references, parse_all(texts), strict=True):
        yield reference, to_entry(parsed, "", reference.span)


def _text(document: Document, reference: PrintedReference) -> str:
    """What a reader sees of it, without its number."""
    text = readable(document, reference.span.start, reference.span.end)
    return re.sub(rf"^\W{{0,3}}{re.escape(reference.number)}\W{{0,3}}\s", "", text) if reference.numbered else text


def _keyed(read: Iterable[tuple[PrintedReference, Made]], pattern: Pattern, taken: Taken) -> Iterator[Printed]:
    known: dict[tuple[str, ...], str] = {}
    for reference, made in read:
        entry = _for_linking(reference, made)
        same = _identity(entry)
        if same not in known or reference.label:
            known[same] = reference.label or make_key(entry, pattern, taken)
            taken.add(known[same])
        key = known[same]
        yield Printed(reference, replace(entry, key=key), replace(made, entry=replace(made.entry, key=key)))


def _identity(entry: Entry) -> tuple[str, ...]:
    """What a work has in common with itself in another list: people, year and title; without a title, all its words."""
    said = entry.text("title") or entry.text("note")
    return (*(fold(name.short) for name in entry.people), entry.text("year"), "".join(_WORD.findall(fold(said))))


def _for_linking(reference: PrintedReference, made: Made) -> Entry:
    """Its year with the letter that tells it from others, and its title."""
    entry = reference.entry
    fields = dict(entry.fields)
    if reference.year:
        year = reference.year + reference.letter
        fields["year"] = Field("year", year, year, reference.span)
    if "title" in made.entry.fields:
        fields["title"] = made.entry.fields["title"]
    return replace(entry, type=made.entry.type, fields=MappingProxyType(fields))
