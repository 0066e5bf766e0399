"""A text taken out of a file that is none: its places are told by paragraph, note or page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from citekit.source import TextSource


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the text that people can find in the file."""

    start: int
    name: str
    """As it is told: paragraph 12, footnote 3."""
    zero: int
    """Where its columns are counted from: the start of its paragraph, when a note has cut it in two."""


class ExtractedSource(TextSource):
    """A text and the file it was taken out of. Its lines are the file's paragraphs, its offsets no places in the file.

    >>> source = ExtractedSource("a.docx", "One.\\n\\nTwo.", [0, 6], [Unit(0, "paragraph 1", 0), Unit(6, "note 1", 6)])
    >>> source.position(8), str(source.span(8, 9))
    ((2, 3), 'a.docx:note 1:3')
    """

    def __init__(self, path: str, text: str, lines: Sequence[int], units: Sequence[Unit]) -> None:
        """`lines` are the offsets at which paragraphs begin, the first of them 0; `units` stand in order."""
        super().__init__(path, text)
        self._lines = list(lines) or [0]
        self._units = units

    @property
    def _starts(self) -> list[int]:
        return self._lines

    @property
    def units(self) -> Sequence[Unit]:
        """The stretches that people can find in the file, in order."""
        return self._units

    def where(self, offset: int) -> str:
        """The unit that an offset lies in, and the column there."""
        at = bisect_right(self._units, offset, key=lambda unit: unit.start) - 1
        if at < 0:
            return super().where(offset)
        return f"{self._units[at].name}:{offset - self._units[at].zero + 1}"
