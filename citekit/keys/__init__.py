"""Citation keys made by a pattern, as JabRef and Better BibTeX make them.

    >>> from citekit.keys import make_key, parse
    >>> str(parse("[auth:lower][year]"))
    '[auth:lower][year]'

`reading` reads a pattern of either form, `pattern` says what it is and what it makes of an entry, `uniqueness` keeps
keys apart, `guessing` finds the pattern that a library has. The words of patterns are in `words.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable

from citekit.keys.guessing import guess
from citekit.keys.pattern import Pattern
from citekit.keys.reading import parse
from citekit.keys.uniqueness import Taken
from citekit.model import Entry

__all__ = ["Pattern", "Taken", "guess", "make_key", "parse"]

_SPARE = ("[auth][year]", "[veryshorttitle][year]", "[entrytype][year]")
"""For a work that lacks what the pattern takes."""


def make_key(entry: Entry, pattern: Pattern, taken: Taken | Iterable[str] = ()) -> str:
    """A key for an entry that none of those taken is equal to; never empty.

    `taken` are the keys of the library, which is best given as a `Taken` when many are made: it grows by each. Where
    the pattern gives no letters, the key is made of the author and year, the title, or the type.
    """
    found = taken if isinstance(taken, Taken) else Taken(taken)
    bases = (one.base(entry) for one in (pattern, *map(parse, _SPARE)))
    base = next((base for base in bases if any(map(str.isalpha, base))), "work")
    return found.free(base, pattern.suffix)
