"""PubMed's NBIB, MEDLINE's display format: tags of up to four characters, a hyphen, values that go on indented.

The map is `nbib.toml`. What kind of work it is follows from its titles: BTI is a book's, JT a journal's; PT, which may
come several times, says more only for a few.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from citekit.fieldmaps import library, losses, table, tagged, writing
from citekit.fieldmaps.names import initials, read_name
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_TAGGED
from citekit.fieldmaps.raw import RawEntry
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource

_LAYOUT = tagged.Layout(
    line=rb"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: ([^\r\n]*))?",
    type="",
    first=frozenset({"PMID"}),
    blank_parts=True,
    needs_type=False,
)
_BEGINS = re.compile(rb"^(?:PMID|FAU |OWN |STAT|TI  |BTI )- ?\S.*\r?$", re.M)
_LOOKED_AT = 64 * 1024
_WIDTH = 88
_PUBLICATION_TYPES = {
    "article": "Journal Article",
    "book": "Book",
    "chapter": "Book Chapter",
    "academic dissertation": "Academic Dissertation",
    "technical report": "Technical Report",
    "dataset": "Dataset",
    "congress": "Congress",
}


def _table() -> table.Table:
    return table.load(__package__, "nbib.toml")


def _looks_like(data: bytes) -> bool:
    return len(set(_BEGINS.findall(data[:_LOOKED_AT]))) >= 2


def read(source: ByteSource) -> Library:
    """The entries of an NBIB file and what is wrong with it."""
    scanned = tagged.scan(source, source.data, _LAYOUT)
    for raw in scanned.entries:
        raw.type = _type(raw)
    return library.make_library(source, scanned.entries, _table(), MALFORMED_TAGGED, faults=scanned.faults)


def _type(raw: RawEntry) -> str:
    for value in raw.values.get("PT", ()):
        word = value.text.lower()
        if word in _table().types:
            return word
    if "BTI" in raw.values:
        return "chapter" if "TI" in raw.values else "book"
    return "article" if "JT" in raw.values or "TA" in raw.values else "other"


def write(entries: Sequence[Entry]) -> Written:
    """Entries as NBIB, long values broken and indented as PubMed does."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    data = "\n".join("".join(_lines(one)) for one in made if not one.is_empty)
    return Written(data.encode(), losses.found(made, data.encode(), read, _table(), keys=False))


def _lines(tags: writing.Tags) -> Iterator[str]:
    # An entry must begin with PMID, even one that PubMed does not have.
    if not tags.of("PMID"):
        yield "PMID- \n"
    for tag, value in tags.values:
        yield from _line(tag, value)
        if tag == "LID":
            # PubMed gives identifiers in both; older readers know only this one.
            yield from _line("AID", value)
        if tag in _SHORT:
            yield from _line(_SHORT[tag], _short_name(value))
    if tags.type in _PUBLICATION_TYPES:
        yield from _line("PT", _PUBLICATION_TYPES[tags.type])


_WRAPPED = frozenset({"AB", "BTI", "CTI", "JT", "OT", "TI", "TT"})
"""Tags with running text, whose lines may be broken."""
_SHORT = {"FAU": "AU", "FED": "ED"}


def _short_name(text: str) -> str:
    """The name as AU has it: "King ML Jr"."""
    name = read_name(text, suffix_last=True)
    return " ".join(filter(None, (name.short, initials(name.given), name.suffix)))


def _line(tag: str, value: str) -> Iterator[str]:
    start = f"{tag:<4}- "
    if tag not in _WRAPPED:
        yield f"{start}{value}\n"
        return
    wrapped = textwrap.wrap(
        value, _WIDTH, initial_indent=start, subsequent_indent=" " * 6, break_on_hyphens=False, break_long_words=False
    )
    yield from (f"{line}\n" for line in wrapped or [start])


FORMAT = Format("nbib", (".nbib",), read, _looks_like, (MALFORMED_TAGGED, FIELD_NOT_READ), write)
