"""Which fields hold names, and quick looks at their lists: what taking them apart (`names`) is not needed for."""

from __future__ import annotations

import re
from functools import cache

NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director""".split()
)
"""Fields whose value is a list of names (BibTeX's two; biblatex manual, section 2.2.2)."""

MOST_COMMAS = 2
"""How many commas a name can have: von Last, Jr, First."""


@cache
def _group() -> re.Pattern[str]:
    # With groups in it, but none in those. What is not matched so is looked at closely.
    return re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def is_plain(value: str) -> bool:
    """Are its names just what stands between each ` and ` and the next, with nothing doubtful? Most lists are so: in
    ASCII, with single spaces, no ` and ` within braces."""
    if not (value.isascii() and value.isprintable()) or "  " in value or value[:1] in ("", " ") or value[-1] == " ":
        return False
    names = value.split(" and ")
    if _has_many_commas(value, names):
        return False
    if "{" in value or "}" in value:
        outside = _group().sub("x", value)
        if "{" in outside or "}" in outside or outside.count(" and ") < len(names) - 1:
            return False
    folded = value.lower()
    return folded.count(" and ") < len(names) and not has_lone_and(folded)


def _has_many_commas(value: str, names: list[str]) -> bool:
    return value.count(",") > MOST_COMMAS and max([name.count(",") for name in names]) > MOST_COMMAS


def is_doubtful(value: str) -> bool:
    """Might a name of the list have too many commas, or an `and` no name beside it? A quick look, without braces."""
    if _has_many_commas(value, value.split(" and ")):
        return True
    folded = value.lower().strip()
    if "\n" in folded or "\r" in folded or "\t" in folded or "  " in folded:
        folded = " ".join(folded.split())
    return has_lone_and(folded)


def has_lone_and(folded: str) -> bool:
    """Has an `and` no name beside it? The list is in small letters, with single spaces."""
    return " and and " in folded or folded[:4] in ("and", "and ") or folded[-4:] == " and"
