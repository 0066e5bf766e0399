"""The position of every cite of a document (specification, "Choose": position; "Note Distance")."""

from collections.abc import Sequence

from citekit.csl.context import FIRST, Position
from citekit.csl.items import Citation, CiteItem

DEFAULT_DISTANCE = 5

_NAMES = {
    "first": FIRST.names,
    "subsequent": frozenset({"subsequent"}),
    "ibid": frozenset({"ibid", "subsequent"}),
    "ibid-with-locator": frozenset({"ibid-with-locator", "ibid", "subsequent"}),
}


def find_positions(
    citations: Sequence[Citation], distance: int = DEFAULT_DISTANCE, numbered: bool = True
) -> list[list[Position]]:
    """Give the position of every cite of every citation, in the order of the document.

    Without `numbered` the numbers of the notes that first cite the items are left out, as no cite prints them.
    """
    return _Finder(distance, numbered).find(citations)


class _Finder:
    """What has been cited so far: the first and the last note of every item, and the citation before."""

    def __init__(self, distance: int, numbered: bool) -> None:
        self.distance = distance
        self.numbered = numbered
        self.first_notes: dict[str, int] = {}
        self.last_notes: dict[str, int] = {}
        self.before: Citation | None = None

    def find(self, citations: Sequence[Citation]) -> list[list[Position]]:
        found = []
        for citation in citations:
            positions = []
            previous: CiteItem | None = None
            for cite in citation.items:
                positions.append(self._position(citation, cite, previous))
                self._remember(citation, cite)
                previous = cite
            self.before = citation
            found.append(positions)
        return found

    def _remember(self, citation: Citation, cite: CiteItem) -> None:
        self.first_notes.setdefault(cite.id, citation.note)
        self.last_notes[cite.id] = citation.note

    def _position(self, citation: Citation, cite: CiteItem, previous: CiteItem | None) -> Position:
        if cite.position:
            return self._forced(cite)
        if cite.id not in self.first_notes:
            return FIRST
        names = _NAMES[self._kind(citation, cite, previous)]
        if self._is_near(citation, cite):
            names |= {"near-note"}
        return Position(names, self._preceding_note(citation, cite))

    def _forced(self, cite: CiteItem) -> Position:
        names = _NAMES[cite.position]
        if cite.near_note:
            names |= {"near-note"}
        return Position(names, self.first_notes.get(cite.id, 0) if self.numbered else 0)

    def _preceding_note(self, citation: Citation, cite: CiteItem) -> int:
        """Give the number of the note that first cited the item, where that is a note before this one."""
        first = self.first_notes[cite.id]
        return first if first != citation.note and self.numbered else 0

    def _kind(self, citation: Citation, cite: CiteItem, previous: CiteItem | None) -> str:
        """A cite is ibid when the one right before refers to the same item; locators say which kind."""
        if previous is None and self.before is not None and len(self.before.items) == 1:
            previous = self.before.items[0]
            if citation.note and self.before.note and citation.note - self.before.note > 1:
                return "subsequent"
        if previous is None or previous.id != cite.id:
            return "subsequent"
        if not previous.locator:
            return "ibid-with-locator" if cite.locator else "ibid"
        if not cite.locator:
            return "subsequent"
        same = (previous.locator, previous.label or "page") == (cite.locator, cite.label or "page")
        return "ibid" if same else "ibid-with-locator"

    def _is_near(self, citation: Citation, cite: CiteItem) -> bool:
        if cite.near_note is not None:
            return cite.near_note
        last = self.last_notes.get(cite.id, 0)
        return bool(citation.note) and bool(last) and citation.note - last <= self.distance
