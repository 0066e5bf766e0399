"""Numbers of works in archives such as arXiv and PubMed, where a format has one place for number and archive each.

A map names them as one tag, `AN@arxiv`: the number's own and the archive. Numbers of other databases, which only count
that database's copies, stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citekit.fieldmaps.kinds import Tagged
from citekit.fieldmaps.raw import RawEntry

KNOWN = frozenset({"arxiv", "pubmed", "pmc", "jstor", "hdl", "googlebooks"})
"""What biblatex knows as `eprinttype` (manual 3.20, section 3.14.7), and PubMed's two."""


def mark(raw: RawEntry, number: str, archive: str) -> None:
    """Puts the numbers of a known archive under a tag that names it."""
    names = [value.text.strip().lower() for value in raw.values.get(archive, ())]
    known = next((name for name in names if name in KNOWN), "")
    if known and number in raw.values:
        raw.values[f"{number}@{known}"] = raw.values.pop(number)


def parted(values: Iterable[Tagged], number: str, archive: str) -> Iterator[Tagged]:
    """The values with each such tag in two again."""
    for tag, value in values:
        if tag.startswith(f"{number}@"):
            yield archive, tag.partition("@")[2]
            yield number, value
        else:
            yield tag, value
