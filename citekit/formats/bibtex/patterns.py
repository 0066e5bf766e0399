"""The words of BibTeX as patterns on bytes.

Only runs of single characters are possessive (`*+`), and no two neighbours can match the same byte, so that a pattern
that fails has looked at each byte a fixed number of times. Possessive *groups* would be shorter; the first releases of
Python 3.11 match them wrongly.
"""

from __future__ import annotations

import re

_DEPTH = 6
"""How deep the braces of a value may nest and still be matched in one go; deeper ones are counted."""


def _braced(depth: int) -> bytes:
    inner = rb"\{[^{}]*+\}"
    for _ in range(depth - 1):
        inner = rb"\{[^{}]*+(?:" + inner + rb"[^{}]*+)*\}"
    return inner


NAME = rb"[^\s\"#%'(),={}@\\]++"
BARE = rb"[^\s\"#%'(),={}\\@]++"
_BRACED = _braced(_DEPTH)
_QUOTED = rb'"[^"{}]*+(?:' + _BRACED + rb'[^"{}]*+)*"'
_VALUE = rb"(?:" + _BRACED + rb"|" + _QUOTED + rb"|" + BARE + rb")"
_TAIL = rb"(?:\s*+\#\s*+" + _VALUE + rb")*"
_FIELD = rb",\s*+" + NAME + rb"\s*+=\s*+" + _VALUE + _TAIL + rb"\s*+"
_WORD = rb"@\s*+([A-Za-z_][^\s\"#%'(),={}@\\]*+)\s*+"
_FIELDS = rb"((?:" + _FIELD + rb")*)"

ENTRY = re.compile(
    _WORD + rb"(?:\{\s*+([^\s,{}=\"\\#%]++)\s*+" + _FIELDS + rb",?+\s*+\}"
    rb"|\(\s*+([^\s,{}=\"\\#%()]++)\s*+" + _FIELDS + rb",?+\s*+\))"
)
"""A whole well-formed entry. Groups: type; key and fields in braces; key and fields in parentheses."""

FIELD = re.compile(
    rb",\s*+(" + NAME + rb")\s*+=\s*+((?:" + _BRACED + rb"|" + _QUOTED + rb"|(" + BARE + rb"))(" + _TAIL + rb"))"
)
"""A field of a well-formed entry. Groups: name, value, its first piece if that is bare, what is joined on by `#`."""

START = re.compile(_WORD + rb"([{(])")
"""Where a block may begin. Groups: type, bracket."""

FIELD_AHEAD = re.compile(rb"\s*+(?:,\s*+)?" + NAME + rb"\s*+=\s*+[\"{0-9A-Za-z]")
"""What follows a closing brace that came too early."""

LINE_START = re.compile(rb"[\r\n][ \t]*+@[ \t]*+[A-Za-z]++[ \t]*+[{(]")
"""A line on which a block begins: there an entry that is never closed ends."""

NAME_LINE = re.compile(rb"[\r\n][ \t]*+(?:,[ \t]*+)?" + NAME + rb"[ \t]*+=")
"""A line that begins a field."""

CUT_LINE = re.compile(NAME_LINE.pattern + rb"|[\r\n][ \t]*+[)}][ \t]*+,?+[ \t]*+(?=[\r\n]|\Z)")
"""A line that begins a field, or has nothing but a closing brace: there a value that is never closed ends."""

BRACES = re.compile(rb"[{}]")
BRACES_NOT_ESCAPED = re.compile(rb"\\.|[{}]", re.S)
ESCAPED_BRACE = re.compile(rb"\\[{}]")
BRACES_AND_QUOTES = re.compile(rb'[{}"]')
UNQUOTED = re.compile(rb"[^,{}()\"#%=@\r\n]++(?=[,}\r\n])")
"""A value of several words without braces, to the end of the line."""

NAME_AHEAD = re.compile(NAME + rb"\s*+=")
BARE_WORD = re.compile(BARE)
FIELD_NAME = re.compile(NAME)
SPACE = re.compile(rb"\s*+")
SPACE_AND_COMMAS = re.compile(rb"[\s,]*+")
JUNK_END = re.compile(rb"[,{}()\r\n]")
LINE = re.compile(rb"[^\r\n]*+")
LINE_END = re.compile(rb"[\r\n]|\Z")

KEY = re.compile(rb"[^\s,{}()=\"%]*+")
KEY_WITH_SPACES = re.compile(rb"[^,{}=\"%\r\n]*+(?=,)")
ODD_KEY = re.compile(rb"[^\s,]*+(?=\s*+,)")
"""A key with braces or an equals sign in it."""
FIELD_NOT_KEY = re.compile(NAME + rb"\s*+=\s*+(?:[\"{]|[0-9]++\s*+[,})])")
"""A field where the key should be."""
