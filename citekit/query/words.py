"""The words of a text as queries see them: folded, without punctuation, single spaces between.

`Łódź: “O’Brien”` becomes `lodz o brien`. Scripts that put no spaces between words give a word for each character, so
that any stretch of them can be found.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citekit.model import fold

# Thai and Lao, Burmese, Khmer, kana, the Han characters.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_ALONE = re.compile(f"[{_UNSPACED}]")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_WORD_OR_STAR = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|\*)+")


PLAIN = bytes(n if n >= 0x80 else ord(chr(n).lower()) if chr(n).isalnum() else ord(" ") for n in range(256))
"""Makes words of ASCII, with `bytes.translate`: small letters, and spaces for all but letters and digits. The bytes of
UTF-8 stay as they are."""


def words(text: str) -> str:
    """The words of a text.

    >>> words("Łódź: “O’Brien”, 国际")
    'lodz o brien 国 际'
    """
    if not text.isascii():
        text = _FOREIGN.sub(_folded_match, text)
    return spaced(text.encode().translate(PLAIN)).decode()


_LARGE = 1 << 20


def spaced(plain: bytes) -> bytes:
    """What `PLAIN` made, with one space between words. Millions of words are not made objects for it."""
    if len(plain) < _LARGE:
        return b" ".join(plain.split())
    while b"  " in plain:
        plain = plain.replace(b"  ", b" ")
    return plain.strip(b" ")


def _folded_match(match: re.Match[str]) -> str:
    return _folded(match[0])


@lru_cache(maxsize=1 << 13)
def _folded(foreign: str) -> str:
    """A stretch without ASCII, folded: signs become spaces, and there are spaces round what is a word by itself."""
    # Between two letters, since folding takes spaces from the ends of a text.
    return "".join(map(_spaced, fold(f"x{foreign}x")[1:-1]))


def _spaced(character: str) -> str:
    if _ALONE.match(character):
        return f" {character} "
    return character if character.isalnum() else " "


def patterns(text: str) -> tuple[str, ...]:
    """The words of a query's text, in which `*` stands for any letters; one that is nothing but stars says nothing.

    >>> patterns("Holst* & *ism *")
    ('holst*', '*ism')
    """
    return tuple(word for word in _WORD_OR_STAR.findall(fold(text)) if word.strip("*"))


def fits(pattern: str, word: str) -> bool:
    """Whether a word is what a pattern says. Each piece is looked for once, from left to right.

    >>> fits("int*al", "international"), fits("int*al", "internationally")
    (True, False)
    """
    first, *rest = pattern.split("*")
    if not rest:
        return pattern == word
    *middle, last = rest
    if not word.startswith(first) or not word.endswith(last) or len(word) < len(first) + len(last):
        return False
    at, end = len(first), len(word) - len(last)
    for piece in middle:
        at = word.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True
