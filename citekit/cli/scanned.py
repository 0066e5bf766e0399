"""A scan as people and machines read it."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from citekit.cli.entries import few_people
from citekit.cli.listing import table
from citekit.cli.printers import dump, finding, place, printable
from citekit.cli.speech import spoken
from citekit.edits.changes import Change
from citekit.edits.fromlist import Made
from citekit.library import Entry
from citekit.messages import Message, say, together
from citekit.usage import Printed, Row, Scan, State, printed
from citekit.writers.cells import guarded

_NAMES = ("state", "cited", "work", "places")
_STATE_WORDS: Mapping[State, Message] = MappingProxyType(
    {
        State.USED: say("used"),
        State.UNUSED: say("unused"),
        State.NEAR: say("near"),
        State.AMBIGUOUS: say("ambiguous"),
        State.MISSING: say("missing"),
    }
)
_MOST_KEYS = 4
"""Works that are named of those which a citation may mean."""
_SHOWN = 70
"""Characters of a field that are shown."""


# ----------------------------------------------------------------------------------------------------------- tables


def text(scan: Scan, shown: Sequence[State]) -> str:
    """Aligned columns: the state, how it is cited, the work, and each place on a line of its own."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    rows = [line for row in _rows(scan, shown) for line in _lines(row)]
    return "".join(table(_NAMES, rows, width))


def _rows(scan: Scan, shown: Sequence[State]) -> Iterator[Row]:
    return (row for row in scan.rows if row.state in shown)


def _lines(row: Row) -> Iterator[list[str]]:
    first, *others = [str(span) for span in row.places] or [""]
    yield [printable(cell) for cell in (spoken(_STATE_WORDS[row.state]), row.cited, work(row), first)]
    yield from (["", "", "", printable(other)] for other in others)


def work(row: Row) -> str:
    """What the citation means or may mean; of a work, who and when."""
    if row.state in (State.USED, State.UNUSED):
        return who(row.entries[0])
    keys = ", ".join(entry.key for entry in row.entries[:_MOST_KEYS])
    more = ", …" if len(row.entries) > _MOST_KEYS else ""
    if row.state is State.AMBIGUOUS:
        return spoken(say("fits {keys}", keys=f"{keys}{more}"))
    return spoken(say("perhaps {keys}", keys=f"{keys}{more}")) if keys else ""


def who(entry: Entry) -> str:
    """A work as it would be cited: `Holsti 1995`; its title where it has no people."""
    names = few_people(entry) or entry.title
    return f"{names} {entry.year}".strip()


