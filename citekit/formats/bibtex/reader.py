"""From blocks to a `Library`: nothing ends the file, and every problem has its place and key.

A well-formed entry is only looked over: its fields are cut when they are asked for (`views`). What makes an entry
suspect (a field twice, a word without braces, many commas among its names) sends it to `faults`, which looks closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic
from citekit.formats.bibtex.blocks import Block, Kind, Place
from citekit.formats.bibtex.faults import entry_faults, no_entries, string_faults
from citekit.formats.bibtex.names import MOST_COMMAS, NAME_FIELDS
from citekit.formats.bibtex.patterns import FIELD, START
from citekit.formats.bibtex.problems import COMMENTED_ENTRY, ENTRY_WITHOUT_KEY
from citekit.formats.bibtex.scanner import SPECIAL, scan
from citekit.formats.bibtex.values import Strings, evaluate
from citekit.formats.bibtex.views import Fields, Names
from citekit.model import Entry, Library
from citekit.source import ByteSource, Span

_NAME_FIELDS = frozenset(name.encode() for name in NAME_FIELDS)
_AND = re.compile(rb"(?<!\S)and(?!\S)", re.I)
_LONE_AND = re.compile(rb"\band\s++and\b|[{\"]\s*+and\b|\band\s*+[}\"]", re.I)
_KEY = re.compile(rb"\s*+([^\s,{}()]*+)")


def read(source: ByteSource) -> Library:
    """The entries of a .bib file, duplicates kept, and what is wrong with it."""
    return read_blocks(source, scan(source.data))


def read_blocks(source: ByteSource, blocks: list[Block]) -> Library:
    """The entries among some blocks of a .bib file, in order, with the strings among them."""
    reading = _Reading(source)
    entries = tuple(reading.entries(blocks))
    # A file of nothing but strings is there for other programs to put before a bibliography.
    if not entries and source.data.strip() and not any(block.kind is Kind.STRING for block in blocks):
        reading.diagnostics.append(no_entries(source, blocks))
    return Library(source.path, source, entries, tuple(sorted(reading.diagnostics, key=lambda one: one.order)))


class _Reading:
    def __init__(self, source: ByteSource) -> None:
        self.source = source
        self.data = source.data
        self.strings = Strings()
        self.diagnostics: list[Diagnostic] = []
        self.unnamed = 0

    def entries(self, blocks: list[Block]) -> Iterator[Entry]:
        for block in blocks:
            if block.kind is Kind.ENTRY:
                yield self.entry(block)
            elif block.kind is Kind.STRING:
                self.define(block)
            elif block.kind is Kind.COMMENTED:
                self.commented(block)
            elif block.kind is Kind.COMMENT:
                self.within_comment(block)
            if block.faults and block.kind is not Kind.ENTRY:
                self.report(block, "")

    def span(self, place: Place) -> Span:
        return self.source.span(place.start, place.end)

    def entry(self, block: Block) -> Entry:
        key = self.source.slice(*block.key) or self.name_unnamed(block)
        if block.faults:
            self.report(block, key)
        if block.fields is not None or self.is_suspect(block):
            self.diagnostics.extend(entry_faults(self.source, block, self.strings, key))
        fields = Fields(self.source, block, self.strings)
        kind = self.source.slice(*block.type).lower()
        return Entry(key, kind, fields, Names(fields), Span(self.source, block.start, block.end), self.span(block.key))

    def is_suspect(self, block: Block) -> bool:
        """Might there be something to say of a well-formed entry?"""
        found = FIELD.findall(self.data, block.body.start, block.body.end)
        if len({name.lower() for name, _, _, _ in found}) < len(found):
            return True
        return any(
            (bare and not bare.isdigit() and bare.decode("latin-1") not in self.strings)
            or b"#" in tail
            or (name.lower() in _NAME_FIELDS and (_crowded(value) or _LONE_AND.search(value)))
            for name, value, bare, tail in found
        )

    def report(self, block: Block, key: str) -> None:
        for fault in block.faults:
            found = fault.problem.at(self.span(fault.place), fault.message, hint=fault.hint, subject=key)
            self.diagnostics.append(found)

    def define(self, block: Block) -> None:
        for raw in block.fields or ():
            value = evaluate(self.data, raw, self.strings, self.source.slice)
            name = self.source.slice(*raw.name)
            self.diagnostics.extend(string_faults(self.source, value, name))
            self.strings.define(name, value.text, block.start)

    def name_unnamed(self, block: Block) -> str:
        self.unnamed += 1
        key = f"unnamed-{self.unnamed}"
        message = f"the entry has no key; it is called {key} here"
        hint = "give it a key before its first field"
        span = self.span(Place(block.start, block.type.end))
        self.diagnostics.append(ENTRY_WITHOUT_KEY.at(span, message, hint=hint, subject=key))
        return key

    def commented(self, block: Block) -> None:
        if self.data[slice(*block.type)].lower() in SPECIAL:
            return
        key = self.source.slice(*block.key)
        message = f"{key or 'an entry'} is commented out with `%`, but BibTeX reads it all the same"
        hint = "delete it, or take the `@` away, if it is not to be used"
        span = self.span(Place(block.start, block.type.end))
        self.diagnostics.append(COMMENTED_ENTRY.at(span, message, hint=hint, subject=key))

    def within_comment(self, block: Block) -> None:
        """The entries inside `@comment{…}`, which BibTeX reads."""
        for match in START.finditer(self.data, block.type.end, block.end):
            found = _KEY.match(self.data, match.end(), block.end)
            key = self.source.slice(*found.span(1)) if found else ""
            if match[1].lower() in SPECIAL or not key:
                continue
            message = f"{key} is inside a @comment, but BibTeX reads it all the same"
            hint = "delete it, or take its `@` away, if it is not to be used"
            span = self.source.span(match.start(), match.end(1))
            self.diagnostics.append(COMMENTED_ENTRY.at(span, message, hint=hint, subject=key))


def _crowded(names: bytes) -> bool:
    """Has one of the names more commas than a name can have?"""
    if names.count(b",") <= MOST_COMMAS:
        return False
    # The quick way first: nearly all lists have single spaces round `and`.
    if all(name.count(b",") <= MOST_COMMAS for name in names.split(b" and ")):
        return False
    return any(name.count(b",") > MOST_COMMAS for name in _AND.split(names))
