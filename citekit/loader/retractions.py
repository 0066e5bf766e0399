"""What Retraction Watch has on the works of the libraries: read from its CSV file, without any network.

The file has one line for each notice, in some twenty columns that its first line names. Dates are `6/25/2021 0:00`,
lists end each of their parts with `;`, reasons begin with `+`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date as Day
from io import StringIO

from citekit.diagnostic import Diagnostic, Severity, problem
from citekit.duplicates.identifiers import doi_of, read_doi
from citekit.encoding import decode
from citekit.loader.files import Named, read
from citekit.messages import say
from citekit.model import Entry, Notice, Project

NOT_UNDERSTOOD = problem(
    "STD001",
    "retractions-not-read",
    Severity.ERROR,
    """
    The file with retractions cannot be understood, so nothing is known of the standing of any work.

    ## Why it matters
    That no work is said to be retracted then means nothing. The file is to be the CSV file of Retraction Watch, with
    its first line, which names the columns.

    ## Example
    ~~~citekit.toml
    library = "references.bib"
    retractions = "retraction_watch.csv"
    ~~~
    ~~~references.bib
    @misc{note1995, title = {A Note}}
    ~~~
    ~~~retraction_watch.csv
    <html>Not found</html>
    ~~~

    ## Use instead
    ~~~citekit.toml
    library = "references.bib"
    retractions = "retraction_watch.csv"
    ~~~
    ~~~references.bib
    @misc{note1995, title = {A Note}}
    ~~~
    ~~~retraction_watch.csv
    Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
    1,Another Paper,6/25/2021 0:00,10.1234/r1,10.1234/p1,0,Retraction,+Error in Data;
    ~~~
    """,
)
PROBLEMS = (NOT_UNDERSTOOD,)

_DOI, _PUBMED, _NATURE = "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"
_NEEDED = (_DOI, _NATURE, "RetractionDate")
_DATE = re.compile(r"\s*([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\b")


def with_notices(project: Project, named: Named) -> Project:
    """The project with what a file of Retraction Watch has on its works; what is wrong with the file is noted."""
    keys = _keys(project.entries)
    data = read(named)
    if isinstance(data, Diagnostic):
        return replace(project, diagnostics=(*project.diagnostics, data))
    found: dict[str, list[Notice]] = {}
    try:
        for key, notice in _notices(decode(data, named.shown).text, keys):
            found.setdefault(key, []).append(notice)
    except (csv.Error, ValueError) as error:
        hint = say("take the CSV file of Retraction Watch as it is, with its first line")
        told = named.fails(
            NOT_UNDERSTOOD,
            say(
                "{shown} is no file of retractions: {error}",
                shown=named.shown,
                error=error.args[0] if error.args else error,
            ),
            hint,
        )
        return replace(project, diagnostics=(*project.diagnostics, told))
    notices = {key: tuple(sorted(some, key=lambda one: one.on or Day.min)) for key, some in found.items()}
    return replace(project, notices=notices)


def _keys(entries: tuple[Entry, ...]) -> Mapping[str, list[str]]:
    """By DOI, and by PubMed's number, the keys of the works that have it."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        pubmed = next((text for name in ("pmid", "pubmed") if (text := entry.text(name).strip()).isdecimal()), "")
        for name in filter(None, (doi_of(entry), pubmed)):
            keys.setdefault(name, []).append(entry.key)
    return keys


def _notices(text: str, keys: Mapping[str, list[str]]) -> Iterator[tuple[str, Notice]]:
    """The notices on the works with these numbers. Raises ValueError when the columns are not those."""
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    header = [name.strip() for name in next(rows, [])]
    if missing := [name for name in _NEEDED if name not in header]:
        raise ValueError(say("it has no column {column}", column=missing[0]))
    columns = {name: at for at, name in enumerate(header)}
    doi, pubmed, least = columns[_DOI], columns.get(_PUBMED, columns[_DOI]), max(columns[name] for name in _NEEDED)
    for row in rows:
        if len(row) > max(least, pubmed):
            # A number is looked up before the rest of the line is read: few lines are of works that the library has.
            for key in dict.fromkeys((*keys.get(read_doi(row[doi]), ()), *keys.get(row[pubmed].strip(), ()))):
                yield key, _notice(row, columns)


def _notice(row: list[str], columns: Mapping[str, int]) -> Notice:
    def cell(name: str) -> str:
        return row[columns[name]].strip() if columns.get(name, len(row)) < len(row) else ""

    reasons = tuple(part.strip().lstrip("+").strip() for part in cell("Reason").split(";") if part.strip(" +"))
    return Notice(cell(_NATURE).lower(), _day(cell("RetractionDate")), read_doi(cell("RetractionDOI")), reasons)


def _day(text: str) -> Day | None:
    found = _DATE.match(text)
    try:
        return Day(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
