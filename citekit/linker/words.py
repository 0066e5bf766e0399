"""Citations made in words: from names and year to the work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from citekit.linker.likeness import REORDERED, distance, fits, grade, limit
from citekit.model import Attribution, Citation, CitationItem, Doubt, Entry, Match, Misspelling, Name, Surface, fold
from citekit.prose.names import author_lists, forms, years_of
from citekit.prose.romanising import has_other_letters, romanised
from citekit.prose.terms import Phrase, phrase
from citekit.prose.tokens import PUNCTUATION, tokens

_INVERTED = re.compile(r"([^,]+),\s*((?:[^\W\d_]\.?[\s-]?){1,4})$")
"""A name with its initials behind: `Arikunto, S.`"""
_MOST_SPELT = 100
"""Ways to write the names of one citation in Latin letters that are tried."""
_MOST_SUGGESTED = 3
_MOST_LOOKED_AT = 500
"""Works of one name, or of one year and initial, that are looked at for a suggestion."""


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """An entry, with one of the lists of names under which it can be cited."""

    entry: Entry
    names: tuple[Name, ...]
    others: bool
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a citation says, for comparing."""

    names: tuple[Phrase, ...]
    others: bool
    years: tuple[str, ...]
    """Without letter, the one in hand first; empty text for "no date"; none when the citation says nothing of it."""
    letter: str
    title: frozenset[str] = frozenset()
    """The words of the title that a note gives."""
    more_than: int = 0
    """*Et al.* stands for more authors than this."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query leads to."""

    match: Match
    entries: tuple[Entry, ...] = ()
    nearest: tuple[Entry, ...] = ()
    corrections: tuple[tuple[int, Phrase, str], ...] = ()
    """For each misspelt name: which one, the folded form it is near to, and how the work spells it."""
    doubt: Doubt | None = None


