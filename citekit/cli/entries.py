"""A work in one row, as `citekit list` prints it and `citekit show` begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType

from citekit.model import Entry, NameList

_MOST = 4
"""Names that are all put into a line for a person; of more, the first `_FIRST`."""
_FIRST = 3


def row(entry: Entry) -> dict[str, str]:
    """The columns of `citekit list` for one work, all text."""
    return {name: value(entry) for name, value in VALUES.items()}


def people(entry: Entry) -> str:
    """The family names, joined: `Dougherty & Pfaltzgraff`."""
    return _joined(entry.people)


def _joined(people: NameList) -> str:
    names = [name.short for name in people]
    if people.others:
        return ", ".join([*names, "et al."])
    return ", ".join([*names[:-2], " & ".join(names[-2:])])


def few_people(entry: Entry) -> str:
    """The same for a line that a person reads: of more than four the first three, `et al.`"""
    named = entry.people
    if len(named) <= _MOST:
        return _joined(named)
    return ", ".join([*(name.short for name in islice(named, _FIRST)), "et al."])


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
