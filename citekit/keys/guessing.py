"""The pattern that the keys of a library were made by, seen from its keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice

from citekit.keys.pattern import Pattern
from citekit.keys.reading import parse
from citekit.keys.table import COMMON
from citekit.model import Entry, Library

_SAMPLE = 200
"""Entries that are looked at."""
_SUFFIX = re.compile(r"[a-z]?")


@cache
def _common() -> tuple[Pattern, ...]:
    return tuple(map(parse, COMMON))


def guess(library: Library | Iterable[Entry], default: Pattern | None = None) -> Pattern:
    """The pattern that most of the keys fit: of those that fit equally many the commonest one.

    Where no pattern fits half of the keys: `default`, else JabRef's own, `[auth][year]`.
    """
    entries = list(islice(library.entries if isinstance(library, Library) else library, _SAMPLE))
    fits = {pattern: _fitting(pattern, entries) for pattern in _common()}
    best = max(fits, key=lambda pattern: fits[pattern])
    return best if 2 * fits[best] > len(entries) else default or parse("[auth][year]")


def _fitting(pattern: Pattern, entries: Sequence[Entry]) -> int:
    return sum(_fits(entry.key, pattern.base(entry)) for entry in entries)


def _fits(key: str, base: str) -> bool:
    return bool(base) and key.startswith(base) and _SUFFIX.fullmatch(key, len(base)) is not None
