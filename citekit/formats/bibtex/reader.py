"""From blocks to a `Library`: nothing ends the file, and every problem has its place and key.

A well-formed entry has its fields cut (`views`) and no more. What makes it suspect (a field twice, an unknown word
without braces, many commas among its names) sends it to `faults`, which looks closely.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType

from citekit.formats.bibtex.asides import block_aside, string_aside
from citekit.formats.bibtex.blocks import Block, Blocks, Fault, Kind, Place, Row, row_of
from citekit.formats.bibtex.cuts import Context
from citekit.formats.bibtex.patterns import START
from citekit.formats.bibtex.scanner import SPECIAL, scan
from citekit.formats.bibtex.values import Strings, evaluate
from citekit.formats.bibtex.views import Fields, entry
from citekit.library import Aside, Entry, Library
from citekit.messages import say
from citekit.source import ByteSource, Span
from citekit.telling import Told

_KEY = re.compile(rb"\s*+([^\s,{}()]*+)")


_NO_STRINGS: Mapping[str, str] = MappingProxyType({})


def read(source: ByteSource, strings: Mapping[str, str] = _NO_STRINGS) -> Library:
    r"""The entries of a .bib file, duplicates kept, and what is wrong with it.

    `strings` are those of the files before it, by lower-case name: they serve here as in `\bibliography{strings,refs}`.
    """
    return read_blocks(source, scan(source.data), strings)


def read_blocks(source: ByteSource, blocks: Sequence[Block], strings: Mapping[str, str] = _NO_STRINGS) -> Library:
    """The entries among some blocks of a .bib file, in order, with the strings among them."""
    blocks = blocks if isinstance(blocks, Blocks) else Blocks(blocks)
    reading = _Reading(source, blocks, strings)
    with without_collector():
        entries = tuple(reading.entries())
    # A file of nothing but strings is there for other programs to put before a bibliography.
    is_empty = not source.data or source.data.isspace()
    if not entries and not is_empty and not any(block.kind is Kind.STRING for block in blocks):
        from citekit.formats.bibtex.faults import no_entries  # what most files do not need

        reading.diagnostics.append(no_entries(source, blocks))
    if blocks.flood:
        from citekit.formats.bibtex.faults import flooded  # what most files do not need

        reading.diagnostics.append(flooded(source, blocks.flood))
    diagnostics = tuple(sorted(reading.diagnostics.all(), key=lambda one: one.order))
    return Library(source.path, source, entries, diagnostics, tuple(reading.asides))


@contextmanager
def without_collector() -> Iterator[None]:
    """All that is made here stays: to look for garbage among it takes a sixth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Reading:
    def __init__(self, source: ByteSource, blocks: Blocks, strings: Mapping[str, str]) -> None:
        self.source = source
        self.data = source.data
        self.blocks = blocks
        self.strings = Strings(strings)
        self.context = Context(source, self.strings, blocks)
        self.diagnostics = Told()
        self.asides: list[Aside] = []
        self.unnamed = 0

    def entries(self) -> Iterator[Entry]:
        for number, (row, block) in enumerate(self.blocks.rows()):
            if row[2] >= 0:
                yield self.entry(number, row)
            elif block is None:
                continue
            elif block.kind is Kind.ENTRY:
                yield self.entry(number, row_of(block), block.faults)
            else:
                self.other(block)

    def other(self, block: Block) -> None:
        if block.kind is Kind.STRING:
            self.define(block)
        elif block.kind is Kind.COMMENTED:
            self.commented(block)
        elif block.kind is Kind.COMMENT:
            self.within_comment(block)
        if block.kind in (Kind.COMMENT, Kind.PREAMBLE):
            self.asides.append(block_aside(self.source, block))
        self.report(block.faults, "")

    def span(self, place: Place) -> Span:
        return self.source.span(place.start, place.end)

    def entry(self, number: int, row: Row, faults: Sequence[Fault] = ()) -> Entry:
        source = self.source
        key = source.slice(row[4], row[5]) or self.name_unnamed(row[0], row[3])
        if faults:
            self.report(faults, key)
        fields = Fields(self.context, number, row)
        if fields.is_suspect:
            from citekit.formats.bibtex.faults import entry_faults  # what most files do not need

            self.diagnostics.extend(entry_faults(source, fields.block, self.strings, key))
        return entry(fields, key, self.context.lower_case[source.slice(row[2], row[3])])

    def report(self, faults: Sequence[Fault], key: str) -> None:
        for fault in faults:
            found = fault.problem.at(self.span(fault.place), fault.message, hint=fault.hint, subject=key)
            self.diagnostics.append(found)

    def define(self, block: Block) -> None:
        for raw in block.fields or ():
            value = evaluate(self.data, raw, self.strings, self.source.slice)
            name = self.source.slice(*raw.name)
            if value.undefined or value.too_long:
                from citekit.formats.bibtex.faults import string_faults  # what most files do not need

                self.diagnostics.extend(string_faults(self.source, value, name))
            self.strings.define(name, value.text, block.start)
            self.asides.append(string_aside(self.source, block, name, value.text))

    def name_unnamed(self, start: int, end: int) -> str:
        self.unnamed += 1
        key = f"unnamed-{self.unnamed}"
        from citekit.formats.bibtex.problems import ENTRY_WITHOUT_KEY  # what most files do not need

        message = say("the entry has no key; it is called {key} here", key=key)
        hint = say("give it a key before its first field")
        span = self.source.span(start, end)
        self.diagnostics.append(ENTRY_WITHOUT_KEY.at(span, message, hint=hint, subject=key))
        return key

    def commented(self, block: Block) -> None:
        if self.data[slice(*block.type)].lower() in SPECIAL:
            return
        from citekit.formats.bibtex.problems import COMMENTED_ENTRY  # what most files do not need

        key = self.source.slice(*block.key)
        message = say("{key} is commented out with `%`, but BibTeX reads it all the same", key=key or say("an entry"))
        hint = say("delete it, or take the `@` away, if it is not to be used")
        span = self.span(Place(block.start, block.type.end))
        self.diagnostics.append(COMMENTED_ENTRY.at(span, message, hint=hint, subject=key))

    def within_comment(self, block: Block) -> None:
        """The entries inside `@comment{…}`, which BibTeX reads."""
        for match in START.finditer(self.data, block.type.end, block.end):
            found = _KEY.match(self.data, match.end(), block.end)
            key = self.source.slice(*found.span(1)) if found else ""
            if match[1].lower() in SPECIAL or not key:
                continue
            from citekit.formats.bibtex.problems import COMMENTED_ENTRY  # what most files do not need

            message = say("{key} is inside a @comment, but BibTeX reads it all the same", key=key)
            hint = say("delete it, or take its `@` away, if it is not to be used")
            span = self.source.span(match.start(), match.end(1))
            told = COMMENTED_ENTRY.at(span, message, hint=hint, subject=key)
            if not self.diagnostics.has_room(told.code):
                # So many that the others are only counted, by the sign that begins each.
                self.diagnostics.append(told, self.data.count(b"@", match.start(), block.end))
                return
            self.diagnostics.append(told)
