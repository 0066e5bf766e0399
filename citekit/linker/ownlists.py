"""Citations joined to a printed list of references, where there is no library: the list is the library then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from citekit.linker.indocument import Describing, InDocument
from citekit.linker.keys import Keys
from citekit.linker.words import Words
from citekit.model import Attribution, Document, Entry, Listed, PrintedReference, fold


@dataclass(frozen=True, slots=True)
class Own:
    """The entry that is made of each printed reference."""

    made: Mapping[PrintedReference, Entry]

    def joined(self, reference: PrintedReference) -> Listed:
        """It with the one that is made of it."""
        return Listed(reference, (self.made[reference],))


def in_own_list(document: Document) -> InDocument:
    """A document whose own list of references is its library: each printed work as far as names and date go.

    The works' keys are what a person calls them by: their number in the list, else names and year.
    """
    made = dict(zip(document.references, _named(document.references), strict=True))
    entries = tuple(made.values())
    return InDocument(document, Keys(()), Words(entries), Own(made))


@dataclass(frozen=True, slots=True)
class Besides:
    """The entry that describes a printed reference, else the one that is made of it."""

    described: Describing
    made: Mapping[int, Entry]
    """By the `id` of the reference."""

    def joined(self, reference: PrintedReference) -> Listed:
        """It with what it is joined to, or with the one that is made of it."""
        own = self.made.get(id(reference))
        return Listed(reference, (own,)) if own else self.described.joined(reference)


def with_own_list(document: Document, entries: Sequence[Entry], described: Describing) -> InDocument:
    """A document joined to the works that documents carry, and to those that its own list alone has.

    What the fields of a word processor carry is what was cited by them: a work that was cited by hand stands only in
    the printed list.
    """
    carried = {_called(entry) for entry in entries}
    lacking = [
        reference
        for reference in document.references
        # A line of name and year alone is the work that has these.
        if not described.joined(reference).entries
        and (reference.entry.title or _called(reference.entry) not in carried)
    ]
    made = list(_named(lacking, {entry.key for entry in entries}))
    own = {id(reference): entry for reference, entry in zip(lacking, made, strict=True)}
    return InDocument(document, Keys(entries), Words((*entries, *made)), Besides(described, own))


def _called(entry: Entry) -> tuple[str, str]:
    """First author and year."""
    return fold(next((name.short for name in entry.people), "")), entry.year[:4]


def _named(references: Sequence[PrintedReference], known: Set[str] = frozenset()) -> Iterator[Entry]:
    taken = set(known)
    for reference in references:
        people = reference.entry.people.names
        name = " ".join([*(people[0].short for _ in people[:1]), reference.year + reference.letter]).strip()
        key = f"[{reference.number}]" if reference.numbered or not name else name
        while key in taken:
            key += "*"
        taken.add(key)
        yield replace(reference.entry, key=key)


def link_to_lists(document: Document, made: Mapping[PrintedReference, Entry]) -> tuple[Attribution, ...]:
    """The citations of a document joined to the entries that are made of printed lists.

    They are those of its own list, else of all that are given: numbers count then only when the references are those
    of one document.
    """
    references = document.references or tuple(made)
    entries = tuple({made[one].key: made[one] for one in references}.values())
    if not document.references:
        document = replace(document, references=references if len({one.span.path for one in references}) == 1 else ())
    return tuple(InDocument(document, Keys(entries), Words(entries), Own(made)).attributions())
