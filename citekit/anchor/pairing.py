"""A passage and what is around it, paired word by word with a stretch of text.

The passage is paired from its first word to its last; of what stood before and after it, only the part next to it
that is still there. This is the alignment of Smith and Waterman (1981) outside the passage and that of Needleman and
Wunsch (1970) within.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from citekit.anchor.alignment import is_word

_WORD, _ALIKE, _MARK = 6, 4, 2
"""What a word counts that is the same, or the same but for a letter; what a mark counts."""
_OTHER, _UNLIKE, _ONE_LESS, _ONE_MORE = -3, -4, -2, -1
"""What counts against: a word in the place of another (as one less and one more), a mark in the place of a word."""
_NEAR = 6
"""Words and marks that may have come between the passage and what stood beside it."""
_FEW = 2
"""Words at an end of the passage that may have been paired with others of the text by chance."""
_SHORT = 3
"""Letters of a word that with one letter changed may well be another word."""
_START, _PAIRED, _LESS, _MORE = range(4)


class Pairing(NamedTuple):
    """Where a passage fits, and how well."""

    score: int
    start: int
    end: int
    share: float
    """How much of the passage is there: 0 to 1, a word counts as three marks or short words."""
    before: float
    """The same of what stood before it; 0 when that does not stand near."""
    after: float


def pair(wanted: Sequence[str], begin: int, until: int, there: Sequence[str]) -> Pairing | None:
    """The best place for `wanted[begin:until]` in `there`; None when nothing of it fits.

    What `wanted` has before and after is its surroundings. Time grows with the product of both lengths.
    """
    rows, best, at = _rows(wanted, begin, until, there)
    return _traced(wanted, begin, until, there, rows, at, best) if best > 0 else None


def _rows(
    wanted: Sequence[str], begin: int, until: int, there: Sequence[str]
) -> tuple[list[bytearray], int, tuple[int, int]]:
    """How the best way came to each pair of places, the best score, and the pair of places where that ends."""
    size = len(there)
    marks = [not is_word(word) for word in there]
    above = [0] * (size + 1)
    rows = [bytearray(size + 1)]
    best, at = 0, (0, 0)
    forms = _Forms(there)
    for number, word in enumerate(wanted, 1):
        row, ways = _row(word, above, there, marks, forms.alike(word), free=number <= begin, last_one=number == until)
        if number >= until:
            top = max(row)
            if top > best or (number == until and top >= best):
                best, at = top, (number, row.index(top))
        rows.append(ways)
        above = row
    return rows, best, at


def _row(
    word: str,
    above: Sequence[int],
    there: Sequence[str],
    marks: Sequence[bool],
    alike: Collection[str],
    *,
    free: bool,
    last_one: bool,
) -> tuple[list[int], bytearray]:
    """The scores after one word more of what is wanted; where it is free, a way may begin here.

    After the last one of the passage, new words stand outside it when they may as well stand within.
    """
    is_mark = not is_word(word)
    same = _MARK if is_mark else _WORD
    # The last word of the passage was rather replaced than taken out, with a new one after the passage.
    other_word = _OTHER + (last_one and not is_mark)
    left = 0 if free else above[0] + _ONE_LESS
    row, ways = [left], bytearray(len(there) + 1)
    ways[0] = _START if free else _LESS
    last = above[0]
    add = row.append
    for at, other in enumerate(there, 1):
        if other == word:
            score = last + same
        elif other in alike:
            score = last + _ALIKE
        else:
            score = last + (other_word if marks[at - 1] is is_mark else _UNLIKE)
        last = above[at]
        way = _PAIRED
        if last + _ONE_LESS > score:
            score, way = last + _ONE_LESS, _LESS
        if left + _ONE_MORE > score or (last_one and left + _ONE_MORE == score):
            score, way = left + _ONE_MORE, _MORE
        if free and score <= 0:
            score, way = 0, _START
        ways[at] = way
        left = score
        add(score)
    return row, ways


class _Forms:
    """The words of a stretch by how they begin and end."""

    def __init__(self, there: Sequence[str]) -> None:
        self._by_end: dict[str, set[str]] = {}
        for word in there:
            if len(word) > _SHORT:
                self._by_end.setdefault(word[:2], set()).add(word)
                self._by_end.setdefault(word[-2:], set()).add(word)

    def alike(self, word: str) -> frozenset[str]:
        """The words that are the same but for a letter."""
        if len(word) <= _SHORT:
            return frozenset()
        near = self._by_end.get(word[:2], set()) | self._by_end.get(word[-2:], set())
        return frozenset(one for one in near if one != word and _differ_by_a_letter(word, one))


def _differ_by_a_letter(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 1 and Levenshtein.distance(one, other, score_cutoff=1) == 1


def _traced(
    wanted: Sequence[str],
    begin: int,
    until: int,
    there: Sequence[str],
    rows: Sequence[bytearray],
    at: tuple[int, int],
    score: int,
) -> Pairing:
    """Follows the best way back."""
    number, place = at
    paired: tuple[list[int], list[int], list[int]] = [], [], []
    missed: set[str] = set()
    same = [0, 0, 0]
    while number > 0 and (way := rows[number][place]) != _START:
        if way == _MORE:
            place -= 1
            continue
        number -= 1
        part = 0 if number < begin else 1 if number < until else 2
        if way == _LESS:
            missed.update([wanted[number]] if part == 1 else ())
            continue
        place -= 1
        if part == 1 or wanted[number] == there[place]:
            paired[part].append(place)
        if wanted[number] == there[place]:
            same[part] += _value(wanted[number])
        elif part == 1:
            missed.add(wanted[number])
    before, inside, after = paired
    start = end = place
    if inside:
        inside = _together(inside, before, after)
        missed.difference_update(there[at] for at in inside)
        taken = {*before, *after}
        loose = [at not in taken and word in missed and is_word(word) for at, word in enumerate(there)]
        start, end = _widened(loose, inside[-1], inside[0] + 1)
    elif before:
        start = end = before[0] + 1
    parts = wanted[:begin], wanted[begin:until], wanted[until:]
    shares = [got / sum(map(_value, part)) if part else 0.0 for got, part in zip(same, parts, strict=True)]
    near = bool(before) and start - before[0] <= _NEAR, bool(after) and after[-1] - end < _NEAR
    return Pairing(score, start, end, shares[1], shares[0] * near[0], shares[2] * near[1])


def _together(inside: list[int], before: Sequence[int], after: Sequence[int]) -> list[int]:
    """The places of a passage's words without those few that chance has put far before or after the others.

    Where what stood beside the passage still stands beside them, they belong to it.
    """
    places = inside[::-1]
    if not (before and places[0] - before[0] == 1):
        places = _without_first(places)
    if not (after and after[-1] - places[-1] == 1):
        places = [-at for at in _without_first([-at for at in reversed(places)])][::-1]
    return places[::-1]


def _without_first(places: list[int]) -> list[int]:
    gaps = [at for at in range(1, min(_FEW + 1, len(places))) if places[at] - places[at - 1] > _NEAR]
    return places[gaps[-1] :] if gaps else places


def _widened(loose: Sequence[bool], start: int, end: int) -> tuple[int, int]:
    """With the words of the passage that changed places with their neighbours at its ends."""
    start = next((at for at in (start - 2, start - 1) if at >= 0 and loose[at]), start)
    end = next((at + 1 for at in (end + 1, end) if at < len(loose) and loose[at]), end)
    return start, end


def _value(word: str) -> int:
    """What a word counts of the share that is there: a short one, which may stand anywhere, no more than a mark."""
    return 3 if len(word) > _SHORT or word.isdigit() else 1
