"""What differs between two bibliographies, work by work: added, removed, changed, under another key.

The order of entries and fields, layout, and braces or quotes round a value make no difference. Two files of one format
are compared as they are written; of different formats, in biblatex's vocabulary and by the text.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from citekit import duplicates
from citekit.dialects import LISTS, items, to_biblatex
from citekit.model import Entry, Field, Library
from citekit.source import ByteSource

_DASHES = re.compile(r"\s*[-‐‑‒–—]+\s*")
_LONG = 100_000
"""Characters of a value of which no list of words is made, nor kept whole to be found by."""

Said = Mapping[str, str]
"""What an entry says: its type, and its fields by name."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, or `type`, that is not the same in both; empty where one entry does not have it."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A work that both have, and not the same."""

    old: Entry
    new: Entry
    fields: tuple[FieldChange, ...]

    @property
    def is_renamed(self) -> bool:
        """Does it have another key?"""
        return self.old.key != self.new.key


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, each in its file's order."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Changed, ...]

    @property
    def is_same(self) -> bool:
        """Does nothing differ?"""
        return not (self.added or self.removed or self.changed)


def compare(old: Library, new: Library) -> Comparison:
    """What differs from the old library to the new one."""
    if _is_copy(old, new):
        return Comparison((), (), ())
    as_written = type(old.source) is type(new.source) and all(_is_tex(library) for library in (old, new))
    say = said if as_written else _said_in_biblatex
    pairs = match(old.entries, new.entries)
    met_old, met_new = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    changed = (_changed(one, other, say) for one, other in pairs)
    return Comparison(
        tuple(entry for entry in new.entries if id(entry) not in met_new),
        tuple(entry for entry in old.entries if id(entry) not in met_old),
        tuple(one for one in changed if one.fields or one.is_renamed),
    )


def _is_copy(old: Library, new: Library) -> bool:
    """Are they of the same bytes, read alike?"""
    one, other = old.source, new.source
    if not isinstance(one, ByteSource) or not isinstance(other, ByteSource) or one.encoding != other.encoding:
        return False
    return one.data == other.data and [entry.key for entry in old.entries] == [entry.key for entry in new.entries]


def _is_tex(library: Library) -> bool:
    """Is it a .bib file? Its titles are TeX."""
    return any(field.tex for entry in library.entries[:20] for field in entry.fields.values())


def _changed(old: Entry, new: Entry, say: Callable[[Entry], Said]) -> Changed:
    one, other = say(old), say(new)
    names = dict.fromkeys((*one, *other))
    fields = (FieldChange(name, one.get(name, ""), other.get(name, "")) for name in names)
    return Changed(old, new, tuple(field for field in fields if field.old != field.new))


def said(entry: Entry) -> Said:
    """What an entry of a .bib file says, as TeX, white space single."""
    own = {name: field for name, field in entry.fields.items() if name not in entry.inherited}
    return {"type": entry.type, **{name: _single_spaced(field.value) for name, field in own.items()}}


def _single_spaced(text: str) -> str:
    """A text with one space wherever it has white space, and none at its ends."""
    if len(text) < _LONG:
        return " ".join(text.split())
    for sign in _white_space():
        text = text.replace(sign, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


@cache
def _white_space() -> tuple[str, ...]:
    """All that `str.split` splits at, but for the space."""
    return tuple(char for char in map(chr, range(sys.maxunicode + 1)) if char.isspace() and char != " ")


def _said_in_biblatex(entry: Entry) -> Said:
    """What an entry of any format says, in words that are the same in all."""
    entry = to_biblatex(entry)
    return {"type": entry.type, **{name: _text(entry, field) for name, field in entry.fields.items()}}


def _text(entry: Entry, field: Field) -> str:
    if names := entry.names.get(field.name):
        return " and ".join([*(name.inverted for name in names), *(["others"] if names.others else [])])
    if field.name in LISTS:
        return "; ".join(items(field))
    text = _single_spaced(field.text)
    return _DASHES.sub("–", text) if field.name in ("pages", "number", "volume") else text


# --------------------------------------------------------------------------------------------- which are the same


def match(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """The pairs of entries that are one work, in the order of the old ones.

    Those with the same key that say the same; those with the same key, unless their works are others; then those that
    say the same; then those that are alike; and what is left under one key.
    """
    pairs, left_old, left_new = _pair(old, new, lambda entry: (entry.key, _content(entry)))
    more, left_old, left_new = _pair(left_old, left_new, lambda entry: entry.key, is_plausible)
    pairs += more
    for sign in (_content, None, lambda entry: entry.key):
        if not left_old or not left_new:
            break
        if sign is None:
            more, left_old, left_new = _pair_alike(left_old, left_new)
        else:
            more, left_old, left_new = _pair(left_old, left_new, sign)
        pairs += more
    place = {id(entry): index for index, entry in enumerate(old)}
    return sorted(pairs, key=lambda pair: place[id(pair[0])])


_Pairs = list[tuple[Entry, Entry]]


def _pair(
    old: Iterable[Entry],
    new: Iterable[Entry],
    sign: Callable[[Entry], Hashable],
    may: Callable[[Entry, Entry], bool] = lambda one, other: True,
) -> tuple[_Pairs, list[Entry], list[Entry]]:
    """Pairs entries with the same sign, in their order, and gives what is left of each side."""
    waiting: dict[Hashable, list[Entry]] = defaultdict(list)
    new = list(new)
    for entry in reversed(new):
        waiting[sign(entry)].append(entry)
    pairs: _Pairs = []
    left = []
    for entry in old:
        others = waiting.get(sign(entry))
        if others and may(entry, others[-1]):
            pairs.append((entry, others.pop()))
        else:
            left.append(entry)
    met = {id(other) for _, other in pairs}
    return pairs, left, [entry for entry in new if id(entry) not in met]


def is_plausible(one: Entry, other: Entry) -> bool:
    """May two entries with one key be one work: alike, or with much in common?"""
    if _content(one) == _content(other) or duplicates.same_work(one, other):
        return True
    # That both are of one type says nothing.
    mine, yours = (set(said(entry).items()) - {("type", entry.type)} for entry in (one, other))
    return 2 * len(mine & yours) >= min(len(mine), len(yours))


def _content(entry: Entry) -> Hashable:
    """What it says; of a long value the hash stands for it."""
    return frozenset((name, text if len(text) < _LONG else _hash(text)) for name, text in said(entry).items())


def _hash(text: str) -> bytes:
    made = sha256()
    for at in range(0, len(text), _LONG):
        made.update(text[at : at + _LONG].encode("utf-8", "surrogatepass"))
    return made.digest()


def _pair_alike(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[_Pairs, list[Entry], list[Entry]]:
    side = {id(entry): 0 for entry in old} | {id(entry): 1 for entry in new}
    pairs: _Pairs = []
    for group in duplicates.find([*old, *new]):
        sides: tuple[list[Entry], list[Entry]] = ([], [])
        for entry in group.entries:
            sides[side[id(entry)]].append(entry)
        pairs += zip(*sides, strict=False)
    met = {id(entry) for pair in pairs for entry in pair}
    return pairs, _without(old, met), _without(new, met)


def _without(entries: Iterable[Entry], met: set[int]) -> list[Entry]:
    return [entry for entry in entries if id(entry) not in met]


def renamed(pairs: Iterable[tuple[Entry, Entry]]) -> Iterator[tuple[str, str]]:
    """The keys that are others now, old and new."""
    return ((one.key, other.key) for one, other in pairs if one.key != other.key)
