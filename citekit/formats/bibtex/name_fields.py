"""Which fields hold names, and a quick look at their lists: what taking them apart (`names`) is not needed for."""

from __future__ import annotations

from operator import methodcaller

NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director""".split()
)
"""Fields whose value is a list of names (BibTeX's two; biblatex manual, section 2.2.2)."""

MOST_COMMAS = 2
"""How many commas a name can have: von Last, Jr, First."""


_commas = methodcaller("count", ",")


def is_doubtful(value: str) -> bool:
    """Might a name of the list have too many commas, or an `and` no name beside it? A quick look, without braces."""
    if value.count(",") > MOST_COMMAS and max(map(_commas, value.split(" and "))) > MOST_COMMAS:
        return True
    folded = value.lower().strip()
    if "\n" in folded or "\r" in folded or "\t" in folded or "  " in folded:
        folded = " ".join(folded.split())
    return has_lone_and(folded)


def has_lone_and(folded: str) -> bool:
    """Has an `and` no name beside it? The list is in small letters, with single spaces."""
    return " and and " in folded or folded[:4] in ("and", "and ") or folded[-4:] == " and"
