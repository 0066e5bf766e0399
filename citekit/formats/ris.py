"""RIS: the tagged lines of Reference Manager, EndNote, Zotero, Mendeley and most databases.

The map is `ris.toml`, which names the documentation. What exporters make of it beside: one space before the hyphen or
none behind it, a value broken over lines, dates with hyphens, a range of pages in SP, the DOI in M3 or in a note, full
and short journal names in any of four tags, tags in lower case, entries that do not end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from citekit.fieldmaps import archives, library, losses, table, tagged, writing
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_RIS
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource

_BEGINS = re.compile(rb"^[ \t]*TY {1,2}-[ \t]*[A-Z]{2,7}[ \t]*\r?$", re.M)
_LOOKED_AT = 64 * 1024


def _table() -> table.Table:
    return table.load(__package__, "ris.toml")


@cache
def _layout() -> tagged.Layout:
    return tagged.Layout(
        line=rb"[ \t]*([A-Z][A-Z0-9])  -(?:[ \t]+([^\r\n]*))?",
        loose=rb"[ \t]*([A-Za-z][A-Za-z0-9])[ \t]{1,3}-(?:[ \t]*([^\r\n]*))?",
        known=_table().tags() | {"TY", "ER"},
        type="TY",
        first=frozenset({"TY"}),
        last=frozenset({"ER"}),
    )


def _looks_like(data: bytes) -> bool:
    return _BEGINS.search(data[:_LOOKED_AT]) is not None


def read(source: ByteSource) -> Library:
    """The entries of a RIS file and what is wrong with it."""
    scanned = tagged.scan(source, source.data, _layout())
    for raw in scanned.entries:
        archives.mark(raw, "AN", "DB")
    return library.make_library(source, scanned.entries, _table(), MALFORMED_RIS, faults=scanned.faults)


def write(entries: Sequence[Entry]) -> Written:
    """Entries as RIS, with the line ends that its specification asks for."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    data = "\r\n".join("\r\n".join(_lines(one)) for one in made)
    return Written(data.encode(), losses.found(made, data.encode(), read, _table()))


def _lines(tags: writing.Tags) -> Iterator[str]:
    yield f"TY  - {tags.type}"
    for tag, value in archives.parted(tags.values, "AN", "DB"):
        yield f"{tag}  - {value}"
    yield "ER  - "
    yield ""


FORMAT = Format("ris", (".ris",), read, _looks_like, (MALFORMED_RIS, FIELD_NOT_READ), write)
