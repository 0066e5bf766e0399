"""The order of texts: by letters, as the first level of the Unicode collation, with what languages do differently.

No compiled collation is needed: accents and case are folded away, and a table says which letters a language sorts
as letters of their own.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l", "ı": "i", "ħ": "h",
    }
)  # fmt: skip
_PUNCTUATION = re.compile(r"[^\w\s\x00-\x1f\x7f]|_")
_DIGITS = re.compile(r"\d+")
PART_END = "\x01"
"""Stands between the parts of a text that sort one after the other: less than anything written."""
_TAILORINGS: dict[str, dict[str, str]] = {
    "da": {"aa": "z\x7f3", "æ": "z\x7f1", "ø": "z\x7f2", "å": "z\x7f3", "ä": "z\x7f1", "ö": "z\x7f2"},
    "nb": {"aa": "z\x7f3", "æ": "z\x7f1", "ø": "z\x7f2", "å": "z\x7f3", "ä": "z\x7f1", "ö": "z\x7f2"},
    "nn": {"aa": "z\x7f3", "æ": "z\x7f1", "ø": "z\x7f2", "å": "z\x7f3", "ä": "z\x7f1", "ö": "z\x7f2"},
    "sv": {"å": "z\x7f1", "ä": "z\x7f2", "ö": "z\x7f3", "æ": "z\x7f2", "ø": "z\x7f3"},
    "fi": {"å": "z\x7f1", "ä": "z\x7f2", "ö": "z\x7f3", "æ": "z\x7f2", "ø": "z\x7f3"},
    "et": {"š": "s\x7f0", "z": "s\x7f1", "ž": "s\x7f2", "õ": "w\x7f1", "ä": "w\x7f2", "ö": "w\x7f3", "ü": "w\x7f4"},
    "cy": {"ch": "c\x7f", "dd": "d\x7f", "ff": "f\x7f", "ng": "g\x7f", "ll": "l\x7f", "ph": "p\x7f", "rh": "r\x7f",
           "th": "t\x7f"},
    "es": {"ñ": "n\x7f"},
    "gl": {"ñ": "n\x7f"},
    "pl": {"ą": "a\x7f", "ć": "c\x7f", "ę": "e\x7f", "ł": "l\x7f", "ń": "n\x7f", "ó": "o\x7f", "ś": "s\x7f",
           "ź": "z\x7f1", "ż": "z\x7f2"},
    "cs": {"č": "c\x7f", "ř": "r\x7f", "š": "s\x7f", "ž": "z\x7f", "ch": "h\x7f"},
    "sk": {"č": "c\x7f", "š": "s\x7f", "ž": "z\x7f", "ch": "h\x7f", "ä": "a\x7f", "ô": "o\x7f"},
    "hr": {"č": "c\x7f1", "ć": "c\x7f2", "đ": "d\x7f", "š": "s\x7f", "ž": "z\x7f"},
    "sr": {"č": "c\x7f1", "ć": "c\x7f2", "đ": "d\x7f", "š": "s\x7f", "ž": "z\x7f"},
    "sl": {"č": "c\x7f1", "ć": "c\x7f2", "đ": "d\x7f", "š": "s\x7f", "ž": "z\x7f"},
    "hu": {"ö": "o\x7f", "ő": "o\x7f", "ü": "u\x7f", "ű": "u\x7f"},
    "tl": {"ñ": "n\x7f1", "ng": "n\x7f2"},
    "tr": {"ç": "c\x7f", "ğ": "g\x7f", "ı": "h\x7f", "ö": "o\x7f", "ş": "s\x7f", "ü": "u\x7f"},
    "ro": {"ă": "a\x7f1", "â": "a\x7f2", "î": "i\x7f", "ș": "s\x7f", "ş": "s\x7f", "ț": "t\x7f", "ţ": "t\x7f"},
    "lv": {"č": "c\x7f", "ģ": "g\x7f", "ķ": "k\x7f", "ļ": "l\x7f", "ņ": "n\x7f", "š": "s\x7f", "y": "i\x7f",
           "ž": "z\x7f"},
    "lt": {"č": "c\x7f", "š": "s\x7f", "ž": "z\x7f", "y": "i\x7f"},
    "is": {"á": "a\x7f", "ð": "d\x7f", "é": "e\x7f", "í": "i\x7f", "ó": "o\x7f", "ú": "u\x7f", "ý": "y\x7f",
           "þ": "z\x7f1", "æ": "z\x7f2", "ö": "z\x7f3", "ø": "z\x7f3"},
    "vi": {"ă": "a\x7f1", "â": "a\x7f2", "đ": "d\x7f", "ê": "e\x7f", "ô": "o\x7f1", "ơ": "o\x7f2", "ư": "u\x7f"},
}  # fmt: skip
"""Letters that a language sorts apart from the letter they are made from, as what they follow."""
_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))
"""The marks of Vietnamese tones, which stand on letters that have marks of their own."""


@lru_cache(maxsize=65536)
def collation_key(text: str, language: str) -> str:
    """Give the key by which a text sorts in a language: letters without case and accents, numbers by value.

    Punctuation counts for nothing, a space for less than any letter.
    """
    lower = text.lower()
    if language.startswith("vi"):
        lower = unicodedata.normalize("NFC", unicodedata.normalize("NFD", lower).translate(_TONES))
    if not lower.isascii() or language[:2] in _TAILORINGS:
        for letter, key in _TAILORINGS.get(language[:2], {}).items():
            lower = lower.replace(letter, key)
        folded = unicodedata.normalize("NFD", lower.translate(_LETTERS))
        lower = "".join(c for c in folded if not unicodedata.combining(c))
    return pad_numbers(_PUNCTUATION.sub("", lower))


def pad_numbers(text: str) -> str:
    """Write the numbers in a text so long that their digits sort as their values do."""
    return _DIGITS.sub(lambda match: match[0].lstrip("0").zfill(10), text)
