"""Which fields a parent lends to its child, by BibTeX's rule or by biblatex's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from citekit.dialects.origin import is_biblatex
from citekit.dialects.tables import ALIASES, TO_BIBLATEX
from citekit.inheritance.tables import BIBLATEX_SIGNS, NEVER, PARTS, renamed
from citekit.library import Entry

_DATE = frozenset(("date", "year", "month", "day"))
"""What says when: a child that says any of it takes none of it over, or its date would be of two works."""


def by_biblatex(child: Entry, parent: Entry, lends: Iterable[str]) -> bool:
    """Were these two written for biblatex? Else BibTeX's rule holds between them."""
    if not BIBLATEX_SIGNS.isdisjoint(lends):
        return True
    return any(is_biblatex(entry.type, entry.fields) for entry in (child, parent))


def lent(
    child: Entry, has: Mapping[str, object], parent: Entry, lends: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """What a child takes over: its name there, and its name with the parent.

    `has` is what the child has already, `lends` what the parent has, its own inheritance with it.
    """
    rule = _biblatex if by_biblatex(child, parent, lends) else _bibtex
    return rule(child.type, has, parent.type, lends)


def _bibtex(
    child: str, has: Mapping[str, object], parent: str, lends: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    taken = [name for name in lends if name not in has and name not in NEVER]
    yield from ((name, name) for name in taken)
    if child in PARTS and "title" in has and "title" in lends and not ("booktitle" in has or "booktitle" in lends):
        yield "booktitle", "title"


def _biblatex(
    child: str, has: Mapping[str, object], parent: str, lends: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    table = renamed(ALIASES.get(parent, parent), ALIASES.get(child, child))
    taken = {TO_BIBLATEX.get(name, name) for name in has}
    dated = not _DATE.isdisjoint(has)
    moved = [name for name in lends if name in table]
    for name in moved:
        for new in table[name]:
            if new not in taken:
                taken.add(new)
                yield new, name
    for name in lends:
        if name in table or name in NEVER or (dated and name in _DATE) or TO_BIBLATEX.get(name, name) in taken:
            continue
        yield name, name
