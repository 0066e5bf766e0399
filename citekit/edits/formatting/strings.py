"""The strings that are defined between the entries of a file: what uses them must stay below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from citekit.formats.bibtex.blocks import Block, Kind, RawField
from citekit.formats.bibtex.cuts import raw_fields
from citekit.formats.bibtex.layout import line_end
from citekit.formats.bibtex.values import MONTHS, pieces
from citekit.source import ByteSource
from citekit.splices import Splice

_LINE_REST = re.compile(rb"[ \t]*(?:\r\n|\r|\n)?(?:[ \t]*(?:\r\n|\r|\n))*")


@dataclass(frozen=True, slots=True)
class Definitions:
    """Strings that are defined below the first entry, and who uses them."""

    blocks: tuple[Block, ...]
    places: tuple[int, ...]
    """For each block the number of the entry before which it stands."""
    needs: Mapping[int, int]
    """For each entry that uses one the least place that it may have."""
    can_go_first: bool
    """May they all be defined above the first entry, and nothing would say anything else?"""

    def allow(self, order: Sequence[int]) -> bool:
        """Does each entry stay below the strings that it uses, and above those that are defined later on purpose?"""
        if not self.can_go_first:
            return all(set(order[:wall]) == set(range(wall)) for wall in self.places)
        return all(place >= self.needs.get(number, 0) for place, number in enumerate(order))

    def first(self, data: bytes, start: int) -> Iterator[Splice]:
        """The definitions taken from where they are, and put before the first entry."""
        newline = line_end(data).encode()
        texts = (data[block.start : block.end] + newline for block in self.blocks)
        yield Splice(start, start, b"".join(texts) + newline)
        for block in self.blocks:
            rest = _LINE_REST.match(data, block.end)
            begins_line = data[block.start - 1 : block.start] in (b"\n", b"\r")
            yield Splice(block.start, rest.end() if rest and begins_line else block.end, b"")


def definitions(source: ByteSource, blocks: Sequence[Block]) -> Definitions:
    """The strings of a file that are defined below its first entry."""
    kinds = (block.kind for block in blocks if block.kind in (Kind.ENTRY, Kind.STRING))
    if Kind.STRING not in dropwhile(lambda kind: kind is Kind.STRING, kinds):
        # As in most files: who uses which need not be known.
        return Definitions((), (), {}, can_go_first=True)
    late, places, needs = [], [], dict[int, int]()
    names: dict[str, int] = {}
    used: set[str] = set(MONTHS)
    safe, entries = True, 0
    for block in blocks:
        if block.kind is Kind.ENTRY:
            words = _words(source, raw_fields(source.data, block))
            needs[entries] = max((names.get(word, 0) for word in words), default=0)
            used |= words
            entries += 1
        elif block.kind is Kind.STRING:
            defined = {source.slice(*field.name).lower() for field in block.fields or ()}
            used |= _words(source, block.fields or ())
            safe = safe and not (entries and defined & used) and not defined & names.keys()
            names |= dict.fromkeys(defined, entries)
            if entries:
                late.append(block)
                places.append(entries)
    return Definitions(tuple(late), tuple(places), needs, safe)


def _words(source: ByteSource, fields: Sequence[RawField] | Iterator[RawField]) -> set[str]:
    """The strings that values use."""
    return {
        source.slice(*piece).lower()
        for field in fields
        if field.closed and not field.whole
        for piece in pieces(source.data, field.value)
        if source.data[piece.start] not in b'{"'
    }
