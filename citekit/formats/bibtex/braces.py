"""Braces and quotation marks on bytes: where what they open is closed."""

from __future__ import annotations

import re

BRACES = re.compile(rb"[{}]")
BRACES_NOT_ESCAPED = re.compile(rb"\\.|[{}]", re.S)
BRACES_AND_QUOTES = re.compile(rb'[{}"]')


_STRETCH = 4096
"""Bytes that are passed over together where no brace in them can be the one that is looked for."""


def closing_brace(data: bytes, opened: int, end: int, braces: re.Pattern[bytes] = BRACES) -> int:
    """Just after the brace that closes the one at `opened`, before `end`; -1 when none does."""
    depth, start = (0, opened) if braces is not BRACES else _passed_over(data, opened, end)
    for match in braces.finditer(data, start, end):
        byte = match[0]
        if byte == b"{":
            depth += 1
        elif byte == b"}":
            depth -= 1
            if not depth:
                return match.end()
    return -1


def _passed_over(data: bytes, opened: int, end: int) -> tuple[int, int]:
    """How many braces are open at an offset up to which the one at `opened` is surely not closed."""
    depth, start = 1, opened + 1
    while start < end:
        stop = min(start + _STRETCH, end)
        closed = data.count(b"}", start, stop)
        if closed >= depth:
            break
        depth += data.count(b"{", start, stop) - closed
        start = stop
    return depth, start


def stripped_end(data: bytes, start: int, end: int, blanks: bytes | None = None) -> int:
    """Where a stretch ends without the white space, or the bytes of `blanks`, behind it."""
    while end > start:
        begin = max(start, end - _STRETCH)
        if left := len(data[begin:end].rstrip(blanks)):
            return begin + left
        end = begin
    return start
