"""HTML: elements for the looks, entities for what the markup would take for itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as entities

from citekit.runs import Run
from citekit.writers.text import one_line

_LOOKS = (
    ("code", "<code>", "</code>"),
    ("small_caps", '<span style="font-variant-caps: small-caps">', "</span>"),
    ("underlined", "<u>", "</u>"),
    ("italic", "<i>", "</i>"),
    ("bold", "<b>", "</b>"),
    ("superscript", "<sup>", "</sup>"),
    ("subscript", "<sub>", "</sub>"),
)


def escape(text: str) -> str:
    """The text for an element or for an attribute in quotation marks.

    >>> escape('<i> & "x"')
    '&lt;i&gt; &amp; &quot;x&quot;'
    """
    return entities(one_line(text), quote=True)


def write(runs: Sequence[Run]) -> str:
    """The runs as elements, the link outermost."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = escape(run.text)
    for look, start, end in _LOOKS:
        if getattr(run, look):
            piece = start + piece + end
    return f'<a href="{escape(run.href)}">{piece}</a>' if run.href else piece
