"""Where a piece of a reference ends: full stops that are none of an initial or an abbreviation, quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.model import fold
from citekit.references.scan import MARK
from citekit.references.words import folded

_STOP = re.compile(rf"[.?!](?:[\"”’»])?(?=\s+[^\s]|{MARK}|\s*{MARK}|$)")
_WORD_BEFORE = re.compile(r"([^\s(\[“\"‘«]+)$")
_QUOTES = {"“": "”“", "„": "“”", "«": "»", "‘": "’", '"': '"', "‹": "›", "'": "'", "»": "«", "‚": "‘’"}
_INNER_CAPITAL = re.compile(r"[a-z]{1,4}[A-Z]")
"""Names of journals and archives: arXiv, bioRxiv, eLife."""
_CLOSED = re.compile(rf"[\s.,;:)\]{MARK}]|$")


def ends(text: str, start: int, *, initials: bool = False) -> Iterator[tuple[int, int]]:
    """The ends of sentences behind an offset: where each one's mark begins and ends. `initials` gives those behind an
    initial too."""
    for match in _STOP.finditer(text, start):
        if match[0][0] != ".":
            yield match.end(), match.end()
            continue
        before = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
        word = before[1] if before else ""
        after = text[match.end() : match.end() + 12].lstrip()
        if len(word.strip(".-")) <= 1 and word[-1:].isalpha() and not initials:
            continue
        if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word) and not initials:
            continue
        if fold(word).rstrip(".") in _abbreviations() and not (initials and len(word) <= 2):
            continue
        if after[:1].islower() and not initials and not _INNER_CAPITAL.match(after):
            continue
        yield match.start(), match.end()


def _abbreviations() -> frozenset[str]:
    return folded("abbreviations")


def quoted(text: str, start: int) -> tuple[int, int, int] | None:
    """The inside of a quotation that opens at an offset, and where its closing mark ends."""
    opening = text[start : start + 1]
    closing = _QUOTES.get(opening, "")
    if not closing:
        return None
    depth = 0
    for at in range(start + 1, len(text)):
        character = text[at]
        if character == opening and opening not in closing:
            depth += 1
        elif character in closing:
            if depth and opening not in closing and closing.startswith(character):
                depth -= 1
            elif _closes(text, at, opening):
                return start + 1, at, at + 1
    return None


def _closes(text: str, at: int, opening: str) -> bool:
    """Is it the mark that closes, and no apostrophe within a word?"""
    if opening in "‘'‚" and text[at + 1 : at + 2].isalnum():
        return False
    if opening in "‘'‚" and text[at - 1] == "s" and re.match(r"\s[^\W_]", text[at + 1 : at + 3]):
        # The possessive of a plural, where the title goes on to its own mark.
        return not re.search(r"['’](?:[.,;:]|$)", text[at + 1 :])
    return bool(_CLOSED.match(text, at + 1)) or text[at - 1] in ".,?!" or opening not in "‘'\""


def opens(text: str, at: int) -> bool:
    """Does a quotation open here?"""
    return text[at : at + 1] in "“„«‘\"‹‚'" and text[at : at + 1] != ""


def first_quote(text: str, start: int) -> int:
    """The offset of the first quotation mark that opens behind an offset, -1 where there is none."""
    for match in re.finditer(r"(?:(?<=[\s(\[:,.])|^)[“„«‘\"‹‚'](?=\S)|(?<=\s)«(?=\s)", text[start:]):
        if quoted(text, start + match.start()):
            return start + match.start()
    return -1
