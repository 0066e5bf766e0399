"""The arguments that follow a command: `<…>`, `[…]`, `(…)`, `{…}`, with inner braces two deep."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = r"(?:[ \t]{0,8}(?:%[^\n]*)?(?:\r?\n)?[ \t]{0,8})"
_ARGUMENT = re.compile(
    rf"{_GAP}(?:\[(?P<square>(?:[^\[\]{{}}\\]|\\.|\{{[^{{}}]*\}})*+)\]"
    r"|\((?P<round>(?:[^()\\{}]|\\.|\{[^{}]*\})*+)\)"
    r"|<(?P<angled>[^<>{}\n]*+)>"
    r"|\{(?P<curly>(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{[^{}]*\})*+\})*+)\})",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its kind (square, round, angled, curly), its text and where that stands."""

    kind: str
    text: str
    start: int
    end: int
    """After its closing bracket."""


def argument(text: str, at: int, kinds: str) -> Argument | None:
    """The argument at a place, if it is of one of these kinds (as words in one text); white space may precede it."""
    found = _ARGUMENT.match(text, at)
    if not found or not found.lastgroup or found.lastgroup not in kinds.split():
        return None
    return Argument(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup), found.end())


def arguments(text: str, at: int, kinds: str) -> list[Argument]:
    """The arguments of these kinds that follow one another from a place on."""
    found: list[Argument] = []
    while one := argument(text, at, kinds):
        found.append(one)
        at = one.end
    return found
