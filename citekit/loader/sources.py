"""The texts of works that a project keeps, to hold quotations against: `sources/KEY.txt`, `.md`, `.html`, `.pdf` …"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from citekit import documents
from citekit.diagnostic import Diagnostic
from citekit.documents.packed.extracted import ExtractedSource
from citekit.encoding import decode
from citekit.loader.files import Named, read, real, show
from citekit.model import Document, Project, WorkText
from citekit.source import ByteSource, TextSource

MOST = 20_000
"""Files in a folder of sources that are looked at."""
_UNSAFE = re.compile(r"[^\w.+-]+")
_NUMBER = re.compile(r"\d+")


def read_sources(project: Project, folder: str, found: list[Diagnostic]) -> Mapping[str, WorkText]:
    """The texts in a folder of the works of the project's libraries, by key.

    A file bears the name of the key; what no file name can have in it (`/`, `:`) is `_` there. Works that nothing cites
    are read too: words may be theirs that are given to another, or to nobody. What a link leads to outside the folder
    is not read.
    """
    names = dict(_files(Path(show(project.root, folder))))
    if not names:
        return {}
    keys = sorted({entry.key for entry in project.entries})
    texts = {key: _read(key, names[name], found) for key in keys if (name := file_name(key)) in names}
    return {key: text for key, text in texts.items() if text}


def file_name(key: str) -> str:
    """The name, without its ending and in lower case, of the file that holds the text of a work.

    >>> file_name("DBLP:conf/acl/Holsti95")
    'dblp_conf_acl_holsti95'
    """
    return _UNSAFE.sub("_", key).casefold()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder, by their names without the ending."""
    try:
        with os.scandir(folder) as listing:
            paths = sorted(Path(entry.path) for entry in islice(listing, MOST) if entry.is_file())
    except (OSError, ValueError):
        return
    home = real(folder)
    for path in reversed(paths):
        if real(path).is_relative_to(home):
            yield path.stem.casefold(), path


def _read(key: str, path: Path, found: list[Diagnostic]) -> WorkText | None:
    """The text of one work; None, and noted, where it cannot be read."""
    shown = path.as_posix()
    format = documents.by_path(shown)
    data = read(Named(shown), packed=format.read_bytes is not None)
    if isinstance(data, Diagnostic):
        found.append(data)
        return None
    document = _document(shown, data, found)
    found.extend(document.diagnostics)
    if not document.text.strip():
        return None
    return WorkText(key, shown, document.prose, document.source, tuple(_pages(document)))


def _document(shown: str, data: bytes, found: list[Diagnostic]) -> Document:
    format = documents.by_path(shown)
    if format.read_bytes is not None:
        return format.read_bytes(ByteSource(shown, data))
    decoded = decode(data, shown)
    found.extend(decoded.diagnostics)
    source = TextSource(shown, decoded.text)
    return format.read(source) if format.read else Document(shown, source, source.text)


def _pages(document: Document) -> Sequence[int]:
    """Where each page begins, as far as the text says: after a form feed, which is how plain text ends a page; in a
    PDF by its pages, one without words too.
    """
    if document.format == "pdf" and isinstance(document.source, ExtractedSource):
        return _pages_of_pdf(document.source)
    starts = [0, *(match.end() for match in re.finditer("\f", document.text))]
    return starts if len(starts) > 1 else ()


def _pages_of_pdf(source: ExtractedSource) -> Sequence[int]:
    """Where each page begins; one without words begins where the next does. Empty pages at the end are not known."""
    starts: list[int] = []
    for unit in source.units:
        page = int(match[0]) if (match := _NUMBER.search(unit.name)) else 0
        starts += [unit.start] * (page - len(starts))
    return starts
