"""A work in one row, as `citekit list` prints it and `citekit show` begins."""

from __future__ import annotations

from citekit.model import Entry

COLUMNS = ("key", "type", "year", "people", "title", "link", "path", "line")


def row(entry: Entry) -> dict[str, str]:
    """The columns of `citekit list` for one work, all text."""
    return {
        "key": entry.key,
        "type": entry.type,
        "year": entry.year,
        "people": people(entry),
        "title": entry.title,
        "link": entry.link,
        "path": entry.span.path,
        "line": str(entry.span.line),
    }


def people(entry: Entry) -> str:
    """The family names, joined: `Dougherty & Pfaltzgraff`."""
    names = [name.short for name in entry.people]
    if entry.people.others:
        return ", ".join([*names, "et al."])
    return ", ".join([*names[:-2], " & ".join(names[-2:])])
