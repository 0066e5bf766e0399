"""Keys: found exactly, or the ones that may have been meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from citekit.model import Entry, Match, fold

_MOST_COMPARED = 1000
"""Keys that an unknown one is compared with."""
_MOST_SUGGESTED = 3
_LIKE = 70
"""How much alike (of 100) a suggested key must be."""
_LIKE_LETTERS = 75
"""The same for its letters alone, where more than one of them differs."""
_DIGITS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a key leads to."""

    match: Match
    entries: tuple[Entry, ...] = ()
    nearest: tuple[Entry, ...] = ()


class Keys:
    """The keys of all entries, the first of each; biblatex's `ids` count as keys of their entry."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        aliases: dict[str, Entry] = {}
        for entry in entries:
            self._entries.setdefault(entry.key, entry)
            if "ids" in entry.fields:
                aliases.update((key.strip(), entry) for key in entry.text("ids").split(",") if key.strip())
        for key, entry in aliases.items():
            self._entries.setdefault(key, entry)
        self._unknown: dict[str, Found] = {}

    def find(self, key: str) -> Found:
        """The entry with that key; else UNKNOWN with the entries whose keys are most like it."""
        if entry := self._entries.get(key):
            return Found(Match.EXACT, (entry,))
        if key not in self._unknown:
            self._unknown[key] = Found(Match.UNKNOWN, nearest=self._nearest(key))
        return self._unknown[key]

    def _nearest(self, key: str) -> tuple[Entry, ...]:
        wanted = fold(key)
        folded = self._folded
        if len(folded) > _MOST_COMPARED:
            folded = {known: folded[known] for known in islice(self._candidates(wanted), _MOST_COMPARED)}
        alike = _alike(wanted, folded)
        return tuple({id(entry): entry for known in alike for entry in [self._entries[known]]}.values())

    def _candidates(self, wanted: str) -> Iterator[str]:
        return chain.from_iterable(self._ends.get(end, ()) for end in _ends(wanted))

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {known: fold(known) for known in self._entries}

    @cached_property
    def _ends(self) -> dict[str, list[str]]:
        ends: dict[str, list[str]] = defaultdict(list)
        for key, folded in self._folded.items():
            for end in _ends(folded):
                ends[end].append(key)
        return ends


def _alike(wanted: str, folded: Mapping[str, str]) -> list[str]:
    """Of some keys, given with their folded form, those most like a folded one."""
    found = process.extract(wanted, folded, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST_SUGGESTED)
    return [known for form, _, known in found if _have_like_letters(wanted, form)]


def _have_like_letters(one: str, other: str) -> bool:
    """Their words are alike too: ghost1999 and holsti1995 have in common hardly more than that they end in a year."""
    short, long = sorted((_DIGITS.sub("", one), _DIGITS.sub("", other)), key=len)
    if long.startswith(short) or DamerauLevenshtein.distance(short, long, score_cutoff=1) <= 1:
        return True
    return fuzz.ratio(short, long) >= _LIKE_LETTERS


def _ends(key: str) -> tuple[str, str]:
    """What two keys of a large library must share, one or the other, to be compared: beginning or end."""
    return f"{key[:4]}…", f"…{key[-5:]}"
