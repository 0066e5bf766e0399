"""Names of CSL to ours and back.

A particle is a non-dropping one, as most people who have one hold it, unless `options = {useprefix=false}` says
otherwise (biblatex manual, section 3.1.3). Where a work has dropping and non-dropping particles, a dropping one is put
behind the given name, which is where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from citekit.fieldmaps.names import is_others, read_name
from citekit.model import Name, NameList
from citekit.trees import text_of

DROPPING = re.compile(r"useprefix\s*=\s*false", re.I)
OPTION = "useprefix=false"

_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal", "name")
_SAYS_NOTHING = frozenset({"comma-suffix", "static-ordering", "parse-names", "isInstitution", "sequence"})
"""How to print a name, which is the style's business, and in what order Crossref lists it."""


@dataclass(slots=True)
class People:
    """The names of an item, field by field."""

    lists: dict[str, NameList] = field(default_factory=dict)
    options: str = ""
    """What `options` has to say of their particles."""
    unread: list[str] = field(default_factory=list)
    """Parts of names that have no place in an entry."""


@dataclass(frozen=True, slots=True)
class _Read:
    name: Name
    dropping: str = ""


def read(given: Mapping[str, list[object]]) -> People:
    """The names of an item, by our field names."""
    people = People()
    read_lists = {name: [_read(one, people.unread) for one in values] for name, values in given.items()}
    all_names = [one for names in read_lists.values() for one in names]
    drops = any(one.dropping for one in all_names) and not any(one.name.particle for one in all_names)
    people.options = OPTION if drops else ""
    for name, names in read_lists.items():
        listed = _listed(_settled(one, drops) for one in names)
        if listed.names or listed.others:
            people.lists[name] = listed
    return people


def _read(value: object, unread: list[str]) -> _Read:
    if not isinstance(value, dict):
        return _Read(read_name(text_of(value) or ""))
    parts = {part: " ".join((text_of(value.get(part)) or "").split()) for part in _PARTS}
    unread += [part for part in value if part not in parts and part not in _SAYS_NOTHING]
    literal = parts["literal"] or ("" if parts["family"] else parts["name"])
    if literal and not parts["family"]:
        return _Read(Name(literal=literal))
    name = Name(parts["family"], parts["given"], parts["non-dropping-particle"], parts["suffix"])
    return _Read(name, parts["dropping-particle"])


def _settled(one: _Read, drops: bool) -> Name:
    if not one.dropping:
        return one.name
    if drops:
        return replace(one.name, particle=one.dropping)
    return replace(one.name, given=f"{one.name.given} {one.dropping}".strip())


def _listed(names: Iterable[Name]) -> NameList:
    """Without what stands for people who are not named."""
    every = [name for name in names if name != Name()]
    others = bool(every) and is_others(every[-1].literal or every[-1].family)
    return NameList(tuple(every[:-1] if others else every), others)


def write(names: NameList, *, drops: bool) -> list[dict[str, str]]:
    """The names of a list for CSL; that there are others has no place there."""
    particle = "dropping-particle" if drops else "non-dropping-particle"
    return [parts for name in names if (parts := _write(name, particle))]


def _write(name: Name, particle: str) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, particle: name.particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}
