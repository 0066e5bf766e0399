"""Long values on several lines."""

from __future__ import annotations

import re

from citekit.edits.formatting.sheet import Part, Sheet
from citekit.edits.formatting.values import inside
from citekit.formats.bibtex.typed import NO_TEX

_LINE_END = re.compile(r"\r\n|\r|\n")
_GAP = re.compile(r"(?<!\\) ")
_INDENT = "  "
"""Of the further lines of a value whose field is not set in."""


def wrapped(entry: Sheet, width: int) -> Sheet:
    """The entry with its long values broken so that lines have at most `width` characters, where words allow that.

    Further lines are set in twice as far as the field. A field that begins no line, one that holds no TeX, and a value
    with line ends of its own or of several pieces stay.
    """
    return entry.with_fields(tuple(_wrapped(field, width, entry.newline) for field in entry.fields))


def _wrapped(field: Part, width: int, newline: str) -> Part:
    tex = inside(field.value)
    before = _LINE_END.split(field.separator)[-1]
    if tex is None or field.name.lower() in NO_TEX or before == field.separator or _LINE_END.search(tex):
        return field
    # Where lines begin with a comma, that is no part of how far the field is set in.
    further = 2 * before[: len(before) - len(before.lstrip())] or _INDENT
    column = len((before + field.name + field.around).expandtabs()) + 1
    lines = _lines(tex, width - column, width - len(further.expandtabs()))
    return field._replace(value=f"{field.value[0]}{f'{newline}{further}'.join(lines)}{field.value[-1]}")


def _lines(tex: str, first: int, further: int) -> list[str]:
    """Words on lines. Behind the last there is room for what closes the value, and a comma."""
    lines: list[str] = []
    line, room = "", first
    words = _GAP.split(tex)
    for at, word in enumerate(words):
        needed = len(line) + 1 + len(word) + (2 if at == len(words) - 1 else 0)
        if line and needed > room:
            lines.append(line)
            line, room = word, further
        else:
            line = f"{line} {word}" if at else word
    return [*lines, line]
