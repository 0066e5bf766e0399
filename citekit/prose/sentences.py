"""Sentences of a document: enough to say which one a citation belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.model import Document
from citekit.prose.terms import terms

# An end mark, the marks that close after it, and the white space before the next sentence.
_END = re.compile(r"""[.?!…]+[”"’'»)\]*_]{0,6}(?=\s)""")
_BRACKET = re.compile(r"[()\[\]]")
_LAST_WORD = 24
"""Characters before a full stop in which its abbreviation is looked for."""
_NEXT = 200
"""Characters after it in which the next sentence must begin."""


def sentences(document: Document) -> Iterator[tuple[int, int]]:
    """The start and end of each sentence, block by block, without white space at its ends. Linear in the text.

    A heading is one sentence. A bracket after an end mark belongs to the sentence before it, and none ends within
    brackets.
    """
    for block in document.blocks:
        if block.kind == "heading":
            ends: Iterator[int] = iter(())
        else:
            ends = _ends(document.prose, block.start, block.end)
        start = block.start
        for end in (*ends, block.end):
            piece = document.text[start:end]
            if not document.prose[start:end].isspace() and piece.strip():
                yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
            start = end


def _ends(prose: str, start: int, end: int) -> Iterator[int]:
    depth, seen = 0, start
    for match in _END.finditer(prose, start, end):
        for bracket in _BRACKET.findall(prose, seen, match.end()):
            depth = depth + 1 if bracket in "([" else max(0, depth - 1)
        seen = match.end()
        following = prose[match.end() : min(end, match.end() + _NEXT)].lstrip()
        if depth == 0 and _begins(following) and not _is_abbreviation(prose, match.start(), start, following):
            yield match.end()


def _begins(following: str) -> bool:
    """What follows can begin a sentence: no lower-case letter, no bracket."""
    return bool(following) and not (following[0].islower() or following[0] in "([")


def _is_abbreviation(prose: str, at: int, start: int, following: str) -> bool:
    """The full stop at `at` ends an abbreviation or an initial rather than a sentence.

    A label such as "hal." or "no." is one only before its number: both are words as well.
    """
    if prose[at] != ".":
        return False
    before = prose[max(start, at - _LAST_WORD) : at].split()
    word = before[-1].lstrip("([\"“'‘«") if before else ""
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True
    word, known = word.casefold(), terms()
    return word in known.abbreviations and ((word,) not in known.locators or not following[0].isalpha())
