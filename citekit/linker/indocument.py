"""The citations of one document, joined: by key, by number, by name and year, or by what they repeat.

The document's own list of references helps: it tells works of one name and year apart as its text does, and it is what
numbers mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from citekit.linker.keys import Keys
from citekit.linker.words import Words, doubt_of, read_query
from citekit.model import (
    Attribution,
    Citation,
    CitationItem,
    Document,
    Listed,
    Match,
    PrintedReference,
    Surface,
    fold,
)


class Describing(Protocol):
    """Finds the entries that a printed reference describes."""

    def joined(self, reference: PrintedReference) -> Listed:
        """The reference joined to none, to one, or to several that fit equally well."""
        ...


class InDocument:
    """Joins what stands in one document."""

    def __init__(self, document: Document, keys: Keys, words: Words, described: Describing) -> None:
        self._document = document
        self._keys = keys
        self._words = words
        self._described = described

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The works of its own list, joined to the libraries."""
        return tuple(map(self._described.joined, self._document.references))

    def attributions(self) -> Iterator[Attribution]:
        """The attributions of its citations, in order; after an item that names another work which was read in it, that
        of the other work, where a library has it.
        """
        for citation in self._document.citations:
            for item in citation.items:
                yield self._attribution(item, citation)
                if item.original and item.original.year:
                    original = self._in_words(item.original, citation)
                    if original.entries:
                        yield original

    def _attribution(self, item: CitationItem, citation: Citation) -> Attribution:
        if item.repeats:
            return replace(self._attribution(item.repeats, citation), item=item, misspellings=())
        if item.key:
            found = self._keys.find(item.key)
            return Attribution(item, citation, found.match, found.entries, found.nearest)
        if item.number:
            return self._by_number(item, citation)
        return self._in_words(item, citation)

    def _by_number(self, item: CitationItem, citation: Citation) -> Attribution:
        found = self._numbers.get(item.number)
        if found is None:
            return Attribution(item, citation, Match.UNKNOWN)
        return self._through(found, item, citation)

    def _through(self, listed: Listed, item: CitationItem, citation: Citation) -> Attribution:
        """By way of the printed list."""
        match = (Match.UNKNOWN, Match.EXACT, Match.AMBIGUOUS)[min(len(listed.entries), 2)]
        doubts = {doubt_of(item, entry) for entry in listed.entries} if item.names else {None}
        doubt = doubts.pop() if len(doubts) == 1 else None
        return Attribution(item, citation, match, listed.entries, doubt=doubt, reference=listed.reference)

    def _in_words(self, item: CitationItem, citation: Citation) -> Attribution:
        found = self._words.attribute(item, citation, self._most_named)
        if not found.entries and (spelt := self._spelt_out(item)):
            found = replace(self._words.attribute(spelt, citation, self._most_named), item=item, misspellings=())
        if not self._document.references:
            return found
        listed = self._in_list(item)
        if listed is None:
            return found
        if found.entries == listed.entries or not listed.entries:
            return replace(found, reference=listed.reference)
        if found.match is Match.AMBIGUOUS or found.doubt or not found.entries:
            return self._through(listed, item, citation)
        if read_query(item).letter and len(listed.entries) == 1:
            return self._through(listed, item, citation)
        return replace(found, reference=listed.reference)

    def _spelt_out(self, item: CitationItem) -> CitationItem | None:
        """The item with the full name of the body whose short name it has."""
        acronyms = self._document.acronyms
        full = acronyms.get(fold(item.names[0].text)) if len(item.names) == 1 else None
        return replace(item, names=(Surface(full, item.names[0].span),)) if full else None

    # ------------------------------------------------------------------------------------------- the printed list

    def _in_list(self, item: CitationItem) -> Listed | None:
        """The one work of the printed list that a citation in words means."""
        found = self._list_words.attribute(_without_letter(item), Citation(item.span, (item,)), self._most_named)
        if found.match not in (Match.EXACT, Match.AMBIGUOUS):
            return None
        ours = [self._by_key[entry.key] for entry in found.entries]
        letter = read_query(item).letter
        lettered = [each for each in ours if each.reference.letter == letter]
        if not lettered and len(ours) > 1:
            return None
        if letter and not lettered and ours and ours[0].reference.letter:
            return None  # the list has another one of that year
        chosen = lettered if lettered else ours
        if len(chosen) == 1:
            return chosen[0]
        # The list has the work twice, or the text does not say which: one answer only if it is the same entry.
        same = {tuple(entry.key for entry in each.entries) for each in chosen}
        return chosen[0] if len(same) == 1 and chosen[0].entries else None

    @cached_property
    def _by_key(self) -> Mapping[str, Listed]:
        return {each.reference.entry.key: each for each in self.listed}

    @cached_property
    def _numbers(self) -> Mapping[str, Listed]:
        return {each.reference.number: each for each in reversed(self.listed)}

    @cached_property
    def _list_words(self) -> Words:
        return Words(tuple(reference.entry for reference in self._document.references))

    @cached_property
    def _most_named(self) -> int:
        """How many authors the text names at most without *et al.*: where it writes that, there are more."""
        items = (item for citation in self._document.citations for item in citation.items if not item.others)
        return max((len(item.names) for item in items), default=0)


def _without_letter(item: CitationItem) -> CitationItem:
    year = item.year
    if year is None or not read_query(item).letter:
        return item
    return replace(item, year=replace(year, text=year.text.rstrip("abcdefghijklmnopqr").rstrip(" -–")))
