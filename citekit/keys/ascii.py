"""Letters of other alphabets as those of ASCII, which every program takes in a key."""

from __future__ import annotations

import unicodedata

from citekit.keys.table import GERMAN, LETTERS
from citekit.model import fold


def to_ascii(text: str, *, german: bool = False) -> str:
    """A text in ASCII, its case kept. A letter that has no likeness there stays as it is: keys may have it.

    `german`: ä is ae.

    >>> to_ascii("Łódź, Ærø"), to_ascii("Köning"), to_ascii("Köning", german=True)
    ('Lodz, Aero', 'Koning', 'Koening')
    """
    if text.isascii():
        return text
    return "".join(_letter(letter, german) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str, german: bool) -> str:
    if letter.isascii():
        return letter
    if letter.isspace():
        return " "
    if german and letter in GERMAN:
        return GERMAN[letter]
    if letter in LETTERS:
        return LETTERS[letter]
    folded = fold(letter)
    if not folded.isascii():
        return letter
    return folded.capitalize() if letter.isupper() else folded
