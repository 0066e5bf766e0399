"""The words of BibTeX as patterns on bytes.

Only runs of single characters are possessive (`*+`), and no two neighbours can match the same byte, so that a pattern
that fails has looked at each byte a fixed number of times. Possessive *groups* would be shorter; the first releases of
Python 3.11 match them wrongly.

The large ones are compiled when they are first asked for: that takes as long as to read a thousand entries.
"""

from __future__ import annotations

import re
from functools import cache

_DEPTH = 6
"""How deep the braces of a value may nest and still be matched in one go; deeper ones are counted."""


_MOST = 1000
"""How many groups a value, and fields an entry, may have and be matched in one go: the matcher keeps track of each."""


def _group(opening: bytes, plain: bytes, inner: bytes, closing: bytes) -> bytes:
    """A group, with the quick case first: nothing in it that nests."""
    return opening + plain + rb"(?:" + closing + rb"|(?:" + inner + plain + rb"){1,%d}" % _MOST + closing + rb")"


def _braced(depth: int) -> bytes:
    found = rb"\{[^{}]*+\}"
    for _ in range(depth - 1):
        found = _group(rb"\{", rb"[^{}]*+", found, rb"\}")
    return found


# White space is written out: as `\s` it would cost the pattern a look into a table for each byte.
_S = rb"[ \t\n\r\f\v]*+"
NAME = rb"[^ \t\n\r\f\v\"#%'(),={}@\\]++"
BARE = NAME
_BRACED = _braced(_DEPTH)
_QUOTED = _group(rb'"', rb'[^"{}]*+', _BRACED, rb'"')
_VALUE = rb"(?:" + _BRACED + rb"|" + _QUOTED + rb"|" + BARE + rb")"
_TAIL = rb"(?:" + _S + rb"\#" + _S + _VALUE + rb"){0,%d}" % _MOST
_FIELD = rb"," + _S + NAME + _S + rb"=" + _S + _VALUE + _S + rb"(?:\#" + _S + _VALUE + _TAIL + _S + rb"|)"
_WORD = rb"@\s*+([A-Za-z_][^\s\"#%'(),={}@\\]*+)\s*+"
_FIELDS = rb"((?:" + _FIELD + rb"){1,%d})" % _MOST

_FIELD_AHEAD = rb"\s*+(?:,\s*+)?" + NAME + rb"\s*+=\s*+[\"{0-9A-Za-z]"
FIELD_AHEAD = re.compile(_FIELD_AHEAD)
"""What follows a closing brace that came too early."""


@cache
def plain_entry() -> re.Pattern[bytes]:
    """A whole well-formed entry with fields, in braces, after white space. Groups: the entry, type, key, fields."""
    return re.compile(
        rb"\s*+(@\s*+(?!(?i:string|preamble|comment)\s*+[{(])([A-Za-z_][^\s\"#%'(),={}@\\]*+)\s*+"
        rb"\{\s*+([^\s,{}=\"\\#%]++)\s*+" + _FIELDS + rb",?+\s*+\})(?!" + _FIELD_AHEAD + rb")"
    )


@cache
def parenthesised_entry() -> re.Pattern[bytes]:
    """A whole well-formed entry with fields, in parentheses. Groups: type, key, fields."""
    return re.compile(_WORD + rb"\(\s*+([^\s,{}=\"\\#%()]++)\s*+" + _FIELDS + rb",?+\s*+\)(?!" + _FIELD_AHEAD + rb")")


@cache
def field() -> re.Pattern[bytes]:
    """A field of a well-formed entry. Groups: name, value, its first piece if that is bare, what `#` joins to it."""
    return re.compile(
        rb",\s*+(" + NAME + rb")\s*+=\s*+((?:" + _BRACED + rb"|" + _QUOTED + rb"|(" + BARE + rb"))(" + _TAIL + rb"))"
    )


@cache
def field_of_text() -> re.Pattern[str]:
    """The same for an entry that is decoded already; white space is ASCII's, as in bytes.

    Groups: name; what stands in braces, where that is all of the value and has no others in it; else the value.
    """
    in_braces = rb"\{([^{}]*+)\}(?!" + _S + rb"\#)"
    return re.compile(
        (
            rb"," + _S + rb"(" + NAME + rb")" + _S + rb"=" + _S + rb"(?:" + in_braces + rb"|(" + _VALUE + _TAIL + rb"))"
        ).decode(),
        re.ASCII,
    )


START = re.compile(_WORD + rb"([{(])")
"""Where a block may begin. Groups: type, bracket."""

LINE_START = re.compile(rb"[\r\n][ \t]*+@[ \t]*+[A-Za-z]++[ \t]*+[{(]")
"""A line on which a block begins: there an entry that is never closed ends."""

LINE_END = re.compile(rb"[\r\n]|\Z")
