"""What of a library is not in the file that was written of it.

The file is read again and compared with what it was made of. So a loss is never silent, whatever the map says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from citekit.diagnostic import Diagnostic
from citekit.exchange import FIELD_NOT_HELD, not_held
from citekit.fieldmaps.kinds import single
from citekit.fieldmaps.pages import ends, read_range
from citekit.fieldmaps.table import Table
from citekit.fieldmaps.writing import Tags, texts
from citekit.model import Entry, Library, NameList
from citekit.source import ByteSource

Read = Callable[[ByteSource], Library]


def found(made: Sequence[Tags], data: bytes, read: Read, table: Table, *, keys: bool = True) -> tuple[Diagnostic, ...]:
    """A finding for each thing that does not come back when what was written is read; `keys` if the format has any."""
    back = read(ByteSource(table.name, data)).entries
    held = [one for one in made if not one.is_empty]
    lost = [finding for one in made if one.is_empty for finding in _all_lost(one, table)]
    if not keys:
        lost.extend(_no_keys(made, table.name))
    for one, entry in zip(held, back, strict=False):
        lost.extend(_lost(one, entry, table, keys))
    return tuple(sorted(lost, key=lambda one: one.order))


def _all_lost(tags: Tags, table: Table) -> Iterator[Diagnostic]:
    entry = tags.entry
    message = f"{table.name} can hold nothing of {entry.key}, so it is not in the file"
    yield FIELD_NOT_HELD.at(entry.span, message, hint="keep the file that was read, which has it", subject=entry.key)


def _no_keys(made: Sequence[Tags], format: str) -> Iterator[Diagnostic]:
    """One finding for a format that has no place for keys."""
    if made:
        first = made[0].entry
        message = f"{format} has no place for keys: {first.key} and the others are not in the file"
        hint = "when it is read again they are made of name and year"
        yield FIELD_NOT_HELD.at(first.key_span, message, hint=hint, subject=first.key)


def _lost(tags: Tags, back: Entry, table: Table, keys: bool) -> Iterator[Diagnostic]:
    entry = tags.entry
    yield from not_held(entry, lost_fields(entry, back, table, tags.noted), table.name)
    hint = "look whether that will do, or choose a format that has it"
    if back.type != entry.type:
        message = f"{table.name} has no type for @{entry.type}; {entry.key} is written as {tags.type or 'any other'}"
        yield FIELD_NOT_HELD.at(entry.span, message, hint=hint, subject=entry.key)
    if keys and back.key != entry.key:
        message = f"{table.name} cannot hold the key {entry.key}, which is read as {back.key}"
        yield FIELD_NOT_HELD.at(entry.key_span, message, hint=hint, subject=entry.key)


def lost_fields(entry: Entry, back: Entry, table: Table, noted: frozenset[str] = frozenset()) -> list[str]:
    """The fields of an entry in biblatex's vocabulary that are not, or not wholly, in what was read back."""
    given = texts(entry)
    return [
        name
        for name in entry.fields
        if name not in noted and not (
            _same_people(entry, name, back) if name in entry.names else _is_held(given, name, back, table)
        )
    ]  # fmt: skip


def _is_held(given: dict[str, str], name: str, back: Entry, table: Table) -> bool:
    text, read = given[name], texts(back)
    found = read.get(name, "")
    if not text or same(name, text, found) or (name == "year" and text == back.text("date")):
        return True
    for row in table.rows:
        if row.field == name and row.joined and found.startswith(text) and any(map(given.get, row.joined)):
            return True
        if name in row.joined and given.get(row.field) and read.get(row.field, "").endswith(f" {text}"):
            return True
    # The same under another name, which the entry itself has no use for: nothing is lost.
    return any(text == other for other_name, other in read.items() if other_name not in given)


def same(name: str, one: str, other: str) -> bool:
    """Do two texts of a field say the same? What parts pages or keywords may differ, and what stands before a DOI."""
    return _COMPARED.get(name, single)(one) == _COMPARED.get(name, single)(other)


def _pages(text: str) -> str:
    """The one page that a range from it to itself is."""
    first, last = ends(text)
    return first if first == last else read_range(text)


def _keywords(text: str) -> str:
    return ", ".join(dict.fromkeys(single(word) for word in text.replace(";", ",").split(",") if word.strip()))


def _doi(text: str) -> str:
    return _DOI_PREFIX.sub("", single(text))


_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
_COMPARED: Mapping[str, Callable[[str], str]] = {
    "pages": _pages,
    "keywords": _keywords,
    "doi": _doi,
    "eprinttype": str.casefold,
}


def _same_people(entry: Entry, name: str, back: Entry) -> bool:
    ours, theirs = entry.names[name], back.names.get(name, NameList())
    inverted = [single(one.inverted) for one in ours]
    return inverted == [single(one.inverted) for one in theirs] and ours.others == theirs.others
