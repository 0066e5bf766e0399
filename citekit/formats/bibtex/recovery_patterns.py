"""The patterns with which a broken entry is read; see `patterns` for how they are written."""

from __future__ import annotations

import re

from citekit.formats.bibtex.patterns import BARE, FIELD_AHEAD, NAME

FIELD_FOLLOWS = re.compile(FIELD_AHEAD)
"""What follows a closing brace that came too early."""

NAME_LINE = re.compile(rb"[\r\n][ \t]*+(?:,[ \t]*+)?" + NAME + rb"[ \t]*+=")
"""A line that begins a field."""

CUT_LINE = re.compile(NAME_LINE.pattern + rb"|[\r\n][ \t]*+[)}][ \t]*+,?+[ \t]*+(?=[\r\n]|\Z)")
"""A line that begins a field, or has nothing but a closing brace: there a value that is never closed ends."""

ESCAPED_BRACE = re.compile(rb"\\[{}]")
UNQUOTED = re.compile(rb"[^,{}()\"#%=@\r\n]++(?=[,}\r\n])")
"""A value of several words without braces, to the end of the line."""

NAME_AHEAD = re.compile(NAME + rb"\s*+=")
BARE_WORD = re.compile(BARE)
FIELD_NAME = re.compile(NAME)
SPACE = re.compile(rb"\s*+")
SPACE_AND_COMMAS = re.compile(rb"[\s,]*+")
JUNK_END = re.compile(rb"[,{}()\r\n]")
LINE = re.compile(rb"[^\r\n]*+")

KEY = re.compile(rb"[^\s,{}()=\"%]*+")
KEY_WITH_SPACES = re.compile(rb"[^,{}=\"%\r\n]*+(?=,)")
ODD_KEY = re.compile(rb"[^\s,]*+(?=\s*+,)")
"""A key with braces or an equals sign in it."""
FIELD_NOT_KEY = re.compile(NAME + rb"\s*+=\s*+(?:[\"{]|[0-9]++\s*+[,})])")
"""A field where the key should be."""
