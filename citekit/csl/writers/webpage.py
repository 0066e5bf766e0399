"""HTML for pages: elements for the looks, entities for what the markup would take for itself."""

from collections.abc import Sequence
from html import escape as entities

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

_LOOKS = (
    (CODE, "<code>", "</code>"),
    (SMALL_CAPS, '<span style="font-variant-caps: small-caps">', "</span>"),
    (UNDERLINE, "<u>", "</u>"),
    (ITALIC, "<i>", "</i>"),
    (OBLIQUE, "<i>", "</i>"),
    (BOLD, "<b>", "</b>"),
    (SUPERSCRIPT, "<sup>", "</sup>"),
    (SUBSCRIPT, "<sub>", "</sub>"),
)


def escape(text: str) -> str:
    """Give the text for an element or for an attribute in quotation marks.

    >>> escape('<i> & "x"')
    '&lt;i&gt; &amp; &quot;x&quot;'
    """
    return entities(one_line(text), quote=True)


def write(runs: Sequence[Run]) -> str:
    """Write runs as elements, the link outermost."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = escape(run.text)
    for look, start, end in _LOOKS:
        if look in run.format:
            piece = start + piece + end
    return f'<a href="{escape(run.link)}">{piece}</a>' if run.link else piece
