"""TOML with positions: values by `tomllib`, the place of each by our scanner, and recovery table by table.

A file that `tomllib` refuses is cut at its top-level headers (`[[claim]]`, `[check]`) and read again piece by
piece, so that one bad claim costs that claim and nothing else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citekit.diagnostic import Diagnostic, Problem
from citekit.messages import say
from citekit.projectfiles.faults import explain
from citekit.projectfiles.scanner import DEEPEST, Header, Pair, Part, Path, Statement, statements
from citekit.source import Span, TextSource

_HEADER = re.compile(r"^[ \t]*\[{1,2}[ \t]*[A-Za-z0-9_-]+[ \t]*\]{1,2}[ \t\r]*(?:#.*)?$", re.MULTILINE)


@dataclass(slots=True)
class Place:
    """Where a value stands. A table that a header opens reaches from there to the end of its last line."""

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


@dataclass(frozen=True, slots=True)
class Toml:
    """What could be read of a TOML file, and where it stands."""

    source: TextSource
    values: Mapping[str, object]
    places: Mapping[Path, Place]
    diagnostics: tuple[Diagnostic, ...] = ()

    def value(self, *path: str | int) -> Span:
        """The span of a value; that of the table it belongs to when it is not there."""
        place = self._place(path)
        return self.source.span(place.start, place.end)

    def key(self, *path: str | int) -> Span:
        """The span of a key or header; that of the value when it has none, as items of an array."""
        place = self._place(path)
        if place.key_start < 0:
            return self.source.span(place.start, place.end)
        return self.source.span(place.key_start, place.key_end)

    def _place(self, path: Path) -> Place:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path) or Place(0, 0)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text that is read by itself."""

    start: int
    text: str
    statements: tuple[Statement, ...]
    """Their offsets count from the start of the piece."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a piece is no TOML, and where."""

    offset: int
    message: str
    hint: str


def read(source: TextSource, malformed: Problem) -> Toml:
    """Reads a TOML file. What is broken in it becomes a finding of the kind `malformed`; the rest is read."""
    text = source.text
    whole = _Piece(0, text, tuple(statements(text)))
    values = _values(whole)
    if not isinstance(values, _Fault):
        return Toml(source, values, _places([whole]))
    kept, faults = _recover(whole)
    merged: dict[str, object] = {}
    for _, found in kept:
        _merge(merged, found)
    diagnostics = tuple(
        malformed.at(source.span(fault.offset, fault.offset + 1), fault.message, hint=fault.hint, unreadable=not merged)
        for fault in faults or [values]
    )
    return Toml(source, merged, _places([piece for piece, _ in kept]), diagnostics)


def _values(piece: _Piece) -> dict[str, object] | _Fault:
    """The values of a piece, or why there are none."""
    for statement in piece.statements:
        if _depth(statement) > DEEPEST:
            deep = say("keys and lists are nested more than {deepest} deep here", deepest=DEEPEST)
            return _Fault(piece.start + statement.start, deep, say("write it flatter"))
    try:
        return tomllib.loads(piece.text)
    except ValueError as error:
        offset, message, hint = explain(str(error), piece.text, piece.statements)
        return _Fault(piece.start + offset, message, hint)


def _depth(statement: Statement) -> int:
    return len(statement.key) if isinstance(statement, Header) else statement.deepest


# ------------------------------------------------------------------------------------------------- recovery


def _recover(whole: _Piece) -> tuple[list[tuple[_Piece, dict[str, object]]], list[_Fault]]:
    """The pieces that can be read with their values, and what is wrong with the others."""
    kept: list[tuple[_Piece, dict[str, object]]] = []
    faults: list[_Fault] = []
    for piece in _pieces(whole):
        values = _values(piece)
        if isinstance(values, _Fault):
            faults.append(values)
        else:
            kept.append((piece, values))
    return kept, faults


def _pieces(whole: _Piece) -> Iterator[_Piece]:
    """Cuts the text before each top-level header; a piece that cannot be read also at what looks like one.

    The second cut finds the headers that an unclosed string or list has swallowed.
    """
    starts = [one.start for one in whole.statements if isinstance(one, Header) and len(one.key) == 1]
    for piece in _cut(whole.text, 0, starts):
        if isinstance(_values(piece), _Fault):
            swallowed = [found.start() for found in _HEADER.finditer(piece.text)]
            yield from _cut(piece.text, piece.start, swallowed)
        else:
            yield piece


def _cut(text: str, base: int, starts: Sequence[int]) -> Iterator[_Piece]:
    edges = sorted({0, *starts, len(text)})
    for start, end in pairwise(edges):
        piece = text[start:end]
        yield _Piece(base + start, piece, tuple(statements(piece)))


def _merge(into: dict[str, object], values: Mapping[str, object]) -> None:
    """Adds the values of a piece: items to arrays of tables, keys to tables; what is there already stays."""
    for key, value in values.items():
        present = into.get(key)
        if isinstance(present, list) and isinstance(value, list):
            present.extend(value)
        elif isinstance(present, dict) and isinstance(value, dict):
            into[key] = {**value, **present}
        else:
            into.setdefault(key, value)


# --------------------------------------------------------------------------------------------------- places


def _places(pieces: Sequence[_Piece]) -> dict[Path, Place]:
    """The place of every header, key and value of the pieces, by its path in the values joined together."""
    plan = _Plan({}, {}, (), [])
    for piece in pieces:
        plan.begin()
        for statement in piece.statements:
            plan.add(statement, piece.start)
    return plan.places


@dataclass(slots=True)
class _Plan:
    """The places noted so far, and the table that the next key belongs to."""

    places: dict[Path, Place]
    counts: dict[Path, int]
    """The number of the last item of each array of tables."""
    table: Path
    around: list[Place]
    """The tables that a line stretches when it is added: that of the last header and those it lies in."""

    def begin(self) -> None:
        """A new piece starts outside any table."""
        self.table, self.around = (), []

    def add(self, statement: Statement, base: int) -> None:
        """Notes the places of one statement."""
        if isinstance(statement, Pair):
            for part in statement.parts:
                self._note(part, base)
            end = base + statement.end
        else:
            self._open(statement, base)
            end = base + statement.end
        for place in self.around:
            place.end = max(place.end, end)

    def _note(self, part: Part, base: int) -> None:
        keyed = part.key_start >= 0
        place = Place(base + part.start, base + part.end)
        if keyed:
            place.key_start, place.key_end = base + part.key_start, base + part.key_end
        path = (*self.table, *part.path)
        self.places.setdefault(path, place)

    def _open(self, header: Header, base: int) -> None:
        """Goes into the table of a header; in an array of tables, the last item of each."""
        path: Path = ()
        self.around = []
        for name in header.key[:-1]:
            path = self._item((*path, name))
            self.around.extend(filter(None, [self.places.get(path)]))
        path = (*path, header.key[-1])
        if header.array:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = self._item(path)
        start, end = base + header.start, base + header.end
        self.around.append(self.places.setdefault(path, Place(start, end, start, end)))
        self.table = path

    def _item(self, path: Path) -> Path:
        return (*path, self.counts[path]) if path in self.counts else path
