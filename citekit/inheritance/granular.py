"""Single fields, names and items taken from an @xdata: `author = {xdata=people-author-2 and Smith, J.}`.

biblatex manual, section 3.14.6: `xdata=KEY-FIELD` or `xdata=KEY-FIELD-NUMBER`, the number counting from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from citekit.dialects import LISTS, items
from citekit.dialects.lists import values
from citekit.library import Entry, Field, Name, NameList
from citekit.source import ByteSource

_REFERENCE = re.compile(r"xdata=(\S(?:[^{}]*\S)?)-([A-Za-z]+)(?:-(\d{1,6}|\*))?")
_MARK = "xdata="
_MARK_BYTES = _MARK.encode()


class Reference(NamedTuple):
    """What stands in place of a value or an item."""

    field: str
    """The field in which it stands."""
    key: str
    source: str
    """The field of the other entry."""
    number: int
    """Of the name or item there, from 1; 0 for all."""


class Taken(NamedTuple):
    """A field in which references are replaced."""

    field: Field
    names: NameList | None
    """None for a field that holds no names."""
    lender: Entry


Lent = Callable[[Reference], tuple[Entry, Field, NameList | None] | None]
"""What the entry has that a reference names: the entry, its field and names; None when there is no such thing."""


def mentions(entry: Entry) -> bool:
    """May there be a reference in the entry? It is looked for in the file, so that no field need be read."""
    span = entry.span
    if isinstance(span.source, ByteSource):
        return span.source.has_between(_MARK_BYTES, span.start, span.end)
    return _MARK in span.text


def references(entry: Entry) -> tuple[Reference, ...]:
    """All that stand in the fields of an entry."""
    if not mentions(entry):
        return ()
    made = (_read(name, part) for name, found in entry.fields.items() for part in _parts(entry, name, found))
    return tuple(one for one in made if one is not None)


def _parts(entry: Entry, name: str, found: Field) -> Sequence[str]:
    if _MARK not in found.value:
        return ()
    return values(found.value) if name in entry.names or name in LISTS else [found.value.strip()]


def _read(name: str, part: str) -> Reference | None:
    match = _REFERENCE.fullmatch(part)
    if match is None:
        return None
    number = int(match[3]) if match[3] and match[3] != "*" else 0
    return Reference(name, match[1], match[2].lower(), number)


def replaced(entry: Entry, name: str, lent: Lent) -> Taken | None:
    """A field with what its references name; None when there is none in it, or what one names is not there."""
    found = entry.fields[name]
    parts = _parts(entry, name, found)
    read = [_read(name, part) for part in parts]
    given = [lent(one) if one else None for one in read]
    if not any(read) or any(one and not it for one, it in zip(read, given, strict=True)):
        return None
    lender = next(it[0] for it in given if it)
    if name in entry.names:
        return _names(entry, found, list(zip(parts, read, given, strict=True)), lender)
    if name in LISTS:
        return _list(found, list(zip(parts, read, given, strict=True)), lender)
    source = next(it[1] for it in given if it)
    return Taken(replace(source, name=name), None, lender)


_Given = tuple[str, Reference | None, tuple[Entry, Field, NameList | None] | None]


def _picked(all_of: Sequence[str], number: int) -> Sequence[str]:
    return all_of[number - 1 : number] if number else all_of


def _names(entry: Entry, found: Field, given: Sequence[_Given], lender: Entry) -> Taken | None:
    own = entry.names[found.name]
    names: list[Name] = []
    written: list[str] = []
    for at, (part, reference, it) in enumerate(given):
        if reference is None or it is None:
            names += own.names[at : at + 1]
            written.append(part)
            continue
        theirs = it[2].names if it[2] else ()
        names += theirs[reference.number - 1 : reference.number] if reference.number else theirs
        written += _picked(values(it[1].value), reference.number)
    people = NameList(tuple(names), own.others)
    if len(written) != len(names) + people.others or not names:
        return None
    text = " and ".join([*(one.inverted for one in names), *(["others"] if people.others else [])])
    return Taken(replace(found, value=" and ".join(written), text=text), people, lender)


def _list(found: Field, given: Sequence[_Given], lender: Entry) -> Taken | None:
    texts: list[str] = []
    written: list[str] = []
    own = items(found)
    for at, (part, reference, it) in enumerate(given):
        if reference is None or it is None:
            texts += own[at : at + 1]
            written.append(part)
        else:
            texts += _picked(items(it[1]), reference.number)
            written += _picked(values(it[1].value), reference.number)
    if not written:
        return None
    return Taken(replace(found, value=" and ".join(written), text=" and ".join(texts)), None, lender)
