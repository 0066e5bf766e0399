"""Two versions of something in one .bib file, between lines as git writes them round conflicts.

BibTeX and citekit read a file with such lines: to them they are remarks. Each version is whole, an entry or a string.
"""

from __future__ import annotations

import re

from citekit.formats.bibtex import transplant
from citekit.formats.bibtex.anatomy import source_of
from citekit.formats.bibtex.layout import line_end
from citekit.formats.bibtex.recoding import encode
from citekit.model import Entry, Library
from citekit.rules.bibliography.merge_conflict import MARK
from citekit.splices import Splice

OPEN, MIDDLE, CLOSE = (f"{sign * MARK}{label}" for sign, label in (("<", " ours"), ("=", ""), (">", " theirs")))
_LINE_REST = re.compile(rb"[^\r\n]*")
HINT = f"keep one of the two versions and delete the lines with {OPEN[:MARK]}, {MIDDLE} and {CLOSE[:MARK]}"


def marked(library: Library, mine: bytes, yours: bytes) -> bytes:
    """Two versions between the lines; one that is not there is empty."""
    newline = line_end(source_of(library).data).encode()
    lines = [OPEN.encode(), mine, MIDDLE.encode(), yours, CLOSE.encode()]
    return newline.join(line for line in lines if line)


def in_place(library: Library, start: int, end: int, mine: bytes, yours: bytes) -> Splice:
    """Two versions in place of a stretch of a file, the marks at the beginning of lines."""
    data = source_of(library).data
    newline = line_end(data).encode()
    before = b"" if start == 0 or data[start - 1 : start] in (b"\n", b"\r") else newline
    after = b"" if data[end : end + 1] in (b"", b"\n", b"\r") else newline
    return Splice(start, end, before + marked(library, mine, yours) + after)


def beside(library: Library, new: bytes, after: Entry | None, before: Entry | None) -> Splice:
    """A text on lines of its own after an entry, else before one, else at the end of the file."""
    data = source_of(library).data
    gap = 2 * line_end(data).encode()
    if after is None and before is not None:
        return Splice(before.span.start, before.span.start, new + gap)
    place = len(data.rstrip())
    if after is not None:
        place = after.span.end
        rest = _LINE_REST.match(data, place)
        if rest and rest[0].strip() and not rest[0].strip().startswith(b"@"):
            # A remark on the line belongs to the entry before.
            place = rest.end()
    return Splice(place, place, gap + new)


def bytes_of(library: Library, text: str) -> bytes:
    """A text as a file writes it: its encoding, its line ends; letters that it lacks are composed where TeX can.

    Raises UsageError when it lacks one that TeX cannot compose either.
    """
    source = source_of(library)
    lines = line_end(source.data).join(text.splitlines())
    return encode(lines if lines.isascii() else transplant.fitting(library, lines), source.encoding, source.path)
