"""What all bibliography formats but BibTeX share: entries made of plain text, and telling what a format cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Problem, Severity, problem
from citekit.model import Entry, Field, NameList, fold
from citekit.source import Span

FIELD_NOT_HELD = problem(
    "BIB201",
    "field-not-held",
    Severity.WARNING,
    """
    A field of an entry has no place in the format that is written.

    ## Why it matters
    It is not in the new file, or only a part of it is; the finding says which field, and what becomes of it.

    ## What to do
    Keep the file that was read, which still has it, or choose a format that holds more: CSL-JSON and biblatex hold
    nearly everything.
    """,
)

KEY_CHANGED = problem(
    "BIB202",
    "key-changed",
    Severity.WARNING,
    """
    Two works have the same key, and one of them gets another in the file that is written.

    ## Why it matters
    A citation by that key means the first of them. Whoever meant the second has to cite it by its new key.

    ## What to do
    Where the two are one work, delete one of them; else change the citations that mean the second.
    """,
)

ASIDE_NOT_HELD = problem(
    "BIB203",
    "aside-not-held",
    Severity.INFORMATION,
    """
    Something that the file holds besides its works is not in the file that is written: strings, a preamble, comments,
    groups that JabRef or BibDesk keep there, or entries that only hold fields for others (`@xdata`).

    ## Why it matters
    No work is lost by it. The text of a string stands in each field that used it, and the fields of an `@xdata` in
    each work that names it. But remarks, TeX commands of a preamble and the groups of a program stay behind.

    ## What to do
    Nothing, unless you need them: then keep the file that was read. `citekit format` and `citekit edit` change a .bib
    file in place and leave all of it there.
    """,
)

PROBLEMS: tuple[Problem, ...] = (FIELD_NOT_HELD, KEY_CHANGED, ASIDE_NOT_HELD)

_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = frozenset("a an the der die das ein eine le la les un une el los las il lo de het sang si".split())


def make_entry(
    span: Span,
    key: str,
    type: str,
    fields: Mapping[str, str],
    names: Mapping[str, NameList],
    *,
    places: Mapping[str, Span] = MappingProxyType({}),
) -> Entry:
    """An entry read from a format whose values are plain text.

    `places` says where fields stand; one that it lacks stands where the entry does. A name list also counts as a
    field, as in BibTeX: its text is the names, inverted, joined by " and ".
    """
    listed = {name: _joined(found) for name, found in names.items() if found}
    values = {**{name: text for name, text in fields.items() if text}, **listed}
    made = {name: Field(name, text, text, places.get(name, span)) for name, text in values.items()}
    return Entry(key, type, MappingProxyType(made), MappingProxyType(dict(names)), span, places.get("key", span))


def _joined(names: NameList) -> str:
    return " and ".join([*(name.inverted for name in names), *(["others"] if names.others else [])])


def not_held(entry: Entry, fields: Iterable[str], format: str) -> Iterator[Diagnostic]:
    """A finding for each of these fields of an entry: the format has no place for it."""
    for name in fields:
        found = entry.fields.get(name)
        span = found.span if found else entry.span
        message = f"{format} has no place for the field `{name}` of {entry.key}"
        yield FIELD_NOT_HELD.at(span, message, hint="keep the file that was read, which has it", subject=entry.key)


def partly_held(entry: Entry, name: str, format: str, becomes: str = "") -> Diagnostic:
    """A finding for a field of which the format holds only a part: what it becomes there."""
    found = entry.fields.get(name)
    told = f": it becomes {becomes[:60]}" if becomes else ""
    message = f"{format} cannot hold all of the field `{name}` of {entry.key}{told}"
    span = found.span if found else entry.span
    return FIELD_NOT_HELD.at(span, message, hint="keep the file that was read, which has it", subject=entry.key)


def unique_key(entry_names: NameList, year: str, title: str, taken: set[str]) -> str:
    """A key for a work that its format gives none: family name, year and, where needed, a letter. It is then taken."""
    family = next((name.family or name.literal for name in entry_names), "")
    words = [word for word in _WORD.findall(fold(title)) if word not in _NO_WORDS]
    base = "".join(_WORD.findall(fold(family))) or (words[0] if words else "work")
    base += "".join(re.findall(r"\d+", year)[:1])
    key = next(candidate for candidate in _candidates(base, taken) if candidate not in taken)
    taken.add(key)
    return key


def free_key(key: str, taken: set[str]) -> str:
    """A key like this one that no work has. It is then taken."""
    free = next(candidate for candidate in _candidates(key, taken) if candidate not in taken)
    taken.add(free)
    return free


def _candidates(base: str, taken: set[str]) -> Iterator[str]:
    yield base
    yield from (f"{base}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    yield f"{base}-{_free(base, taken)}"


def _free(base: str, taken: set[str]) -> int:
    """A number that is not taken, the lowest when those before it all are; few steps, however many are."""
    high = 2
    while f"{base}-{high}" in taken:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{base}-{middle}" in taken else (low, middle)
    return high
