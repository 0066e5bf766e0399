"""Reads a key pattern, of whichever form it is."""

from __future__ import annotations

import re

from citekit.diagnostic import UsageError
from citekit.keys import formula, jabref
from citekit.keys.pattern import Pattern

_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|/(?:[^/\\\n]|\\.)+/", re.S)


def parse(text: str) -> Pattern:
    """A pattern of JabRef's form when it has a bracket, else a formula of Better BibTeX's.

    Raises UsageError that tells the column of what is wrong.
    """
    text = text.strip()
    if not text:
        raise UsageError("the key pattern is empty", hint="write one such as [auth][year]")
    is_jabref = "[" in text and "[" in _QUOTED.sub("", text)
    return jabref.read(text) if is_jabref else formula.read(text)
