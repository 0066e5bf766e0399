"""The words by which languages make citations: read from `languages/*.toml`, one file each.

To add a language, add its file: nothing else names it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from citekit.model import fold
from citekit.prose.tokens import BEFORE_YEAR, YEAR, spoken

Phrase = tuple[str, ...]


AND = "&"
"""What stands for every "and" in folded words."""
THE_SAME = "idem."
"""What stands for every "the same author" (*ders.*, *id.*, *eadem*) in the words of running text."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language file, as it stands."""

    code: str
    phrases: Mapping[str, tuple[str, ...]]
    """and, others, no-date, before, within …"""
    locators: Mapping[str, tuple[str, ...]]
    """From a CSL locator label to the words for it."""
    claims: Mapping[str, tuple[str, ...]]
    """Words of sentences that want a source, by the reason."""


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

    def ends(self, word: str) -> bool:
        """One of the phrases may end in a word, or in one with a mark in it that this is the last piece of."""
        return fold(word) in _last_pieces(self.all)

    def __contains__(self, word: str) -> bool:
        return (word,) in self.all


@cache
def _last_pieces(phrases: frozenset[Phrase]) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", words[-1])[-1] for words in phrases if words[-1].strip("&"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of all languages together: texts mix them (*et al.* in Indonesian)."""

    others: Phrases
    no_date: Phrases
    no_date_texts: frozenset[str]
    """As the language files write them."""
    before: Phrases
    within: Phrases
    joining: Phrases
    """Words besides "and" that lead from one work of a note to the next: "compare … with"."""
    leading: Phrases
    repeated: Phrases
    same: Phrases
    roles: Phrases
    editions: Phrases
    headings: Phrases
    note_headings: Phrases
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
    return Language(str(table["language"]), lists, _lists(table.get("locators")), _lists(table.get("claims")))


