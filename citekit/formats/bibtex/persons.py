r"""One name, taken apart into BibTeX's parts: First von Last; von Last, First; von Last, Jr, First.

The rules are BibTeX's (btxdoc, section 4; N. Markey, "Tame the BeaST", section 11): commas and spaces inside braces
part nothing, and a particle ("von") ends in the last word that begins with a small letter. The first letter outside
braces decides for a word; a special character, which is a brace that opens with a backslash, counts as the letter that
it prints.

BibTeX's program knows nothing but ASCII, so in three ways this is not what it does:

- letters are Unicode's: `Éric` begins with a capital, where BibTeX passes over the bytes of the É to the r;
- a hyphen parts no words: `al-Ghazali` is one family name, as it is for biber and pybtex, where BibTeX takes `al` for
  a particle and loses the hyphen;
- a backslash belongs to what follows: `J.\ Smith` are two words, and `\~{n}` is a letter.

pybtex's `Person` misses that `{\oe}`, `{\aa}`, `{\o}`, `{\l}`, `{\ae}`, `{\ss}`, `{\i}` and `{\j}` are small letters,
stops its search for a letter at a backslash inside a group, and lets a comma at the end part an empty name. There
BibTeX is followed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

Words = tuple[str, ...]


class Person(NamedTuple):
    """The parts of a name, each as its words in TeX; named as pybtex names them."""

    first_names: Words = ()
    """The first word of BibTeX's First."""
    middle_names: Words = ()
    """The other words of it."""
    prelast_names: Words = ()
    """The particle, BibTeX's von."""
    last_names: Words = ()
    lineage_names: Words = ()
    """BibTeX's Jr."""


# The letters that are commands (btxdoc, section 4; `bibtex.web` looks them up for just this).
_SMALL = frozenset("i j o oe ae aa l ss".split())
_CAPITAL = frozenset("O OE AE AA L".split())


@cache
def braces_and_commas() -> re.Pattern[str]:
    """What parts a name's parts, and what keeps a comma from parting them."""
    return re.compile(r"[{},]")


@cache
def _gaps() -> re.Pattern[str]:
    return re.compile(r"[{}]|(?:\\ |\s|(?<!\\)~)+")


@cache
def _command() -> re.Pattern[str]:
    return re.compile(r"\{\\([A-Za-z]*)")


def take_apart(written: str) -> Person:
    r"""The parts of a name with at most two commas outside braces; further ones are taken for spaces.

    >>> take_apart("de la Vall{\\'e}e Poussin, Charles Louis")[:4]
    (('Charles',), ('Louis',), ('de', 'la'), ("Vall{\\'e}e", 'Poussin'))
    """
    if "{" in written or "\\" in written or "}" in written:
        parts = [words(part) for part in comma_parts(written)]
    else:
        parts = [part.split() for part in written.replace("~", " ").split(",")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()  # BibTeX passes over a comma at the end
    if len(parts) == 1:
        return _first_von_last(parts[0])
    lineage = tuple(parts[1]) if len(parts) > 2 else ()
    first = [word for part in parts[1 if len(parts) == 2 else 2 :] for word in part]
    particle, last = _von_last(parts[0])
    return Person(tuple(first[:1]), tuple(first[1:]), particle, last, lineage)


def _first_von_last(found: Sequence[str]) -> Person:
    start = next((place for place, word in enumerate(found) if is_small(word)), len(found) - 1)
    start = max(min(start, len(found) - 1), 0)
    particle, last = _von_last(found[start:])
    return Person(tuple(found[: min(start, 1)]), tuple(found[1:start]), particle, last)


def _von_last(found: Sequence[str]) -> tuple[Words, Words]:
    """The last word is never part of the particle."""
    for place in range(len(found) - 1, 0, -1):
        if is_small(found[place - 1]):
            return tuple(found[:place]), tuple(found[place:])
    return (), tuple(found)


def comma_parts(written: str) -> list[str]:
    """What the commas part that stand in no braces."""
    return [part.strip() for part in _parted(written, braces_and_commas())]


def words(written: str) -> list[str]:
    r"""What white space and ties part that stand in no braces.

    >>> words(r"J.~D. {van der} Waals")
    ['J.', 'D.', '{van der}', 'Waals']
    """
    return [word for word in _parted(written, _gaps()) if word]


def _parted(text: str, marks: re.Pattern[str]) -> list[str]:
    """A text between the marks that stand in no braces; a brace that closes nothing is as any other character."""
    depth = start = 0
    parts = []
    for match in marks.finditer(text):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    parts.append(text[start:])
    return parts


def is_small(word: str) -> bool:
    r"""Does a word begin with a small letter? Then it can be part of a particle.

    >>> [is_small(word) for word in ("von", "d'Arc", "'t", "Le", "{\\oe}uvre", "{von}", "7", "{\\'E}")]
    [True, True, True, False, True, False, False, False]
    """
    if word[0].isupper():
        return False
    return word[0].islower() or _first_letter_is_small(word)


def _first_letter_is_small(word: str) -> bool:
    depth = 0
    for place, character in enumerate(word):
        if character == "{":
            if not depth and (command := _command().match(word, place)):
                return _prints_small(word, command)
            depth += 1
        elif character == "}":
            depth = max(depth - 1, 0)
        elif not depth and character.isalpha():
            return character.islower()
    return False


def _prints_small(word: str, command: re.Match[str]) -> bool:
    """Does a special character print a small letter? The command is one, or is followed by it."""
    if command[1] in _SMALL or command[1] in _CAPITAL:
        return command[1] in _SMALL
    depth = 1
    for character in word[command.end() :]:
        depth += (character == "{") - (character == "}")
        if not depth:
            return False
        if character.isalpha():
            return character.islower()
    return False
