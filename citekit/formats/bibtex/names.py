"""Name lists: parted at `and` as BibTeX does, each name taken apart (`persons`) or read by biblatex's labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from citekit.formats.bibtex.latex import has_tex, single_spaced, to_unicode
from citekit.formats.bibtex.latex_letters import with_special_characters
from citekit.formats.bibtex.name_fields import MOST_COMMAS, has_lone_and
from citekit.formats.bibtex.persons import Person, braces_and_commas, comma_parts, take_apart
from citekit.library import Name, NameList, list_of_names, two_part_name


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[{}]|(?<!\S)and(?!\S)", re.I)


@cache
def _braces() -> re.Pattern[str]:
    return re.compile(r"[{}]")


@cache
def _even() -> re.Pattern[str]:
    """The usual case: no braces within braces."""
    return re.compile(r"[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*")


@cache
def _extended() -> re.Pattern[str]:
    return re.compile(r"""\s*"?\s*[a-z]+(?:-i)?\s*=""", re.I)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(r"""(?:^|[,"])\s*(?:family|given|prefix|suffix)\s*=""", re.I)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(r"others|et\.? al\.?", re.I)


_LONGEST_OTHERS = len("et. al.")


def split(value: str) -> list[str]:
    """The names of a list, as written, "others" among them."""
    return [value[start:end] for start, end in places(value)]


def places(value: str) -> Iterator[tuple[int, int]]:
    """Where the names of a list stand: between the words `and` that stand in no braces."""
    return ((start, end) for start, end in between(value) if start < end)


def between(value: str) -> Iterator[tuple[int, int]]:
    """As `places`, with an empty place where two `and` have no name between them, or the list begins or ends in one."""
    depth = start = 0
    for match in _marks().finditer(value):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            yield _trimmed(value, start, match.start())
            start = match.end()
    yield _trimmed(value, start, len(value))


def _trimmed(value: str, start: int, end: int) -> tuple[int, int]:
    text = value[start:end]
    left = start + len(text) - len(text.lstrip())
    return left, max(start + len(text.rstrip()), left)


def is_others(written: str) -> bool:
    """Does this stand for people who are not named?"""
    return len(written) <= _LONGEST_OTHERS and _others().fullmatch(written) is not None


def is_extended(written: str) -> bool:
    """Is it in biblatex's form with labels, `family=Holsti, given=Kalevi`?"""
    return "=" in written and _extended().match(written) is not None and _label().search(written) is not None


def commas(written: str) -> int:
    """The commas of a name that stand in no braces."""
    return len(comma_parts(written)) - 1


def person(written: str) -> Person:
    """A name as BibTeX takes it apart. One that BibTeX cannot take apart keeps all its words."""
    if is_extended(written):
        return _labelled(written)
    if written.count(",") > MOST_COMMAS:
        family, *given = comma_parts(written)
        if len(given) > MOST_COMMAS:
            return _made(family, ", ".join(filter(None, given)))
    return take_apart(" ".join(written.split()))


def _made(family: str, given: str = "", particle: str = "", suffix: str = "") -> Person:
    return Person(*((part,) if part else () for part in (given, "", particle, family, suffix)))


def _labelled(written: str) -> Person:
    """A name in biblatex's extended form. Quotation marks may stand round all of it, or round one part."""
    found = {}
    for part in comma_parts(written):
        label, _, value = part.strip().strip('"').partition("=")
        found[label.strip().lower()] = value.strip()
    return _made(*(found.get(label, "") for label in ("family", "given", "prefix", "suffix")))


def _name(written: str) -> Name:
    if not has_tex(written):
        return _plain_name(written)
    if _is_one_group(written):
        return Name(literal=to_unicode(written))
    simple = with_special_characters(written) if "\\" in written else written
    if "\\" not in simple and (name := _simple_name(single_spaced(normalize("NFC", simple.replace("~", " "))))):
        return name
    found = person(written)
    return Name(
        family=_text(found.last_names),
        given=_text(found.first_names + found.middle_names),
        particle=_text(found.prelast_names),
        suffix=_text(found.lineage_names),
    )


def _simple_name(written: str) -> Name | None:
    """A name without commands, or with all of its family name in braces; None for another."""
    if not has_tex(written):
        return _plain_name(written) if written else None
    family, comma, given = written.partition("}, ")
    if not comma or family[:1] != "{" or not given or "," in given or "=" in written:
        return None
    if given[0] == "{" and given[-1] == "}":
        given = given[1:-1].strip()
    return None if has_tex(family[1:]) or has_tex(given) else two_part_name(single_spaced(family[1:]), given)


def _plain_name(written: str) -> Name:
    """A name without TeX, its words parted by single spaces. The usual ones need no more than a look."""
    family, comma, given = written.partition(", ")
    if "=" in written:
        pass
    elif comma:
        is_plain = " " not in family or all(word[:1].isupper() for word in family.split(" "))
        if family and given and is_plain and written.count(",") == 1:
            return two_part_name(family, given)
    else:
        given, _, family = written.rpartition(" ")
        if "," not in written and all(word[0].isupper() for word in given.split()):
            return two_part_name(family, given)
    first, middle, particle, last, lineage = person(written)
    return Name(" ".join(last), " ".join(first + middle), " ".join(particle), " ".join(lineage))


def _text(words: tuple[str, ...]) -> str:
    return to_unicode(" ".join(words)) if words else ""


def _is_one_group(text: str) -> bool:
    """Is the whole name in one pair of braces? Then it is a body's."""
    if text[0] != "{" or text[-1] != "}":
        return False
    depth = 0
    for match in braces_and_commas().finditer(text):
        depth += (match[0] == "{") - (match[0] == "}")
        if not depth:
            return match.end() == len(text)
    return False


def name_list(value: str, known: dict[str, Name] | None = None, plain: bool = False) -> NameList:
    """The names of a field. `known` takes the names that were taken apart; `plain` says that the list is known to be
    so (`name_fields.is_plain`).

    >>> [name.inverted for name in name_list("Plano, Jack C. and Roy Olton and {UN} and others")]
    ['Plano, Jack C.', 'Olton, Roy', 'UN']
    """
    known = {} if known is None else known
    written = value.split(" and ") if plain else _plain_list(value)
    if written is None:
        written = [" ".join(normalize("NFC", one).split()) for one in split(value)]
    others = bool(written) and is_others(written[-1])
    if others:
        written.pop()
    make = _name if has_tex(value) else _plain_name
    return list_of_names(tuple([known.get(one) or known.setdefault(one, make(one)) for one in written]), others)


def _plain_list(value: str) -> list[str] | None:
    """What `split` gives of a list with nothing odd about its `and` and its braces; None for another list."""
    flat = single_spaced(value if value.isascii() else normalize("NFC", value))
    names = flat.split(" and ")
    folded = flat.lower()
    if not flat or folded.count(" and ") != len(names) - 1 or has_lone_and(folded):
        return None
    return names if _braces_are_even(flat, names) else None


def _braces_are_even(value: str, names: list[str]) -> bool:
    """Does no pair of braces reach from one name into another?"""
    if "{" not in value and "}" not in value:
        return True
    return all(_even().fullmatch(name) or _is_even(name) for name in names if "{" in name or "}" in name)


def _is_even(text: str) -> bool:
    depth = 0
    for match in _braces().finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return not depth
