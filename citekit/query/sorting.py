"""The order in which works are listed: by one or several columns, folded, numbers by their size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from citekit.model import fold

_PARTS = re.compile(r"[0-9]+|[^0-9]+")

Work = TypeVar("Work")
Natural = tuple[tuple[int, int, str], ...]


def natural(text: str) -> Natural:
    """What a text is sorted by: case and accents do not count, numbers do by their size, however long they are.

    >>> sorted(["v10", "V9", "ö", "p"], key=natural)
    ['ö', 'p', 'V9', 'v10']
    """
    return tuple(map(_part, _PARTS.findall(fold(text))))


def _part(text: str) -> tuple[int, int, str]:
    # Numbers come before letters. Of two without leading zeros the longer is the larger, so none is ever computed.
    if not text[0].isdecimal():
        return (1, 0, text)
    digits = text.lstrip("0")
    return (0, len(digits), digits)


def ordered(works: Iterable[Work], by: Sequence[tuple[Callable[[Work], str], bool]]) -> list[Work]:
    """The works by these columns, the first deciding first; a True beside one turns its order round.

    Works that have nothing in a column come last, whichever way it goes; equals stay in the order given.
    """
    result = list(works)
    for column, down in reversed(by):
        texts = [column(work) for work in result]
        filled = [(natural(text), work) for text, work in zip(texts, result, strict=True) if text]
        empty = [work for text, work in zip(texts, result, strict=True) if not text]
        filled.sort(key=lambda pair: pair[0], reverse=down)
        result = [*(work for _, work in filled), *empty]
    return result