class Words:
    """Looks works up by names and year. The indexes are built when first needed; equal queries are answered once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._all = entries
        self._answers: dict[Query, Answer] = {}

    def attribute(self, item: CitationItem, citation: Citation, most_named: int = 0) -> Attribution:
        """The work that a citation in words means, or why there is none.

        `most_named`: how many authors its text names at most without *et al.*
        """
        answer = self._to(read_query(item, most_named if item.others else 0))
        if not answer.entries and any("," in name.text for name in item.names):
            turned = replace(item, names=tuple(map(_turned, item.names)))
            answer = self._to(read_query(turned, most_named if item.others else 0))
        misspellings = tuple(
            Misspelling(_family(item.names[at], len(form)), correct)
            for at, form, correct in answer.corrections
            if _is_printed(item.names[at])
        )
        return Attribution(item, citation, answer.match, answer.entries, answer.nearest, misspellings, answer.doubt)

    def _to(self, query: Query) -> Answer:
        if query not in self._answers:
            self._answers[query] = self._answer(query)
        return self._answers[query]

    def of_name(self, word: str) -> Iterator[Entry]:
        """The entries with a name that ends in a folded word."""
        return (work.entry for work in self._by_name.get(word, ()))

    def of_year(self, year: str, word: str) -> Iterator[Entry]:
        """Those of one year."""
        return (work.entry for work in self._by_year.get((year, word), ()))

    # ------------------------------------------------------------------------------------------- indexes

    @cached_property
    def _works(self) -> list[Work]:
        return [
            Work(entry, names, entry.people.others, years_of(entry))
            for entry in self._all
            for names in author_lists(entry)
        ]

    @cached_property
    def _by_name(self) -> dict[str, list[Work]]:
        """By the last word of each name."""
        index: dict[str, list[Work]] = defaultdict(list)
        for work in self._works:
            for word in {form[-1] for name in work.names for form in forms(name)}:
                index[word].append(work)
        return index

    @cached_property
    def _by_year(self) -> dict[tuple[str, str], list[Work]]:
        """By year and the last word of each name."""
        index: dict[tuple[str, str], list[Work]] = defaultdict(list)
        for word, works in self._by_name.items():
            for work in works:
                for year in work.years:
                    index[year, word].append(work)
        return index

    @cached_property
    def _literal(self) -> dict[tuple[str, str], list[Work]]:
        """The works whose first name is not taken apart, by year and its first word."""
        index: dict[tuple[str, str], list[Work]] = defaultdict(list)
        for work in self._works:
            words = phrase(work.names[0].literal) if work.names and work.names[0].literal else ()
            for year in work.years if len(words) > 1 else ():
                index[year, words[0]].append(work)
        return index

    @cached_property
    def _ends(self) -> dict[tuple[str, str], list[str]]:
        """The words of `_by_year`, by year and first letter and by year and last letter.

        One slip of the pen leaves the first or the last letter right.
        """
        index: dict[tuple[str, str], list[str]] = defaultdict(list)
        for year, word in self._by_year:
            index[year, f"{word[0]}…"].append(word)
            index[year, f"…{word[-1]}"].append(word)
        return index

    # ------------------------------------------------------------------------------------------- answers

    def _answer(self, query: Query) -> Answer:
        if not query.names:
            return Answer(Match.UNKNOWN)
        if not query.years:
            return self._undated(query)
        for year in query.years:
            answer = self._exact(query, year) or self._misspelt(query, year) or self._begun(query, year)
            if answer:
                return answer
        return self._in_latin(query) or self._unknown(query)

    def _in_latin(self, query: Query) -> Answer | None:
        """By names in another script as they are written in Latin letters."""
        if not any(has_other_letters(word) for words in query.names for word in words):
            return None
        spelt = (tuple(phrase(each) for each in romanised(" ".join(words))) or (words,) for words in query.names)
        for names in islice(product(*spelt), _MOST_SPELT):
            for year in query.years:
                if answer := self._exact(replace(query, names=names), year):
                    return answer
        return None

    def _undated(self, query: Query) -> Answer:
        """A work that is named without a date, as one that was cited before: by its names alone."""
        works = self._by_name.get(query.names[0][-1], [])[:_MOST_LOOKED_AT]
        titled = [work for work in works if query.title and query.title <= set(phrase(work.entry.title))]
        entries = self._best(query, titled or works)
        if not entries:
            return Answer(Match.UNKNOWN)
        return Answer(Match.EXACT if len(entries) == 1 else Match.AMBIGUOUS, entries)

    def _best(self, query: Query, works: Sequence[Work]) -> tuple[Entry, ...]:
        graded = [(grade(query.names, query.others, work.names, work.others), work.entry) for work in works]
        best = min((mark for mark, _ in graded if mark is not None), default=None)
        return tuple({entry.key: entry for mark, entry in graded if mark == best and mark is not None}.values())

    def _exact(self, query: Query, year: str) -> Answer | None:
        lists: list[list[Work]] = [self._of(year, words) for words in query.names]
        rarest = min(lists, key=lambda works: len(works))
        graded = [(grade(query.names, query.others, work.names, work.others), work.entry) for work in rarest]
        best = min((mark for mark, _ in graded if mark is not None), default=None)
        if best is None:
            return None
        entries = tuple({entry.key: entry for mark, entry in reversed(graded) if mark == best}.values())[::-1]
        entries = tuple(entry for entry in entries if len(entry.people) > query.more_than) or entries
        lettered = _with_letter(entries, query.letter) if query.letter else entries
        if not lettered:
            return Answer(Match.UNKNOWN, nearest=entries[:_MOST_SUGGESTED], doubt=Doubt.LETTER)
        if len(lettered) > 1:
            return Answer(Match.AMBIGUOUS, lettered, doubt=_GRADES.get(best, None if query.letter else Doubt.NO_LETTER))
        return Answer(Match.EXACT, lettered, doubt=_GRADES.get(best))

    def _of(self, year: str, words: Phrase) -> list[Work]:
        """The works of a year under a name, given by its last word; else by its first, as Chinese names stand."""
        return self._by_year.get((year, words[-1])) or self._by_year.get((year, words[0]), [])

    def _misspelt(self, query: Query, year: str) -> Answer | None:
        found = [
            (sum(off for off, _ in offs), at, work, offs)
            for at, work in enumerate(self._nearly(query, year))
            if (offs := _distances(query, work)) is not None
        ]
        if not found:
            return None
        least = min((total, _is_short(query, work)) for total, _, work, _ in found)
        near = {
            work.entry.key: (work, offs)
            for total, _, work, offs in reversed(found)
            if (total, _is_short(query, work)) == least
        }
        chosen = tuple(work.entry for work, _ in near.values())[::-1]
        chosen = _with_letter(chosen, query.letter) if query.letter and len(chosen) > 1 else chosen
        if len(chosen) != 1:
            return None
        work, offs = near[chosen[0].key]
        corrections = tuple((at, form, _spelling(work.names[at], form)) for at, (off, form) in enumerate(offs) if off)
        return Answer(Match.MISSPELT, (work.entry,), corrections=corrections)

    def _begun(self, query: Query, year: str) -> Answer | None:
        """By the first name of one who has no family name, as Malay names stand: Rosnani for {Rosnani Hashim}."""
        works = self._literal.get((year, query.names[0][0]), [])[:_MOST_LOOKED_AT]
        fitting = [
            work.entry
            for work in works
            if len(work.names) >= len(query.names)
            and all(
                phrase(name.literal)[: len(said)] == said for said, name in zip(query.names, work.names, strict=False)
            )
        ]
        entries = tuple({entry.key: entry for entry in fitting}.values())
        if not entries:
            return None
        return Answer(Match.EXACT if len(entries) == 1 else Match.AMBIGUOUS, entries)

    def _nearly(self, query: Query, year: str) -> list[Work]:
        """The works of a year in which the rarest of the names, or one nearly like it, occurs."""
        lists: list[list[Work]] = []
        for words in query.names:
            near = {words[-1], *self._near_words(words[-1], year)}
            lists.append([work for word in sorted(near) for work in self._by_year.get((year, word), ())])
        rarest = min(lists, key=len)
        return list(dict.fromkeys(rarest))

    def _near_words(self, word: str, year: str) -> Iterator[str]:
        for end in (f"{word[0]}…", f"…{word[-1]}"):
            found = process.extract(
                word,
                self._ends.get((year, end), []),
                scorer=DamerauLevenshtein.distance,
                score_cutoff=limit(word + "x"),
                limit=None,
            )
            yield from (near for near, _, _ in found)

    def _unknown(self, query: Query) -> Answer:
        """What may have been meant: the same names in another year, then the same first name in the same year."""
        year = query.years[0]
        other_years = sorted(
            (
                (_year_distance(year, work.years), at, work.entry)
                for at, work in enumerate(islice(self._by_name.get(query.names[0][-1], ()), _MOST_LOOKED_AT))
                if grade(query.names, query.others, work.names, work.others) is not None
            ),
            key=lambda item: item[:2],
        )
        same_year = [
            work
            for work in islice(self._by_year.get((year, query.names[0][-1]), ()), _MOST_LOOKED_AT)
            if any(fits(query.names[0], name) for name in work.names)
        ]
        if not other_years:
            same_year.sort(key=lambda work: _is_short(query, work) or len(work.names) < len(query.names))
        found = [*(entry for _, _, entry in other_years), *(work.entry for work in same_year)]
        nearest = tuple(islice({entry.key: entry for entry in found}.values(), _MOST_SUGGESTED))
        if other_years:
            return Answer(Match.UNKNOWN, nearest=nearest, doubt=_year_doubt(year, years_of(nearest[0])))
        return Answer(Match.UNKNOWN, nearest=nearest, doubt=_author_doubt(query, same_year[0]) if same_year else None)


def doubt_of(item: CitationItem, entry: Entry) -> Doubt | None:
    """What does not agree where a citation in words is known to mean an entry: its names may be fewer, or in another
    order.
    """
    query = read_query(item)
    marks = (grade(query.names, query.others, names, entry.people.others) for names in author_lists(entry))
    best = min((mark for mark in marks if mark is not None), default=0)
    return _GRADES.get(best)


_GRADES = {1: Doubt.NOBODY_ELSE, 2: Doubt.LEFT_OUT, REORDERED: Doubt.ORDER}


def _year_doubt(year: str, years: tuple[str, ...]) -> Doubt:
    known = [int(other) for other in years if other.isdecimal()]
    if not year.isdecimal() or not known:
        return Doubt.YEAR
    if any(abs(int(year) - other) == 1 for other in known):
        return Doubt.YEAR_NEXT
    return Doubt.YEAR_DIGITS if any(sorted(year) == sorted(str(other)) for other in known) else Doubt.YEAR


def _author_doubt(query: Query, work: Work) -> Doubt:
    return Doubt.TOO_MANY if len(query.names) > len(work.names) and not work.others else Doubt.COAUTHOR


def read_query(item: CitationItem, more_than: int = 0) -> Query:
    """What a citation in words says, made ready to compare."""
    text = item.year.text if item.year else ""
    years = tuple(reversed(re.findall(r"\d{4}", text))) or ("",)
    letter = re.search(r"(?:(?<=\d)|[-\s.])([a-z])$", text)
    names = tuple(filter(None, (phrase(_INVERTED.sub(r"\2 \1", name.text)) for name in item.names)))
    title = frozenset(phrase(item.title)) if item.title and not item.year else frozenset()
    return Query(names, item.others, years if item.year else (), letter[1] if letter else "", title, more_than)


def _is_printed(name: Surface) -> bool:
    """The name stands there as it is given; where *ders.* stands for it there is nothing to correct."""
    return name.span.text == name.text


def _turned(name: Surface) -> Surface:
    """ "SILVA, José Afonso da" as "José Afonso da SILVA"."""
    family, comma, given = name.text.partition(",")
    return Surface(f"{given.strip()} {family.strip()}", name.span) if comma and "," not in given else name


def _distances(query: Query, work: Work) -> list[tuple[int, Phrase]] | None:
    """For each printed name how far it is off the work's; None when one is another name or too many are given."""
    if len(query.names) > len(work.names):
        return None
    found: list[tuple[int, Phrase]] = []
    for words, name in zip(query.names, work.names, strict=False):
        off = distance(words, name)
        if off is None:
            return None
        found.append(off)
    return found if any(off for off, _ in found) else None


