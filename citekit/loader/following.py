"""The files that documents take in: each is read as a document of its own, once, however often it is taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from citekit.documents import named as by_name
from citekit.documents import settings
from citekit.encoding import decode
from citekit.loader.files import Named, read, real, show
from citekit.model import Document, Include
from citekit.plugin import DocumentFormat
from citekit.source import TextSource

MOST = 5000
"""Files that are followed in one project."""


def named(format: DocumentFormat, include: Include, folders: Sequence[str], root: Path) -> Named:
    """The file that an include names: the first that there is, else the one that was most likely meant.

    `folders` are those that the name may count from, `root` is the project's.
    """
    paths = list(_paths(format, include.name, folders, root))
    found = next((path for path in paths if _is_file(path)), paths[0])
    return Named(found, include.span)


def _paths(format: DocumentFormat, name: str, folders: Sequence[str], root: Path) -> Iterator[str]:
    from_root = name.startswith("/") and not format.includes_from_root
    starts = [root.as_posix()] if from_root else folders
    suffixes = format.include_suffixes
    if PurePath(name).suffix in set(suffixes) - {""}:
        suffixes = ("",)
    for start in starts:
        for suffix in suffixes:
            yield show(Path(start), (name.lstrip("/") if from_root else name) + suffix)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def folders(document: Document, format: DocumentFormat, home: str, root: Path) -> list[str]:
    """The folders that the names in a document count from; `home` is that of the document with which it began.

    Where names count from there and a chapter was named by itself, any folder above it may be that one.
    """
    own = PurePath(document.path).parent
    if not format.includes_from_root:
        return [own.as_posix()]
    above = [folder for folder in own.parents if folder.is_relative_to(root)]
    return list(dict.fromkeys([home, own.as_posix(), *(folder.as_posix() for folder in above)]))


def strays(path: str, homes: Sequence[str | Path]) -> bool:
    """Does a path lie outside all of these folders, links followed?"""
    return not any(real(Path(path)).is_relative_to(real(Path(home))) for home in homes)


def with_definitions(documents: Sequence[Document], homes: Mapping[str, str]) -> Iterator[Document]:
    """The documents, those read again that may use commands which other files of the same document define."""
    defined: dict[str, dict[str, str]] = {}
    for document in documents:
        defined.setdefault(_home(document, homes), {}).update(document.defines)
    for document in documents:
        known, format = defined[_home(document, homes)], by_name(document.format)
        others = known.keys() - document.defines.keys()
        text = document.text.lower() if others else ""
        if format.read_with and any(name.lower() in text for name in others):
            yield replace(format.read_with(document.source, known), within=document.within)
        else:
            yield document


def _home(document: Document, homes: Mapping[str, str]) -> str:
    return homes.get(document.path, PurePath(document.path).parent.as_posix())


def settled(documents: Sequence[Document], root: Path) -> Iterator[Named]:
    """The libraries that the settings of a publishing program name, beside the documents or above them."""
    looked: set[str] = set()
    for document in documents:
        for path in _settings(document, root):
            if path in looked or not _is_file(path):
                continue
            looked.add(path)
            data = read(Named(path))
            if not isinstance(data, bytes):
                continue
            source = TextSource(path, decode(data, path).text)
            for name, at in settings.libraries(source.text):
                yield Named(show(Path(path).parent, name), source.span(at, at + len(name)))


def _settings(document: Document, root: Path) -> Iterator[str]:
    own = PurePath(document.path).parent
    above = (folder for folder in own.parents if folder.is_relative_to(root))
    for folder in (own, *above):
        yield from ((folder / name).as_posix() for name in by_name(document.format).settings)
