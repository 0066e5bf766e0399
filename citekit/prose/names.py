"""The lexicon: the names under which a library's works can be cited. It is the strongest sign of a citation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from citekit.inheritance import SET, XDATA
from citekit.model import Entry, Name
from citekit.prose.romanising import has_other_letters, romanised
from citekit.prose.terms import Phrase, phrase
from citekit.prose.tokens import PUNCTUATION

_NO_WORKS = frozenset((SET, XDATA))
_LONGEST = 30
"""Words of the longest name or title that is looked for."""
_MOST_WORDS = 8
"""Words of the longest name that is known by though one of its words is misspelt."""
_MOST_COMPARED = 40
"""Names that are compared with a misspelt one."""
_SKIPPED = PUNCTUATION - {".", ";", "(", ")", "[", "]"}
_YEAR_DIGITS = 4


@dataclass(frozen=True)
class Lexicon:
    """Names as folded words, with the years of the works under each."""

    years: Mapping[Phrase, frozenset[str]]
    given: Mapping[Phrase, frozenset[str]]
    """The words of the given names of those who bear a family name."""
    alone: frozenset[tuple[Phrase, str]]
    """Name and year of the works that have one author."""
    longest: Mapping[str, int]
    """For the last word of each name, how many words the longest name has that ends in it."""
    earliest: str = ""
    """The first year of any of the works; empty where none has one."""
    more: Lexicon | None = None
    """Further names: those of a document's own list of references."""
    _near: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each year asked about: its one-word names, and these with any one letter left out."""

    def with_more(self, entries: Iterable[Entry]) -> Lexicon:
        """The same names, and those of some entries."""
        added = lexicon(entries)
        earliest = min(filter(None, (self.earliest, added.earliest)), default="")
        return replace(self, more=added, earliest=earliest) if added.years else self

    def with_short_names(self, short: Mapping[Phrase, Phrase]) -> Lexicon:
        """The same names, and short ones with the years of the full ones they stand for."""
        return self.learning((name, year) for name, full in short.items() for year in self.years_of(full) or ("",))

    def years_of(self, name: Phrase) -> frozenset[str]:
        """The years of the works under a name."""
        found = self.years.get(name, frozenset())
        return found | self.more.years_of(name) if self.more else found

    def learning(self, cited: Iterable[tuple[Phrase, str]]) -> Lexicon:
        """The same names, and those that a text was found to cite; itself when these are none."""
        years: dict[Phrase, set[str]] = defaultdict(set)
        for words, year in cited:
            years[words].add(year)
        if not years:
            return self
        added = Lexicon({name: frozenset(found) for name, found in years.items()}, {}, frozenset(), _longest(years))
        return replace(self, more=replace(added, more=self.more))

    def ending(self, row: list[str], end: int, start: int = 0) -> int:
        """How many words of `row` before `end`, not going before `start`, make a known name; the most.

        Punctuation within the name does not count: "Gurobi Optimization, LLC", a title in quotation marks.
        """
        longest = self.longest.get(row[end - 1], 0) if end > start else 0
        name: tuple[str, ...] = ()
        found = self.more.ending(row, end, start) if self.more else 0
        for at in range(end - 1, max(start - 1, end - 2 * _LONGEST), -1):
            if row[at] in _SKIPPED:
                continue
            if len(name) == longest:
                break
            name = (row[at], *name)
            if name in self.years:
                found = max(found, end - at)
        return found

    def ends(self, word: str) -> bool:
        """Some name ends in this folded word."""
        return word in self.longest or (self.more is not None and self.more.ends(word))

    def given_names(self, family: Phrase) -> frozenset[str]:
        """The words of the given names of those who bear a family name."""
        found = self.given.get(family, frozenset())
        return found | self.more.given_names(family) if self.more else found

    def is_alone(self, name: Phrase, year: str) -> bool:
        """A work of that year has that one author."""
        return (name, year) in self.alone or (self.more is not None and self.more.is_alone(name, year))

    def knows(self, name: Phrase, year: str) -> bool:
        """A work of that year is known under that name."""
        return year in self.years.get(name, ()) or (self.more is not None and self.more.knows(name, year))

    def nearly(self, word: str, year: str) -> bool:
        """A one-word name of that year differs from `word` by about a letter: more, less, other, or two exchanged."""
        if year not in self._near:
            names = self._one_word.get(year, ())
            self._near[year] = frozenset(text for name in names for text in _shortened(name))
        if any(text in self._near[year] for text in _shortened(word)):
            return True
        return self.more is not None and self.more.nearly(word, year)

    def nearly_ending(self, row: list[str], end: int, start: int, year: str) -> int:
        """How many words of `row` before `end` make a name of several words of that year but for one misspelt word."""
        for first in range(max(start, end - _MOST_WORDS), end - 1):
            size = end - first
            near = (*self._ends.get((year, size, row[first]), ()), *self._ends.get((year, size, row[end - 1]), ()))
            if any(_one_off(row[first:end], name) for name in near[:_MOST_COMPARED]):
                return size
        return self.more.nearly_ending(row, end, start, year) if self.more else 0

    @cached_property
    def _ends(self) -> Mapping[tuple[str, int, str], list[Phrase]]:
        """The names of several words by year, number of words, and first word or last word."""
        found: dict[tuple[str, int, str], list[Phrase]] = defaultdict(list)
        for name, years in self.years.items():
            if 1 < len(name) <= _MOST_WORDS:
                for year in years:
                    for word in {name[0], name[-1]}:
                        found[year, len(name), word].append(name)
        return found

    @cached_property
    def _one_word(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, years in self.years.items():
            for year in years if len(name) == 1 else ():
                found[year].append(name[0])
        return found


def _one_off(printed: Sequence[str], name: Phrase) -> bool:
    """The words are those of the name but for one, which differs by about a letter."""
    odd = [(word, right) for word, right in zip(printed, name, strict=True) if word != right]
    return len(odd) == 1 and not set(_shortened(odd[0][0])).isdisjoint(_shortened(odd[0][1]))


def _shortened(word: str) -> Iterator[str]:
    if len(word) > 3:
        yield word
        yield from (word[:i] + word[i + 1 :] for i in range(len(word)))


def lexicon(entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of these entries."""
    years: dict[Phrase, set[str]] = defaultdict(set)
    given: dict[Phrase, set[str]] = defaultdict(set)
    alone: set[tuple[Phrase, str]] = set()
    for entry in entries:
        dated = years_of(entry)
        for people in author_lists(entry):
            for name in people:
                for form in forms(name):
                    years[form].update(dated)
                    given[form].update(phrase(name.given))
                    if len(people) == 1:
                        alone.update((form, year) for year in dated)
    return Lexicon(
        {form: frozenset(found) for form, found in years.items()},
        {form: frozenset(found) for form, found in given.items()},
        frozenset(alone),
        _longest(years),
        min((year for found in years.values() for year in found if len(year) == _YEAR_DIGITS), default=""),
    )


