"""EndNote's tagged import format: a percent sign, a character and a value a line, after Refer and BibIX.

The map is `enw.toml`. What lacks a tag goes on with the value before it; a blank line before a tag begins an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citekit.fieldmaps import archives, library, losses, table, tagged, writing
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_TAGGED
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource

_LAYOUT = tagged.Layout(
    line=rb"(%[0-9A-Z!?@#$&()*+<=>\[\]^~])(?:[ \t]+([^\r\n]*))?",
    type="%0",
    first=frozenset({"%0"}),
    blank_parts=True,
    needs_type=False,
)
_BEGINS = re.compile(rb"^%0 [A-Z][A-Za-z ]{2,30}\r?$", re.M)
_LOOKED_AT = 64 * 1024


def _table() -> table.Table:
    return table.load(__package__, "enw.toml")


def _looks_like(data: bytes) -> bool:
    return _BEGINS.search(data[:_LOOKED_AT]) is not None and b"%T " in data


def read(source: ByteSource) -> Library:
    """The entries of a tagged EndNote file and what is wrong with it."""
    scanned = tagged.scan(source, source.data, _LAYOUT)
    for raw in scanned.entries:
        archives.mark(raw, "%M", "%~")
    return library.make_library(source, scanned.entries, _table(), MALFORMED_TAGGED, faults=scanned.faults)


def write(entries: Sequence[Entry]) -> Written:
    """Entries in EndNote's tagged format, a blank line between them."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    data = "\n".join("".join(_lines(one)) for one in made)
    return Written(data.encode(), losses.found(made, data.encode(), read, _table()))


def _lines(tags: writing.Tags) -> Iterator[str]:
    yield f"%0 {tags.type}\n"
    for tag, value in archives.parted(tags.values, "%M", "%~"):
        yield f"{tag} {value}\n"


FORMAT = Format("enw", (".enw",), read, _looks_like, (MALFORMED_TAGGED, FIELD_NOT_READ), write)
