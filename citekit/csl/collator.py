"""Whose order of texts it is: ICU's where the package PyICU is installed, else that of `collation`.

Both sort by letters alone, without case, accents and punctuation, and numbers by their value. ICU knows every language
and script; nothing else depends on it.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

from citekit.csl.collation import PART_END, collation_key, pad_numbers

Key = Callable[[str], str]
"""Gives what a text is sorted by."""


@lru_cache(maxsize=64)
def sort_key(language: str) -> Key:
    """Give the key by which texts sort in a language."""
    return choose_key(language, _installed())


def choose_key(language: str, icu: Any) -> Key:
    """Give the key for a language, made with the module of PyICU, or with our own table where that is None."""
    if icu is None:
        return lambda text: collation_key(text, language)
    collator = icu.Collator.createInstance(icu.Locale(language))
    collator.setStrength(icu.Collator.PRIMARY)
    return lru_cache(maxsize=65536)(partial(_icu_key, collator.getSortKey))


def _installed() -> Any:
    """Give the module of PyICU, or None; it is loaded when something is sorted for the first time."""
    try:
        icu = import_module("icu")
    except ImportError:
        return None
    return icu if hasattr(icu, "Collator") else None


def _icu_key(key_of: Callable[[str], bytes], text: str) -> str:
    """Give the key of a text whose parts, if there are several, sort one after the other.

    ICU passes over control characters, so each part has a key of its own. A zero byte, less than any other, ends it.
    """
    letters = pad_numbers("".join(c for c in text if unicodedata.category(c)[0] not in "PS"))
    keys = (key_of(part).rstrip(b"\0") + b"\0" for part in letters.split(PART_END))
    return b"".join(keys).decode("latin-1")