def _longest(names: Iterable[Phrase]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name[-1]] = max(len(name), found.get(name[-1], 0))
    return found


def author_lists(entry: Entry) -> Iterator[tuple[Name, ...]]:
    """The lists of names under which a work can be cited: biblatex's short forms, its authors or editors; for a
    work without people the body that issued it, or its title. None for a set, whose works have their own, and for an
    entry that only holds fields for others.
    """
    if entry.type in _NO_WORKS:
        return
    if short := entry.names.get("shortauthor"):
        yield short.names
    if entry.people:
        yield entry.people.names
        return
    for field_name in ("organization", "institution", "publisher"):
        if body := entry.text(field_name):
            yield (Name(literal=body),)
            break
    for title in _titles(entry):
        yield (title,)


def years_of(entry: Entry) -> tuple[str, ...]:
    """The years under which a work can be cited, without a letter; one empty text when it has no year."""
    year = entry.text("year")
    if len(year) == 4 and year.isdecimal() and "date" not in entry.fields and "origdate" not in entry.fields:
        return (year,)  # as most works have it, and there may be a hundred thousand
    date = entry.date
    found = [date.year_text[:4], year[:4], entry.text("origdate")[:4]]
    if date.end and date.end.year:
        found.append(str(date.end.year))
    years = tuple(year for year in dict.fromkeys(found) if year.isdecimal() and len(year) == 4)
    # "forthcoming, 2018" can be cited by either.
    return years or (*re.findall(r"(?<!\d)\d{4}(?!\d)", year[:_LONGEST_TEXT])[:2], "")


