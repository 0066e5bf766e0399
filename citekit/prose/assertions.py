"""Sentences that want a source, and why: what only somebody who looked can know.

The words that show it are data (`[claims]` in `languages/*.toml`); each language's own count in a text, with those of
all where the language is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from citekit.model import Document, fold
from citekit.prose.lists import reference_lists
from citekit.prose.sentences import sentences
from citekit.prose.terms import languages

_READ = frozenset({"paragraph", "item"})
"""Kinds of blocks that assert something."""
_LEAST_WORDS = 6
_LONGEST = 1500
"""Characters of a sentence; what is longer is a table or a listing."""
_ENDS = re.compile(r"""[.!:;…]["”’»)\]*_]*\Z""")
_NUMBER = r"\d[\d.,\u00a0]{0,12}"
_WORD = re.compile(r"\w+")
_YEAR = r"(?:1[0-9]|20)\d\d"


class Reason(StrEnum):
    """Why a sentence wants a source, the strongest reason first."""

    RESEARCH = "research"
    """It appeals to research that it does not name: "studies show"."""
    UNNAMED = "unnamed"
    """It appeals to people whom it does not name: "many experts"."""
    NUMBER = "number"
    """It gives a figure: a share, millions."""
    DEFINITION = "definition"
    """It says what something is, or what a theory holds."""
    CAUSE = "cause"
    """It says what follows from what."""
    SUPERLATIVE = "superlative"
    """It says what is the greatest, the first."""
    DATE = "date"
    """It says when something happened."""


def reasons(text: str, language: str) -> tuple[Reason, ...]:
    """The reasons for which a sentence wants a source, the strongest first; none where it tells of the writer's own
    work.

    >>> [str(reason) for reason in reasons("Studies show that 40 % of all markets are unfair.", "en")]
    ['research', 'number']
    >>> reasons("We found that 40 % of all markets are unfair.", "en")
    ()
    """
    patterns = _patterns(language)
    words = set(_WORD.findall(text.lower()))
    if patterns["own"].shows(text, words):
        return ()
    return tuple(reason for reason in Reason if patterns[reason].shows(text, words))


@dataclass(frozen=True, slots=True)
class _Cue:
    """A pattern, and the words one of which any match begins with, where there are such: most sentences have none."""

    pattern: re.Pattern[str]
    firsts: frozenset[str] = frozenset()

    def shows(self, text: str, words: AbstractSet[str]) -> bool:
        """Whether it is in a text of these words, which are in small letters."""
        return not (self.firsts and self.firsts.isdisjoint(words)) and bool(self.pattern.search(text))


@cache
def _patterns(code: str) -> Mapping[str, _Cue]:
    mine = [language.claims for language in languages() if language.code == code.partition("-")[0].lower()]
    each = mine or [language.claims for language in languages()]
    words = {name: [word for claims in each for word in claims[name]] for name in each[0]}
    made = {name: _any(words[name]) for name in ("own", "research", "unnamed", "definition", "cause", "superlative")}
    made["number"] = _Cue(re.compile(rf"{_NUMBER}\s?(?:%|(?:{_joined(words['magnitude'])})\b)", re.I))
    made["date"] = _Cue(re.compile(rf"\b(?:{_joined(words['date'])})\s+{_YEAR}\b", re.I), _firsts(words["date"]))
    return made


def _any(words: Sequence[str]) -> _Cue:
    # Behind a hyphen stands the second half of a plural: "tujuan-tujuan dari" says nothing of one aim.
    return _Cue(re.compile(rf"(?<!\w)(?<!\w-)(?:{_joined(words)})(?!\w)", re.I), _firsts(words))


def _firsts(words: Iterable[str]) -> frozenset[str]:
    """What each begins with. Nothing where one does not begin with a word, since then it may stand anywhere."""
    found = [_WORD.match(word.lower()) for word in words]
    return frozenset(first[0] for first in found if first) if all(found) else frozenset()


def _joined(words: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)


@cache
def _abstracts() -> frozenset[str]:
    return frozenset(fold(word) for language in languages() for word in language.claims.get("abstract", ()))


def asserting(document: Document) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The sentences that assert something, each with its paragraph. Left out are headings, captions, notes, questions,
    abstracts and the list of references.
    """
    listed = list(reference_lists(document))
    paragraphs = iter(_paragraphs(document))
    paragraph = next(paragraphs, None)
    for start, end in sorted(sentences(document)):
        while paragraph and paragraph[1] <= start:
            paragraph = next(paragraphs, None)
        if paragraph is None:
            return
        is_listed = any(one <= start < other for one, other in listed)
        if paragraph[0] <= start and not is_listed and _asserts(document.prose[start:end]):
            yield (start, end), paragraph


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    is_abstract = False
    for block in document.blocks:
        if block.kind == "note":
            continue
        words = document.prose[block.start : min(block.end, block.start + _LEAST_WORDS * 20)]
        is_heading = fold(words).strip(" :.*_—-") in _abstracts()
        if block.kind in _READ and not is_abstract and not is_heading:
            yield block.start, block.end
        is_abstract = is_heading


def _asserts(text: str) -> bool:
    return len(text) <= _LONGEST and len(text.split(None, _LEAST_WORDS)) > _LEAST_WORDS and bool(_ENDS.search(text))
