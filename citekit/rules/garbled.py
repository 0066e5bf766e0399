"""Signs that come of reading a text in a wrong encoding."""

from __future__ import annotations

import re

GARBLED = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    "|\u00e2\u20ac[\u0080-\u00bf\u0153\u2018-\u2122\u02dc]?|\ufffd"
)
"""UTF-8 that was read as Windows-1252, and the sign for what could not be read."""
ENTITY = re.compile(r"\\?&(?:\\?#(?:[0-9]{1,6}|x[0-9a-f]{1,5})|[a-z][a-z0-9]{1,20});", re.I)
"""A sign as web pages write it; whether it is one, `html.unescape` says."""


def put_right(text: str) -> str:
    """The text as it was before it was read wrongly; empty when that cannot be told.

    >>> put_right("dÃ©veloppement"), put_right("d\ufffdveloppement")
    ('développement', '')
    """
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return ""
