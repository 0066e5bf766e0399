"""The words by which languages make citations: read from `languages/*.toml`, one file each.

To add a language, add its file: nothing else names it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from citekit.model import fold
from citekit.prose.tokens import words

Phrase = tuple[str, ...]


AND = "&"
"""What stands for every "and" in folded words."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language file, as it stands."""

    code: str
    phrases: Mapping[str, tuple[str, ...]]
    """and, others, no-date, before, within …"""
    locators: Mapping[str, tuple[str, ...]]
    """From a CSL locator label to the words for it."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to be found in a row of words."""

    all: frozenset[Phrase]
    longest: int

    def ending(self, row: list[str], end: int, start: int = 0) -> int:
        """How many words of `row` before `end`, not going before `start`, make one of the phrases; the most."""
        for size in range(min(self.longest, end - start), 0, -1):
            if tuple(row[end - size : end]) in self.all:
                return size
        return 0

    def starting(self, row: list[str], start: int) -> int:
        """How many words of `row` from `start` on make one of the phrases; the most."""
        for size in range(min(self.longest, len(row) - start), 0, -1):
            if tuple(row[start : start + size]) in self.all:
                return size
        return 0

    def __contains__(self, word: str) -> bool:
        return (word,) in self.all


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of all languages together: texts mix them (*et al.* in Indonesian)."""

    others: Phrases
    no_date: Phrases
    before: Phrases
    within: Phrases
    leading: Phrases
    repeated: Phrases
    months: Phrases
    labelled: Phrases
    not_names: Phrases
    headings: Phrases
    abbreviations: frozenset[str]
    locators: Mapping[Phrase, str]
    """From the words for a locator to its CSL label."""
    longest_locator: int


@cache
def languages() -> tuple[Language, ...]:
    """The languages whose files are in the package, by code."""
    folder = files("citekit.prose") / "languages"
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    read = (tomllib.loads(file.read_text("utf-8")) for file in found)
    return tuple(sorted((_language(table) for table in read), key=lambda language: language.code))


def _language(table: dict[str, object]) -> Language:
    lists = {name: _texts(value) for name, value in table.items() if isinstance(value, list)}
    locators = table.get("locators")
    labels = locators.items() if isinstance(locators, dict) else ()
    return Language(str(table["language"]), lists, {label: _texts(value) for label, value in labels})


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


@cache
def terms() -> Terms:
    """The terms of all shipped languages."""
    locators = {
        phrase(text): label for language in languages() for label, texts in language.locators.items() for text in texts
    }
    return Terms(
        others=phrases(_all("others")),
        no_date=phrases(_all("no-date")),
        before=phrases(_all("before")),
        within=phrases(_all("within")),
        leading=phrases(_all("leading")),
        repeated=phrases(_all("repeated")),
        months=phrases(_all("months")),
        labelled=phrases(_all("labelled")),
        not_names=phrases(_all("not-names")),
        headings=phrases(_all("headings")),
        abbreviations=frozenset(text.casefold() for text in _all("abbreviations")),
        locators=locators,
        longest_locator=max(map(len, locators), default=0),
    )


def _all(name: str) -> list[str]:
    return [text for language in languages() for text in language.phrases.get(name, ())]


@cache
def conjunctions() -> frozenset[str]:
    """The words and signs that join the last two names."""
    return frozenset([*_all("and"), AND, "+"])


def joined(row: Iterable[str]) -> list[str]:
    """Folded words with one sign for every "and"."""
    every = conjunctions()
    return [AND if word in every else word for word in row]


@lru_cache(maxsize=1 << 16)
def phrase(text: str) -> Phrase:
    """A text as the folded words by which it is found.

    >>> phrase("Health and Human Services"), phrase("dan kawan-kawan")
    (('health', '&', 'human', 'services'), ('&', 'kawan-kawan'))
    """
    return tuple(joined(words(text)))


def phrases(texts: Iterable[str]) -> Phrases:
    """Texts made ready to be found."""
    found = frozenset(filter(None, map(phrase, texts)))
    return Phrases(found, max(map(len, found), default=0))


_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
"""Words by which the language of a text is told."""
_SURE = 0.08
"""The share of a language's commonest words in its texts is about a quarter; in others nearly none."""


def language_of(text: str) -> str:
    """The shipped language in which a text is written ("id", "en"); empty when it is short or nothing is sure."""
    sample = [fold(match[0]) for match in islice(_WORD.finditer(text), _SAMPLE)]
    shares = sorted(
        (sum(word in language.phrases["common"] for word in sample), language.code) for language in languages()
    )
    most, code = shares[-1]
    next_most = shares[-2][0] if len(shares) > 1 else 0
    return code if len(sample) >= 20 and most >= _SURE * len(sample) and most >= 2 * next_most else ""
