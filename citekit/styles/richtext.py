"""Runs as pybtex's rich text, for programs that print with pybtex's backends."""

from __future__ import annotations

from collections.abc import Iterable

from pybtex.richtext import BaseText, HRef, String, Tag, Text

from citekit.runs import Run
from citekit.writers.text import merged

_TAGS = (
    ("code", "tt"),
    ("italic", "em"),
    ("bold", "strong"),
    ("superscript", "sup"),
    ("subscript", "sub"),
)
"""Looks and pybtex's tags; it has none for small capitals and underlining."""


def rich_text(runs: Iterable[Run]) -> Text:
    """The runs as one rich text, each link outermost.

    >>> rich_text([Run("A"), Run("b", italic=True)]).render_as("html")
    'A<em>b</em>'
    """
    return Text(*map(_rich, merged(runs)))


def _rich(run: Run) -> BaseText:
    piece: BaseText = String(run.text)
    for look, tag in _TAGS:
        if getattr(run, look):
            piece = Tag(tag, piece)
    return HRef(run.href, piece) if run.href else piece
