"""From raw entries to a `Library`, and from entries to a file: what the formats with a field map share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from citekit.diagnostic import Diagnostic, Problem, Severity
from citekit.fieldmaps.problems import FIELD_NOT_READ
from citekit.fieldmaps.raw import Fault, RawEntry, Value
from citekit.fieldmaps.reading import Fields, to_entry, to_fields
from citekit.fieldmaps.table import Table
from citekit.messages import say
from citekit.model import Entry, Library
from citekit.source import TextSource

MOST_FAULTS = 1000
"""Faults told of one file; after that many, more say nothing new."""

Adjust = Callable[[Fields, RawEntry], None]
"""What a format does to the fields of an entry that no map can say."""


def make_library(
    source: TextSource,
    raws: Iterable[RawEntry],
    table: Table,
    problem: Problem,
    *,
    faults: Sequence[Fault] = (),
    adjust: Adjust | None = None,
    found: Sequence[Diagnostic] = (),
) -> Library:
    """The library of a file's entries. `faults` stand outside of them, `found` is what was found wrong before."""
    making = _Making(source, table, problem, adjust)
    entries = tuple(making.entries(raws))
    making.report(faults, "")
    unread = making.unread_tags()
    diagnostics = [*found, *making.diagnostics, *unread]
    if not entries and not any(one.unreadable for one in found) and source.slice(0, len(source)).strip():
        message = say("there is no entry in the file, though it was read as {name}", name=table.name)
        hint = say("look whether this is the file you meant")
        span = source.span(0, 0)
        diagnostics = [problem.at(span, message, hint=hint, severity=Severity.ERROR, unreadable=True), *found]
    return Library(source.path, source, entries, tuple(sorted(diagnostics, key=lambda one: one.order)))


class _Making:
    def __init__(self, source: TextSource, table: Table, problem: Problem, adjust: Adjust | None) -> None:
        self.source = source
        self.table = table
        self.problem = problem
        self.adjust = adjust
        self.diagnostics: list[Diagnostic] = []
        self.unread: dict[str, list[Value]] = {}

    def entries(self, raws: Iterable[RawEntry]) -> Iterator[Entry]:
        taken: set[str] = set()
        for raw in raws:
            if raw.is_empty:
                raw.faults.append(
                    Fault(raw.start, raw.end, say("the entry is empty and is left out"), say("delete it"))
                )
                self.report(raw.faults, "")
                continue
            fields = to_fields(raw, self.table)
            if self.adjust:
                self.adjust(fields, raw)
            entry = to_entry(raw, fields, self.source, taken)
            self.check_type(raw)
            self.report(raw.faults, entry.key)
            for tag, value in fields.unread:
                self.unread.setdefault(tag, []).append(value)
            yield entry

    def check_type(self, raw: RawEntry) -> None:
        word = " ".join(raw.type.split())
        if word and self.table.types and word.lower() not in self.table.types:
            message = say(
                "{name} has no type {word}; the entry is read as one of no particular kind",
                name=self.table.name,
                word=word[:40],
            )
            raw.faults.append(Fault(raw.start, raw.start + 1, message, say("look at how the type is spelt")))

    def report(self, faults: Iterable[Fault], key: str) -> None:
        for fault in faults:
            room = MOST_FAULTS - len(self.diagnostics)
            if room <= 0:
                return
            message = (
                fault.message
                if room > 1
                else say("{message}; what else is wrong with the file is not told", message=fault.message)
            )
            span = self.source.span(fault.start, fault.end)
            self.diagnostics.append(self.problem.at(span, message, hint=fault.hint, subject=key))

    def unread_tags(self) -> Iterator[Diagnostic]:
        for tag, values in self.unread.items():
            more = say(", nor have {number} more like it", number=len(values) - 1) if len(values) > 1 else ""
            message = say("`{tag}` has no place in an entry{more}", tag=tag, more=more)
            span = self.source.span(values[0].start, values[0].end)
            yield FIELD_NOT_READ.at(span, message, hint=say("keep the file if it matters: that has it"))
