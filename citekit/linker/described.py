"""From a work as a list of references prints it to the entry of the library that describes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise

from citekit.linker.likeness import distance, fits
from citekit.linker.words import Words
from citekit.model import Entry, Listed, Misspelling, Name, PrintedReference, Surface, fold
from citekit.prose.names import years_of
from citekit.prose.terms import Phrase, phrase

_MOST_COMPARED = 400
"""Entries of one name that are compared with a printed work."""
_LONGEST = 4000
"""Characters of a printed work that are looked at."""
_HEAD = 6
"""Words at its beginning that may be a name."""
_BEGINNING = 60
"""Words of it that may be a name of its year."""
_START = 3
"""Words of a title's beginning by which works are found whose names are misspelt."""
_MOST_TITLED = 20
"""Works whose titles begin alike that are compared."""
_ENOUGH = 0.7
"""The share of the title's words that must be there, when authors and year agree."""
_NEARLY_ALL = 0.85
"""The same, when something else does not agree."""
_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"https?://\S+")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


class Described:
    """Finds the entries that printed references describe. It looks only at works of the names that occur in them."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        self._entries = entries
        self._words = words

    def joined(self, reference: PrintedReference) -> Listed:
        """The printed work with the entries that it is, and how its names are misspelt when that is just one."""
        entries = self.entries(reference)
        slips = tuple(misspellings(reference, entries[0])) if len(entries) == 1 else ()
        return Listed(reference, entries, slips)

    def entries(self, reference: PrintedReference) -> tuple[Entry, ...]:
        """The entry that the printed work is; several when they fit equally well, none when no entry does."""
        printed = _Printed(reference)
        if found := self._by_doi.get(printed.doi) or (
            None if reference.entry.people else self._by_url.get(printed.url)
        ):
            return (found,)
        candidates = {id(entry): entry for entry in self._candidates(reference, printed)}
        scored = [(score, entry) for entry in candidates.values() if (score := printed.score(entry))]
        best = max((score for score, _ in scored), default=0.0)
        return tuple(entry for score, entry in scored if best - score < 1e-9)

    @cached_property
    def _by_doi(self) -> dict[str, Entry]:
        return {_doi(doi): entry for entry in self._entries if (doi := entry.text("doi"))}

    @cached_property
    def _by_url(self) -> dict[str, Entry]:
        return {url.rstrip("/"): entry for entry in self._entries if (url := entry.text("url"))}

    @cached_property
    def _by_title(self) -> dict[tuple[str, ...], list[Entry]]:
        """By the first words of the title: the names may be misspelt."""
        index: dict[tuple[str, ...], list[Entry]] = {}
        for entry in self._entries:
            index.setdefault(tuple(_words(_title(entry))[:_START]), []).append(entry)
        return index

    def _candidates(self, reference: PrintedReference, printed: _Printed) -> Iterator[Entry]:
        names = [word for name in reference.entry.people for word in phrase(name.full)]
        for word in dict.fromkeys([*names, *printed.head]):
            yield from islice(self._words.of_name(word), _MOST_COMPARED)
        if reference.year:
            for word in dict.fromkeys(printed.words[:_BEGINNING]):
                yield from islice(self._words.of_year(reference.year, word), _MOST_COMPARED)
        for at in range(len(printed.words[:_BEGINNING])):
            for size in (_START, _START - 1):
                yield from self._by_title.get(tuple(printed.words[at : at + size]), ())[:_MOST_TITLED]


class _Printed:
    """The words of a printed work."""

    def __init__(self, reference: PrintedReference) -> None:
        text = reference.entry.text("note")[:_LONGEST]
        found = _DOI.search(text)
        self.doi = _doi(found[0]) if found else "-"
        self.words = _words(_URL.sub(" ", text))
        self.head = phrase(text[:_BEGINNING])[:_HEAD]
        address = _URL.search(text)
        self.url = address[0].rstrip("/.,;)") if address else "-"
        self._text = text
        self._set = frozenset(self.words)
        self._pairs = frozenset(pairwise(self.words))
        self._year = reference.year

    def score(self, entry: Entry) -> float:
        """How well an entry fits; 0 when it is another work."""
        title = _words(_title(entry))
        share = sum(word in self._set for word in title) / len(title) if title else _ENOUGH
        year = self._year in years_of(entry)
        people = [_words(name.short) for name in entry.people]
        named = sum(all(word in self._set for word in name) for name in people) / len(people) if people else 1.0
        if share < (_ENOUGH if year and named > 0 else _NEARLY_ALL) or (not year and not named):
            return 0.0
        pairs = list(pairwise(title))
        in_order = sum(pair in self._pairs for pair in pairs) / len(pairs) if pairs else share
        address = entry.text("url")
        found = bool(address) and address in self._text
        return share + 0.3 * year + 0.2 * named + 0.2 * in_order + 0.1 * found + 0.004 * min(len(title), 25)


def misspellings(reference: PrintedReference, entry: Entry) -> Iterator[Misspelling]:
    """The names that a printed work nearly, but not quite, spells as its entry does."""
    missing = list(entry.people)
    unknown: list[Name] = []
    for printed in reference.entry.people:
        name = next((name for name in missing if any(fits(words, name) for _, words in _readings(printed, name))), None)
        if name:
            missing.remove(name)
        else:
            unknown.append(printed)
    for printed in unknown:
        near = (
            (off, text, name)
            for name in missing
            for text, words in _readings(printed, name)
            if (off := distance(words, name)) and off[0]
        )
        if best := min(near, key=lambda found: found[0][0], default=None):
            yield Misspelling(_place(reference, best[1]), best[2].family or best[2].short)


def _readings(printed: Name, name: Name) -> Iterator[tuple[str, Phrase]]:
    """What may stand in a list for a name: the family name; for a body all of it, though it was read as a person's."""
    for text in [printed.family or printed.literal, *([printed.full] if name.literal else [])]:
        if words := phrase(text):
            yield text, words


def _place(reference: PrintedReference, text: str) -> Surface:
    """Where a name stands in a printed work; all of it where the name is not there as it was read."""
    span = reference.span
    at = span.text.find(text)
    return Surface(text, span.source.span(span.start + at, span.start + at + len(text)) if at >= 0 else span)


def _title(entry: Entry) -> str:
    """The title, or what is printed where there is none."""
    fields = (entry.text(name) for name in ("booktitle", "journaltitle", "journal", "howpublished", "note"))
    return entry.title or next(filter(None, fields), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _doi(text: str) -> str:
    return text.casefold().removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/").rstrip(".,;:)]}")
