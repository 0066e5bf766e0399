"""A text cut where marks begin and end, so that marks may overlap in any way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from citekit.renderer.report.views import Segment

SYNTAX = "syntax"
_RANKS = {SYNTAX: 0, "claim": 1, "quotation": 2, "citation": 3, "information": 4, "warning": 5, "error": 6}
_SEVERITIES = ("error", "warning", "information")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that leads to a card. An empty one is a place."""

    start: int
    end: int
    kind: str
    """syntax, claim, quotation, citation, or the severity of a finding"""
    id: str = ""
    card: str = ""


def cut(text: str, marks: Iterable[Mark], borders: Sequence[int]) -> list[tuple[Segment, ...]]:
    """The segments of each stretch between two borders, which go from 0 to the end of the text.

    Joined, their texts are the text. Takes time as the text and n log n of the marks, however these overlap.
    """
    kept = [mark for mark in marks if 0 <= mark.start <= mark.end <= len(text)]
    cuts = sorted({*borders, *(place for mark in kept for place in (mark.start, mark.end))})
    stretches: list[list[Segment]] = [[] for _ in borders[1:]]
    stretch = 0
    for start, segment in _segments(text, kept, cuts):
        while start >= borders[stretch + 1] and stretch + 2 < len(borders):
            stretch += 1
        if stretches:
            stretches[stretch].append(segment)
    return [tuple(found) for found in stretches]


def _segments(text: str, marks: Sequence[Mark], cuts: Sequence[int]) -> Iterator[tuple[int, Segment]]:
    starting: defaultdict[int, list[Mark]] = defaultdict(list)
    ending: defaultdict[int, list[str]] = defaultdict(list)
    for mark in marks:
        starting[mark.start].append(mark)
        if mark.end > mark.start:
            ending[mark.end].append(mark.kind)
    covering = _Covering()
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        covering.move(start, starting[start], ending[start])
        for mark in starting[start]:
            if mark.end == start and mark.id:
                yield start, Segment("", (mark.kind,), starts=(mark.id,))
        if end > start:
            ids = tuple(mark.id for mark in starting[start] if mark.id and mark.end > start)
            yield start, Segment(text[start:end], covering.kinds, *covering.leads_to(), ids)


class _Covering:
    """The marks that lie over a place: how many of each kind, and which of the weightiest is the narrowest."""

    def __init__(self) -> None:
        self._place = 0
        self._counts: Counter[str] = Counter()
        self._over: list[tuple[int, int, int, str]] = []
        self._led_to: set[str] = set()

    def move(self, place: int, starting: Iterable[Mark], ending: Iterable[str]) -> None:
        """On to a place where marks begin and end."""
        self._place = place
        self._counts.subtract(ending)
        for mark in starting:
            if mark.end > mark.start:
                self._counts[mark.kind] += 1
                if mark.card:
                    heappush(self._over, (-_RANKS[mark.kind], -mark.start, mark.end, mark.card))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that lie over the place; of findings only the gravest."""
        kinds = [kind for kind in _RANKS if kind not in _SEVERITIES and self._counts[kind] > 0]
        return (*kinds, *[severity for severity in _SEVERITIES if self._counts[severity] > 0][:1])

    def leads_to(self) -> tuple[str, bool]:
        """The card that the place leads to, and whether it is the first place that does."""
        while self._over and self._over[0][2] <= self._place:
            heappop(self._over)
        card = self._over[0][3] if self._over else ""
        first = bool(card) and card not in self._led_to
        self._led_to.add(card)
        return card, first