def _titles(entry: Entry) -> Iterator[Name]:
    """A work without authors is cited by its title, often without what follows the colon."""
    title = entry.title
    if title:
        yield Name(literal=title)
    if ":" in title:
        yield Name(literal=title.partition(":")[0])


def forms(name: Name) -> Iterator[Phrase]:
    """The ways to write a name in a citation, as folded words: with and without particle; a body's initials."""
    found = {
        form[:_LONGEST]
        for text in (name.short[:_LONGEST_TEXT], name.family[:_LONGEST_TEXT])
        for form in (phrase(text), *map(phrase, _spellings(text)))
    }
    if name.literal and (initials := acronym(name.literal[:_LONGEST_TEXT])):
        found.add((initials,))
    if name.literal and (company := _LEGAL_FORM.sub("", name.literal[:_LONGEST_TEXT])):
        found.add(phrase(company)[:_LONGEST])
    yield from filter(None, found)


_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa", "ø": "oe", "Ø": "Oe"}
)
_DRAWN_TOGETHER = re.compile(r"(?<=[aouAOU])e(?=[^\W\d_])")


_JOINED = re.compile(r"(De|Di|Du|Del|Des|La|Le|Van|Mac|Mc|Fitz)([A-ZÀ-Þ]\w+)$")
_PARTED = re.compile(r"(De|Di|Du|Del|Des|La|Le|Van|Mac|Mc)\s([A-ZÀ-Þ]\w+)$")
_ARABIC_ARTICLES = ("al-", "el-")
_LEGAL_FORM = re.compile(r",?\s+(?:LLC|Inc|Ltd|GmbH|AG|Tbk|S\.A|S\.L|SARL|B\.V)\.?$", re.I)
"""What companies have behind their names, and citations often leave out."""


def _spellings(text: str) -> Iterator[str]:
    """The other ways to write a name: with an umlaut (Müller, Mueller; folding sees to it without its marks), with a
    hyphen (Abu-Lughod, Abu Lughod), in one word or two (DuBois), by the first of two (Ortega y Gasset), without an
    Arabic article, in Latin letters (Чехов, Chekhov).
    """
    if "-" in text:
        yield text.replace("-", " ")
        if text[:3].casefold() in _ARABIC_ARTICLES:
            yield text[3:]
    if joined := _JOINED.match(text):
        yield f"{joined[1]} {joined[2]}"
    elif parted := _PARTED.match(text):
        yield f"{parted[1]}{parted[2]}"
    if " y " in text:
        yield text.partition(" y ")[0]
    if has_other_letters(text):
        yield from romanised(text)
    if (spelt := text.translate(_SPELT_OUT)) != text:
        yield spelt
    elif (drawn := _DRAWN_TOGETHER.sub("", text)) != text:
        yield drawn


def acronym(body: str) -> str:
    """The initials of a body's name, folded; empty when there are fewer than three.

    >>> acronym("World Health Organization"), acronym("Bank Dunia")
    ('who', '')
    """
    capitals = [word[0] for word in body.replace("-", " ").split() if word[0].isupper()]
    return "".join(capitals).casefold() if len(capitals) > 2 else ""


_LONGEST_TEXT = 2000
"""Characters of a name, or of the title that stands for one, that are looked at."""
