"""Where each entry of a .bib file stands: enough to read one without the others."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from citekit.formats.bibtex.blocks import Block, Kind
from citekit.source import ByteSource, line_ends

UNNAMED = "unnamed-"
"""How the keys begin that the reader gives to entries without one."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a file's entries, in its order, and where they and the strings begin."""

    names: bytes
    """UTF-8: one a line, with a line end before the first and behind the last."""
    starts: Sequence[int]
    """Of each entry, the offset of its `@`."""
    lines: Sequence[int]
    """The lines on which they stand, from 1."""
    strings: Sequence[int]
    """Of each `@string`, the offset of its `@`."""

    def having(self, key: str) -> list[int]:
        """The numbers of the entries with a key: several when it comes twice, none when there is none."""
        if "\n" in key:
            return []
        line = b"\n" + key.encode("utf-8", "replace") + b"\n"
        found, number, counted, at = [], 0, 0, self.names.find(line)
        while at >= 0:
            number += self.names.count(b"\n", counted, at)
            found.append(number)
            counted = at
            at = self.names.find(line, at + len(line) - 1)
        return found

    def all(self) -> list[str]:
        """All keys."""
        return self.names.decode()[1:-1].split("\n") if self.starts else []


def keys_of(source: ByteSource, blocks: Sequence[Block]) -> Keys:
    """The keys of a scanned file. An entry without one has the name that the reader gives it."""
    names, starts, strings = [], array("q"), array("q")
    unnamed = 0
    for block in blocks:
        if block.kind is Kind.ENTRY:
            key = source.data[block.key.start : block.key.end]
            if not key:
                unnamed += 1
                key = f"{UNNAMED}{unnamed}".encode()
            names.append(key)
            starts.append(block.start)
        elif block.kind is Kind.STRING:
            strings.append(block.start)
    text = b"\n".join([b"", *names, b""])
    if source.encoding != "utf-8" or not text.isascii():
        text = "\n".join(["", *(_decoded(source, key) for key in names), ""]).encode("utf-8", "replace")
    return Keys(text, starts, _lines(source.data, starts), strings)


def _lines(data: bytes, starts: Sequence[int]) -> array[int]:
    """The line of each offset, given ascending. None lies between the two bytes of a line end."""
    lines, line, done = array("i"), 1, 0
    for start in starts:
        line += line_ends(data, done, start)
        lines.append(line)
        done = start
    return lines


def _decoded(source: ByteSource, key: bytes) -> str:
    """A key as the source reads it: a stray byte as Latin-1."""
    return key.decode() if key.isascii() else ByteSource(source.path, key, source.encoding).text
