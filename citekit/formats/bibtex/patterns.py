"""The words of BibTeX as patterns on bytes.

Only runs of single characters are possessive (`*+`), and no two neighbours can match the same byte, so that a pattern
that fails has looked at each byte a fixed number of times. Possessive *groups* would be shorter; the first releases of
Python 3.11 match them wrongly.

The large ones are compiled when they are first asked for: that takes as long as to read a thousand entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

_DEPTH = 6
"""How deep the braces of a value may nest and still be matched in one go; deeper ones are counted."""


_MOST = 1000
"""How many groups a value, and fields an entry, may have and be matched in one go: the matcher keeps track of each."""


def _but(excluded: bytes) -> bytes:
    """The class of all other bytes. `[^…]` says the same, but takes the matcher twice the time for each of them."""
    edges = [-1, *sorted(excluded), 256]
    runs = [(low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1]
    return b"[" + b"".join(rb"\x%02x-\x%02x" % run for run in runs) + b"]"


def _but_in_text(excluded: bytes) -> bytes:
    """The class of all other characters, of which there are too many for `_but`."""
    return b"[^" + re.escape(excluded) + b"]"


def _group(opening: bytes, plain: bytes, inner: bytes, closing: bytes) -> bytes:
    """A group, with the quick case first: nothing in it that nests."""
    return opening + plain + rb"(?:" + closing + rb"|(?:" + inner + plain + rb"){1,%d}" % _MOST + closing + rb")"


class _Words:
    """The words of a field, from a function that gives the class of all characters but some."""

    def __init__(self, but: Callable[[bytes], bytes]) -> None:
        plain = but(b"{}") + b"*+"
        self.in_braces = rb"\{(" + plain + rb")\}"
        """The quick case: nothing in it that nests."""
        self.braced: bytes = rb"\{" + plain + rb"\}"
        for _ in range(_DEPTH - 1):
            self.braced = _group(rb"\{", plain, self.braced, rb"\}")
        self.quoted: bytes = _group(b'"', but(b'"{}') + b"*+", self.braced, b'"')
        self.name: bytes = but(_WHITE + b"\"#%'(),={}@\\") + b"++"
        self.bare: bytes = self.name
        self.value: bytes = rb"(?:" + self.braced + rb"|" + self.quoted + rb"|" + self.bare + rb")"
        self.tail: bytes = rb"(?:" + _S + rb"\#" + _S + self.value + rb"){0,%d}" % _MOST


_WHITE = b" \t\n\r\f\v"
# White space is written out: as `\s` it would cost the pattern a look into a table for each byte.
_S = rb"[ \t\n\r\f\v]*+"
_BYTES = _Words(_but)
NAME = _BYTES.name
BARE = _BYTES.bare
_VALUE, _TAIL = _BYTES.value, _BYTES.tail
_FIELD = rb"," + _S + NAME + _S + rb"=" + _S + _VALUE + _S + rb"(?:\#" + _S + _VALUE + _TAIL + _S + rb"|)"
_TYPE = rb"([A-Za-z_]" + _but(_WHITE + b"\"#%'(),={}@\\") + rb"*+)"
_WORD = rb"@\s*+" + _TYPE + rb"\s*+"
_KEY = rb"(" + _but(_WHITE + b',{}="\\#%') + rb"++)"
_FIELDS = rb"((?:" + _FIELD + rb"){1,%d})" % _MOST

FIELD_AHEAD = rb"\s*+(?:,\s*+)?" + NAME + rb"\s*+=\s*+[\"{0-9A-Za-z]"
"""What follows a closing brace that came too early."""


@cache
def plain_entry() -> re.Pattern[bytes]:
    """A whole well-formed entry with fields, in braces, after white space. Groups: the entry, type, key, fields."""
    return re.compile(
        rb"\s*+(@\s*+(?!(?i:string|preamble|comment)\s*+[{(])" + _TYPE + rb"\s*+"
        rb"\{\s*+" + _KEY + rb"\s*+" + _FIELDS + rb",?+\s*+\})(?!" + FIELD_AHEAD + rb")"
    )


@cache
def parenthesised_entry() -> re.Pattern[bytes]:
    """A whole well-formed entry with fields, in parentheses. Groups: type, key, fields."""
    return re.compile(_WORD + rb"\(\s*+([^\s,{}=\"\\#%()]++)\s*+" + _FIELDS + rb",?+\s*+\)(?!" + FIELD_AHEAD + rb")")


@cache
def field() -> re.Pattern[bytes]:
    """A field of a well-formed entry. Groups: name, value, its first piece if that is bare, what `#` joins to it."""
    return re.compile(
        rb",\s*+("
        + NAME
        + rb")\s*+=\s*+((?:"
        + _BYTES.braced
        + rb"|"
        + _BYTES.quoted
        + rb"|("
        + BARE
        + rb"))("
        + _TAIL
        + rb"))"
    )


def field_of_text(text: str) -> re.Pattern[str]:
    """The same for an entry that is decoded already; white space is ASCII's, as in bytes.

    Groups: name; what stands in braces, where that is all of the value and has no others in it; else the value.
    """
    return _field_of_ascii() if text.isascii() else _field_of_unicode()


@cache
def _field_of_ascii() -> re.Pattern[str]:
    return _field_of(_BYTES)


@cache
def _field_of_unicode() -> re.Pattern[str]:
    return _field_of(_Words(_but_in_text))


def _field_of(words: _Words) -> re.Pattern[str]:
    before = rb"," + _S + rb"(" + words.name + rb")" + _S + rb"=" + _S
    whole = words.in_braces + rb"(?!" + _S + rb"\#)"
    pattern = before + rb"(?:" + whole + rb"|(" + words.value + words.tail + rb"))"
    return re.compile(pattern.decode(), re.ASCII)


START = re.compile(_WORD + rb"([{(])")
"""Where a block may begin. Groups: type, bracket."""

LINE_START = re.compile(rb"[\r\n][ \t]*+@[ \t]*+[A-Za-z]++[ \t]*+[{(]")
"""A line on which a block begins: there an entry that is never closed ends."""

LINE_END = re.compile(rb"[\r\n]|\Z")
