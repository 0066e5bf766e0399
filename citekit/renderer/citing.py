"""The citations of a page, in the form that its style gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from citekit.model import Entry
from citekit.plugin import Cite, Style
from citekit.runs import Run
from citekit.styles import cite


class Citations:
    """Citations that are asked for one by one and worked out together, when the first is printed.

    They depend on each other: two works of one author and year get letters, and a page costs only what it prints.
    """

    def __init__(self, style: Style, entries: Sequence[Entry], written: Callable[[Sequence[Run]], str]) -> None:
        self._style = style
        self._entries = entries
        self._written = written
        self._asked: list[Cite] = []
        self._printed: list[str] = []

    def ask(self, work: Cite) -> Callable[[], str]:
        """What gives the citation in the markup of the page."""
        place = len(self._asked)
        self._asked.append(work)
        return lambda: self._print(place)

    def _print(self, place: int) -> str:
        if place >= len(self._printed):
            citations = cite(self._style, self._entries, [[work] for work in self._asked])
            self._printed = [self._written(runs) for runs in citations]
        return self._printed[place]
