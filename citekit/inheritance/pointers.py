"""The keys by which entries name each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from citekit.inheritance.granular import references
from citekit.inheritance.tables import POINTERS, SINGLE
from citekit.library import Entry

Find = Callable[[str], Entry | None]
"""The entry with a key; None when there is none."""

SET, XDATA = "set", "xdata"
"""The types of a set of works, and of an entry that only holds fields for others."""

_LENT_BY = frozenset(("xdata", "crossref", "entryset"))
"""The fields that name entries from which one takes fields over."""


def targets(entry: Entry, name: str) -> tuple[str, ...]:
    """The keys that a field names, each once: one for crossref and xref, else those between its commas."""
    found = entry.fields.get(name)
    if found is None:
        return ()
    # A key is no TeX: its text would have a dash for `--`.
    written = found.value
    if name in SINGLE or "," not in written:
        key = written.strip()
        return (key,) if key else ()
    keys = written.split(",")
    return tuple(dict.fromkeys(key for key in map(str.strip, keys) if key))


def pointed(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every key that an entry names, with the field that names it."""
    fields = entry.fields
    return ((name, key) for name in POINTERS if name in fields for key in targets(entry, name))


def lenders(entry: Entry) -> tuple[str, ...]:
    """The keys of the entries from which one takes fields over; of a set, that of its first work."""
    granular = tuple(reference.key for reference in references(entry))
    if _LENT_BY.isdisjoint(entry.fields):
        return granular  # as nearly all entries of nearly all libraries
    if "xdata" not in entry.fields and entry.type != SET and not granular:
        return targets(entry, "crossref")
    of_set = targets(entry, "entryset")[:1] if entry.type == SET else ()
    return (*targets(entry, "xdata"), *targets(entry, "crossref"), *of_set, *granular)


def finder(entries: Iterable[Entry]) -> Find:
    """Finds entries by key: the first that has it, else the one that has it among its `ids`, else whatever its case.

    BibTeX minds no case in a crossref (bibtex.web, section 277); biber does.
    """
    known: dict[str, Entry] = {}
    aliases: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    for entry in entries:
        known.setdefault(entry.key, entry)
        folded.setdefault(entry.key.lower(), entry)
        for alias in targets(entry, "ids") if "ids" in entry.fields else ():
            aliases.setdefault(alias, entry)
    return lambda key: known.get(key) or aliases.get(key) or folded.get(key.lower())
