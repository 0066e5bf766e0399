"""What the value of a field says: braces and quotes off, strings put in, pieces joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from citekit.formats.bibtex.blocks import Place, RawField
from citekit.formats.bibtex.braces import BRACES, BRACES_AND_QUOTES, BRACES_NOT_ESCAPED, closing_brace, stripped_end
from citekit.formats.bibtex.tuples import NamedTuple

_NAMES = "January February March April May June July August September October November December".split()

# btxdoc, section 2.2: the standard styles define the months by their first three letters; here with English names.
MONTHS: Mapping[str, str] = MappingProxyType({name[:3].lower(): name for name in _NAMES})

VERBATIM = frozenset("doi eprint file pdf url urlraw verba verbb verbc".split())
"""Fields that hold no TeX (biblatex manual, section 2.2.1: verbatim and uri fields; `pdf` is JabRef's)."""

DATES = frozenset("date eventdate origdate urldate".split())
"""Fields that hold dates as EDTF writes them (biblatex manual, section 2.3.8)."""

MOST_JOINED = 4000
"""Characters to which a value that is joined from several pieces may grow by its strings. Strings that double each
other would fill the memory after some thirty lines; the longest honest ones have a few hundred characters."""

MOST_DEFINED = 5_000_000
"""Characters that all strings of a file may say before none is put into another any more. The strings that are read of
a file (`floods.MOST_STRINGS`) would else say a hundred and sixty million; honest ones say half of this."""

_BARE = re.compile(rb"[^#]*+")
_GAP = re.compile(rb"[\s#]*+")


@cache
def _url_command() -> re.Pattern[str]:
    return re.compile(r"\\url\s*\{(.*)\}", re.S)


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(r"\{\\?([_%#&~])\}|\\([_%#&~$])")


def address(value: str) -> str:
    r"""The text of a verbatim field. A backslash before `_ % # & ~ $` goes: no address has one, but many exports do.

    >>> address(r"\url{https://example.org/a\_b}")
    'https://example.org/a_b'
    """
    if "\\" not in value and "{" not in value and value.isprintable() and " " not in value:
        return value
    value = " ".join(value.split())
    found = _url_command().fullmatch(value)
    return _escaped().sub(lambda match: match[1] or match[2], found[1] if found else value)


class Strings:
    """The strings that a file defines, and from where on each is so: BibTeX knows one only below its definition."""

    def __init__(self, before: Mapping[str, str] = MappingProxyType({})) -> None:
        """`before`: those of the files before this one, by lower-case name. They are known from the start."""
        known = {**MONTHS, **before}
        self._values: dict[str, list[str]] = {name: [value] for name, value in known.items()}
        self._from: dict[str, list[int]] = {name: [-1] for name in known}
        self._said = 0
        self.room = MOST_JOINED
        """Characters of strings that may be put into a value of several pieces."""

    def define(self, name: str, value: str, offset: int) -> None:
        """From `offset` on, `name` stands for `value`."""
        self._values.setdefault(name.lower(), []).append(value)
        self._from.setdefault(name.lower(), []).append(offset)
        # Of a longer one nothing was put in, or it is put into nothing.
        self._said += min(len(value), MOST_JOINED)
        if self._said > MOST_DEFINED:
            self.room = 0

    def at(self, name: str, offset: int) -> str | None:
        """What a name stands for at an offset; None for an undefined one."""
        name = name.lower()
        index = bisect_left(self._from.get(name, ()), offset)
        return self._values[name][index - 1] if index else None

    def __contains__(self, name: str) -> bool:
        """Has the name been defined at all?"""
        return name.lower() in self._values


class Value(NamedTuple):
    """The text of a value, and the strings in it that could not be put in."""

    text: str
    undefined: tuple[tuple[str, Place], ...] = ()
    too_long: tuple[tuple[str, Place], ...] = ()
    """Strings that would have made the value longer than MOST_JOINED; they keep their names."""


def evaluate(data: bytes, field: RawField, strings: Strings, decode: Callable[[int, int], str]) -> Value:
    """The value of a field; `decode` gives the text between two offsets. An undefined string keeps its name."""
    if field.whole or not field.closed:
        return Value(decode(field.value.start + 1, field.value.end - field.closed))
    places = list(pieces(data, field.value))
    texts: list[str] = []
    undefined: list[tuple[str, Place]] = []
    too_long: list[tuple[str, Place]] = []
    put_in = 0
    for place in places:
        if data[place.start] in b'{"':
            texts.append(decode(place.start + 1, place.end - 1))
            continue
        word = decode(place.start, place.end)
        known = word if word.isdecimal() else strings.at(word, place.start)
        if known is None:
            undefined.append((word, place))
        elif len(places) > 1 and put_in + len(known) > strings.room:
            too_long.append((word, place))
            known = None
        else:
            put_in += len(known)
        texts.append(word if known is None else known)
    return Value("".join(texts), tuple(undefined), tuple(too_long))


def only_piece(data: bytes, field: RawField) -> Place | None:
    """The inside of a value that is a single piece in braces or quotes; None for another."""
    places = list(pieces(data, field.value)) if field.closed else []
    if len(places) != 1 or data[places[0].start] not in b'{"':
        return None
    return Place(places[0].start + 1, places[0].end - 1)


def pieces(data: bytes, value: Place) -> Iterator[Place]:
    """The groups, quoted texts and words that `#` joins to a value."""
    position = value.start
    while position < value.end:
        end = _piece_end(data, position, value.end)
        yield Place(position, max(stripped_end(data, position, end), position + 1))
        gap = _GAP.match(data, max(end, position + 1), value.end)
        position = gap.end() if gap else value.end


def _piece_end(data: bytes, start: int, end: int) -> int:
    """Just after the group, the quoted text or the word that begins at `start`."""
    if data[start] == ord('"'):
        return _closing_quote(data, start, end)
    if data[start] != ord("{"):
        bare = _BARE.match(data, start, end)
        return bare.end() if bare else end
    for braces in (BRACES, BRACES_NOT_ESCAPED):
        if (found := closing_brace(data, start, end, braces)) >= 0:
            return found
    return end


def _closing_quote(data: bytes, start: int, end: int) -> int:
    depth = 0
    for match in BRACES_AND_QUOTES.finditer(data, start + 1, end):
        if match[0] == b'"':
            if not depth:
                return match.end()
        else:
            depth += 1 if match[0] == b"{" else -1
    return end
