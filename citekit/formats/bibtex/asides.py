"""What a .bib file holds besides its entries: strings, preambles, comments and what programs keep in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.formats.bibtex.blocks import NO_PLACE, Block, Kind, Place, RawField
from citekit.formats.bibtex.values import Strings, evaluate
from citekit.library import Aside, Library
from citekit.source import ByteSource, Span


@cache
def _metadata() -> re.Pattern[bytes]:
    # JabRef's manual, "Custom .bib file contents"; BibDesk's manual, "Groups". Their comments begin with these words.
    return re.compile(
        rb"@\w+\s*[{(]\s*(jabref-meta:\s*[\w-]+|jabref-entrytype:\s*[\w-]+|BibDesk [A-Z]\w+ Groups)", re.I
    )


@cache
def _opening() -> re.Pattern[bytes]:
    return re.compile(rb"@\s*\w+\s*[{(]")


def string_aside(source: ByteSource, block: Block, name: str, text: str) -> Aside:
    """A string that the file defines."""
    return Aside("string", name, text, Span(source, block.start, block.end))


def block_aside(source: ByteSource, block: Block) -> Aside:
    """A preamble, a comment, or what a program keeps in one."""
    span = Span(source, block.start, block.end)
    if block.kind is Kind.PREAMBLE:
        return Aside("preamble", "", "", span)
    found = _metadata().match(source.data, block.start, block.end)
    return Aside("metadata", " ".join(found[1].decode().split()), "", span) if found else Aside("comment", "", "", span)


def preambles(library: Library) -> Iterator[str]:
    """What each preamble of a .bib file says, the strings in it put in."""
    for aside in library.asides:
        if aside.kind == "preamble" and isinstance(library.source, ByteSource):
            yield _preamble(library.source, aside.span, Strings(library.strings))


def _preamble(source: ByteSource, span: Span, strings: Strings) -> str:
    found = _opening().match(source.data, span.start, span.end)
    if not found:
        return ""
    end = span.end - source.data.endswith((b"}", b")"), found.end(), span.end)
    body = source.data[found.end() : end]
    start = found.end() + len(body) - len(body.lstrip())
    value = Place(start, start + len(body.strip()))
    return evaluate(source.data, RawField(NO_PLACE, value), strings, source.slice).text if body.strip() else ""
