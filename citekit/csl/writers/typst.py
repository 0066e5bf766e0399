"""Typst: text in markup mode, with every sign that has a meaning there behind a backslash, and functions for the looks.

Functions and not `*` and `_`, which mean emphasis only at the edges of words.
"""

import re
from collections.abc import Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import (
    BOLD,
    CODE,
    ITALIC,
    OBLIQUE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    one_line,
)

# Typst's reference, "Syntax": marks of markup mode, quotation marks it would make curly, comments, dashes, ellipses.
_ANYWHERE = re.compile(r"[\\#*_`$\[\]<>@~\"'{}]|//|/\*|-(?=[-?\d])|-(?<=-.)|\.(?=\.\.)")
# Headings, lists and terms begin where a line begins, and the number of a list is followed by a full stop.
_AT_START = re.compile(r"( *)(?:([-+/=])|(\d+)(\.))")
_LOOKS = (
    (SMALL_CAPS, "#smallcaps"),
    (ITALIC, "#emph"),
    (OBLIQUE, "#emph"),
    (BOLD, "#strong"),
    (UNDERLINE, "#underline"),
    (SUPERSCRIPT, "#super"),
    (SUBSCRIPT, "#sub"),
)
_HTTP = re.compile("https?://", re.I)


def escape(text: str) -> str:
    r"""Give the text for a paragraph, an item or a content block, wherever in the line it comes to stand.

    >>> escape("#1 *a* <b> @c")
    '\\#1 \\*a\\* \\<b\\> \\@c'
    """
    text = _HTTP.sub(lambda match: match[0].replace("//", "\0\0"), one_line(text))
    text = _ANYWHERE.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text).replace("\0", "\\/")
    return _AT_START.sub(_guarded, text, count=1) if _AT_START.match(text) else text


def _guarded(match: re.Match[str]) -> str:
    space, mark, number, point = match.groups(default="")
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"


def write(runs: Sequence[Run]) -> str:
    """Write runs as calls of functions, the link outermost; a `;` ends each call, whatever follows."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = f"#raw({_string(one_line(run.text))});" if CODE in run.format else escape(run.text)
    for look, function in _LOOKS:
        if look in run.format:
            piece = f"{function}[{piece}];"
    return f"#link({_string(run.link)})[{piece}];" if run.link else piece


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
