"""People: whether two lists of names are those of the same persons, however they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from citekit.duplicates.titles import is_slip, plain_name, words_of
from citekit.model import Name, NameList

_MOST = 40
"""Names of a list that are compared."""


class Persons(IntEnum):
    """How two lists of people stand to each other."""

    OTHERS = 0
    """Other people."""
    PARTLY = 1
    """Half of them or more are the same."""
    UNKNOWN = 2
    """One work names nobody."""
    FEWER = 3
    """One list leaves some out."""
    SAME = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A name, folded."""

    family: str
    """Its letters, with those of the particle."""
    bare: str
    """Without the particle."""
    given: tuple[str, ...]
    words: frozenset[str]

    @property
    def initial(self) -> str:
        """The first letter of the given names; empty when they are not known."""
        return self.given[0][0] if self.given else ""


@dataclass(frozen=True, slots=True)
class People:
    """Those of one work, in one role."""

    persons: tuple[Person, ...] = ()
    others: bool = False
    """There are more than are named."""


NOBODY = People()
_ET_AL = re.compile(r"(?:^|,?\s+)et\s+al\.?(?=\s|$)")


def read_people(names: NameList | None) -> People:
    """A list of names, folded."""
    if not names:
        return NOBODY
    shown, others = list(names.names[:_MOST]), names.others or len(names) > _MOST
    last = _ET_AL.sub("", shown[-1].full)
    if last != shown[-1].full:
        # Written out, `et al.` has become part of the last name.
        shown[-1:] = [Name(family=last.rpartition(" ")[2], given=last.rpartition(" ")[0])] if last else []
        others = True
    return People(tuple(map(_person, shown)), others)


def _person(name: Name) -> Person:
    if name.literal:
        words = words_of(name.literal)
        whole = "".join(words)
        return Person(whole, whole, (), frozenset(words))
    family, given = words_of(name.family), words_of(name.given)
    particle = words_of(name.particle) if name.particle else []
    bare = plain_name("".join(family))
    full = plain_name("".join([*particle, *family]))
    return Person(full, bare, tuple(given), frozenset([*particle, *family, *given]))


def same_persons(one: People, other: People) -> Persons:
    """How two lists stand to each other. The order does not matter."""
    if not one.persons or not other.persons:
        return Persons.UNKNOWN
    if len(one.persons) > len(other.persons):
        one, other = other, one
    met = _met(one.persons, other.persons)
    if met == len(one.persons):
        return Persons.SAME if met == len(other.persons) or one.others else Persons.FEWER
    if one.others and other.others and met:
        return Persons.FEWER
    return Persons.PARTLY if 2 * met >= len(one.persons) else Persons.OTHERS


def _met(fewer: Sequence[Person], more: Sequence[Person]) -> int:
    """How many of the fewer are among the more, each once."""
    left = list(more)
    for person in fewer:
        at = next((index for index, one in enumerate(left) if _is_same(person, one)), None)
        if at is not None:
            del left[at]
    return len(more) - len(left)


def _is_same(one: Person, other: Person) -> bool:
    if one.family == other.family or one.bare == other.bare:
        return _given_fit(one, other)
    if one.words == other.words and one.words:
        return True
    if _is_swapped(one, other):
        return True
    if _is_part(one.family, other.family):
        return bool(one.given and other.given) and _given_fit(one, other)
    return is_slip(one.bare, other.bare) and len(one.bare) > _SHORT and _given_fit(one, other)


_SHORT = 3
"""Letters of names that are never mistyped: Li and Lu are two people."""


def _is_part(one: str, other: str) -> bool:
    """García and García Márquez, Márquez and García Márquez."""
    short, long = sorted((one, other), key=len)
    return len(short) > _SHORT and (long.endswith(short) or long.startswith(short))


def _given_fit(one: Person, other: Person) -> bool:
    """Can the given names be those of one person? Initials stand for names."""
    if not one.given or not other.given:
        return True
    mine, yours = one.given[0], other.given[0]
    if mine[0] != yours[0]:
        # J. Robert and Robert; or initials in another order.
        return mine in other.given or yours in one.given
    if len(mine) > _RUN_TOGETHER and len(yours) > _RUN_TOGETHER:
        return mine == yours or is_slip(mine, yours) or mine.startswith(yours) or yours.startswith(mine)
    return True


_RUN_TOGETHER = 3
"""Letters that may be initials written together: JFK."""


def _is_swapped(one: Person, other: Person) -> bool:
    """Family and given name changed places: Kalevi, Holsti."""
    if not one.given or not other.given or not one.bare or not other.bare:
        return False
    return _are_swapped(one, other) or _are_swapped(other, one)


def _are_swapped(one: Person, other: Person) -> bool:
    """Is the given name of one the family name of the other, and the rest its given name, or short for it?"""
    if not _is_spelt(plain_name("".join(one.given)), other.bare):
        return False
    rest, initials = "".join(other.given), "".join(name[0] for name in other.given)
    short = rest.startswith(one.bare) or one.bare.startswith(rest) or one.bare == initials
    return short or _is_spelt(one.bare, rest)


def _is_spelt(one: str, other: str) -> bool:
    return one == other or (len(one) > _SHORT and is_slip(one, other))
