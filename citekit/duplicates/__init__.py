"""Entries of one work: found, and said why.

    for group in find(library.entries): …

`features` works out what is compared, `blocking` chooses what is worth comparing, `likeness` judges two, `grouping`
puts the pairs together. Pure, and nearly linear in the number of entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from citekit.duplicates.blocking import candidates, common_words
from citekit.duplicates.features import compared, read_features
from citekit.duplicates.grouping import Group, Pair, groups
from citekit.duplicates.likeness import Likeness, compatible, likeness
from citekit.model import Entry

__all__ = ["Group", "Likeness", "Pair", "find", "is_published", "same_work"]


def find(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """The groups of entries that are of one work, in the order of their first entries."""
    works = [compared(entry) for entry in entries]
    common = common_words(works)
    found = {}
    for one, other in candidates(works, common):
        if like := likeness(works[one], works[other], common):
            found[one, other] = like
    return groups(works, found, lambda one, other: compatible(works[one], works[other]))


def is_published(entry: Entry) -> bool:
    """Is it a publication, and not a preprint of one?"""
    work = read_features(entry)
    return bool(work.kind) and not work.is_copy


def same_work(one: Entry, other: Entry) -> Likeness | None:
    """Why two entries are of one work; None when they are not."""
    return likeness(read_features(one), read_features(other), {})
