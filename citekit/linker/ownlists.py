"""Citations joined to a printed list of references, where there is no library: the list is the library then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citekit.linker.indocument import InDocument
from citekit.linker.keys import Keys
from citekit.linker.words import Words
from citekit.model import Attribution, Document, Entry, Listed, PrintedReference


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


def _named(references: Sequence[PrintedReference]) -> Iterator[Entry]:
    taken: set[str] = set()
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
