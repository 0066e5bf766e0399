"""Cuts the bytes of a .bib file into blocks that lie end to end: nothing is left out and nothing read twice.

A well-formed entry is matched whole by one pattern. What does not match goes to `recovery`, which never looks past the
next line that begins with `@word{`. Time is linear in the size of the file, whatever it holds.
"""

from __future__ import annotations

import re

from citekit.formats.bibtex.blocks import Block, Blocks, Kind, Place
from citekit.formats.bibtex.braces import closing_brace
from citekit.formats.bibtex.floods import Watch
from citekit.formats.bibtex.patterns import LINE_END, LINE_START, START, parenthesised_entry, plain_entry

SPECIAL = {b"string": Kind.STRING, b"preamble": Kind.PREAMBLE, b"comment": Kind.COMMENT}
_BACKSLASH = ord("\\")
_COMMENTED_KEY = re.compile(rb"\s*+([^\s,{}()]*+)")
_CLOSING_PARENTHESIS = re.compile(rb"\)[ \t]*+(?=[\r\n]|\Z)")


def scan(data: bytes) -> Blocks:
    """The blocks of a file, in order; their bytes put together are the file."""
    return _Scanner(data).blocks()


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

    def blocks(self) -> Blocks:
        blocks = Blocks()
        watch = Watch(self.data)
        done = position = 0  # `done` is where the last block ended that was taken
        while True:
            if (reached := self.plain_entries(position, done, blocks)) > position:
                done = position = reached
            match = self.next_start(position)
            if match and watch.is_flooded():
                match = watch.weighty(match)
            if match is None:
                break
            block = self.block(match, position)
            position = block.end
            if watch.takes(block):
                if block.start > done:
                    blocks.put_junk(done, block.start)
                blocks.put(block)
                done = position
            else:
                watch.passes(block.start, block.end)
        if done < len(self.data):
            blocks.put_junk(done, len(self.data))
        blocks.flood = watch.flood()
        return blocks

    def plain_entries(self, position: int, done: int, blocks: Blocks) -> int:
        """Takes the well-formed entries from here on that have only white space between; gives where they end.

        `done` is where the block before ended.
        """
        data, match, put = self.data, plain_entry().match, blocks.put_plain
        while found := match(data, position):
            (_, end), (start, _), (type, type_end), (key, key_end), (body, body_end) = found.regs
            if start > done:
                blocks.put_junk(done, start)
            put((start, end, type, type_end, key, key_end, body, body_end))
            done = position = end
        return position

    def next_start(self, position: int) -> re.Match[bytes] | None:
        """The next place where a block may begin: an `@` with a backslash before it begins none."""
        match = START.search(self.data, position)
        while match and match.start() and self.data[match.start() - 1] == _BACKSLASH:
            match = START.search(self.data, match.end(1))
        return match

    def block(self, match: re.Match[bytes], done: int) -> Block:
        """The block that begins at `match`; the one before ended at `done`."""
        if self.is_commented(done, match.start()):
            return self.commented(match)
        kind = SPECIAL.get(match[1].lower(), Kind.ENTRY)
        if kind is Kind.ENTRY:
            return self.entry(match)
        if kind is Kind.STRING:
            from citekit.formats.bibtex.recovery import recover_string  # which most files do not need

            return recover_string(self.data, match, self.limit(match.end()))
        if kind is Kind.PREAMBLE:
            return self.preamble(match)
        return self.comment(match)

    def entry(self, match: re.Match[bytes]) -> Block:
        if match[2] == b"(":
            found = parenthesised_entry().match(self.data, match.start())
            places = found.regs if found else ()
        else:
            found = plain_entry().match(self.data, match.start())
            places = found.regs[1:] if found else ()
        if not places:
            from citekit.formats.bibtex.recovery import recover  # which most files do not need

            return recover(self.data, match, self.limit(match.end()))
        (start, end), type, key, body = places
        return Block(Kind.ENTRY, start, end, Place(*type), Place(*key), Place(*body))

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
        from citekit.formats.bibtex.recovery import unclosed  # which most files do not need

        return Block(kind, match.start(), limit, Place(*match.span(1)), faults=(unclosed(kind, match),))


def _line_end(data: bytes, position: int) -> int:
    found = LINE_END.search(data, position)
    return found.start() if found else len(data)
