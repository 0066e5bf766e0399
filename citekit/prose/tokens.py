"""Running text as tokens: what the search for citations looks at. One pass, no look-ahead beyond a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from citekit.model import fold

# A year as works have them. A letter may follow that tells two works of one year apart; an s makes a decade.
# The number of an edition may stand raised before or behind it.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
YEAR = rf"(?:1[4-9]|20)\d\d[a-r]?(?![^\W_{_RAISED}])"
BEFORE_YEAR = rf"(?<![^\W{_RAISED}])(?<!\.)"
"""What may not stand before a year or a word: letters, digits, a full stop."""


PUNCTUATION = frozenset('.,:;“”„"‘’«»*_—–-?!()[]')
"""What may stand within a name or a title without being part of it."""


class Kind(IntEnum):
    """What a token is."""

    WORD = 1
    YEAR = 2
    NUMBER = 3
    OPEN = 4
    CLOSE = 5
    BREAK = 6
    """The end of a paragraph."""
    OTHER = 7


class Token(NamedTuple):
    """A piece of running text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word for comparing: no case, no diacritics, no possessive ending."""
        return folded(self.text)


# Letters may carry combining marks; marks inside a word (Garbuno-Inigo, D’Amour) hold it together. A full stop does
# not: K.J. and K. J., op.cit. and op. cit. are the same words.
_LETTER = rf"[^\W\d_{_RAISED}]"
_REST = rf"(?:[^\W_{_RAISED}]|[\u0300-\u036f])*"
# An article or preposition that has lost its vowel is a word of its own: l'OCDE, dell'Acqua, d'Alembert.
_ELIDED = (
    r"(?<!\w)['’](?:t(?=\s)|s(?=-))"
    r"|\b(?:[ldsnmcjLDSNMCJ]|[Qq]u|[Uu]n|(?:[Dd]e|[Nn]e|[Aa]|[Dd]a|[Ss]u|[Cc]o)ll)['’](?=[A-ZÀ-ÖØ-Þ“«\"])"
)
_TOKENS = re.compile(
    rf"""(?P<WORD>{_ELIDED}|{_LETTER}{_REST}(?:['’ʼ‘\-‐‑]{_LETTER}{_REST})*)
    |(?P<YEAR>{BEFORE_YEAR}{YEAR})
    |(?P<NUMBER>\d+)
    |(?P<OPEN>[(\[])
    |(?P<CLOSE>[)\]])
    |(?P<BREAK>\n[ \t\r]*\n\s*)
    |(?P<OTHER>[^\s\w]|_)""",
    re.X,
)


# Looked up for each word of a text: a plain dictionary is several times as fast as the enumeration.
_KINDS = {kind.name: kind for kind in Kind}


# Brackets and stops as wide as a Chinese character: （王，2005）
_WIDE_MARKS = "（）［］【】〔〕，；：．、"
_WIDE = str.maketrans(_WIDE_MARKS, "()[][]()" + ",;:.,")
_HAS_WIDE = re.compile(f"[{_WIDE_MARKS}]")


def narrowed(text: str) -> str:
    """The text with the marks that Chinese and Japanese write wide as others have them; of the same length."""
    return text.translate(_WIDE) if _HAS_WIDE.search(text) else text


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens between two offsets."""
    for match in _TOKENS.finditer(text, start, end):
        begin, stop = match.span()
        # As `Token(…)` makes it, without the call in between: there is one for each word of a text.
        yield tuple.__new__(Token, (_KINDS[match.lastgroup or "OTHER"], match[0], begin, stop))


# The Arabic article is written as it is, or as it is spoken before some letters: al-Suyuti, as-Suyuti.
_ARTICLE = re.compile(r"^a(d|n|r|s|t|z|sy|sh|th|ts|dz|dh)-(?=\1)")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A word for comparing: folded, its possessive ending and the full stops of an abbreviation taken off."""
    word = _ARTICLE.sub("al-", fold(text))
    return (word[:-2] if word.endswith("'s") else word).rstrip(".")


def words(phrase: str) -> tuple[str, ...]:
    """A phrase as the folded words and signs it is matched by; punctuation does not count.

    >>> words("see, e.g.,"), words("A. & B.")
    (('see', 'e', 'g'), ('a', '&', 'b'))
    """
    return tuple(token.folded for token in spoken(phrase))


def spoken(phrase: str) -> Iterator[Token]:
    """The tokens of a phrase that are no punctuation."""
    return (token for token in tokens(phrase, 0, len(phrase)) if token.text not in PUNCTUATION)
