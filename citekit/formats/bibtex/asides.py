"""What a .bib file holds besides its entries: strings, preambles, comments and what programs keep in comments."""

from __future__ import annotations

import re
from functools import cache

from citekit.formats.bibtex.blocks import Block, Kind
from citekit.library import Aside
from citekit.source import ByteSource, Span


@cache
def _metadata() -> re.Pattern[bytes]:
    # JabRef's manual, "Custom .bib file contents"; BibDesk's manual, "Groups". Their comments begin with these words.
    return re.compile(
        rb"@\w+\s*[{(]\s*(jabref-meta:\s*[\w-]+|jabref-entrytype:\s*[\w-]+|BibDesk [A-Z]\w+ Groups)", re.I
    )


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
