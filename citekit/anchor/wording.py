"""The words and marks of a text in order, and where each of them stands."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from citekit.anchor.alignment import TOKEN

_COMMON = 400
"""Words that stand more often say little about a place."""
_WEIGHTS = ((2, 12), (8, 6), (32, 3), (_COMMON, 1))
"""How often a word stands at most, and how much it then says about a place."""
_STEP = 8
"""Words and marks that are taken together in looking where a passage stands."""
_MOST = 3
"""Places that are looked at closely."""


def tokens_of(folded: str) -> list[str]:
    """The words and marks of a folded text; capitals make no difference."""
    return [found.casefold() for found in TOKEN.findall(folded)]


class Wording:
    """A folded text as its words and marks."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.starts, self.ends = array("Q"), array("Q")
        self.places: dict[str, array[int]] = {}
        """For each word or mark, its numbers in the order."""
        for number, found in enumerate(TOKEN.finditer(text)):
            word = found[0].casefold()
            self.words.append(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.places.setdefault(word, array("Q")).append(number)

    def neighbourhoods(self, wanted: Sequence[str]) -> list[tuple[int, int]]:
        """The stretches, a few at most, where most of what is wanted stands as far apart as it should."""
        votes = self._votes(wanted)
        sums = {at: votes[at - 1] + votes[at] + votes[at + 1] for at in votes}
        best = sorted(sums, key=lambda at: (-sums[at], -votes[at], at))
        kept: list[int] = []
        for at in best:
            if len(kept) == _MOST or 2 * sums[at] < sums[best[0]]:
                break
            if all(abs(at - other) > 1 for other in kept):
                kept.append(at)
        margin = len(wanted) // 4 + _STEP
        return [self._within(at * _STEP - margin, (at + 1) * _STEP + len(wanted) + margin) for at in kept]

    def _votes(self, wanted: Sequence[str]) -> Counter[int]:
        """How much speaks for the passage beginning in each step of the text."""
        votes: Counter[int] = Counter()
        for at, word in enumerate(wanted):
            places = self.places.get(word, ())
            weight = next((weight for most, weight in _WEIGHTS if len(places) <= most), 0)
            if weight:
                for place in places:
                    votes[(place - at) // _STEP] += weight
        return votes

    def _within(self, begin: int, until: int) -> tuple[int, int]:
        return max(0, begin), max(0, min(len(self.words), until))
