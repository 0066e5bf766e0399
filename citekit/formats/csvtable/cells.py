"""The lines of a table as cells: by RFC 4180, whatever parts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MOST_CELLS = 4_000_000
"""Cells of a table that are read, empty ones too."""
_SEPARATION = re.compile(r"sep=([,;\t|])\r?\n")


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Table:
    """The lines of a file as cells."""

    rows: list[list[Cell]] = field(default_factory=list)
    unclosed: int = -1
    """Where a quotation mark stands that is never closed; -1 when there is none."""
    stopped: int = -1
    """Where reading stopped, because there are too many cells; -1 when it did not."""


def cut(text: str) -> Table:
    """The cells of a file. Each character is looked at once."""
    table = Table()
    at = 1 if text.startswith("\ufeff") else 0
    if match := _SEPARATION.match(text, at):
        separator, at = match[1], match.end()
    else:
        separator = _separator(text, at)
    cell = re.compile(rf'"((?:[^"]|"")*+)("?)([^{separator}\r\n]*+)|([^{separator}\r\n]*+)')
    row: list[Cell] = []
    for _ in range(MOST_CELLS):
        if at > len(text):
            return table
        found = cell.match(text, at)
        assert found is not None
        if found[1] is not None:
            row.append(Cell(found[1].replace('""', '"') + found[3], at, found.end()))
            table.unclosed = at if not found[2] and table.unclosed < 0 else table.unclosed
        else:
            row.append(Cell(found[4], at, found.end()))
        at = found.end()
        if text[at : at + 1] == separator:
            at += 1
            continue
        table.rows.append(row)
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
    table.stopped = at
    return table


def _separator(text: str, at: int) -> str:
    """What parts the cells of the first line."""
    first = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text[at : at + 65536], maxsplit=1)[0])
    return max(",;\t|", key=first.count)
