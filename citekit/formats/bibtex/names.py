"""Name lists: parted at `and` as BibTeX does, each name taken apart (`persons`) or read by biblatex's labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from citekit.formats.bibtex.latex import has_tex, to_unicode
from citekit.formats.bibtex.persons import BRACES_AND_COMMAS, Person, comma_parts, take_apart
from citekit.library import Name, NameList, two_part_name

NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director""".split()
)
"""Fields whose value is a list of names (BibTeX's two; biblatex manual, section 2.2.2)."""

MOST_COMMAS = 2
"""How many commas a name can have: von Last, Jr, First."""

_MARKS = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.I)
_AND = re.compile(r"(?<!\S)and(?!\S)", re.I)
_BRACES = re.compile(r"[{}]")
_EVEN = re.compile(r"[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*")
"""The usual case: no braces within braces."""
_EXTENDED = re.compile(r"""\s*"?\s*[a-z]+(?:-i)?\s*=""", re.I)
_LABEL = re.compile(r"""(?:^|[,"])\s*(?:family|given|prefix|suffix)\s*=""", re.I)
_OTHERS = re.compile(r"others|et\.? al\.?", re.I)


def split(value: str) -> list[str]:
    """The names of a list, as written, "others" among them."""
    return [value[start:end] for start, end in places(value)]


def places(value: str) -> Iterator[tuple[int, int]]:
    """Where the names of a list stand: between the words `and` that stand in no braces."""
    return ((start, end) for start, end in between(value) if start < end)


def between(value: str) -> Iterator[tuple[int, int]]:
    """As `places`, with an empty place where two `and` have no name between them, or the list begins or ends in one."""
    depth = start = 0
    for match in _MARKS.finditer(value):
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
    return _OTHERS.fullmatch(written) is not None


def is_extended(written: str) -> bool:
    """Is it in biblatex's form with labels, `family=Holsti, given=Kalevi`?"""
    return "=" in written and _EXTENDED.match(written) is not None and _LABEL.search(written) is not None


def commas(written: str) -> int:
    """The commas of a name that stand in no braces."""
    return len(comma_parts(written)) - 1


def is_doubtful(value: str) -> bool:
    """Might a name of the list have too many commas, or an `and` no name beside it? A quick look, without braces."""
    if value.count(",") > MOST_COMMAS and [name for name in value.split(" and ") if name.count(",") > MOST_COMMAS]:
        return True
    folded = value.lower().strip()
    if "\n" in folded or "\r" in folded or "\t" in folded or "  " in folded:
        folded = " ".join(folded.split())
    return _has_lone_and(folded)


def _has_lone_and(folded: str) -> bool:
    """Has an `and` no name beside it? The list is in small letters, with single spaces."""
    return " and and " in folded or folded[:4] in ("and", "and ") or folded[-4:] == " and"


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
    found = person(written)
    return Name(
        family=_text(found.last_names),
        given=_text(found.first_names + found.middle_names),
        particle=_text(found.prelast_names),
        suffix=_text(found.lineage_names),
    )


def _plain_name(written: str) -> Name:
    """A name without TeX, its words parted by single spaces. The usual ones need no more than a look."""
    family, comma, given = written.partition(", ")
    if "=" in written:
        pass
    elif comma:
        if family and given and " " not in family and "," not in written[len(family) + 1 :]:
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
    for match in BRACES_AND_COMMAS.finditer(text):
        depth += (match[0] == "{") - (match[0] == "}")
        if not depth:
            return match.end() == len(text)
    return False


def name_list(value: str, known: dict[str, Name] | None = None) -> NameList:
    """The names of a field. `known` takes the names that were taken apart: the same people write many works.

    >>> [name.inverted for name in name_list("Plano, Jack C. and Roy Olton and {UN} and others")]
    ['Plano, Jack C.', 'Olton, Roy', 'UN']
    """
    known = {} if known is None else known
    written = _plain_list(value)
    if written is None:
        written = [" ".join(normalize("NFC", one).split()) for one in split(value)]
    others = bool(written) and is_others(written[-1])
    if others:
        written.pop()
    make = _name if has_tex(value) else _plain_name
    return NameList(tuple([known.get(one) or known.setdefault(one, make(one)) for one in written]), others)


def _plain_list(value: str) -> list[str] | None:
    """What `split` gives of a list with nothing odd about its `and` and its braces; None for another list."""
    flat = " ".join(value.split()) if value.isascii() else " ".join(normalize("NFC", value).split())
    names = flat.split(" and ")
    folded = flat.lower()
    if not flat or folded.count(" and ") != len(names) - 1 or _has_lone_and(folded):
        return None
    return names if _braces_are_even(flat, names) else None


def _braces_are_even(value: str, names: list[str]) -> bool:
    """Does no pair of braces reach from one name into another?"""
    if "{" not in value and "}" not in value:
        return True
    return all(_EVEN.fullmatch(name) or _is_even(name) for name in names if "{" in name or "}" in name)


def _is_even(text: str) -> bool:
    depth = 0
    for match in _BRACES.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return not depth
