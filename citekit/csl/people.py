"""Names as data: the five name-parts of CSL, and the particles found inside given and family names.

Specification, "Name" (name-parts), "Name Particles".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

APOSTROPHES = "'\u2019\u02bc"

_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2eff\u3000-\u30ff\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
_WESTERN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1e00-\u1fff]")

# Words that are particles whatever follows; any other word in lower case before the family name is one as well.
_JOINED_PARTICLE = re.compile(rf"^((?:al|el|ad|an|ar|as|at|az|aš|d|l|dell|all|v|s|t|n)[{APOSTROPHES}\-\u2010])(?=\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a name variable; a name without parts stands in `literal`."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    comma_dropping: bool = False
    """Whether the dropping particle stands behind a comma ("François Hédelin, abbé d'")."""
    static_ordering: bool = False
    literal: str = ""
    others: bool = False
    """Whether this is nobody's name but the mark, at the end, of a list that names not everybody ("and others")."""

    def __hash__(self) -> int:
        return hash((self.family, self.given, self.literal))

    @property
    def is_personal(self) -> bool:
        """Whether the name has parts ("Name": personal names require a family name-part)."""
        return not self.literal

    @property
    def is_asian(self) -> bool:
        """Whether it is written in a script with the family name first and no space ("Name-part Order")."""
        text = self.family + self.given + self.literal
        return bool(_ASIAN.search(text)) and not _WESTERN.search(text)


Person = tuple[str, ...]
"""What makes a name another person's: spaces and full stops in the given name do not."""


def person(name: Name) -> Person:
    """Give whose a name is."""
    return (re.sub(r"[\s.]+", "", name.given), name.family, name.non_dropping, name.suffix, name.literal)


def read_names(value: object) -> tuple[Name, ...]:
    """Read the value of a name variable in CSL-JSON: a list of objects with name-parts.

    An object `{"others": true}` at the end, which CSL-JSON does not have, says that more people belong to the list.
    """
    if not isinstance(value, list | tuple):
        return ()
    names = tuple(name for entry in value if isinstance(entry, Mapping) and (name := read_name(entry)) is not None)
    is_open = bool(names and value[-1] == {"others": True})
    return (*names, Name(others=True)) if is_open else names


def named(names: Sequence[Name]) -> Sequence[Name]:
    """Give the names of a list without the mark that there are others."""
    return names[:-1] if names and names[-1].others else names


def read_name(data: Mapping[str, Any]) -> Name | None:
    """Read one name object of CSL-JSON; None where it holds no text."""
    literal = _text(data, "literal")
    if literal:
        return Name(literal=literal)
    name = Name(
        _text(data, "family"),
        _text(data, "given"),
        _text(data, "dropping-particle"),
        _text(data, "non-dropping-particle"),
        _text(data, "suffix"),
        comma_suffix=bool(data.get("comma-suffix")),
        static_ordering=bool(data.get("static-ordering")),
    )
    if not (name.family or name.given):
        return None
    if data.get("isInstitution"):
        return Name(literal=name.family or name.given)
    return find_particles(name) if data.get("parse-names", True) in (True, "true", 1) else name


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return "" if value is None or isinstance(value, Mapping | list) else str(value).strip()


def find_particles(name: Name) -> Name:
    """Take the particles out of the family name (non-dropping) and off the end of the given name (dropping).

    A name that already has particles, or a family name in double quotes, is left as it is.
    """
    if len(name.family) > 1 and name.family[0] == name.family[-1] == '"':
        return replace(name, family=name.family[1:-1])
    if not name.non_dropping:
        name = _non_dropping_particle(name)
    if not name.suffix:
        name = _suffix_in_given(name)
    if not name.dropping:
        name = _dropping_particle(name)
    return name


def _non_dropping_particle(name: Name) -> Name:
    words = name.family.split(" ")
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    particle, family = " ".join(words[:count]), " ".join(words[count:])
    if particle and particle[-1] in APOSTROPHES:
        particle += " "
    joined = _JOINED_PARTICLE.match(family)
    if joined and family[joined.end()].isupper():
        particle = f"{particle} {joined[1]}".lstrip()
        family = family[joined.end() :]
    return replace(name, non_dropping=particle, family=family) if particle else name


def _is_particle(word: str) -> bool:
    return bool(word) and word[0].islower()


def _suffix_in_given(name: Name) -> Name:
    """Read "Given, Jr." and "Given!, Jr." (with a comma kept): a suffix behind the given name."""
    given, comma, rest = name.given.partition(",")
    rest = rest.strip()
    if not comma or not rest:
        return name
    if rest[0] == "!":
        return replace(name, given=given.strip(), suffix=rest[1:].strip(), comma_suffix=True)
    if len(rest) <= 4 and (rest[:2] in ("Jr", "Sr", "jr", "sr") or set(rest) <= set("IVX")):
        return replace(name, given=given.rstrip("! ").strip(), suffix=rest, comma_suffix=given.endswith("!"))
    return name


def _dropping_particle(name: Name) -> Name:
    words = name.given.split(" ")
    start = len(words)
    while start > 1 and _is_dropping(words[start - 1]):
        start -= 1
    if start == len(words):
        return name
    given = " ".join(words[:start])
    comma = given.endswith(",")
    return replace(name, given=given.rstrip(","), dropping=" ".join(words[start:]), comma_dropping=comma)


def _is_dropping(word: str) -> bool:
    return word[:1].islower() and not word.endswith(".")
