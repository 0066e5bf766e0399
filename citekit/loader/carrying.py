"""The works that Word and OpenDocument files carry with them: a library where none is named, else joined to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from citekit import formats
from citekit.model import CitationItem, Document, Entry, Library, fold
from citekit.source import ByteSource


def carry(documents: Sequence[Document]) -> tuple[list[Document], list[Library]]:
    """The documents, and the libraries that they carry, as far as they cite them.

    A work that an earlier one carries already is taken once. Where two documents have one key for two works, the later
    one's gets another.
    """
    known: dict[str, Entry] = {}
    changed, libraries = [], []
    for document in documents:
        keys: dict[str, str] = {}
        cited = {item.key for citation in document.citations for item in citation.items}
        for library in _libraries(document):
            entries = []
            for entry in library.entries:
                if entry.key not in cited:
                    continue
                keys[entry.key], is_new = _settled(entry, known)
                if is_new:
                    known[keys[entry.key]] = entry
                    entries.append(replace(entry, key=keys[entry.key]))
            libraries.append(replace(library, entries=tuple(entries), diagnostics=()))
        changed.append(_rekeyed(document, keys))
    return changed, libraries


def join(documents: Sequence[Document], libraries: Iterable[Library]) -> list[Document]:
    """The documents with the keys of the libraries in place of those of their own works.

    What no library has is left to be looked for by its names and its year.
    """
    if not any(document.carried for document in documents):
        return list(documents)
    index = _Index(entry for library in libraries for entry in library.entries)
    return [_rekeyed(document, dict(_joined(document, index))) for document in documents]


def _joined(document: Document, index: _Index) -> Iterator[tuple[str, str]]:
    for library in _libraries(document):
        for entry in library.entries:
            yield entry.key, index.key(entry)


def _libraries(document: Document) -> Iterator[Library]:
    for at, carried in enumerate(document.carried, 1):
        # No file has this path: nothing is ever written to what a document carries.
        yield formats.named(carried.format).read(ByteSource(f"{document.path}/works-{at}", carried.data))


def _settled(entry: Entry, known: Mapping[str, Entry]) -> tuple[str, bool]:
    """The key that an entry is to have, and whether it is new."""
    key, number = entry.key, 1
    while key in known and not _alike(known[key], entry):
        number += 1
        key = f"{entry.key}-{number}"
    return key, key not in known


def _alike(one: Entry, other: Entry) -> bool:
    return _title(one) == _title(other)


def _title(entry: Entry) -> str:
    return "".join(character for character in fold(entry.title) if character.isalnum())


class _Index:
    """The entries of the libraries, to be found by what a document carries of them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._keys: dict[str, Entry] = {}
        self._dois: dict[str, str] = {}
        self._titles: dict[tuple[str, str], str] = {}
        for entry in entries:
            self._keys.setdefault(entry.key, entry)
            if doi := _doi(entry):
                self._dois.setdefault(doi, entry.key)
            if title := _title(entry):
                self._titles.setdefault((title, entry.year), entry.key)

    def key(self, entry: Entry) -> str:
        """The key of the same work; empty when there is none."""
        same = self._keys.get(entry.key)
        if same is not None and _alike(same, entry):
            return entry.key
        return self._dois.get(_doi(entry), "") or self._titles.get((_title(entry), entry.year), "")


def _doi(entry: Entry) -> str:
    doi = entry.text("doi").strip().lower()
    return doi[doi.find("10.") :] if "10." in doi else ""


def _rekeyed(document: Document, keys: Mapping[str, str]) -> Document:
    if all(old == new for old, new in keys.items()):
        return document
    citations = tuple(replace(one, items=tuple(_item(item, keys) for item in one.items)) for one in document.citations)
    return replace(document, citations=citations)


def _item(item: CitationItem, keys: Mapping[str, str]) -> CitationItem:
    key = keys.get(item.key, item.key)
    # Without a key a work is looked for in words; one without these is better reported by its key.
    return replace(item, key=key) if key or (item.names and item.year) else item
