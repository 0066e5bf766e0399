"""The order of the fields in an entry that is made of something else than BibTeX."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from citekit.model import Entry

_ORDER = (
    "author editor editortype title subtitle titleaddon maintitle booktitle booksubtitle journaltitle journal series"
    " type volume number issue part edition pages eid pagetotal institution school organization publisher location"
    " address date year month isbn issn doi eprint eprinttype eprintclass url urldate"
).split()
"""The fields in the order in which references say them: people, title, where it stands, who published it, when."""


def ordered(entry: Entry, format: str) -> Entry:
    """The entry with its fields in that order; one that is BibTeX already keeps its own."""
    if format in ("bibtex", "biblatex"):
        return entry
    known = sorted((name for name in entry.fields if name in _ORDER), key=_ORDER.index)
    names = [*known, *(name for name in entry.fields if name not in _ORDER)]
    return replace(entry, fields=MappingProxyType({name: entry.fields[name] for name in names}))
