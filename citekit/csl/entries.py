"""The items of a document as they stand in it: their numbers, and what disambiguation has decided on each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.csl.context import FIRST, Context, Naming, Position
from citekit.csl.errors import ItemError
from citekit.csl.items import Citation, CiteItem, Item
from citekit.csl.memory import Memory
from citekit.csl.program import Program
from citekit.csl.sorting import SortTexts, sort_items, sort_texts

State = tuple[object, ...]


@dataclass(slots=True)
class Entry:
    """An item in a document."""

    item: Item
    english: bool
    language: str
    number: int = 0
    """The citation-number; 0 where nothing in the style depends on it."""
    place: int = 0
    """Its place in the bibliography, from 0."""
    naming: Naming = field(default_factory=Naming)
    disambiguate: int = 0
    year_suffix: str = ""

    decided: State = ()
    """Its state when all is decided."""

    def state(self) -> State:
        """The item and what is decided on it by now: with the number, all that a rendering depends on."""
        naming = self.naming
        if not naming.counts and not naming.levels:
            return (self.item.id, self.year_suffix, self.disambiguate)
        shown = (tuple(naming.counts.items()), tuple(naming.levels.items()))
        return (self.item.id, self.year_suffix, self.disambiguate, shown)

    def context(
        self, cite: CiteItem | None = None, position: Position = FIRST, in_bibliography: bool = False
    ) -> Context:
        """Give a fresh context to render this item in."""
        return Context(
            item=self.item,
            cite=cite,
            in_bibliography=in_bibliography,
            position=position,
            citation_number=self.number,
            year_suffix=self.year_suffix,
            disambiguate=self.disambiguate,
            naming=self.naming,
            english=self.english,
            language=self.language,
        )


def cited_order(citations: Iterable[Citation], listed: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of the items of a document, each once: those listed first, then as they are cited."""
    return tuple(dict.fromkeys([*listed, *[cite.id for citation in citations for cite in citation.items]]))


def make_entries(program: Program, items: Mapping[str, Item], cited: Iterable[str]) -> dict[str, Entry]:
    """Give the entries in the order of their numbers before sorting, which is that of the ids.

    Raises ItemError for an item that is cited and not given.
    """
    entries: dict[str, Entry] = {}
    for place, key in enumerate(cited, 1):
        number = place if program.numbered else 0
        if key not in items:
            raise ItemError(f"the item '{key}' is cited and not given")
        item = items[key]
        entries[key] = Entry(item, program.is_english(item.language), item.language or program.locale.language, number)
    return entries


def sort_bibliography(program: Program, entries: Sequence[Entry], memory: Memory) -> list[Entry]:
    """Sort the entries as the bibliography says, and number them in that order ("Sorting").

    Where the citation-number itself is sorted by in descending order, the numbers run backwards.
    """
    area = program.bibliography
    if area is None:
        return list(entries)
    language = program.locale.language

    def texts_of(entry: Entry) -> SortTexts:
        key = (entry.item.id, entry.number if area.sorted_by_number else 0)
        found = memory.sort_keys.find(key)
        if found is None:
            found = sort_texts(area.keys, lambda: entry.context(in_bibliography=True), language)
            memory.sort_keys.keep(key, found)
        return found

    order = sort_items(entries, area.keys, texts_of)
    if not program.numbered:
        return order
    backwards = bool(area.keys) and area.keys[0].by_number and area.keys[0].descending
    for number, entry in enumerate(reversed(order) if backwards else order, 1):
        entry.number = number
    return order
