"""Applying the fixes that findings carry: in the bytes of each file, all files together or none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from citekit import documents
from citekit.diagnostic import Diagnostic, Fix, UsageError
from citekit.edits.changes import Change
from citekit.edits.repointing import in_text
from citekit.encoding import prepare
from citekit.formats.bibtex import recoding
from citekit.model import Project
from citekit.projectfiles.toml import Place
from citekit.source import ByteSource, TextSource
from citekit.splices import Splice

_SPECIAL: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "latex": re.compile(r"(?<!\\)[&%$#_{}~^]|\\(?![&%$#_{}])"),
        "markdown": re.compile(r"(?<!\\)[*_`<>\[\]]"),
        "typst": re.compile(r"(?<!\\)[*_`<>\[\]#$@]"),
    }
)
"""What means something else than itself in a format; a fix that brings such a sign in is left to a person."""
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Fixing:
    """What fixes do to files, and which were left."""

    changes: tuple[Change, ...] = ()
    applied: tuple[Diagnostic, ...] = ()
    overlapping: tuple[Diagnostic, ...] = ()
    """They touch a place that another fix changes: they come next time."""
    impossible: tuple[tuple[Diagnostic, str], ...] = ()
    """They cannot be made in their file, and why."""


def fixed(project: Project, found: Iterable[Diagnostic], unsafe: Collection[str] = ()) -> Fixing:
    """The changes that the safe fixes of findings make, with the unsafe ones of the codes named. Writes nothing.

    Where two fixes overlap the first wins. Raises Changed when a file is no longer what was read.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    impossible: list[tuple[Diagnostic, str]] = []
    for one in found:
        if one.fix and (one.fix.safe or one.code in unsafe):
            why = _why_not(project, one.fix)
            if why:
                impossible.append((one, why))
            else:
                by_file.setdefault(one.fix.span.path, []).append(one)
    changes: list[Change] = []
    applied: list[Diagnostic] = []
    overlapping: list[Diagnostic] = []
    for wanted in by_file.values():
        first, later = _apart(wanted)
        try:
            changes.append(_change([one.fix for one in first if one.fix]))
        except UsageError as error:
            impossible += ((one, error.message) for one in first)
            continue
        applied += first
        overlapping += later
    return Fixing(tuple(changes), tuple(applied), tuple(overlapping), tuple(impossible))


def _why_not(project: Project, fix: Fix) -> str:
    """Why a fix cannot be made in its file; empty when it can."""
    span = fix.span
    document = project.document(span.path)
    if document is None or document.source is not span.source:
        return ""
    format = documents.named(document.format)
    if format.read_bytes is not None or type(span.source) is not TextSource:
        return f"{span.path} is no file of plain text: put it right in the program that wrote it"
    special = _SPECIAL.get(document.format)
    known = set(special.findall(span.text)) if special else set()
    if special and set(special.findall(fix.new)) - known:
        return f'"{fix.new}" has signs that mean something else in {document.format}'
    return _not_in_encoding(fix)


def _not_in_encoding(fix: Fix) -> str:
    source, _ = prepare(Path(fix.span.path).read_bytes(), fix.span.path) if not fix.new.isascii() else (None, ())
    lacking = recoding.lacks(source, fix.new) if source else ""
    return f"the encoding of {fix.span.path} has no {lacking}" if lacking else ""


def _apart(wanted: Sequence[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings whose fixes can be made together, in order, and those that must wait for them."""
    first: list[Diagnostic] = []
    later: list[Diagnostic] = []
    done = (-1, -1)
    for one in sorted(wanted, key=_place):
        start, end = _place(one)
        if start > done[1] or (start == done[1] and start < end and done[0] < done[1]):
            first.append(one)
            done = (start, end)
        else:
            later.append(one)
    return first, later


def _place(one: Diagnostic) -> tuple[int, int]:
    return (one.fix.span.start, one.fix.span.end) if one.fix else (0, 0)


def _change(fixes: Sequence[Fix]) -> Change:
    source = fixes[0].span.source
    if isinstance(source, ByteSource):
        return Change(Path(source.path), source.file, recoding.edited(source, _splices(source, fixes)))
    return in_text(source, [(Place(fix.span.start, fix.span.end), _lines(source, fix.new)) for fix in fixes])


def _splices(source: ByteSource, fixes: Sequence[Fix]) -> Iterator[Splice]:
    for fix in fixes:
        new = recoding.encode(fix.new, recoding.written_in(source), source.path)
        yield Splice(fix.span.start, fix.span.end, new)


def _lines(source: TextSource, new: str) -> str:
    """New text with the line ends of the file."""
    first = _LINE_END.search(source.text)
    return _LINE_END.sub(first[0], new) if first else new
