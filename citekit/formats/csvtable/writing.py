"""Writing a table: the columns of `citekit list`, and behind them one for each further field."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from citekit import dialects
from citekit.exchange import not_held
from citekit.fieldmaps.names import write_name
from citekit.formats.csvtable.headings import COLUMNS, heading
from citekit.formats.csvtable.reading import texts_and_names
from citekit.library import Entry, NameList
from citekit.plugin import Written
from citekit.writers.cells import guarded, unguarded

_YEAR = re.compile(r"[1-9]\d{3}")


def write(entries: Sequence[Entry]) -> Written:
    """A table of entries: the columns of `citekit list`, then a column for each field that some entry has."""
    works = [dialects.to_biblatex(entry) for entry in entries]
    further = list(dict.fromkeys(name for work in works for name in _further(work)))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*COLUMNS, *map(heading, further)])
    writer.writerows([*_first(work), *(_cell(work, name) for name in further)] for work in works)
    lost = [finding for work in works for finding in not_held(work, _lost(work), "CSV")]
    return Written(buffer.getvalue().encode("utf-8", "backslashreplace"), tuple(lost))


def _lost(work: Entry) -> list[str]:
    """The name lists that would be read as others: a semicolon in a name parts it in two."""
    return [
        name for name in work.names if name in work.fields and _read_back(work, name) != _inverted(work.names[name])
    ]


def _read_back(work: Entry, name: str) -> tuple[list[str], bool]:
    _, names = texts_and_names({name: unguarded(_cell(work, name))})
    return _inverted(names.get(name, NameList()))


def _inverted(people: NameList) -> tuple[list[str], bool]:
    return [" ".join(one.inverted.split()) for one in people], people.others


def _first(work: Entry) -> list[str]:
    """The cells of the columns of `citekit list`."""
    names = [name.short for name in work.people]
    people = ", ".join([*names, "et al."] if work.people.others else [*names[:-2], " & ".join(names[-2:])])
    title = work.title if work.text("title") else ""
    return [guarded(text) for text in (work.key, work.type, work.year, people, title, work.link)]


def _further(work: Entry) -> Iterator[str]:
    """The fields of a work that those columns do not hold."""
    ordered = [*(name for name in work.fields if name in work.names), *work.fields]
    for name, found in ((name, work.fields[name]) for name in dict.fromkeys(ordered)):
        year_alone = name == "date" and found.text == work.year and bool(_YEAR.fullmatch(found.text))
        in_columns = name == "title" or (name == "year" and not work.text("date"))
        if not in_columns and found.text and not year_alone:
            yield name


def _cell(work: Entry, name: str) -> str:
    if name in work.names:
        listed = work.names[name]
        others = ["et al."] if listed.others else []
        return guarded("; ".join([*(write_name(one) for one in listed), *others]))
    found = work.fields.get(name)
    if found is None:
        return ""
    return guarded("; ".join(dialects.items(found)) if name in dialects.LISTS else found.text)
