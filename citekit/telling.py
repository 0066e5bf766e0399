"""How many findings of a kind are told: whoever has thousands needs no list of the rest.

Nothing is hidden by it: the last finding of such a kind says how many more there are, and is as severe as the worst of
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citekit.messages import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.diagnostic import Diagnostic

MOST_TOLD = 5_000
"""Findings with the same code of one file, or of one rule."""


class Told:
    """Takes findings; of each kind it keeps the first MOST_TOLD and counts the others."""

    def __init__(self) -> None:
        self._kept: list[Diagnostic] = []
        self._numbers: dict[str, int] = {}
        self._first_left: dict[str, Diagnostic] = {}

    def append(self, found: Diagnostic, count: int = 1) -> None:
        """Takes a finding, which stands for `count` of its kind where there is no more room for them."""
        code = found.code
        if self.has_room(code):
            self._numbers[code] = self._numbers.get(code, 0) + 1
            self._kept.append(found)
            return
        self._numbers[code] += count
        first = self._first_left.setdefault(code, found)
        if found.severity > first.severity or (found.unreadable and not first.unreadable):
            severity, unreadable = max(found.severity, first.severity), found.unreadable or first.unreadable
            self._first_left[code] = replace(first, severity=severity, unreadable=unreadable)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Takes several."""
        for one in found:
            self.append(one)

    def has_room(self, code: str) -> bool:
        """Will the next finding of a kind be told?"""
        return self._numbers.get(code, 0) < MOST_TOLD

    def all(self) -> list[Diagnostic]:
        """What is told, in the order in which it came; of the kinds that have more, how many more, at the end."""
        return [*self._kept, *(self._more(one) for one in self._first_left.values())]

    def _more(self, first: Diagnostic) -> Diagnostic:
        number = self._numbers[first.code] - MOST_TOLD
        message = say(
            "{count:,} more finding of this kind is not told, the first of them here: {first}",
            "{count:,} more findings of this kind are not told, the first of them here: {first}",
            count=number,
            first=first.message,
        )
        hint = say("put right what is told, then look again; only {most:,} of a kind are told", most=MOST_TOLD)
        return replace(first, message=message, hint=hint, related=(), fix=None)
