"""Names as reference lists print them: inverted or not, with initials before or behind, in one row or parted by `;`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from citekit.model import Name, NameList, fold
from citekit.references.words import folded, pattern, small_words

_UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_INITIALS = re.compile(r"(?:[^\W\d_]h?\.[\s\-‐‑–]?)+(?:[^\W\d_]\.?)?|[" + _UPPER + r"]{1,3}(?:[-‐][" + _UPPER + "])?")
_CAPITALS_FIRST = re.compile(
    rf"(?P<family>[{_UPPER}'’-]{{3,}}(?:\s[{_UPPER}'’-]{{3,}})*)\s(?P<given>[{_UPPER}](?:[^\W\d_{_UPPER}]|\.).*)"
)
"""`HOLSTI Kalevi J.`"""
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.[\s\-‐‑]?)+")
_BEHIND = re.compile(
    r"(?P<family>.+?)\s(?P<given>(?:[^\W\d_]\.[\s-]?){1,4}|[" + _UPPER + r"]{1,3}(?:-[" + _UPPER + r"]{1,3})?)"
)
_BEFORE = re.compile(r"(?P<given>(?:[^\W\d_]{1,2}\.[\s\-‐‑]?){1,5})\s?(?P<family>[^\W\d_][^.]*)")
_PARTICLES = small_words("particles")
_OMITTED = re.compile(r",?\s(?:…|\.\s?\.\s?\.)\s(?:&\s)?(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’ʼ`‐‑-])*")
_SMALL = small_words("small")
_INNER_CAPITAL = re.compile(r"(?:de|di|la|le|van|von|mac|mc|al|el)[A-Z]")
_FULL_STOP = re.compile(r"[^\W\d_]{4}\.")
"""A stop behind a word too long for an abbreviation in a name."""
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class People:
    """Names that were read."""

    names: NameList
    sure: bool


@dataclass(frozen=True, slots=True)
class _Chunk:
    before: str
    """What parts it from the one before: a comma, `and`, `;`."""
    text: str


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:(?P<semi>;)|(?P<slash>\s?/\s?)|(?P<comma>,))?\s*(?P<and>&|\+|(?<=[\s,;]){pattern('and')}(?=\s))?\s*"
    )


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"[\s,;]*(?:(?:and|&|dan)\s)?(?:\[?{pattern('others')}\]?|…|\.\.\.)[.,]?$", re.I)


def read(text: str) -> People | None:
    """The names in a text; None when it is not just names."""
    text = text.strip(" ,;:")
    omitted = _OMITTED.search(text)
    if omitted:
        # Some in the middle are left out: `A. Roe, B. Doe, … Z. Poe`.
        text = f"{text[: omitted.start()]}, {text[omitted.end() :]}"
    shorter = _others().sub("", text).strip(" ,;:&")
    others = shorter != text or omitted is not None
    if not shorter or len(shorter) > 2500 or re.search(r"[\d“”«»\"?!()\[\]…]", shorter):
        return None
    if shorter.endswith(".") and not re.search(r"(?:^|[\s.\-])[^\W\d_]h?\.$|(?:Jr|Sr|Inc|Ltd|Co|Corp|St)\.$", shorter):
        shorter = shorter[:-1]
    if not others and _is_body(shorter):
        return People(NameList((Name(literal=shorter),)), sure="," not in shorter)
    chunks = _chunks(shorter)
    found = _by_semicolon(chunks) if any(chunk.before == ";" for chunk in chunks) else _in_row(chunks)
    if found is None:
        return None
    names, sure = found
    return People(NameList(tuple(map(_settled, names)), others), sure)


def _chunks(text: str) -> list[_Chunk]:
    found: list[_Chunk] = []
    done, before = 0, ""
    for match in _separator().finditer(text):
        kind = "and" if match["and"] else ";" if match["semi"] or match["slash"] else "," if match["comma"] else ""
        if not kind:
            continue
        if match["and"] and (match["semi"] or match["slash"]):
            kind = ";"
        piece = text[done : match.start()].strip()
        if piece:
            found.append(_Chunk(before, piece))
        before, done = kind, match.end()
    if piece := text[done:].strip():
        found.append(_Chunk(before, piece))
    return found


def _by_semicolon(chunks: Sequence[_Chunk]) -> tuple[list[Name], bool] | None:
    """Names parted by semicolons or slashes: what stands between two is one name."""
    groups: list[list[_Chunk]] = []
    for chunk in chunks:
        if not groups or chunk.before in (";", "and"):
            groups.append([])
        groups[-1].append(chunk)
    names: list[Name] = []
    sure = True
    for group in groups:
        found = _in_row([_Chunk("", group[0].text), *group[1:]])
        if found is None:
            return None
        names += found[0]
        sure = sure and found[1] and len(found[0]) == 1
    return names, sure


def _in_row(chunks: Sequence[_Chunk]) -> tuple[list[Name], bool] | None:
    names: list[Name] = []
    sure, at = True, 0
    inverted_before = False
    orders: set[str] = set()
    while at < len(chunks):
        orders |= _order(chunks[at].text)
        if len(orders) > 1:
            return None
        step = _one(chunks, at, len(names), inverted_before)
        if step is None:
            return None
        name, used, certain, inverted_before = step
        sure = sure and certain
        at += used
        if at < len(chunks) and chunks[at].before == "," and is_suffix(chunks[at].text):
            name = Name(name.family, name.given, name.particle, chunks[at].text)
            at += 1
        names.append(name)
    return names, sure


def _order(text: str) -> set[str]:
    """Whether initials stand before the family name or behind it: no list does both."""
    if _INITIALS.fullmatch(text):
        return set()
    if _BEFORE.fullmatch(text) or re.fullmatch(r"[^\W\d_][\w'’-]+\s(?:[^\W\d_]\.\s?)+[^\W\d_][\w'’-]+(?:\s.*)?", text):
        return {"before"}
    return {"behind"} if _BEHIND.fullmatch(text) else set()


def _one(chunks: Sequence[_Chunk], at: int, done: int, inverted: bool) -> tuple[Name, int, bool, bool] | None:
    """The name that begins at a chunk: how many chunks it takes, whether it is sure, whether it is inverted."""
    text = chunks[at].text
    if at + 2 < len(chunks) and is_suffix(chunks[at + 1].text) and _INITIALS.fullmatch(chunks[at + 2].text.split()[-1]):
        name = _inverted(text, chunks[at + 2].text)
        return Name(name.family, name.given, name.particle, chunks[at + 1].text), 3, False, True
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    given = following.text if following and following.before == "," else ""
    if not _is_name(text) or (_INITIALS.fullmatch(text) and (len(text) < 2 or "." in text)):
        return None
    if capitals := _CAPITALS_FIRST.fullmatch(text):
        return _inverted(capitals["family"], capitals["given"]), 1, True, False
    if given and _INITIALS.fullmatch(given) and not _BEFORE.fullmatch(text):
        given, tail = _trailing_particle(given)
        return _inverted(text, given, tail), 2, True, True
    if (match := _BEFORE.fullmatch(text)) and not _INITIALS.fullmatch(text):
        return _inverted(match["family"], match["given"].strip()), 1, _is_family(match["family"]), False
    if match := _BEHIND.fullmatch(text):
        return _inverted(match["family"], match["given"].strip()), 1, True, False
    if given and _is_name(given) and not is_suffix(given) and _may_invert(chunks, at, done, inverted):
        given, tail = _trailing_particle(given)
        certain = done == 0 or (inverted and len(text.split()) == 1)
        several_words = len(text.split()) > 1 and text.split()[0].lower() not in _PARTICLES
        certain = certain and not (several_words and (len(chunks) > 2 or len(given.split()) > 1))
        return _inverted(text, given, tail), 2, certain, True
    return _alone(text, chunks, done)


def _may_invert(chunks: Sequence[_Chunk], at: int, done: int, inverted: bool) -> bool:
    """Is the next chunk the given name of this one?"""
    words = len(chunks[at].text.split())
    if done == 0:
        # Two or more full names in the order of speech: Jane Roe, John Doe and Max Moe.
        if words < 2 or chunks[at].text.split()[0].lower() in _PARTICLES:
            return True
        next_words = chunks[at + 1].text.split()
        return not (len(chunks) > 2 and len(next_words) > 1 and not _INITIALS.fullmatch(next_words[-1]))
    return inverted and (words == 1 or chunks[at].text.split()[0].lower() in _PARTICLES)


def _alone(text: str, chunks: Sequence[_Chunk], done: int) -> tuple[Name, int, bool, bool] | None:
    words = text.split()
    if _is_body(text):
        return Name(literal=text), 1, True, False
    if len(words) == 1:
        # A person with one name, or a body's short one.
        if text.isupper() and len(text) < 7:
            return Name(literal=text), 1, len(chunks) == 1, False
        return Name(family=text), 1, len(chunks) == 1, False
    if done == 0 and len(chunks) == 1:
        if text.isupper() and not _DOTTED.search(text):
            return None
        return _spoken(text), 1, False, False
    return _spoken(text), 1, done > 0 and _is_plain(words), False


def _is_plain(words: Sequence[str]) -> bool:
    """Is the last word surely the whole family name: John Doe, John F. Doe, John van Doe?"""
    middle = [word for word in words[1:-1] if not _DOTTED.fullmatch(word)]
    return all(word.lower() in _PARTICLES for word in middle)


def _spoken(text: str) -> Name:
    words = text.split()
    at = len(words) - 1
    while at > 1 and (words[at - 1].lower() in _PARTICLES and words[at - 1][:1].islower()):
        at -= 1
    before, family = particle(" ".join(words[at:]))
    return Name(family, " ".join(words[:at]), before)


def _inverted(family: str, given: str, tail: str = "") -> Name:
    before, family = particle(family)
    return Name(family, given.strip(), before or tail)


def _trailing_particle(given: str) -> tuple[str, str]:
    """`Vincent van` behind the comma: the particle that was put there."""
    words = given.split()
    at = len(words)
    while at > 1 and words[at - 1] in _PARTICLES and words[at - 1].islower() and words[at - 1] != "e":
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _is_family(text: str) -> bool:
    words = text.split()
    return all(word.lower() in _PARTICLES for word in words[:-1]) or "-" in text


def _is_name(text: str) -> bool:
    """Can it be a name, or a part of one?"""
    words = text.split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if not all(_WORD.fullmatch(word) and not _FULL_STOP.search(word) for word in words):
        return False
    capital = [word for word in words if word[:1].isupper() or not word[:1].islower()]
    return bool(capital or _INNER_CAPITAL.match(words[0])) and all(
        word in capital or _INNER_CAPITAL.match(word) or word.lower() in _PARTICLES or "'" in word or "’" in word
        for word in words
    )


def _is_body(text: str) -> bool:
    """Is it the name of an organization, by one of its words?"""
    words = fold(text.split(",")[0]).split()
    if len(words) > 12 or re.search(r"\.\s|;", text):
        return False
    return len(words) > 1 and any(word.rstrip(".") in folded("bodies") for word in words) and text[:1].isupper()


def body(text: str) -> People | None:
    """A body that authors a work, where `read` finds no person: words with capitals and small ones between."""
    words = text.strip(" .,").split()
    if not words or len(words) > 14 or re.search(r"[“”«»\"?!:;()\d]|\.\s", text.strip(" .,")):
        return None
    capital = sum(word[:1].isupper() for word in words)
    if not words[0][:1].isupper() or any(word[:1].islower() and word not in _SMALL for word in words) or capital < 2:
        return None
    return People(NameList((Name(literal=" ".join(words)),)), sure=_is_body(text))


_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[2-9](?:nd|rd|th)|II|III|IV", re.I)


def is_suffix(text: str) -> bool:
    """Is it what tells namesakes apart: Jr., III?"""
    return _SUFFIX.fullmatch(text) is not None


def particle(family: str) -> tuple[str, str]:
    """The words in lower case before a family name, and the rest."""
    words = family.split(" ")
    at = next((at for at, word in enumerate(words) if not word[:1].islower()), len(words) - 1)
    return " ".join(words[:at]), " ".join(words[at:])


def _settled(name: Name) -> Name:
    """With family names set in capitals written as names are."""
    family = name.family
    if family.isupper() and sum(map(str.isalpha, family)) > 2:
        family = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), family)
        family = re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", family)
    return Name(family, name.given, name.particle, name.suffix, name.literal)
