"""Where an entry goes in a file, and what goes with one that is removed."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import recoding
from citekit.formats.bibtex.anatomy import Anatomy, anatomy, dissect, source_of
from citekit.formats.bibtex.layout import Layout, layout_of, line_end
from citekit.formats.bibtex.writer import entry_text
from citekit.model import Entry, Library
from citekit.source import ByteSource
from citekit.splices import Splice

_BLANK_AHEAD = re.compile(rb"\s*")
_SPACE_AHEAD = re.compile(rb"[ \t]*")
_LINE_REST = re.compile(rb"[^\r\n]*")
_LINE_END = re.compile(rb"[\r\n]")
_ANY_LINE_END = re.compile(r"\r\n|\r|\n")
_SAMPLE = 30
"""Entries round a place from which its layout is learnt."""
SORTED_FROM = 3
"""Entries from which on an alphabetical order is no accident."""


def remove_entry(library: Library, entry: Entry) -> list[Splice]:
    """Removes an entry and the blank lines after it, or before it when it is the last. Remarks stay."""
    data = source_of(library).data
    start, end = entry.span.start, entry.span.end
    before = data[:start].rstrip(b" \t")
    begins_line = not before or before.endswith((b"\n", b"\r"))
    after = _match_end(_BLANK_AHEAD if begins_line else _SPACE_AHEAD, data, end)
    if after < len(data):
        # Within a line, the space that parts it from its neighbour before goes with it when it is the last there.
        ends_line = not begins_line and data[after : after + 1] in (b"\n", b"\r")
        return [Splice(len(before) if ends_line else start, after, b"")]
    # The last: the white space before it goes, and what ended the file still does.
    kept = len(data[:start].rstrip())
    return [Splice(kept, end if kept else after, b"")]


def _match_end(pattern: re.Pattern[bytes], data: bytes, start: int) -> int:
    found = pattern.match(data, start)
    return found.end() if found else start


def insert_entry(library: Library, new: Entry | str, *, after: Entry | None = None) -> list[Splice]:
    """Adds an entry: after another one, else where the order of the keys or a crossref asks for it, else at the end.

    One of any format is laid out as its neighbours are; BibTeX text is put in as it is, but for its line ends.
    """
    source = source_of(library)
    key, parent = (new.key, new.text("crossref")) if isinstance(new, Entry) else _parsed(new)
    index = library.entries.index(after) + 1 if after else _index(library, key, parent)
    layout = layout_at(library, index)
    text = _laid_out(new, layout, source) if isinstance(new, Entry) else new.strip()
    data = recoding.encode(_ANY_LINE_END.sub(lambda _: layout.newline, text), recoding.written_in(source), source.path)
    return [_insertion(library, source, index, data, layout.gap.encode())]


def _laid_out(entry: Entry, layout: Layout, source: ByteSource) -> str:
    text = entry_text(entry, layout)
    return entry_text(entry, layout, ascii=True) if recoding.lacks(source, text) else text


def _parsed(text: str) -> tuple[str, str]:
    """The key of an entry given as BibTeX, and that of the one it refers to."""
    read = dissect(ByteSource("", text.encode()))
    if read is None or not read.is_sound:
        hint = "it begins with @type{key, and its braces balance"
        raise UsageError("what is to be added is not one entry", hint=hint)
    parents = [value for name, value in read.shape.fields if name == "crossref"]
    return read.shape.key, parents[0].decode().strip('{"}') if parents else ""


def _insertion(library: Library, source: ByteSource, index: int, new: bytes, gap: bytes) -> Splice:
    """An entry that is to be the one with a number."""
    if not library.entries:
        return _at_end(source, new)
    if index == 0:
        start = library.entries[0].span.start
        return Splice(start, start, new + gap)
    place = library.entries[index - 1].span.end
    rest = _LINE_REST.match(source.data, place)
    if rest and rest[0].strip() and not rest[0].strip().startswith(b"@"):
        # A remark on the line belongs to the entry before.
        place = rest.end()
    if not _LINE_END.search(gap) and not anatomy(library, library.entries[index - 1]).is_sound:
        # What an entry that is not closed takes in ends where a line begins with an `@`.
        gap = line_end(source.data).encode() + gap.lstrip()
    return Splice(place, place, gap + new)


def _at_end(source: ByteSource, new: bytes) -> Splice:
    """The first entry of a file: a blank line away from what it has besides."""
    data, newline = source.data, line_end(source.data).encode()
    kept = len(data.rstrip())
    return Splice(kept, len(data), (2 * newline if kept else b"") + new + newline)


def _index(library: Library, new: str, parent: str) -> int:
    """The number of the place of a new entry: by the alphabet in a sorted library, and before what it refers to."""
    keys = [entry.key for entry in library.entries]
    index = len(keys)
    for order in (str, str.lower):
        if len(keys) >= SORTED_FROM and all(order(one) <= order(other) for one, other in pairwise(keys)):
            index = next((at for at, key in enumerate(keys) if order(key) > order(new)), len(keys))
            break
    # BibTeX finds an entry that is referred to only below the one that does.
    return min(index, next((at for at, key in enumerate(keys) if key.lower() == parent.lower()), index))


def layout_at(library: Library, index: int) -> Layout:
    """How the entries round a place are laid out; `index` is the number of the entry that would come there."""
    if not library.entries:
        return Layout(newline=line_end(source_of(library).data))
    return layout_of(_around(library, index))


def near(library: Library, offset: int) -> list[Anatomy]:
    """The entries round an offset."""
    return _around(library, bisect_left(library.entries, offset, key=lambda entry: entry.span.start))


def _around(library: Library, index: int) -> list[Anatomy]:
    first = max(0, index - _SAMPLE)
    return [anatomy(library, entry) for entry in library.entries[first : first + _SAMPLE]]
