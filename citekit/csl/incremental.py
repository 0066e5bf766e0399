"""The incremental face: a citation is added, moved, changed or removed, and what changed is told.

For word processors and editors. The document after any number of steps is the same as if it had been processed whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from citekit.csl.entries import Entry, cited_order
from citekit.csl.items import Citation, Item
from citekit.csl.listing import render_bibliography
from citekit.csl.memory import Memory
from citekit.csl.output import Node, Span, plain, runs
from citekit.csl.process import format_citations, in_order, prepare_entries
from citekit.csl.program import Program

_Shown = tuple[tuple[Node, ...], list[int]]


class Session:
    """A document that is being written: its citations in order, and how they look now."""

    def __init__(self, program: Program, items: Mapping[str, Item], listed: Sequence[str] = ()) -> None:
        self.program = program
        self.items = items
        self.listed = tuple(listed)
        self.citations: tuple[Citation, ...] = ()
        self.texts: tuple[tuple[Node, ...], ...] = ()
        """How each citation looks now."""
        self._memory = Memory()
        self._cited: tuple[str, ...] = ()
        self._entries: dict[str, Entry] = {}
        self._shown: dict[str, _Shown] = {}
        self._set(())

    @property
    def bibliography(self) -> list[Span]:
        """The bibliography as it is now; entries that have not changed are not rendered again."""
        return render_bibliography(self.program, in_order(self._entries), self._memory)

    def place(
        self, citation: Citation, before: Sequence[str], after: Sequence[str], notes: Mapping[str, int]
    ) -> set[str]:
        """Put a citation between those of the ids given, new or in place of the one with its id.

        `notes` gives the numbers of the notes that the other citations now stand in. Citations named neither before
        nor after are dropped. Gives the ids of the citations whose text changed, the new one among them.
        """
        known = {other.id: other for other in self.citations}
        order = [*(known[key] for key in before), citation, *(known[key] for key in after)]
        return self._set([_in_note(other, notes) for other in order]) | {citation.id}

    def load(self, citations: Sequence[Citation]) -> set[str]:
        """Take a whole document in place of the one there is; gives the ids of the citations whose text changed."""
        return self._set(citations)

    def remove(self, key: str) -> set[str]:
        """Remove a citation; gives the ids of the citations whose text changed."""
        return self._set([citation for citation in self.citations if citation.id != key])

    def _set(self, citations: Sequence[Citation]) -> set[str]:
        self.citations = tuple(citations)
        cited = cited_order(self.citations, self.listed)
        if cited != self._cited:
            self._entries = prepare_entries(self.program, self.items, cited, self._memory)
            self._cited = cited
        self.texts = tuple(format_citations(self.program, self.citations, self._entries, self._memory))
        before, self._shown = self._shown, self._what_is_shown()
        return {key for key, shown in self._shown.items() if _differs(before.get(key), shown)}

    def _what_is_shown(self) -> dict[str, _Shown]:
        """Give how every citation looks, and the notes that first cite its items where their numbers are printed."""
        first: dict[str, int] = {}
        if self.program.prints_notes:
            for citation in self.citations:
                for cite in citation.items:
                    first.setdefault(cite.id, citation.note)
        pairs = zip(self.citations, self.texts, strict=True)
        return {citation.id: (nodes, [first.get(cite.id, 0) for cite in citation.items]) for citation, nodes in pairs}


def _differs(before: _Shown | None, after: _Shown) -> bool:
    if before is None or before[1] != after[1]:
        return True
    if before[0] is after[0]:
        return False
    return plain(before[0]) != plain(after[0]) or runs(before[0]) != runs(after[0])


def _in_note(citation: Citation, notes: Mapping[str, int]) -> Citation:
    note = notes.get(citation.id, citation.note)
    return citation if note == citation.note else replace(citation, note=note)
