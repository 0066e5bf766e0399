"""Texts that cite: one module or package for each format."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType

from citekit.diagnostic import Problem
from citekit.documents.packed.problems import PROBLEMS
from citekit.model import Citation, Document, Mode
from citekit.plugin import DocumentFormat, discover

_BUILT_IN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "markdown": (".md", ".markdown", ".mkd", ".qmd", ".rmd"),
        "latex": (".tex", ".latex", ".ltx"),
        "auxiliary": (".aux", ".bcf"),
        "docx": (".docx", ".docm", ".dotx"),
        "odt": (".odt", ".ott", ".fodt"),
        "pdf": (".pdf",),
        "webpage": (".html", ".htm", ".xhtml"),
        "notebook": (".ipynb",),
        "typst": (".typ",),
        "org": (".org",),
        "rst": (".rst", ".rest"),
        "asciidoc": (".adoc", ".asciidoc", ".asc"),
        "plain": (".txt", ".text"),
    }
)
"""The built-in formats, each a module of its name, with their endings: imported when a file first has one."""

DOCUMENT_FORMATS: tuple[DocumentFormat, ...]
"""The built-in formats."""


def __getattr__(name: str) -> object:
    if name == "DOCUMENT_FORMATS":
        return tuple(map(_built_in, _BUILT_IN))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _built_in(name: str) -> DocumentFormat:
    found: DocumentFormat = import_module(f"{__name__}.{name}").FORMAT
    return found


@cache
def added() -> tuple[DocumentFormat, ...]:
    """The formats of plugins, by name."""
    return tuple(found for found in discover("documents") if isinstance(found, DocumentFormat))


def problems() -> tuple[Problem, ...]:
    """What the readers can find, those of plugins included."""
    return (*PROBLEMS, *(found for format in added() for found in format.problems))


_BEFORE_MARK = re.compile(r" +(?=[,.)\]])")


def by_path(path: str) -> DocumentFormat:
    """The format that a file's suffix names; plain text for any other."""
    suffix = PurePath(path).suffix.lower()
    built_in = next((name for name, suffixes in _BUILT_IN.items() if suffix in suffixes), None)
    if built_in is not None:
        return _built_in(built_in)
    return next((one for one in added() if suffix in one.suffixes), _built_in("plain"))


def named(name: str) -> DocumentFormat:
    """The format of that name; plain text when there is none."""
    if name in _BUILT_IN:
        return _built_in(name)
    return next((one for one in added() if one.name == name), _built_in("plain"))


def key_mark(citation: Citation) -> str:
    """The mark of a citation by its keys, as far as these say it: `[holsti1995, 4; plano1979]`."""
    places = [f", {item.locator.value.replace('--', '–')}" if item.locator else "" for item in citation.items]
    told = "; ".join(f"{item.key}{place}" for item, place in zip(citation.items, places, strict=True))
    return told if citation.items[0].mode is Mode.NARRATIVE else f"[{told}]"


def readable(document: Document, start: int, end: int, cite: Callable[[Citation], str] = key_mark) -> str:
    """What a reader sees of a stretch of a document, on one line: no markup, and no note but that it begins in.

    `cite` writes the marks of the citations by key; those in words stand as they are.
    """
    pieces = "".join(_pieces(document, start, end, cite))
    return _BEFORE_MARK.sub("", " ".join(pieces.split()))


def quoted(path: str, text: str) -> str:
    """Words that were quoted from a document which has them no more, as its reader saw them, on one line.

    Only LaTeX's commands are sure to be none of these words: a `*` may be one.
    """
    format = by_path(path)
    return " ".join((format.printed(text) if format.name == "latex" else text).split())


def _pieces(document: Document, start: int, end: int, cite: Callable[[Citation], str]) -> Iterator[str]:
    done = start
    for begin, until, text in sorted([*_notes(document, start, end), *_cited(document, start, end, cite)]):
        if begin >= done:
            yield from _printed(document, done, begin)
            yield text
            done = until
    yield from _printed(document, done, end)


def _notes(document: Document, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    first = bisect_right(document.notes, start, key=lambda note: note[0])
    for begin, until in document.notes[first:]:
        if begin >= end:
            return
        yield begin, min(until, end), ""


def _cited(document: Document, start: int, end: int, cite: Callable[[Citation], str]) -> Iterator[tuple[int, int, str]]:
    """The citations by key, those left out that only ask for an entry in the bibliography."""
    first = bisect_left(document.citations, start, key=lambda citation: citation.span.start)
    for citation in document.citations[first:]:
        begin, until = citation.span.start, citation.span.end
        if begin >= end:
            return
        if citation.items[0].key and until <= end and not document.seen[begin:until].isspace():
            yield begin, until, cite(citation)


def _printed(document: Document, start: int, end: int) -> Iterator[str]:
    format = named(document.format)
    done = start
    first = max(0, bisect_right(document.shown, start, key=lambda shown: shown[0]) - 1)
    for begin, until in document.shown[first:]:
        if begin >= end:
            break
        begin, until = max(begin, done), min(until, end)
        if begin < until:
            yield format.words(_words(document, done, begin))
            yield format.printed(document.text[begin:until])
            done = until
    yield format.words(_words(document, done, end))


def _words(document: Document, start: int, end: int) -> str:
    """The prose of a stretch in which nothing else is shown; what is blanked in it is markup, `~` a space."""
    pairs = zip(document.text[start:end], document.prose[start:end], strict=True)
    return "".join(seen if seen == written else " " if written in "~\n\r\t " else "" for written, seen in pairs)
