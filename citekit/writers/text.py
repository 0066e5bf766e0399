"""What the writers share: text on one line without control characters, safe addresses, joined runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from citekit.runs import Run, alike

# White space that breaks or pads a line. The no-break space is a character like another and stays.
_SPACE = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# Characters no text file should hold: controls (a terminal would obey them), halves of surrogate pairs, non-characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
# What may stand in an address as it is (RFC 3986), less what some markup would stumble over.
_IN_ADDRESS = "!$&'()*+,;=:@/?#[]%-._~"


def one_line(text: str) -> str:
    """The text on one line: white space single, control characters taken out."""
    return _SPACE.sub(" ", _CONTROL.sub("", text))


def address(href: str) -> str:
    """An http(s) address in ASCII, everything unusual percent-encoded; empty for any other kind of address."""
    if not _ADDRESS.fullmatch(href):
        return ""
    return quote(_CONTROL.sub("", href), safe=_IN_ADDRESS)


def merged(runs: Iterable[Run], *, by_look: bool = True) -> list[Run]:
    """The runs on one line, each joined to the one before it that is the same but for its text, empty ones left out.

    By their look: what they are of counts for nothing, and they are of nothing then.
    """
    found: list[Run] = []
    for run in runs:
        if by_look and (run.variable or run.key):
            run = replace(run, variable="", key="")
        # The addresses are made safe here, once, so that no writer can forget it.
        if run.href or _CONTROL.search(run.text):
            run = replace(run, text=_CONTROL.sub("", run.text), href=address(run.href))
        if found and alike(found[-1], run):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return found
