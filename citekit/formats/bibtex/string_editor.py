"""Edits of the strings that a .bib file defines (`@string{wp = {World Politics}}`), each worked out as splices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import recoding
from citekit.formats.bibtex.anatomy import anatomy, source_of
from citekit.formats.bibtex.blocks import Block, Kind, Place, RawField
from citekit.formats.bibtex.layout import has_quote, line_end
from citekit.formats.bibtex.scanner import scan
from citekit.formats.bibtex.soundness import check_name, check_value
from citekit.formats.bibtex.values import MONTHS, pieces
from citekit.model import Library
from citekit.source import ByteSource
from citekit.splices import Splice

_LINE_END_AHEAD = re.compile(rb"[ \t]*(?:\r\n|\r|\n)?")


class _Definition(NamedTuple):
    block: Block
    field: RawField


def set_string(library: Library, name: str, tex: str) -> list[Splice]:
    """Gives a string another value, or defines it: after the last that is defined, else before the first entry."""
    check_name(name)
    check_value(name, tex)
    source = source_of(library)
    found = list(_definitions(source))
    old = [one for one in found if _is(source, one.field.name, name)]
    if old:
        opening = source.data[old[-1].field.value.start : old[-1].field.value.start + 1]
        return [Splice(*old[-1].field.value, _bytes(source, _enclosed(tex, opening == b'"')))]
    return [_definition(source, library, name, tex, found[-1] if found else None)]


def _enclosed(tex: str, quotes: bool) -> str:
    return f'"{tex}"' if quotes and not has_quote(tex) else f"{{{tex}}}"


def _definition(source: ByteSource, library: Library, name: str, tex: str, last: _Definition | None) -> Splice:
    """A new definition, written as the last one is."""
    newline = line_end(source.data)
    if last is None:
        first = library.entries[0].span.start if library.entries else len(source.data)
        # Behind a remark that ends the file without a line end it would be one itself.
        ahead = newline if first == len(source.data) and source.data and source.data[-1:] not in b"\r\n" else ""
        return Splice(first, first, _bytes(source, f"{ahead}@string{{{name} = {_enclosed(tex, False)}}}{2 * newline}"))
    word = source.slice(*last.block.type)
    around = source.slice(last.field.name.end, last.field.value.start)
    equals = around if around.strip() == "=" and not {"\n", "\r"} & set(around) else " = "
    value = _enclosed(tex, source.data[last.field.value.start : last.field.value.start + 1] == b'"')
    return Splice(last.block.end, last.block.end, _bytes(source, f"{newline}@{word}{{{name}{equals}{value}}}"))


def remove_string(library: Library, name: str) -> list[Splice]:
    """Removes the definition of a string. Raises UsageError when something still uses it."""
    source = source_of(library)
    found = _defined(source, name)
    users = list(_uses(library, source, name))
    if users:
        place = source.span(*users[0])
        hint = "write its text out there first, or rename it"
        raise UsageError(f"the string {name} is used", hint=hint, span=place)
    return [_removal(source, one) for one in found]


def _removal(source: ByteSource, one: _Definition) -> Splice:
    fields = one.block.fields or ()
    if len(fields) > 1:
        index = fields.index(one.field)
        start = fields[index - 1].value.end if index else one.field.name.start
        end = one.field.value.end if index else fields[1].name.start
        return Splice(start, end, b"")
    ahead = _LINE_END_AHEAD.match(source.data, one.block.end)
    return Splice(one.block.start, ahead.end() if ahead else one.block.end, b"")


def rename_string(library: Library, old: str, new: str) -> list[Splice]:
    """Gives a string another name, where it is defined and wherever it is used."""
    check_name(new)
    source = source_of(library)
    found = _defined(source, old)
    if new.lower() in MONTHS or any(_is(source, one.field.name, new) for one in _definitions(source)):
        raise UsageError(f"the string {new} is defined already", hint="choose another name")
    places = [*(one.field.name for one in found), *_uses(library, source, old)]
    return [Splice(*place, _bytes(source, new)) for place in places]


def _defined(source: ByteSource, name: str) -> list[_Definition]:
    found = [one for one in _definitions(source) if _is(source, one.field.name, name)]
    if not found:
        raise UsageError(f"the string {name} is not defined in {source.path}", hint="look at its spelling")
    return found


def _definitions(source: ByteSource) -> Iterator[_Definition]:
    for block in scan(source.data):
        if block.kind is Kind.STRING:
            yield from (_Definition(block, field) for field in block.fields or ())


def _uses(library: Library, source: ByteSource, name: str) -> Iterator[Place]:
    """Where a string stands in a value, of a field or of another string."""
    values = [one.field.value for one in _definitions(source)]
    for entry in library.entries:
        values += (field.value for field in anatomy(library, entry).fields if field.closed)
    for value in values:
        for place in pieces(source.data, value):
            if source.data[place.start] not in b'{"' and _is(source, place, name):
                yield place


def _is(source: ByteSource, place: Place, name: str) -> bool:
    # To BibTeX the case of a string's name makes no difference.
    return source.slice(*place).lower() == name.lower()


def _bytes(source: ByteSource, text: str) -> bytes:
    return recoding.encode(text, recoding.written_in(source), source.path)
