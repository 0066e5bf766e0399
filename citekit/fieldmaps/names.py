"""Names in plain text, as most formats but BibTeX write them: family name, comma, given names, comma, suffix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from citekit.model import Name, NameList

_OTHERS = re.compile(r"(?:and |& )?(?:others|et\.? al\.?)", re.I)
_SUFFIX = re.compile(r"(.*\S)\s+((?:Jr|Sr)\.?|[2-9](?:nd|rd|th)|II|III|IV)", re.S)
_LONGEST = 500
"""Characters beyond which a text is no name of a person: it is taken whole."""


def is_others(text: str) -> bool:
    """Does this stand for people who are not named?"""
    return len(text) < 20 and _OTHERS.fullmatch(text.strip()) is not None


def is_suffix(text: str) -> bool:
    """Is it known as one, so that it can stand behind given names without a comma?"""
    return _SUFFIX.fullmatch(f"x {text}") is not None


@lru_cache(maxsize=65536)
def read_name(text: str, *, given_first: bool = False, suffix_last: bool = False) -> Name:
    """A name as a format without mark-up writes it. With a comma at its end, or two together, it is a body's.

    `given_first` says what a name without a comma is: a person's in the order of speech, else a body's.
    `suffix_last` looks for "Jr" behind the given names, where PubMed puts it.

    >>> read_name("van Gogh, Vincent, Jr.")
    Name(family='Gogh', given='Vincent', particle='van', suffix='Jr.', literal='')
    >>> read_name("Ministry of Health,, Indonesia").literal
    'Ministry of Health, Indonesia'
    """
    text = " ".join(text.split()).lstrip(",; ").rstrip("; ")
    if is_others(text):
        return Name(literal=text)
    if ",," in text or text.endswith(",") or len(text) > _LONGEST:
        return Name(literal=text.replace(",,", ",").rstrip(", "))
    family, *rest = (part.strip() for part in text.split(","))
    if not rest:
        return _spoken(text) if given_first else _alone(text)
    given, suffix = (rest[0], ", ".join(rest[1:])) if len(rest) > 1 else (rest[0], "")
    if suffix_last and not suffix and (match := _SUFFIX.fullmatch(given)):
        given, suffix = match[1], match[2]
    before, family = particle(family)
    return Name(family, given, before, suffix)


def _alone(text: str) -> Name:
    return Name(literal=text) if " " in text else Name(family=text)


def _spoken(text: str) -> Name:
    """A name in the order of speech: the last word is the family name, with what is in lower case before it."""
    words = text.split(" ")
    at = len(words) - 1
    while at > 1 and words[at - 1][:1].islower():
        at -= 1
    before, family = particle(" ".join(words[at:]))
    return Name(family, " ".join(words[:at]), before)


def particle(family: str) -> tuple[str, str]:
    """The words in lower case before a family name, and the rest."""
    words = family.split(" ")
    at = 0
    while at < len(words) - 1 and words[at][:1].islower():
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def write_name(name: Name, *, body_comma: bool = False) -> str:
    """A name with its family part first. `body_comma` marks bodies as EndNote does, with a comma at the end.

    >>> write_name(Name(literal="Ministry of Health, Indonesia"))
    'Ministry of Health,, Indonesia'
    """
    if not name.literal:
        if name.suffix and not name.given:
            return f"{name.short}, , {name.suffix}"
        return name.inverted
    if "," in name.literal:
        return name.literal.replace(",", ",,", 1)
    return f"{name.literal}," if body_comma else name.literal


def joined(names: Iterable[Name], *, others: bool = False) -> NameList:
    """A list of names, with what stands for others taken out of it."""
    kept = []
    for name in names:
        if is_others(name.literal or name.family):
            others = True
        elif name != Name():
            kept.append(name)
    return NameList(tuple(kept), others)


def initials(given: str, dot: str = "") -> str:
    """The first letters of given names.

    >>> initials("Jean-Paul M."), initials("Jean-Paul M.", ".")
    ('JPM', 'J.-P.M.')
    """
    letters = re.findall(r"(-?)([^\W\d_])[^\s.-]*", given)
    return "".join(f"{hyphen if dot else ''}{letter.upper()}{dot}" for hyphen, letter in letters)
