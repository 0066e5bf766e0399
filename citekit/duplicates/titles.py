"""Titles: what is in them, and how much alike two are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from citekit.duplicates.vocabulary import ABOUT, ABOUT_BEFORE, GENERAL, NUMBERS, OPPOSITES, PARTS, SKIPPED, SMALL
from citekit.model import fold

_WORD = re.compile(r"[^\W_]+")
_MARKUP = re.compile(r"</?[A-Za-z]{1,4}>")
_SUBTITLE = re.compile(r"[:?!;]\s+|\.\s+|\s+[-–—]+\s+|—|\s+\(")
_EDITION = re.compile(
    r"""[\s,:(]+ (?: (\d+)(?:st|nd|rd|th) | \b(second|third|fourth|fifth|sixth) | rev(?:ised)? )
    \ (?:ed\.|edition) \)?$""",
    re.X,
)
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau
        upsilon phi chi psi omega""".split(),
        strict=True,
    )
)
_GREEK_LETTER = re.compile(f"[{''.join(_GREEK)}]")
_UMLAUT = re.compile(r"([aou])e")


class Alike(IntEnum):
    """How much alike two titles are."""

    NOT = 0
    SOMEWHAT = 1
    """Many of the same letters: not enough by itself."""
    WORDS = 2
    """Like `NEARLY`, but what differs are words that other titles have as well: perhaps no slip."""
    NEARLY = 3
    """All but slips of the pen and small words."""
    SHORTENED = 4
    """One lacks the subtitle of the other."""
    SAME = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart."""

    words: tuple[str, ...]
    """Folded, without articles; a number in words or Roman figures after a word like "part" as digits."""
    cuts: tuple[int, ...]
    """How many of them come before each subtitle; empty where there is none."""
    numbers: tuple[tuple[int, str], ...]
    """Numbers that tell parts of a work, or years, apart, and the place of the word."""
    about: frozenset[str]
    """Words that make it the title of a work about another."""
    edition: str
    """The number of the edition, where the title states it."""
    whole: str
    """All its letters."""

    @property
    def main(self) -> int:
        """How many words come before the first subtitle; all where there is none."""
        return self.cuts[0] if self.cuts else len(self.words)

    @property
    def is_general(self) -> bool:
        """Is it a title that many works have: Introduction, Book Reviews?"""
        return all(word in GENERAL or word in SMALL for word in self.words)


def words_of(text: str) -> list[str]:
    """The folded words of a text: letters and digits, apostrophes left out, Greek letters by their names.

    >>> words_of("L'État & the <i>β</i>-decay")
    ['letat', 'the', 'beta', 'decay']
    """
    text = text.lower() if text.isascii() else _GREEK_LETTER.sub(_greek_name, fold(text))
    if "<" in text:
        text = _MARKUP.sub("", text)
    return _WORD.findall(text.replace("'", ""))


def _greek_name(letter: re.Match[str]) -> str:
    return f" {_GREEK[letter[0]]} "


def read_title(text: str) -> Title:
    """A title taken apart; `text` with its subtitle. Of one that is far too long to be a title, its beginning."""
    text, edition = text[:_MOST_READ], ""
    if found := _EDITION.search(text.lower()):
        edition = found[1] or NUMBERS.get(found[2] or "", "revised")
        text = text[: found.start()]
    parts = [part for part in (words_of(part) for part in _SUBTITLE.split(text, maxsplit=_MOST_SUBTITLES)) if part]
    kept = [list(_kept(part)) for part in parts]
    ends = list(accumulate(map(len, kept)))
    numbers: list[tuple[int, str]] = []
    words = tuple(_numbered([word for part in kept for word in part], ends, numbers))
    cuts = tuple(ends[:-1])
    first = cuts[0] if cuts else len(words)
    near_start = (*words[:2], words[first - 1]) if words else ()
    about = ABOUT_BEFORE.intersection(near_start) | ABOUT.intersection(words)
    return Title(words, cuts, tuple(numbers), about, edition, "".join(words))


_MOST_READ = 20_000
"""Characters of a title. A whole abstract has some two thousand."""

_MOST_SUBTITLES = 4
"""Marks in a title that may begin a subtitle; what comes after one more is part of the last."""


def _kept(words: Sequence[str]) -> Iterator[str]:
    """Without articles, unless there is nothing else."""
    kept = [word for word in words if word not in SKIPPED]
    return iter(kept or words)


def _numbered(words: Sequence[str], ends: Sequence[int], numbers: list[tuple[int, str]]) -> Iterator[str]:
    """The words, numbers of parts as digits; notes each number and its place."""
    for index, word in enumerate(words):
        after_part = index > 0 and words[index - 1] in PARTS
        before_part = index + 1 < len(words) and words[index + 1] in PARTS
        number = _number(word, after_part or (index > 0 and index + 1 in ends))
        if number and (after_part or before_part or word not in NUMBERS):
            numbers.append((index, number))
            yield number if after_part else word
        else:
            yield word


def _number(word: str, placed: bool) -> str:
    """The number that a word is; a letter or a Roman one only where numbers of parts stand."""
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if word in NUMBERS:
        return NUMBERS[word]
    if not placed or len(word) > 7:
        return ""
    if roman := from_roman(word):
        return str(roman)
    return word if len(word) == 1 else ""


def from_roman(word: str) -> int:
    """The value of a Roman number up to 49 in lower case; 0 when it is none.

    >>> from_roman("xiv"), from_roman("mix")
    (14, 0)
    """
    if not _ROMAN_VALUES.keys() >= set(word) or not _ROMAN.fullmatch(word):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


# --------------------------------------------------------------------------------------------------- comparing


def alike(one: Title, other: Title, common: Mapping[str, int]) -> Alike:
    """How much alike two titles are. `common` tells in how many titles of the library a word stands."""
    if not one.words or not other.words:
        return Alike.NOT
    if one.whole == other.whole:
        return Alike.SAME
    if not (_about_the_same(one, other) and _about_the_same(other, one)) or not _same_numbers(one, other):
        return Alike.NOT
    if _is_start(one, other) or _is_start(other, one):
        return Alike.SHORTENED
    if fuzz.ratio(one.whole, other.whole, score_cutoff=_LEAST) >= _LEAST:
        found = _by_words(one.words, other.words, common)
        if found is not Alike.SOMEWHAT:
            return found
    return _by_starts(one, other, common)


_LEAST = 75
"""How many of a hundred letters two titles must have in common to be compared word by word."""


def _about_the_same(one: Title, other: Title) -> bool:
    """Does the other have each word of one that makes it a title about another work, if with a slip of the pen?"""
    return all(any(is_slip(word, yours) for yours in other.words) for word in one.about - other.about)


def _same_numbers(one: Title, other: Title) -> bool:
    """Do both have the same numbers, or one of them more in its subtitle only?"""
    if [number for _, number in one.numbers] == [number for _, number in other.numbers]:
        return True
    mine, yours = _main_numbers(one), _main_numbers(other)
    if mine != yours:
        return False
    # A subtitle that is not there has no numbers; two that are there must have the same.
    return not one.cuts or not other.cuts


def _main_numbers(title: Title) -> list[str]:
    """The numbers before the subtitle, and those of parts after it."""
    return [number for index, number in title.numbers if index < title.main or title.words[index - 1] in PARTS]


def _is_start(short: Title, long: Title) -> bool:
    """Is one the other without its subtitle?"""
    return len(short.words) in long.cuts and short.words == long.words[: len(short.words)]


def _by_starts(one: Title, other: Title, common: Mapping[str, int]) -> Alike:
    """A subtitle was left out, and what is left has slips; or its mark was left out as well."""
    if len(one.words) > len(other.words):
        one, other = other, one
    count = len(one.words)
    for cut in other.cuts:
        found = _by_words(one.words, other.words[:cut], common) if abs(cut - count) <= 1 else Alike.NOT
        if found in (Alike.NEARLY, Alike.WORDS):
            return Alike.SHORTENED if found is Alike.NEARLY else Alike.WORDS
    if count >= _LEAST_WORDS and one.whole == "".join(other.words[:count]):
        return Alike.WORDS
    return Alike.SOMEWHAT if _share(one, other) else Alike.NOT


_LEAST_WORDS = 4
"""Words that must be left of a title for its end to be missing without any sign of it."""


def _share(one: Title, other: Title) -> bool:
    return fuzz.ratio(one.whole, other.whole, score_cutoff=_LEAST) >= _LEAST


def _by_words(one: Sequence[str], other: Sequence[str], common: Mapping[str, int]) -> Alike:
    """Word against word: all must be the same but for slips, small words and spaces."""
    worst = Alike.SAME
    slips = 0
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            continue
        mine, yours = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        found = _piece(mine, yours, common)
        slips += found is not Alike.SAME
        worst = min(worst, found)
    if worst is Alike.SAME and slips == 0:
        return Alike.NEARLY
    most = max(2, len(one) // 4)
    return worst if slips <= most else Alike.SOMEWHAT


def _piece(mine: Sequence[str], yours: Sequence[str], common: Mapping[str, int]) -> Alike:
    """A stretch in which two titles differ."""
    one, other = "".join(mine), "".join(yours)
    if one == other:
        return Alike.SAME
    if not mine or not yours:
        return Alike.NEARLY if all(word in SMALL for word in (*mine, *yours)) else Alike.SOMEWHAT
    if not is_slip(one, other):
        return Alike.SOMEWHAT
    if len(mine) == len(yours):
        pairs = [pair for pair in zip(mine, yours, strict=True) if pair[0] != pair[1]]
        if any(frozenset(pair) in OPPOSITES for pair in pairs):
            return Alike.SOMEWHAT
        if any(min(common.get(word, 0) for word in pair) >= _KNOWN and not set(pair) <= SMALL for pair in pairs):
            return Alike.WORDS
    return Alike.NEARLY


_KNOWN = 3
"""Titles that a word stands in before it is surely a word, and not the slip for one."""


def is_slip(one: str, other: str) -> bool:
    """Do two words differ by a letter, in longer ones by two, as when somebody mistypes?

    >>> is_slip("theory", "thoery"), is_slip("france", "germany"), is_slip("1998", "1999")
    (True, False, False)
    """
    if not one.isalpha() or not other.isalpha():
        return False
    shorter = min(len(one), len(other))
    most = 0 if shorter < 2 else 1 if shorter < 6 else 2 if shorter < 20 else 3
    return DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most


def plain_name(word: str) -> str:
    """A name without the `e` that stands for an umlaut: mueller and muller are one."""
    return _UMLAUT.sub(r"\1", word)
