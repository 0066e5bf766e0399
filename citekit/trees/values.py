"""What trees are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from citekit.source import Span, TextSource

Place = tuple[int, int]
"""Start and end, as offsets of the source."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Number(str):
    """A number as the file writes it."""

    __slots__ = ()


class Map(dict[str, object]):
    """An object of JSON or a mapping of YAML that knows where it stands."""

    __slots__ = ("places", "repeated", "source", "stands")

    def __init__(self, source: TextSource, stands: Place = (0, 0)) -> None:
        super().__init__()
        self.source = source
        self.stands = stands
        self.places: dict[str, Place] = {}
        """From the beginning of each name to the end of its value."""
        self.repeated: list[tuple[str, object, Place]] = []
        """What stands under a name that was there before: it is in `self` no more."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.source.span(*self.stands)

    def place(self, name: str) -> Span:
        """Where a name with its value stands; for one that it has not, where it stands itself."""
        return self.source.span(*self.places.get(name, self.stands))


def well_formed(text: str) -> str:
    r"""The text, halves of characters that are no characters (`\ud800` alone) spelt out, so that it can be written.

    >>> well_formed("a\ud800")
    'a\\ud800'
    """
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def text_of(value: object) -> str | None:
    """The text of a value: of a text or number itself, of a list all its texts; empty for null, None for what has none.

    >>> text_of(["A", "B"]), text_of(None), text_of({})
    ('A; B', '', None)
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return _joined(value)
    return "" if value is None else None


def _joined(values: Iterable[object]) -> str | None:
    """The texts of a list; None when it holds anything else."""
    texts = [text_of(value) if not isinstance(value, list) else None for value in values]
    kept = [text for text in texts if text]
    return "; ".join(kept) if None not in texts else None
