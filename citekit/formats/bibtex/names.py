"""Name lists, taken apart as BibTeX does; pybtex's `Person` knows how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pybtex.database import Person
from pybtex.exceptions import PybtexError

from citekit.formats.bibtex.latex import to_unicode
from citekit.model import Name, NameList

NAME_FIELDS = frozenset(
    """author editor translator bookauthor editora editorb editorc annotator commentator introduction foreword afterword
    holder shortauthor shorteditor sortname director""".split()
)
"""Fields whose value is a list of names (BibTeX's two; biblatex manual, section 2.2.2)."""

MOST_COMMAS = 2
"""How many commas a name can have: von Last, Jr, First."""

_LONGEST = 2000
"""Characters beyond which a text is no name of a person: it is taken whole."""
_MARKS = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.I)
_COMMAS = re.compile(r"[{},]")
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
    return len(_parts(written)) - 1


def _parts(written: str) -> list[str]:
    """What the commas part that stand in no braces."""
    depth = start = 0
    parts = []
    for match in _COMMAS.finditer(written):
        if match[0] == ",":
            if not depth:
                parts.append(written[start : match.start()].strip())
                start = match.end()
        else:
            depth = max(depth + (1 if match[0] == "{" else -1), 0)
    return [*parts, written[start:].strip()]


@lru_cache(maxsize=65536)
def person(written: str) -> Person:
    """A name as BibTeX takes it apart. One that BibTeX cannot take apart keeps all its words."""
    if is_extended(written):
        return _labelled(written)
    if len(written) <= _LONGEST and commas(written) <= MOST_COMMAS:
        # Its braces may still be too many, or not in pairs.
        try:
            return Person(" ".join(written.split()))
        except (PybtexError, RecursionError, IndexError):
            pass
    family, *given = _parts(written)
    return _made(family, ", ".join(filter(None, given)))


def _made(family: str, given: str = "", particle: str = "", suffix: str = "") -> Person:
    made = Person()
    made.last_names, made.first_names = [family] if family else [], [given] if given else []
    made.prelast_names, made.lineage_names = [particle] if particle else [], [suffix] if suffix else []
    return made


def _labelled(written: str) -> Person:
    """A name in biblatex's extended form. Quotation marks may stand round all of it, or round one part."""
    found = {}
    for part in _parts(written):
        label, _, value = part.strip().strip('"').partition("=")
        found[label.strip().lower()] = value.strip()
    return _made(*(found.get(label, "") for label in ("family", "given", "prefix", "suffix")))


@lru_cache(maxsize=65536)
def _name(written: str) -> Name:
    if _is_one_group(written):
        return Name(literal=to_unicode(written))
    found = person(written)
    return Name(
        family=_text(found.last_names),
        given=_text(found.first_names + found.middle_names),
        particle=_text(found.prelast_names),
        suffix=_text(found.lineage_names),
    )


def _text(parts: list[str]) -> str:
    return to_unicode(" ".join(parts))


def _is_one_group(text: str) -> bool:
    """Is the whole name in one pair of braces? Then it is a body's."""
    if text[0] != "{" or text[-1] != "}":
        return False
    depth = 0
    for match in _COMMAS.finditer(text):
        depth += (match[0] == "{") - (match[0] == "}")
        if not depth:
            return match.end() == len(text)
    return False


def name_list(value: str) -> NameList:
    """The names of a field.

    >>> [name.inverted for name in name_list("Plano, Jack C. and Roy Olton and {UN} and others")]
    ['Plano, Jack C.', 'Olton, Roy', 'UN']
    """
    written = split(value)
    others = bool(written) and is_others(written[-1])
    return NameList(tuple(_name(name) for name in (written[:-1] if others else written)), others)
