"""Web of Science's plain text, once ISI's: two-letter tags, values that go on indented by three spaces.

The map is `isi.toml`. What kind of work it is stands in PT (J, B, S, C, P) and, of books and conferences, in DT.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from citekit.fieldmaps import library, losses, table, tagged, writing
from citekit.fieldmaps.names import initials, read_name
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_TAGGED
from citekit.fieldmaps.raw import RawEntry
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource

_PEOPLE = frozenset({"AU", "AF", "BA", "BF", "CA", "BE", "ED", "AE"})
_LAYOUT = tagged.Layout(
    line=rb"([A-Z][A-Z0-9])(?: ([^\r\n]*))?",
    type="PT",
    first=frozenset({"PT"}),
    last=frozenset({"ER"}),
    outside=frozenset({"FN", "VR", "EF"}),
    listed=_PEOPLE | {"CR", "C1"},
)
_BEGINS = re.compile(rb"^(?:FN .*|VR 1\.0.*|PT [JBSCPD]|PT Journal)\r?$", re.M)
_LOOKED_AT = 64 * 1024
_WIDTH = 80


def _table() -> table.Table:
    return table.load(__package__, "isi.toml")


def _looks_like(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    return len(_BEGINS.findall(start)) >= 2 or (_BEGINS.search(start) is not None and b"\nUT WOS:" in data)


def read(source: ByteSource) -> Library:
    """The entries of a file from Web of Science and what is wrong with it."""
    scanned = tagged.scan(source, source.data, _LAYOUT)
    for raw in scanned.entries:
        raw.type = _type(raw)
    return library.make_library(source, scanned.entries, _table(), MALFORMED_TAGGED, faults=scanned.faults)


def _type(raw: RawEntry) -> str:
    """PT, with the first of the kinds in DT that says more."""
    kinds = (kind.strip() for value in raw.values.get("DT", ()) for kind in value.text.lower().split(";"))
    publication = raw.type.lower()
    return next((both for kind in kinds if (both := f"{publication}/{kind}") in _table().types), publication)


def write(entries: Sequence[Entry]) -> Written:
    """Entries as Web of Science exports them."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    body = "\n".join("".join(_lines(one)) for one in made if not one.is_empty)
    data = f"FN Clarivate Analytics Web of Science\nVR 1.0\n{body}\nEF\n"
    return Written(data.encode(), losses.found(made, data.encode(), read, _table(), keys=False))


def _lines(tags: writing.Tags) -> Iterator[str]:
    publication, _, kind = tags.type.partition("/")
    yield f"PT {publication.upper() if len(publication) == 1 else publication.title()}\n"
    if people := tags.of("AF"):
        yield _listed("AU", [_short_name(name) for name in people])
    for tag, group in groupby(tags.values, key=lambda one: one[0]):
        values = [value for _, value in group]
        yield _listed(tag, values) if tag in _PEOPLE else "".join(_wrapped(tag, value) for value in values)
    if kind:
        yield f"DT {kind.title()}\n"
    yield "ER\n"


def _short_name(text: str) -> str:
    """The name as AU has it: "Smith, JA"."""
    name = read_name(text)
    return ", ".join(filter(None, (name.short, initials(name.given), name.suffix))) if name.family else text


def _listed(tag: str, values: Sequence[str]) -> str:
    return f"{tag} " + "\n   ".join(values) + "\n"


def _wrapped(tag: str, value: str) -> str:
    lines = textwrap.wrap(
        value, _WIDTH, initial_indent=f"{tag} ", subsequent_indent="   ", break_on_hyphens=False, break_long_words=False
    )
    return "\n".join(lines) + "\n"


FORMAT = Format("isi", (".isi", ".ciw"), read, _looks_like, (MALFORMED_TAGGED, FIELD_NOT_READ), write)
