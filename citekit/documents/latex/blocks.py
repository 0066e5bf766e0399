"""Where the blocks of a LaTeX text begin and end, and where what is never set does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citekit.documents.blanking import holds
from citekit.model import Block

Cut = tuple[int, str, str]
"""Where a block begins, its kind, and the kind of those that follow an empty line after it."""

BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CONDITION = re.compile(r"\\(?:(?P<opens>if[A-Za-z@]*)|fi)(?![A-Za-z@])")


def blocks(text: str, cuts: Iterable[Cut], notes: Iterable[Block]) -> Iterator[Block]:
    """The blocks between cuts and empty lines, in order; some hold no prose. Within a note nothing is cut."""
    empty = ((found.end(), "", "") for found in BLANK_LINE.finditer(text))
    within = [(note.start, note.end) for note in notes]
    start, kind, usual = 0, "paragraph", "paragraph"
    # Of an empty line and a command behind it, the command says what follows.
    for at, next_kind, next_usual in sorted([*empty, *cuts], key=lambda cut: cut[0]):
        if holds(within, at - 1) or holds(within, at):
            continue
        yield Block(kind, start, at)
        usual = next_usual or usual
        start, kind = at, next_kind or usual
    yield Block(kind, start, len(text))


def condition_end(text: str, at: int) -> int:
    r"""Behind the `\fi` of an `\iffalse` that ends at a place, conditions within it counted; -1 without one."""
    depth = 1
    for found in _CONDITION.finditer(text, at):
        depth += 1 if found["opens"] else -1
        if depth == 0:
            return found.end()
    return -1