def _lists(table: object) -> dict[str, tuple[str, ...]]:
    return {name: _texts(value) for name, value in table.items()} if isinstance(table, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


@cache
def terms() -> Terms:
    """The terms of all shipped languages."""
    locators: dict[Phrase, str] = {}
    for language in languages():
        for label, texts in language.locators.items():
            for text in texts:
                locators.setdefault(phrase(text), label)
    return Terms(
        others=phrases(_all("others")),
        no_date=phrases(_all("no-date")),
        no_date_texts=frozenset(_all("no-date")),
        before=phrases(_all("before")),
        within=phrases(_all("within")),
        joining=phrases(_all("joining")),
        leading=phrases(_all("leading")),
        repeated=phrases(_all("repeated")),
        same=phrases(_all("same")),
        roles=phrases(_all("roles")),
        editions=phrases(_all("editions")),
        headings=phrases(_all("headings")),
        note_headings=phrases(_all("note-headings")),
        abbreviations=frozenset(text.casefold() for text in _all("abbreviations")),
        locators=locators,
        longest_locator=max(map(len, locators), default=0),
    )


@dataclass(frozen=True, slots=True)
class Decoys:
    """Words that look like names before a year and are none, in the languages of one text: what is a name in one
    language is a common word in another (Plano, Das, May).
    """

    months: frozenset[str]
    labelled: frozenset[str]
    not_names: frozenset[str]
    articles: frozenset[str]
    leading: frozenset[str]
    """Words that lead to a name in a sentence, among them some that names have for a particle: de, von, van."""
    no_author_behind: frozenset[str]
    """Words before a name that is a ruler's, a work's, a battle's."""
    adjective_endings: frozenset[str]
    """What an adjective ends in, where nouns have capitals as names have."""
    owner_endings: frozenset[str]
    """What a name ends in besides itself where it owns something."""

    def __contains__(self, word: str) -> bool:
        return word in self.months or word in self.labelled or word in self.not_names


def decoys(text: str, language: str = "") -> Decoys:
    """The decoys of a text in that language; where it is not known, of those that the text may be in."""
    known = {each.code for each in languages()}
    code = language.partition("-")[0].casefold()
    return _decoys(frozenset({code, "en"}) if code in known else frozenset(_likely(text)))


@cache
def _decoys(codes: frozenset[str]) -> Decoys:
    chosen = [language for language in languages() if language.code in codes]

    def single(name: str, among: Iterable[Language], least: int = 1) -> frozenset[str]:
        texts = (text for language in among for text in language.phrases.get(name, ()) if len(text) >= least)
        return frozenset(found[0] for found in map(phrase, texts) if len(found) == 1)

    # What is an article in English alone leads to names in others: "critica a Pérez (2010)".
    leading, own = single("leading", chosen), [each for each in chosen if each.code != "en"]
    articles = single("articles", chosen) - (leading - single("articles", own) if own else frozenset())
    months = single("months", chosen) | single("months", languages(), _LONG_MONTH)
    not_names = single("not-names", chosen) | single("titles", languages())
    return Decoys(
        months,
        single("labelled", chosen),
        not_names,
        articles,
        leading,
        single("no-author-behind", chosen),
        single("adjective-endings", chosen),
        single("owner-endings", chosen),
    )


@cache
def places() -> frozenset[Phrase]:
    """Cities, countries and continents, in all languages."""
    table = tomllib.loads((files("citekit.prose") / "places.toml").read_text("utf-8"))
    return frozenset(map(phrase, _texts(table["places"])))


_LONG_MONTH = 4
"""Letters from which on the name of a month in another language is hardly anything else."""


def _all(name: str) -> list[str]:
    return [text for language in languages() for text in language.phrases.get(name, ())]


@cache
def conjunctions() -> frozenset[str]:
    """The words and signs that join the last two names, without a full stop."""
    return frozenset([*(text.rstrip(".") for text in _all("and")), AND, "+"])


@cache
def _dotted() -> frozenset[str]:
    """Those that are written with a full stop ("Müller u. Schmidt"); without it they are no conjunctions."""
    return frozenset(text.rstrip(".") for text in _all("and") if text.endswith("."))


def is_conjunction(text: str, *, dotted: bool) -> bool:
    """The word joins names: in lower case or capitals (DAN), a single letter in lower case only; `dotted` when a full
    stop follows it, which the abbreviation of another word has too ("ed.").
    """
    word = text.casefold()
    if word not in conjunctions() or (len(word) == 1 and text != word):
        return False
    return dotted == (word in _dotted())


@cache
def _same_author() -> frozenset[str]:
    return frozenset(fold(text) for text in _all("same-author"))


def is_same_author(text: str, *, dotted: bool) -> bool:
    """The word stands for the author of the work cited just before: *ders.* with its full stop, *idem* without one."""
    word = fold(text)
    found = f"{word}." in _same_author() if dotted else False
    return (found or word in _same_author()) and not (text.isupper() and len(text) <= _SHORT)


_SHORT = 2
"""Letters of what may be a word in capitals: "ID"."""


@lru_cache(maxsize=1 << 16)
def phrase(text: str) -> Phrase:
    """A text as the folded words by which it is found, with one sign for every "and".

    >>> phrase("Health and Human Services"), phrase("dan kawan-kawan"), phrase("Robert E. Lee")
    (('health', '&', 'human', 'services'), ('&', 'kawan-kawan'), ('robert', 'e', 'lee'))
    """
    return tuple(
        AND if is_conjunction(token.text, dotted=text[token.end : token.end + 1] == ".") else token.folded
        for token in spoken(text)
    )


def phrases(texts: Iterable[str]) -> Phrases:
    """Texts made ready to be found."""
    found = frozenset(filter(None, map(phrase, texts)))
    return Phrases(found, max(map(len, found), default=0))


@cache
def following() -> str:
    """A pattern for the words for pages that follow: "f.", "ss.", "et s."."""
    return "|".join(_loosely(text) for text in sorted(set(_all("following")), key=len, reverse=True))


@cache
def dated() -> re.Pattern[str]:
    """A pattern for what stands where a citation has its date: a year, or the words for "no date"."""
    return _any(YEAR, sorted(terms().no_date_texts))


@cache
def pointing() -> re.Pattern[str]:
    """A pattern for what a citation in words is known by: a date, or the words for a work that was cited before."""
    return _any(YEAR, [*sorted(terms().no_date_texts), *_all("repeated"), *_all("same")])


@cache
def repeating() -> re.Pattern[str]:
    """A pattern for the words for a work that was cited before."""
    return _any(r"(?!)", [*_all("repeated"), *_all("same")])


@cache
def note_named() -> re.Pattern[str]:
    """A pattern for the note in which a work stands in full: "(Fn. 2)", "(wie Anm. 4)", "supra note 5"."""
    notes = "|".join(sorted({_loosely(text) for text in _labels("note")}, key=len, reverse=True))
    pointers = "|".join(sorted({_loosely(text) for text in _all("note-pointers")}, key=len, reverse=True))
    number = rf"(?:{notes})[\s.]{{0,3}}\d{{1,4}}(?![^\W_])"
    pointed = rf"(?:(?:{pointers})[\s.,]{{1,3}}){{1,2}}{number}"
    return re.compile(rf"\(\s?(?:{pointed}|{number})\s?\)|{pointed}", re.I)


def _labels(name: str) -> list[str]:
    """The words of all languages for one kind of locator."""
    return [text for language in languages() for text in language.locators.get(name, ())]


def _any(first: str, texts: Iterable[str]) -> re.Pattern[str]:
    """What `first` matches, or one of the texts as words of their own; those of one first letter are tried together."""
    by_letter: dict[str, list[str]] = {}
    for pattern in dict.fromkeys(map(_loosely, sorted(texts, key=len, reverse=True))):
        by_letter.setdefault(pattern[0].casefold(), []).append(pattern[1:])
    words = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return re.compile(rf"{BEFORE_YEAR}(?:{first}|(?:{words})(?![^\W_]))", re.I)


def _loosely(text: str) -> str:
    """A pattern for words with any spaces and full stops between them: `o. J.`, `o.J.`, `o J`."""
    return r"[\s.]{0,4}".join(re.escape(piece) for piece in re.findall(r"[^\W_]+|[^\w\s.]", text))


_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 2000
"""Words by which the language of a text is told."""
_SURE = 0.08
"""The share of a language's commonest words in its texts is about a quarter; in others nearly none."""
_AHEAD = 1.3
"""How far it must be ahead of the next one: Malay and Indonesian, Spanish and Portuguese share many."""


def language_of(text: str) -> str:
    """The shipped language in which a text is written ("id", "en"); empty when it is short or nothing is sure."""
    size, shares = _shares(text)
    most, code = shares[0]
    next_most = shares[1][0] if len(shares) > 1 else 0
    return code if size >= 20 and most >= _SURE * size and most >= _AHEAD * next_most else ""


def _likely(text: str) -> list[str]:
    """The languages in which a text may be written, be it ever so short; English is always among them."""
    _, shares = _shares(text)
    most = shares[0][0]
    return ["en", *(code for share, code in shares if share and 2 * share >= most)] if most else ["en", "id"]


def _shares(text: str) -> tuple[int, list[tuple[float, str]]]:
    """How many words were looked at, and for each language how much speaks for it, the most first."""
    sample = Counter(fold(match[0]) for match in islice(_WORD.finditer(text), _SAMPLE))
    found = (
        (sum(sample[word] * weight for word, weight in weights.items()), code) for code, weights in _common().items()
    )
    return sum(sample.values()), sorted(found, reverse=True)


@cache
def _common() -> Mapping[str, Mapping[str, float]]:
    """The commonest words of each language; one that several languages have counts the less in each."""
    found = {language.code: {fold(word) for word in language.phrases["common"]} for language in languages()}
    shared = Counter(word for each in found.values() for word in each)
    return {code: {word: 1 / shared[word] for word in each} for code, each in found.items()}
