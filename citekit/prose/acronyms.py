"""Short names that a text introduces for bodies: "World Health Organization (WHO)", "Bank Negara Malaysia [BNM]"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.model import Document, fold
from citekit.prose.brackets import group_of
from citekit.prose.names import Lexicon
from citekit.prose.terms import Phrase, phrase
from citekit.prose.tokens import folded

_INTRODUCED = re.compile(r"[^\W\d_]\s?[(\[]\s?([^\W\d_][\w&./-]{1,14})(?=\s?[,;)\]]|\s\d)")
_LAST_WORD = re.compile(r"[^\W\d_](?:[\w'’‐‑-]*[^\W_])?\Z")
_LONGEST_WORD = 40
_BEFORE = 200
"""Characters before the bracket in which the full name stands."""
_LEAST_BLENDED = 4


def acronyms(document: Document, lexicon: Lexicon) -> Mapping[str, str]:
    """From each short name, folded, to the full name that the library knows. Linear in the text."""
    found: dict[str, str] = {}
    for match in _INTRODUCED.finditer(document.prose):
        short = match[1]
        if fold(short) in found or not short[0].isupper():
            continue
        end = match.start() + 1
        last = _LAST_WORD.search(document.prose[max(0, end - _LONGEST_WORD) : end])
        if last is None or not lexicon.ends(folded(last[0])):
            continue
        paragraph = document.prose.rfind("\n\n", max(0, end - _BEFORE), end)
        start = paragraph + 2 if paragraph >= 0 else max(0, end - _BEFORE)
        group = group_of(document.prose, start, end)
        size = lexicon.ending(group.row, len(group.row))
        full = tuple(group.row[len(group.row) - size :])
        if size and _stands_for(short, full) and not lexicon.given_names(full) and phrase(short) != full:
            found[fold(short)] = document.prose[group.tokens[-size].start : end]
    return found


def _stands_for(short: str, full: Phrase) -> bool:
    """Capitals, or syllables of the full name in their order; the first letter is the same."""
    letters, name = fold(short), "".join(full)
    if letters[:1] != name[:1]:
        return False
    if sum(letter.isupper() for letter in short) > 1:
        return True
    rest = iter(name)
    return len(letters) >= _LEAST_BLENDED and len(letters) < len(name) and all(letter in rest for letter in letters)