def _is_short(query: Query, work: Work) -> bool:
    """The citation leaves authors out, and no *et al.* says so; or says so where nobody is left out."""
    return (len(work.names) > len(query.names)) != query.others


def _with_letter(entries: tuple[Entry, ...], letter: str) -> tuple[Entry, ...]:
    """Of the works of one year, the one that the letter names: by its year field, by its key, else by its place
    among them as a list of references sorts them, which is how styles give letters; () when it names none.
    """
    years = [entry.text("year") for entry in entries]
    if any(re.fullmatch(r"\d{4}[a-z]", year) for year in years):
        return tuple(entry for entry, year in zip(entries, years, strict=True) if year[4:] == letter)
    if all(re.search(r"\d[a-z]$", entry.key) for entry in entries):
        return tuple(entry for entry in entries if entry.key.endswith(letter))
    place = ord(letter) - ord("a")
    return (sorted(entries, key=_listed)[place],) if place < len(entries) else ()


def _listed(entry: Entry) -> tuple[list[str], str]:
    """By what a list of references is sorted within a year: all names, then the title without its article."""
    names = [fold(name.inverted) for name in entry.people]
    return names, fold(re.sub(r"^(?:the|an?)\s", "", entry.title, flags=re.I))


def _spelling(name: Name, form: Phrase) -> str:
    """A name as the work spells it, in the form that was meant."""
    return name.family if phrase(name.family) == form and name.family else name.short


def _year_distance(year: str, years: tuple[str, ...]) -> tuple[bool, int]:
    """How unlike two years are: exchanged digits and the year next to it come first."""
    far = [(sorted(year) != sorted(other), abs(int(year) - int(other))) for other in years if year and other]
    return min(((swapped and off != 1, off) for swapped, off in far), default=(True, 9999))


def _family(surface: Surface, size: int) -> Surface:
    """The last `size` words of a printed name: the part that was compared."""
    found = [token for token in tokens(surface.text, 0, len(surface.text)) if token.text not in PUNCTUATION]
    start = found[-size].start if 0 < size < len(found) else 0
    if not start:
        return surface
    span = surface.span
    return Surface(surface.text[start:], span.source.span(span.start + start, span.end))
