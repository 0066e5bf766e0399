"""A .bib file of the works that documents print in their own lists of references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citekit.diagnostic import Diagnostic
from citekit.edits.add import Added, Known, plan
from citekit.edits.incoming import REFERENCE, Incoming
from citekit.library import Library
from citekit.model import Project
from citekit.references import is_reference
from citekit.references.problems import ALREADY_THERE, REFERENCE_NOT_READ
from citekit.source import ByteSource
from citekit.usage import Printed


@dataclass(frozen=True, slots=True)
class Made:
    """A .bib file made of printed lists."""

    data: bytes
    added: tuple[Added, ...]
    """The works in it, and what of each is not sure."""
    known: tuple[Known, ...]
    """Works that came before, in another list or in the same."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be read as a reference, and what BibTeX cannot say."""


def from_lists(printed: Sequence[Printed], shown: str) -> Made:
    """The works of printed lists as a .bib file; `shown` is its name in messages."""
    works = [_incoming(one) for one in printed if is_reference(one.made.entry)]
    planned = plan(Project(Path()), Library(shown, ByteSource(shown, b"")), works)
    data = b"".join(change.after or b"" for change in planned.changes)
    told = (_of_list(one) for one in planned.diagnostics)
    return Made(data, planned.added, planned.known, (*_unread(printed), *told))


def _of_list(found: Diagnostic) -> Diagnostic:
    """What is said of a work that is there already, in words for a list that comes second."""
    return replace(found, hint="one entry is written for both") if found.code == ALREADY_THERE.code else found


def _incoming(one: Printed) -> Incoming:
    return Incoming(one.made.entry, REFERENCE, one.made.unsure, one.made.rest, has_key=True)


def _unread(printed: Iterable[Printed]) -> list[Diagnostic]:
    hint = "add it by hand: citekit add"
    message = "this is no reference: it has no title with a date, a DOI or a place of publication"
    return [
        REFERENCE_NOT_READ.at(one.reference.span, message, hint=hint)
        for one in printed
        if not is_reference(one.made.entry)
    ]
