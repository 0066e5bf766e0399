r"""The commands that mean the same wherever they stand, put in: `{\'e}`, `\"o`, `\v{s}`, `{\ss}`, `\&`, `\emph`.

Nearly all commands in bibliographies are such ones. Each is decoded once and remembered, and a value that has no others
need not be gone through command by command.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_BLANKS = r"[ \t\r\n]{0,40}(?![ \t\r\n])"
_LETTER = rf"(?:[A-Za-z]|\\[ij](?![A-Za-z]){_BLANKS})"
_ACCENTED = (
    rf"\\(?:[\"'`^~=.](?:{_LETTER}|\{{{_LETTER}\}})"
    rf"|[bcdHkruv](?:{_BLANKS}\{{{_LETTER}\}}|[ \t\r\n]{{1,40}}[A-Za-z]|{_BLANKS}\\[ij](?![A-Za-z]){_BLANKS}))"
)
_WORD = rf"\\[A-Za-z]{{1,40}}(?![A-Za-z]){_BLANKS}"

_MARKS = frozenset("\\{}$~`'-!?")
"""What means something in TeX, alone or beside its neighbour."""


@cache
def _written() -> re.Pattern[str]:
    """A letter with its accent, a sign, a word; the first and the last also in braces of their own."""
    return re.compile(rf"\{{(?:{_ACCENTED}|{_WORD})\}}|{_ACCENTED}|\\[&%#_ ]|{_WORD}")


@cache
def _special_characters() -> re.Pattern[str]:
    return re.compile(rf"\{{(?:{_ACCENTED}|\\(?:ss|[oOlLij]|aa|AA|[ao]e|AE|OE){_BLANKS})\}}|\\[\"'`^~=.][A-Za-z]")


def with_letters(value: str) -> str:
    r"""A value with those commands put in: the same TeX. A backslash that is left belongs to one of another kind.

    >>> with_letters(r"{\'E}cole d'{\'e}t{\'e} {DNA} \& Stra{\ss}e \emph{2}")
    "École d'été {DNA} & Straße {}{2}"
    """
    return _written().sub(_put_in, value)


def with_special_characters(name: str) -> str:
    r"""A name with only such letters put in as BibTeX, too, takes for the letter that is printed.

    >>> with_special_characters(r"{\'E}mile {\v S}imi{\'c} {BIPM}")
    'Émile Šimić {BIPM}'
    """
    return _special_characters().sub(_put_in, name)


def _put_in(match: re.Match[str]) -> str:
    return _decoded(match[0])


@lru_cache(maxsize=1024)
def _decoded(written: str) -> str:
    """What a command prints, an empty group for nothing; the command itself where it needs its neighbours, or where
    what it prints could be taken for TeX."""
    from citekit.formats.bibtex.latex_decoding import decode, stands_alone  # their table is read when it is needed

    name = written.rstrip()[1:]
    if name.isalpha() and not stands_alone(name):
        return written
    text = decode(written)
    return (text or "{}") if _MARKS.isdisjoint(text) else written
