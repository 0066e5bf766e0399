"""CSV: the columns of `citekit list --format csv`, and behind them one for each further field.

Any table is read whose first line names some of these columns, whatever parts its cells: comma, semicolon (as
spreadsheets write in many languages) or tabulator. Names are `Holsti, K. J.; Plano, Jack C.`. A cell that a spreadsheet
would take for a formula begins with an apostrophe, as spreadsheets themselves mark text. The form is that of RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from citekit import dialects
from citekit.diagnostic import Diagnostic, Problem, Severity, problem
from citekit.exchange import make_entry, not_held, unique_key
from citekit.fieldmaps.names import joined, read_name, write_name
from citekit.model import Entry, Field, Library, Name, NameList, read_date
from citekit.plugin import Format, Written
from citekit.source import ByteSource, Span, TextSource
from citekit.writers.cells import guarded, unguarded

MALFORMED_CSV = problem(
    "BIB024",
    "malformed-csv",
    Severity.WARNING,
    """
    A line of a table has more cells than the table has columns, or a quotation mark is never closed.

    ## Why it matters
    Most often a comma stands in a cell without quotation marks, and all cells behind it have slipped into the next
    columns.

    ## Example
    ~~~references.csv
    key,type,year,title
    holsti1995,book,1995,International Politics, A Framework for Analysis
    ~~~

    ## Use instead
    ~~~references.csv
    key,type,year,title
    holsti1995,book,1995,"International Politics, A Framework for Analysis"
    ~~~
    """,
)

COLUMNS = ("key", "type", "year", "people", "title", "link")
"""Those of `citekit list` that say something of a work: it also gives the path and the line."""
_FIELD = "field:"
"""What begins the heading of a field whose name is that of a column, which says something else: biblatex's `type`."""
_WHERE = frozenset({"path", "line"})
NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director compiler illustrator composer performer""".split()
)
MOST_CELLS = 4_000_000
"""Cells of a table that are read, empty ones too."""
_MOST_FAULTS = 1000
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_:.+-]{0,60}")
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(?=10\.)", re.I)
_YEAR = re.compile(r"[1-9]\d{3}")
_SEPARATION = re.compile(r"sep=([,;\t|])\r?\n")
_NAMED = re.compile(r"(?:^|[,;\t|])\"?(?:key|title|author|people|doi|isbn)\"?(?=[,;\t|]|\r?\n|\r|$)", re.I)


def looks_like(data: bytes) -> bool:
    """Whether it surely is such a table: its first line names two of the columns."""
    text = data[:4096].decode("utf-8-sig", "replace")
    text = text[match.end() :] if (match := _SEPARATION.match(text)) else text
    return len(_NAMED.findall(text.partition("\n")[0])) >= 2


# ------------------------------------------------------------------------------------------------------ cells


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Table:
    """The lines of a file as cells."""

    rows: list[list[_Cell]] = field(default_factory=list)
    unclosed: int = -1
    """Where a quotation mark stands that is never closed; -1 when there is none."""
    stopped: int = -1
    """Where reading stopped, because there are too many cells; -1 when it did not."""


def _cut(text: str) -> _Table:
    """The cells of a file. Each character is looked at once."""
    table = _Table()
    at = 1 if text.startswith("\ufeff") else 0
    if match := _SEPARATION.match(text, at):
        separator, at = match[1], match.end()
    else:
        separator = _separator(text, at)
    cell = re.compile(rf'"((?:[^"]|"")*+)("?)([^{separator}\r\n]*+)|([^{separator}\r\n]*+)')
    row: list[_Cell] = []
    for _ in range(MOST_CELLS):
        if at > len(text):
            return table
        found = cell.match(text, at)
        assert found is not None
        if found[1] is not None:
            row.append(_Cell(found[1].replace('""', '"') + found[3], at, found.end()))
            table.unclosed = at if not found[2] and table.unclosed < 0 else table.unclosed
        else:
            row.append(_Cell(found[4], at, found.end()))
        at = found.end()
        if text[at : at + 1] == separator:
            at += 1
            continue
        table.rows.append(row)
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
    table.stopped = at
    return table


def _separator(text: str, at: int) -> str:
    """What parts the cells of the first line."""
    first = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text[at : at + 65536], maxsplit=1)[0])
    return max(",;\t|", key=first.count)


# ---------------------------------------------------------------------------------------------------- reading


def read(source: ByteSource) -> Library:
    """The library of a table, one work a line."""
    text = TextSource(source.path, source.text)
    table = _cut(text.text)
    making = _Making(text)
    header, rows = making.header(table.rows)
    if header and table.unclosed >= 0:
        making.tell(table.unclosed, table.unclosed + 1, "a quotation mark that is never closed", "close it")
    if table.stopped >= 0:
        message = f"the table has more than {MOST_CELLS:,} cells; reading stops here"
        making.tell(table.stopped, table.stopped + 1, message, "divide it into smaller files")
    entries = tuple(making.entries(header, rows)) if header else ()
    if not entries and text.text.strip():
        making.no_entries(bool(header))
    return Library(source.path, text, entries, tuple(making.diagnostics))


class _Making:
    def __init__(self, source: TextSource) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []

    def tell(self, start: int, end: int, message: str, hint: str, key: str = "") -> None:
        if len(self.diagnostics) < _MOST_FAULTS:
            span = self.source.span(start, end)
            self.diagnostics.append(MALFORMED_CSV.at(span, message, hint=hint, subject=key))

    def no_entries(self, has_header: bool) -> None:
        message = "there is no work in this table" if has_header else "the first line of this table names no columns"
        hint = "name the columns in the first line: key,type,author,year,title"
        span = self.source.span(0, 0)
        found = MALFORMED_CSV.at(span, message, hint=hint, severity=Severity.ERROR, unreadable=True)
        self.diagnostics.insert(0, found)

    @staticmethod
    def header(rows: Sequence[list[_Cell]]) -> tuple[list[str], Sequence[list[_Cell]]]:
        """The names of the columns, none where the first line that is not empty names none; and the other lines."""
        for index, row in enumerate(rows):
            if any(cell.text.strip() for cell in row):
                names = ["-".join(cell.text.strip().lower().split()) for cell in row]
                known = {*COLUMNS, *NAME_FIELDS, "doi", "url", "isbn"}
                return (names if known & set(names) else []), rows[index + 1 :]
        return [], []

    def entries(self, header: Sequence[str], rows: Sequence[list[_Cell]]) -> Iterator[Entry]:
        filled = [row for row in rows if any(cell.text.strip() for cell in row)]
        at = header.index("key") if "key" in header else len(header)
        taken = {row[at].text.strip() for row in filled if len(row) > at}
        for row in filled:
            yield self.entry(header, row, taken)

    def entry(self, header: Sequence[str], row: Sequence[_Cell], taken: set[str]) -> Entry:
        cells: dict[str, _Cell] = {}
        for name, cell in zip(header, row, strict=False):
            if cell.text.strip():
                cells.setdefault(name, cell)
        values = {name: unguarded(cell.text).strip() for name, cell in cells.items()}
        texts, names = _fields(values)
        people = names.get("author") or names.get("editor") or NameList()
        year = read_date(texts.get("date", "")).year_text
        key = values.get("key") or unique_key(people, year, texts.get("title", ""), taken)
        extra = [cell for cell in row[len(header) :] if cell.text.strip()]
        if extra:
            message = f"the line has {len(row)} cells and the table {len(header)} columns"
            self.tell(extra[0].start, extra[0].end, message, "put cells with commas in quotation marks", key)
        places = {_FROM.get(name, name): self.span(cell) for name, cell in cells.items()}
        return _entry(self.source.span(row[0].start, row[-1].end), key, values, texts, names, places)

    def span(self, cell: _Cell) -> Span:
        return self.source.span(cell.start, cell.end)


_FROM = {"year": "date", "people": "author"}


def _entry(
    span: Span,
    key: str,
    values: Mapping[str, str],
    texts: Mapping[str, str],
    names: Mapping[str, NameList],
    places: Mapping[str, Span],
) -> Entry:
    type = values.get("type", "").lower()
    made = make_entry(span, key, type if _FIELD_NAME.fullmatch(type) else "misc", texts, names, places=places)
    listed = {name: made.fields[name] for name in names if name in made.fields}
    fields: dict[str, Field] = {**listed, **{name: one for name, one in made.fields.items() if name not in listed}}
    return Entry(key, made.type, MappingProxyType(fields), made.names, span, made.key_span)


def _fields(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, NameList]]:
    """The texts and names of a line. What `citekit list` shortens counts where the full field is not there."""
    texts: dict[str, str] = {}
    names: dict[str, NameList] = {}
    for column, value in values.items():
        if column.startswith(_FIELD):
            texts[column.removeprefix(_FIELD)] = " ".join(value.split())
        elif column in NAME_FIELDS:
            names[column] = joined(read_name(one) for one in value.split(";") if one.strip())
        elif column not in {*COLUMNS, *_WHERE} and _FIELD_NAME.fullmatch(column):
            texts[column] = " ".join(value.split())
    texts = {"title": " ".join(values.get("title", "").split()), **texts}
    _part_subtitle(texts)
    _take_year(values.get("year", ""), texts)
    _take_link(values.get("link", ""), texts)
    if values.get("people") and not names:
        names["author"] = _people(values["people"])
    return {name: text for name, text in texts.items() if text}, names


def _part_subtitle(texts: dict[str, str]) -> None:
    subtitle = texts.get("subtitle", "")
    if subtitle and texts["title"].endswith(f": {subtitle}"):
        texts["title"] = texts["title"].removesuffix(f": {subtitle}")


def _take_year(year: str, texts: dict[str, str]) -> None:
    if year and "date" not in texts:
        when = read_date(year)
        texts["year" if when.literal else "date"] = year if when.literal else str(when)


def _take_link(link: str, texts: dict[str, str]) -> None:
    if link and "doi" not in texts and "url" not in texts:
        bare = _DOI.sub("", link)
        texts["doi" if bare != link else "url"] = bare


def _people(text: str) -> NameList:
    """Family names as `citekit list` joins them: `A, B & C`, `A, et al.`"""
    names = (Name(family=one.strip()) for one in re.split(r", | & ", text) if one.strip())
    return joined(names)


# ---------------------------------------------------------------------------------------------------- writing


def write(entries: Sequence[Entry]) -> Written:
    """A table of entries: the columns of `citekit list`, then a column for each field that some entry has."""
    works = [dialects.to_biblatex(entry) for entry in entries]
    further = list(dict.fromkeys(name for work in works for name in _further(work)))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*COLUMNS, *map(_heading, further)])
    writer.writerows([*_first(work), *(_cell(work, name) for name in further)] for work in works)
    lost = [finding for work in works for finding in not_held(work, _lost(work), "CSV")]
    return Written(buffer.getvalue().encode("utf-8", "backslashreplace"), tuple(lost))


def _lost(work: Entry) -> list[str]:
    """The name lists that would be read as others: a semicolon in a name parts it in two."""
    return [
        name for name in work.names if name in work.fields and _read_back(work, name) != _inverted(work.names[name])
    ]


def _read_back(work: Entry, name: str) -> tuple[list[str], bool]:
    _, names = _fields({name: unguarded(_cell(work, name))})
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


def _heading(name: str) -> str:
    return f"{_FIELD}{name}" if name in {*COLUMNS, *_WHERE} else name


def _cell(work: Entry, name: str) -> str:
    if name in work.names:
        listed = work.names[name]
        others = ["et al."] if listed.others else []
        return guarded("; ".join([*(write_name(one) for one in listed), *others]))
    found = work.fields.get(name)
    if found is None:
        return ""
    return guarded("; ".join(dialects.items(found)) if name in dialects.LISTS else found.text)


PROBLEMS: tuple[Problem, ...] = (MALFORMED_CSV,)
FORMAT = Format("csv", (".csv", ".tsv"), read, looks_like, PROBLEMS, write)
