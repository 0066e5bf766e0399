"""Text of a person's files as it may stand in an output."""

from __future__ import annotations

import re

from citekit.diagnostic import Severity

# What XML 1.0 has no way to write, and the controls of C1, which it advises against (section 2.2).
_NO_XML = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_ESCAPED = re.compile('[&<>"\t\n\r]')

SIGN = "·"
"""What stands in place of a character that cannot be shown."""

NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
"""The severities as compilers, editors and SARIF call them."""


def in_xml(text: str) -> str:
    """A text that XML can hold: what it cannot is shown as a sign.

    >>> in_xml("a\\x00b\\ud800")
    'a·b·'
    """
    return _NO_XML.sub(SIGN, text)


def escaped(text: str) -> str:
    """A text as content or as a quoted attribute of XML, every character kept.

    >>> escaped('R&D ]]> "x"')
    'R&amp;D ]]&gt; &quot;x&quot;'
    """
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], in_xml(text))


def shown(text: str) -> str:
    """A text on one line in which nothing moves the cursor, turns the direction or hides.

    >>> shown("a\\nb\\u202e")
    'a b·'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(one if one.isprintable() else SIGN for one in line)
