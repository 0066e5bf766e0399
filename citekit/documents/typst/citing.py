"""Citations of Typst, from their keys and supplements. Forms: Typst's reference, `cite`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.model import Citation, CitationItem, Mode
from citekit.prose import read_locator
from citekit.source import TextSource

FORMS = {"normal": Mode.PARENTHETICAL, "prose": Mode.NARRATIVE, "author": Mode.NARRATIVE, "year": Mode.SUPPRESSED}
CROSS_REFERENCE = re.compile(r"(?:fig|figure|tbl|tab|table|eq|eqt|sec|lst|thm|def|lem|chap|app|part|note)[:.]")
"""How labels of figures and the like begin by custom: one that stands in another file is known by this."""
_LONGEST = 1000
"""Characters of a supplement that are looked at."""
_MARKS = re.compile(r"[*_\\]")


def citation(
    source: TextSource,
    whole: tuple[int, int],
    keys: Sequence[tuple[int, int]],
    note: tuple[int, int] | None,
    mode: Mode,
) -> Citation | None:
    """The citation of the keys at these places, with the supplement at another; None without a key."""
    text = source.text[note[0] : min(note[1], note[0] + _LONGEST)] if note else ""
    locator, suffix = read_locator(_MARKS.sub("", text).replace("~", " "))
    items = [
        CitationItem(source.span(start, end), source.text[start:end], locator=locator, suffix=suffix, mode=mode)
        for start, end in keys
    ]
    return Citation(source.span(*whole), tuple(items)) if items else None
