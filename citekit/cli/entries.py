"""A work in one row, as `citekit list` prints it and `citekit show` begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from citekit.model import Entry


def row(entry: Entry) -> dict[str, str]:
    """The columns of `citekit list` for one work, all text."""
    return {name: value(entry) for name, value in VALUES.items()}


def people(entry: Entry) -> str:
    """The family names, joined: `Dougherty & Pfaltzgraff`."""
    names = [name.short for name in entry.people]
    if entry.people.others:
        return ", ".join([*names, "et al."])
    return ", ".join([*names[:-2], " & ".join(names[-2:])])


VALUES: Mapping[str, Callable[[Entry], str]] = MappingProxyType(
    {
        "key": lambda entry: entry.key,
        "type": lambda entry: entry.type,
        "year": lambda entry: entry.year,
        "people": people,
        "title": lambda entry: entry.title,
        "link": lambda entry: entry.link,
        "path": lambda entry: entry.span.path,
        "line": lambda entry: str(entry.span.line),
    }
)
"""What each column holds."""

COLUMNS = tuple(VALUES)
