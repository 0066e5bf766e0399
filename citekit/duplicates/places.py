"""Where a work stands: journals, collections, publishers, and whether two names of one mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from citekit.duplicates.titles import words_of
from citekit.duplicates.vocabulary import FIRMS, PREPRINTS, SKIPPED, SMALL

_LIKE = 85
"""How much alike (of 100) the letters of two names must be."""


def is_preprint_place(text: str) -> bool:
    """Does a journal's name say that it is a place for preprints?"""
    return not PREPRINTS.isdisjoint(words_of(text))


@lru_cache(maxsize=65536)
def same_journal(one: str, other: str) -> bool:
    """Are two names those of one journal, one of them perhaps abbreviated?

    >>> same_journal("J. Peace Res.", "Journal of Peace Research"), same_journal("IO", "International Organization")
    (True, True)
    >>> same_journal("Journal of Peace Research", "Journal of Conflict Resolution")
    False
    """
    mine, yours = _said(one), _said(other)
    if not mine or not yours:
        return False
    if mine == yours or "".join(mine) == "".join(yours):
        return True
    short, long = sorted((mine, yours), key=lambda words: len("".join(words)))
    if _is_acronym(short, words_of(one if long is mine else other)) or _abbreviates(short, long):
        return True
    return fuzz.ratio(" ".join(mine), " ".join(yours)) >= _LIKE and len(mine) == len(yours)


def _said(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in SKIPPED and word not in SMALL]


def _is_acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    """Is it one word of the first letters of the others, small words left out or not?"""
    if len(short) != 1 or not 2 <= len(short[0]) <= 8:
        return False
    telling = [word for word in long if word not in SKIPPED and word not in SMALL]
    return any(short[0] == "".join(word[0] for word in words) for words in (long, telling))


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Does each word shorten one of the other name, in its order? At most one word of four is left out."""
    at = met = 0
    for word in short:
        while at < len(long) and not _shortens(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at, met = at + 1, met + 1
    return met >= 1 and len(long) - met <= len(long) // 4


def _shortens(short: str, long: str) -> bool:
    """Does one word shorten another: its beginning, or some of its letters in order: natl, national?"""
    if long.startswith(short) or short.startswith(long):
        return True
    if short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


@lru_cache(maxsize=65536)
def same_firm(one: str, other: str) -> bool:
    """Are two names those of one publisher or institution?

    >>> same_firm("Cambridge University Press", "CUP"), same_firm("Sage Publications, Inc.", "SAGE")
    (True, True)
    """
    mine, yours = _firm(one), _firm(other)
    if mine == yours or not mine or not yours:
        return mine == yours
    short, long = sorted((mine, yours), key=len)
    if set(short) <= set(long) or _abbreviates(short, long):
        return True
    if _is_acronym(words_of(one), words_of(other)) or _is_acronym(words_of(other), words_of(one)):
        return True
    return fuzz.ratio(" ".join(mine), " ".join(yours)) >= _LIKE


def _firm(text: str) -> list[str]:
    words = words_of(text)
    return [word for word in words if word not in FIRMS] or words
