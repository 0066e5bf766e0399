"""Cuts the bytes of a .bib file into blocks that lie end to end: nothing is left out and nothing read twice.

A well-formed entry is matched whole by one pattern. What does not match goes to `recovery`, which never looks past the
next line that begins with `@word{`. Time is linear in the size of the file, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.formats.bibtex.blocks import Block, Fault, Kind, Place
from citekit.formats.bibtex.patterns import ENTRY, FIELD_AHEAD, LINE_END, LINE_START, START
from citekit.formats.bibtex.problems import UNCLOSED_ENTRY
from citekit.formats.bibtex.recovery import closing_brace, recover, recover_string

SPECIAL = {b"string": Kind.STRING, b"preamble": Kind.PREAMBLE, b"comment": Kind.COMMENT}
_BACKSLASH = ord("\\")
_COMMENTED_KEY = re.compile(rb"\s*+([^\s,{}()]*+)")
_CLOSING_PARENTHESIS = re.compile(rb"\)[ \t]*+(?=[\r\n]|\Z)")


def scan(data: bytes) -> list[Block]:
    """The blocks of a file, in order; their bytes put together are the file."""
    return list(_Scanner(data).blocks())


def block_at(data: bytes, start: int) -> Block | None:
    """The block that `scan` finds at an offset, known from an earlier scan of the same bytes; None when none begins."""
    match = START.match(data, start)
    return _Scanner(data).block(match, start) if match else None


class _Scanner:
    def __init__(self, data: bytes) -> None:
        self.data = data
        # The next line that begins a block, as far as it is known: valid for places from `searched` on.
        self.searched = 0
        self.next_line = -1
        # Once a comment was not closed, the others are not looked through to the end of the file for their brace.
        self.distrust = False

    def blocks(self) -> Iterator[Block]:
        done = 0
        position = 0
        while match := START.search(self.data, position):
            at = match.start()
            if at and self.data[at - 1] == _BACKSLASH:
                position = match.end(1)
                continue
            if at > done:
                yield Block(Kind.JUNK, done, at)
            block = self.block(match, done)
            yield block
            done = position = block.end
        if done < len(self.data):
            yield Block(Kind.JUNK, done, len(self.data))

    def block(self, match: re.Match[bytes], done: int) -> Block:
        """The block that begins at `match`; the one before ended at `done`."""
        if self.is_commented(done, match.start()):
            return self.commented(match)
        kind = SPECIAL.get(match[1].lower(), Kind.ENTRY)
        if kind is Kind.ENTRY:
            return self.entry(match)
        if kind is Kind.STRING:
            return recover_string(self.data, match, self.limit(match.end()))
        if kind is Kind.PREAMBLE:
            return self.preamble(match)
        return self.comment(match)

    def entry(self, match: re.Match[bytes]) -> Block:
        found = ENTRY.match(self.data, match.start())
        if found is None or FIELD_AHEAD.match(self.data, found.end()):
            return recover(self.data, match, self.limit(match.end()))
        key = 2 if found.start(2) >= 0 else 4
        return Block(
            Kind.ENTRY,
            found.start(),
            found.end(),
            Place(*found.span(1)),
            Place(*found.span(key)),
            Place(*found.span(key + 1)),
        )

    def limit(self, position: int) -> int:
        """Where the next line that begins a block starts: its first byte; else the end of the file."""
        if not self.searched <= position <= self.next_line:
            found = LINE_START.search(self.data, position)
            self.searched = position
            self.next_line = found.start() + 1 if found else len(self.data)
        return self.next_line

    def is_commented(self, done: int, at: int) -> bool:
        """Is there a `%` before it on its line?"""
        line = max(done, self.data.rfind(b"\n", done, at), self.data.rfind(b"\r", done, at))
        return self.data.find(b"%", line, at) >= 0

    def commented(self, match: re.Match[bytes]) -> Block:
        """An entry behind a `%`: to its closing brace when it has one, else to the end of the line."""
        line_end = _line_end(self.data, match.end())
        end = self.close(match.end() - 1, line_end if self.distrust else self.limit(match.end()))
        end = line_end if end < 0 else end
        key = _COMMENTED_KEY.match(self.data, match.end(), end)
        place = Place(*key.span(1)) if key else Place(match.end(), match.end())
        return Block(Kind.COMMENTED, match.start(), end, Place(*match.span(1)), place)

    def comment(self, match: re.Match[bytes]) -> Block:
        """`@comment{…}` may hold whole entries, so its brace is looked for beyond the next line that begins one."""
        start, opened = match.start(), match.end() - 1
        if match[2] == b"(":
            return Block(Kind.COMMENT, start, _line_end(self.data, opened), Place(*match.span(1)))
        limit = self.limit(match.end())
        end = self.close(opened, limit if self.distrust else len(self.data))
        if end >= 0:
            return Block(Kind.COMMENT, start, end, Place(*match.span(1)))
        return self.unclosed(Kind.COMMENT, match, limit)

    def preamble(self, match: re.Match[bytes]) -> Block:
        limit = self.limit(match.end())
        end = closing_brace(self.data, match.end() - 1, limit) if match[2] == b"{" else -1
        if match[2] == b"(":
            found = _CLOSING_PARENTHESIS.search(self.data, match.end(), limit)
            end = found.start() + 1 if found else -1
        if end < 0:
            return self.unclosed(Kind.PREAMBLE, match, limit)
        return Block(Kind.PREAMBLE, match.start(), end, Place(*match.span(1)))

    def close(self, opened: int, end: int) -> int:
        """Just after the brace that closes the one at `opened`; -1 when none does before `end`."""
        found = closing_brace(self.data, opened, end)
        self.distrust = self.distrust or found < 0
        return found

    def unclosed(self, kind: Kind, match: re.Match[bytes], limit: int) -> Block:
        place = Place(match.start(), match.end())
        message = f"the @{kind} is never closed"
        fault = Fault(UNCLOSED_ENTRY, place, message, "add its closing brace")
        return Block(kind, match.start(), limit, Place(*match.span(1)), faults=(fault,))


def _line_end(data: bytes, position: int) -> int:
    found = LINE_END.search(data, position)
    return found.start() if found else len(data)
