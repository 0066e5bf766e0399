"""All places where the key of a work stands, and other keys put there: when entries are renamed, or made one.

Keys stand in libraries (crossref, xdata, related …), in claims files and in reading lists; those are rewritten, all at
once, so that keys may be exchanged. Where documents cite a key is only told: those are the person's own words.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from citekit.diagnostic import UsageError
from citekit.edits.changes import Change, Changed, diff
from citekit.edits.overlaps import apart, free
from citekit.encoding import prepare
from citekit.formats.bibtex import editor, recoding
from citekit.formats.bibtex.anatomy import source_of
from citekit.model import Library, Project
from citekit.projectfiles import toml
from citekit.projectfiles.problems import MALFORMED_CLAIMS
from citekit.source import Span, TextSource
from citekit.splices import Splice

_QUOTE = re.compile("\"\"\"|'''|\"|'")
_NAMING = (("claim", "source", "key"), ("claim", "source", "via"), ("section", "item", "key"))
"""Fields of claims files and reading lists that name works."""
_NO_OTHERS: Mapping[Library, Sequence[Splice]] = MappingProxyType({})


def repointed(
    project: Project, keys: Mapping[str, str], others: Mapping[Library, Sequence[Splice]] = _NO_OTHERS
) -> Iterator[Change]:
    """The changes of all files of a project in which old keys give way to new ones. Writes nothing.

    `keys` gives the new key for each old one; `others` are splices that are made in the libraries besides, as those
    that give the entries themselves their new keys: a pointer that one of them touches is left to it. Raises Changed
    when a claims file or reading list is not what was read.
    """
    yield from in_libraries(project.libraries, keys, others)
    yield from in_project_files(project, keys)


def in_libraries(
    libraries: Iterable[Library], keys: Mapping[str, str], others: Mapping[Library, Sequence[Splice]] = _NO_OTHERS
) -> Iterator[Change]:
    """The changes of those libraries that point to old keys, or have other splices. Only .bib files have pointers."""
    for library in filter(is_bib, libraries):
        own = apart(others.get(library, ()))
        pointers = editor.references(library, keys) if keys else []
        if splices := [*own, *free(pointers, own)]:
            yield change(library, splices)


def is_bib(library: Library) -> bool:
    """Is it a .bib file, and none of another format, which is only read?"""
    with contextlib.suppress(UsageError):
        return bool(source_of(library))
    return False


def change(library: Library, splices: Iterable[Splice]) -> Change:
    """The change of a library's file that splices make. Raises UsageError when it is no .bib file."""
    return Change(Path(library.path), source_of(library).file, editor.edited(library, splices))


def cited(project: Project, keys: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Where documents cite an old key, and the new one."""
    for document in project.documents:
        for citation in document.citations:
            yield from ((item.span, keys[item.key]) for item in citation.items if item.key in keys)
        for claim in document.claims:
            yield from ((source.span, keys[source.key]) for source in claim.sources if source.key in keys)


# ------------------------------------------------------------------------------- claims files and reading lists


def in_project_files(project: Project, keys: Mapping[str, str]) -> Iterator[Change]:
    """The claims files and reading lists of a project with the new key for each old one."""
    items = (item for found in project.reading_lists for section in found.sections for item in section.items)
    own = (claim.span for claim in project.claims if claim.span.path != claim.document)
    spans = [*own, *(item.span for item in items)]
    for source in {span.path: span.source for span in spans}.values():
        splices = [(place, keys[key]) for place, key in _named(source) if key in keys]
        if splices:
            yield in_text(source, splices)


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


def in_text(source: TextSource, places: Sequence[tuple[toml.Place, str]]) -> Change:
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
