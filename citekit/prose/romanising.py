"""Names in other scripts in Latin letters, as `romanisations.toml` has it: Достоевский is Dostoevsky, Dostojewski …"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIRST = "\u0370"
"""Where the letters of Greek begin, Cyrillic and the others after it."""
_ACCENTS = re.compile("[\u0300\u0301\u0313\u0314\u0342\u0345]")
"""Marks of stress and breathing; й and ё keep theirs."""
_LONGEST = 80
"""Characters of a name that are looked at."""
_MOST_CHARACTERS = 4
"""Of a Chinese name, its family name first."""


@dataclass(frozen=True, slots=True)
class _Scheme:
    letters: Mapping[str, str]
    ending: Mapping[str, str]


@cache
def _tables() -> tuple[tuple[_Scheme, ...], Mapping[str, str]]:
    table = tomllib.loads((files("citekit.prose") / "romanisations.toml").read_text("utf-8"))
    return tuple(_Scheme(each["letters"], each["ending"]) for each in table["scheme"]), table["surnames"]


def has_other_letters(text: str) -> bool:
    """Some letter of the text is of another script than Latin.

    >>> has_other_letters("Čechov"), has_other_letters("Чехов")
    (False, True)
    """
    return any(letter >= _FIRST and letter.isalpha() for letter in text[:_LONGEST])


def romanised(name: str) -> Iterator[str]:
    """The ways to write a name in Latin letters, each once; none for a script that the table does not have.

    >>> sorted(romanised("Чехов"))
    ['cechov', 'chekhov', 'tchekhov', 'tschechow']
    >>> list(romanised("王小波"))
    ['wang']
    """
    schemes, surnames = _tables()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", name[:_LONGEST].casefold())))
    if 0 < len(text) <= _MOST_CHARACTERS and text[0] in surnames:
        yield surnames[text[0]]
        return
    written = (" ".join(_word(word, scheme) for word in text.split()) for scheme in schemes)
    yield from dict.fromkeys(each for each in written if each and not has_other_letters(each))


def _word(word: str, scheme: _Scheme) -> str:
    ending = next((end for end in scheme.ending if word.endswith(end) and len(word) > len(end)), "")
    stem, at, found = word.removesuffix(ending), 0, []
    while at < len(stem):
        size = 2 if stem[at : at + 2] in scheme.letters else 1
        found.append(scheme.letters.get(stem[at : at + size], stem[at : at + size]))
        at += size
    return "".join(found) + scheme.ending.get(ending, "")
