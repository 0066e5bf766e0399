"""The rows that a table has besides: what works take over from others of their library."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping

from citekit.index.lending import resolved, with_words
from citekit.index.opening import Large
from citekit.query.columns import Column, Table, column_name, span_of
from citekit.query.words import words

_LENDING = ("crossref", "xdata", "entryset")
_GRANULAR = re.compile(rb"xdata=")


def with_inherited(table: Table, library: Large) -> Table:
    """The table of a library, in which each work is found by what it takes over as by what it says itself."""
    numbers = {work for name in _LENDING if name in table.columns for work in table.columns[name].works}
    granular = {number for number, _ in with_words(library, _GRANULAR)}
    numbers |= granular
    if not numbers:
        return table
    rows: dict[str, dict[int, str]] = {}
    known: dict[tuple[str, bool], str] = {}
    first, last = array("q", table.first), array("q", table.last)
    for number, entry in zip(sorted(numbers), resolved([library], [numbers])[0], strict=True):
        first[number], last[number] = span_of(entry.date)
        for name in entry.inherited:
            found = entry.fields[name]
            # What a parent lends is read once for all its children, unless they take only parts of it.
            alike = found.value, found.tex
            row = words(found.text) if number in granular or alike not in known else known[alike]
            rows.setdefault(column_name(name), {})[number] = known[alike] = row
    columns = {name: _with(table.columns.get(name), more) for name, more in rows.items()}
    return Table(table.size, {**table.columns, **columns}, first, last)


def _with(column: Column | None, more: Mapping[int, str]) -> Column:
    """A column with other rows, or these in place of its own."""
    lines = {work: line.strip() for work, line in column.lines()} if column else {}
    both = sorted({**lines, **more}.items())
    return Column(
        array("i", (work for work, _ in both)), "\n".join(f" {row} " for _, row in both).encode("utf-8", "replace")
    )
