"""Reading a table: one work a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Severity
from citekit.exchange import make_entry, unique_key
from citekit.fieldmaps.names import joined, read_name
from citekit.formats.csvtable.cells import MOST_CELLS, Cell, cut
from citekit.formats.csvtable.headings import COLUMNS, FIELD, OWN, WHERE, Column, Headings, type_named, understood
from citekit.formats.csvtable.problems import MALFORMED_CSV, UNKNOWN_COLUMN
from citekit.library import Entry, Field, Library, Name, NameList
from citekit.messages import say
from citekit.model import read_date
from citekit.source import ByteSource, Span, TextSource
from citekit.writers.cells import unguarded

NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director compiler illustrator composer performer""".split()
)
_MOST_FAULTS = 1000
_MOST_COLUMNS_TOLD = 50
_TYPE = re.compile(r"[a-z][a-z0-9_:.+-]{0,60}")
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(?=10\.)", re.I)


def looks_like(data: bytes) -> bool:
    """Whether it surely is such a table: its first line names two of the columns that nearly all have."""
    lines = data[:4096].decode("utf-8", "replace").split("\n", 2)
    rows = cut("\n".join(lines[:2])).rows
    return bool(rows) and understood([cell.text for cell in rows[0]]).sure >= 2


def read(source: ByteSource) -> Library:
    """The library of a table, one work a line."""
    text = TextSource(source.path, source.text)
    table = cut(text.text)
    making = _Making(text)
    headings, rows = making.headings(table.rows)
    if headings and table.unclosed >= 0:
        making.tell(table.unclosed, table.unclosed + 1, say("a quotation mark that is never closed"), say("close it"))
    if table.stopped >= 0:
        message = say("the table has more than {most_cells:,} cells; reading stops here", most_cells=MOST_CELLS)
        making.tell(table.stopped, table.stopped + 1, message, say("divide it into smaller files"))
    entries = tuple(making.entries(headings, rows)) if headings else ()
    if not entries and text.text.strip():
        making.no_entries(bool(headings))
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
        message = (
            say("there is no work in this table")
            if has_header
            else say("the first line of this table names no columns")
        )
        hint = say("name the columns in the first line: key,type,author,year,title")
        span = self.source.span(0, 0)
        found = MALFORMED_CSV.at(span, message, hint=hint, severity=Severity.ERROR, unreadable=True)
        self.diagnostics.insert(0, found)

    def headings(self, rows: Sequence[list[Cell]]) -> tuple[Headings | None, Sequence[list[Cell]]]:
        """The columns, None where the first line that is not empty names none of a table of works; the other lines."""
        for index, row in enumerate(rows):
            if any(cell.text.strip() for cell in row):
                found = understood([cell.text for cell in row])
                if not found.sure:
                    break
                self.columns(found, row)
                return found, rows[index + 1 :]
        return None, []

    def columns(self, found: Headings, row: Sequence[Cell]) -> None:
        """Tells the columns that are not understood; in a table of our own those are fields of the person's."""
        is_own = tuple(found.names[: len(COLUMNS)]) == COLUMNS
        told = [pair for pair in zip(found.columns, row, strict=True) if not (pair[0].is_known or is_own)]
        for column, cell in told[:_MOST_COLUMNS_TOLD]:
            self.diagnostics.append(_column(column, self.span(cell)))

    def entries(self, headings: Headings, rows: Sequence[list[Cell]]) -> Iterator[Entry]:
        filled = [row for row in rows if any(cell.text.strip() for cell in row)]
        at = headings.names.index("key") if "key" in headings.names else len(headings.columns)
        taken = {row[at].text.strip() for row in filled if len(row) > at}
        for row in filled:
            yield self.entry(headings, row, taken)

    def entry(self, headings: Headings, row: Sequence[Cell], taken: set[str]) -> Entry:
        named = zip(headings.columns, row, strict=False)
        cells = {column.name: cell for column, cell in named if column.name and cell.text.strip()}
        values = {name: unguarded(cell.text).strip() for name, cell in cells.items()}
        values["type"] = _type(values.get("type", ""), headings.language)
        texts, names = texts_and_names(values)
        people = names.get("author") or names.get("editor") or NameList()
        year = read_date(texts.get("date", "")).year_text
        key = values.get("key") or unique_key(people, year, texts.get("title", ""), taken)
        width = len(headings.columns)
        extra = [cell for cell in row[width:] if cell.text.strip()]
        if extra:
            message = say("the line has {cells} cells and the table {width} columns", cells=len(row), width=width)
            self.tell(extra[0].start, extra[0].end, message, say("put cells with commas in quotation marks"), key)
        places = {_FROM.get(name, name): self.span(cell) for name, cell in cells.items()}
        return _entry(self.source.span(row[0].start, row[-1].end), key, values["type"], texts, names, places)

    def span(self, cell: Cell) -> Span:
        return self.source.span(cell.start, cell.end)


_FROM = {"year": "date", "people": "author"}


def _column(column: Column, span: Span) -> Diagnostic:
    shown = column.heading[:60]
    message = say("the column `{shown}` is not known: it becomes the field {name}", shown=shown, name=column.name)
    if not column.name:
        message = say("the column `{shown}` is not read: another has the same meaning, or none is known", shown=shown)
    hint = say("where it holds something of the work, head it with the name of the field: author, title, publisher …")
    return UNKNOWN_COLUMN.at(
        span, message, hint=hint, severity=Severity.INFORMATION if column.name else Severity.WARNING
    )


def _type(word: str, language: str) -> str:
    """The type of a line. In a table with biblatex's names, it is that type; in any other, a word of its language."""
    found = type_named(word) if language != OWN else ""
    return found or (word.lower() if _TYPE.fullmatch(word.lower()) else "misc")


def _entry(
    span: Span,
    key: str,
    type: str,
    texts: Mapping[str, str],
    names: Mapping[str, NameList],
    places: Mapping[str, Span],
) -> Entry:
    made = make_entry(span, key, type, texts, names, places=places)
    listed = {name: made.fields[name] for name in names if name in made.fields}
    fields: dict[str, Field] = {**listed, **{name: one for name, one in made.fields.items() if name not in listed}}
    return Entry(key, made.type, MappingProxyType(fields), made.names, span, made.key_span)


def texts_and_names(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, NameList]]:
    """The texts and names of a line. What `citekit list` shortens counts where the full field is not there."""
    texts: dict[str, str] = {}
    names: dict[str, NameList] = {}
    for column, value in values.items():
        if column.startswith(FIELD):
            texts[column.removeprefix(FIELD)] = " ".join(value.split())
        elif column in NAME_FIELDS:
            names[column] = joined(read_name(one) for one in value.split(";") if one.strip())
        elif column not in {*COLUMNS, *WHERE}:
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