def as_csv(scan: Scan, shown: Sequence[State]) -> str:
    """A line for each place."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["state", "cited", "works", "path", "line", "column", "where", "text"])
    for row in _rows(scan, shown):
        keys = " ".join(entry.key for entry in row.entries)
        for span in row.places or (None,):
            at = (span.path, span.line, span.column, span.source.where(span.start), span.text) if span else [""] * 5
            writer.writerow([guarded(str(cell)) for cell in (row.state, row.cited, keys, *at)])
    return buffer.getvalue()


def as_json(scan: Scan, shown: Sequence[State]) -> str:
    """One object; its schema is `citekit/schemas/scan.schema.json`."""
    nothing: Mapping[str, object] = {"version": 1, "written": False, "undo": None, "changes": []}
    return dump({**nothing, **details(scan, shown), "findings": list(map(finding, scan.project.diagnostics))})


def details(scan: Scan, shown: Sequence[State]) -> Mapping[str, object]:
    """What a scan found, for JSON."""
    project = scan.project
    own = {one.reference.span.path for one in scan.printed}
    return {
        "documents": [
            {
                "path": document.path,
                "format": document.format,
                "citations": len(document.citations),
                "list": len(document.references),
                "library": "printed" if document.path in own else "",
            }
            for document in project.documents
        ],
        "libraries": [library.path for library in project.libraries],
        "rows": [_row(row) for row in _rows(scan, shown)],
        "summary": {state: scan.count(state) for state in State},
    }


def _row(row: Row) -> Mapping[str, object]:
    places = [{**place(span), "where": span.source.where(span.start), "text": span.text} for span in row.places]
    works = [{"key": entry.key, "work": who(entry), "entry": place(entry.key_span)} for entry in row.entries]
    return {"state": row.state, "cited": row.cited, "works": works, "places": places}


PRINTERS: Mapping[str, Callable[[Scan, Sequence[State]], str]] = MappingProxyType(
    {"text": text, "json": as_json, "csv": as_csv}
)


# ------------------------------------------------------------------------------------------------------------ lines


def summary(scan: Scan) -> str:
    """`2 documents, 14 citations: 5 works used, 1 unused; 1 citation near, 1 ambiguous, 2 missing`."""
    documents = scan.project.documents
    citations = sum(len(document.citations) for document in documents)
    counts = {state: scan.count(state) for state in State}
    said = say(
        "{documents}, {citations}: {works} used, {unused} unused; "
        "{near} near, {ambiguous} ambiguous, {missing} missing",
        documents=say("{count} document", "{count} documents", count=len(documents)),
        citations=say("{count} citation", "{count} citations", count=citations),
        works=_works(counts[State.USED]),
        **{state.value: counts[state] for state in State if state is not State.USED},
    )
    return spoken(said)


def _works(count: int) -> Message:
    return say("{count} work", "{count} works", count=count)


def remarks(scan: Scan) -> list[str]:
    """What a person should know before believing the table."""
    lists = dict.fromkeys(one.reference.span.path for one in scan.printed)
    lines = [say("no citations in {path}", path=path) for path in _silent(scan)]
    lines += [say("the list of references in {path} is the library", path=path) for path in lists]
    if not scan.all_known and scan.project.attributions:
        lines.append(
            say("not all bibliographies could be read: what is missing here may stand there")
            if scan.project.config.libraries or any(one.bibliography for one in scan.project.documents)
            else say("there is no bibliography and no printed list to compare with: name one with --bib FILE")
        )
    if not scan.all_read and scan.count(State.UNUSED):
        lines.append(say("not all files could be read: what is unused here may be cited there"))
    return list(map(spoken, lines))


def _silent(scan: Scan) -> Iterator[str]:
    """The documents that cite nothing, though they could be read and no other takes them in."""
    unread = {one.span.path for one in scan.project.diagnostics if one.unreadable}
    for document in scan.project.documents:
        if not document.citations and not document.within and document.path not in unread:
            yield document.path


def may_be_used(row: Row) -> bool:
    """Are its works cited, or may they be?"""
    return row.state in (State.USED, State.AMBIGUOUS) or (row.state is State.NEAR and len(row.entries) == 1)


def said(works: int, path: Path, change: Change, *, dry_run: bool) -> str:
    """What was written where."""
    if not works:
        return spoken(say("no work is used, so nothing was written"))
    if change.before == change.after:
        return spoken(say("{path} holds these {works} already", path=path, works=_works(works)))
    if dry_run:
        return spoken(say("would write {works} to {path}", works=_works(works), path=path))
    return spoken(say("wrote {works} to {path}", works=_works(works), path=path))


# ------------------------------------------------------------------------------------------------------------ lists


def lists_of(scan: Scan) -> tuple[Printed, ...]:
    """The printed lists of all documents, also where there is a library besides."""
    return printed(scan.project, scan.project.documents)


def list_summary(made: Made, lists: Sequence[Printed]) -> str:
    """`12 works from the printed list, 3 with fields to look at; 1 not read`."""
    if not lists:
        return spoken(say("no document prints a list of references"))
    doubtful = sum(bool(one.unsure) for one in made.added)
    left = len(lists) - len(made.added) - len(made.known)
    parts = [say("{works} from the printed list", works=_works(len(made.added)))]
    parts += [say("{count} with fields to look at", count=doubtful)] if doubtful else []
    parts += [say("{count} there twice", count=len(made.known))] if made.known else []
    parts += [say("{count} not read", count=left)] if left else []
    return spoken(together(parts))


def unsure_lines(made: Made) -> Iterator[str]:
    """Each work that has fields to look at, and these."""
    for one in made.added:
        for part in one.unsure:
            short = " ".join(part.text.split())
            shown = f"{short[:_SHOWN]}{'…' if len(short) > _SHOWN else ''}"
            yield spoken(say("{key}: look at {field}: {text}", key=one.entry.key, field=part.name, text=shown))


def list_details(made: Made) -> Mapping[str, object]:
    """What came of printed lists, for JSON."""
    return {
        "works": [
            {
                "key": one.entry.key,
                "type": one.entry.type,
                "from": place(one.incoming.entry.span),
                "unsure": [{"field": part.name, "text": part.text} for part in one.unsure],
                "rest": [part.text for part in one.incoming.rest],
            }
            for one in made.added
        ]
    }
