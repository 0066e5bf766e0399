"""What stands in a .bib file besides its entries: strings, preambles, comments, remarks between entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citekit.formats.bibtex.anatomy import source_of
from citekit.formats.bibtex.blocks import Block, Kind
from citekit.formats.bibtex.recoding import encode, written_in
from citekit.formats.bibtex.scanner import scan
from citekit.model import Library
from citekit.source import ByteSource, Span

_SPACE = re.compile(rb"\s*")
_PARAGRAPH = re.compile(rb"[^\s][^\r\n]*(?:\r?\n[ \t]*[^\s][^\r\n]*)*")


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece that is no entry."""

    source: ByteSource
    block: tuple[int, int]
    """Where it begins and ends."""
    place: tuple[int, int]
    """Where its value does, of a string; else the same."""

    @property
    def text(self) -> str:
        """As it is written."""
        return self.source.slice(*self.block)

    @property
    def gap_end(self) -> int:
        """Where what follows it begins, white space passed over, when it begins a line; else where it ends."""
        start, end = self.block
        begins_line = start == 0 or self.source.data[start - 1 : start] in (b"\n", b"\r")
        found = _SPACE.match(self.source.data, end)
        return found.end() if found and begins_line else end

    @property
    def value(self) -> str:
        """Its value, as it is written."""
        return self.source.slice(*self.place)

    @property
    def said(self) -> str:
        """What it says, white space single: pieces that say the same are one."""
        return " ".join(self.value.split())

    @property
    def span(self) -> Span:
        """All of it."""
        return self.source.span(*self.block)

    def raw(self, library: Library) -> bytes:
        """Its value in the encoding of another file."""
        source = source_of(library)
        return encode(self.value, written_in(source), source.path)


def strings(library: Library) -> dict[str, Remark]:
    """The strings that a file defines, by lower-case name; of one that is defined twice the last, which counts."""
    source = source_of(library)
    found: dict[str, Remark] = {}
    for block in scan(source.data):
        if block.kind is Kind.STRING:
            for one in block.fields or ():
                found[source.slice(*one.name).lower()] = Remark(
                    source, (block.start, block.end), (one.value.start, one.value.end)
                )
    return found


def remarks(library: Library) -> list[Remark]:
    """Preambles, comments and, paragraph by paragraph, what stands between entries."""
    source = source_of(library)
    return [one for block in scan(source.data) for one in _of(source, block)]


def _of(source: ByteSource, block: Block) -> Iterator[Remark]:
    if block.kind in (Kind.PREAMBLE, Kind.COMMENT, Kind.COMMENTED):
        yield Remark(source, (block.start, block.end), (block.start, block.end))
    elif block.kind is Kind.JUNK:
        for found in _PARAGRAPH.finditer(source.data, block.start, block.end):
            yield Remark(source, found.span(), found.span())
