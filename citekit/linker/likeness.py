"""When a printed name is that of a person or body, and when it is nearly so."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from citekit.model import Name
from citekit.prose.names import forms
from citekit.prose.terms import Phrase, phrase

_LEAST_LETTERS = 4
"""Shorter names are never taken for misspelt: Li and Lu are two people."""
REORDERED = 3
"""The grade of names in another order than the work's."""
_LONG = 8
"""Names of so many letters may differ by two."""


def fits(printed: Phrase, name: Name) -> bool:
    """The printed words are that name: its family name, or all of it, perhaps after given names or initials.

    >>> fits(("k", "holsti"), Name("Holsti", "Kalevi J.")), fits(("o", "holsti"), Name("Holsti", "Kalevi J."))
    (True, False)
    """
    given = phrase(name.given)
    return any(
        (printed[-len(form) :] == form and _are_given(printed[: -len(form)], given))
        or (printed[: len(form)] == form and _follow(printed[len(form) :], given))
        for form in forms(name)
    )


def _follow(printed: Phrase, given: Phrase) -> bool:
    """What is printed behind a family name is those given names: Cheah Boon Kheng, as Chinese names stand."""
    return printed == given[: len(printed)]


def _are_given(printed: Phrase, given: Phrase) -> bool:
    """What is printed before a family name can be that person's given names, initials or particle."""
    if not printed or not given:
        return True
    return printed[0][0] == given[0][0] or printed[-1] in given


def distance(printed: Phrase, name: Name) -> tuple[int, Phrase] | None:
    """How many letters the printed name is off that one, and the right form; None when it is another name."""
    if fits(printed, name):
        return 0, printed
    measured = [
        (DamerauLevenshtein.distance(" ".join(printed[-len(form) :]), " ".join(form), score_cutoff=2), form)
        for form in forms(name)
    ]
    near = [(off, form) for off, form in measured if 0 < off <= limit(" ".join(form))]
    return min(near, key=lambda pair: pair[0], default=None)


def limit(word: str) -> int:
    """By how many letters a printed name may differ from this one and still be taken for it."""
    if len(word) < _LEAST_LETTERS:
        return 0
    return 2 if len(word) >= _LONG else 1


def grade(printed: Sequence[Phrase], others: bool, names: Sequence[Name], open_ended: bool) -> int | None:
    """How well printed names are those of a work; the lower the better, None when they are not.

    0: in order, and all named or the rest in *et al.*; 1: *et al.* where nobody is left out, or one of two; 2: authors
    left out without *et al.*; 3: another order.
    """
    if len(printed) > len(names):
        return None
    if all(fits(words, name) for words, name in zip(printed, names, strict=False)):
        if others:
            # One author alone is never left out after one: two are named in full in every style.
            return 0 if len(names) > max(len(printed), 2) or open_ended else 1
        return 0 if len(names) == len(printed) else 2
    if len(printed) > 1 and len(printed) == len(names) and _are_the_same(printed, names):
        return REORDERED
    return None


def _are_the_same(printed: Sequence[Phrase], names: Sequence[Name]) -> bool:
    left = list(names)
    for words in printed:
        found = next((name for name in left if fits(words, name)), None)
        if found is None:
            return False
        left.remove(found)
    return True
