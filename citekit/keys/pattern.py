"""What a key pattern is once it is read, of whichever form, and what it makes of an entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from citekit.keys.ascii import to_ascii
from citekit.model import Entry

Options = Mapping[str, Any]
"""What a function of a pattern is told."""


class Form(StrEnum):
    """How a pattern is written."""

    JABREF = "jabref"
    FORMULA = "formula"
    """Better BibTeX's"""


@dataclass(frozen=True, slots=True)
class Work:
    """The entry that a key is made for."""

    entry: Entry
    form: Form

    @property
    def german(self) -> bool:
        """Is ä written ae? To JabRef always, to Better BibTeX in a German work."""
        return self.form is Form.JABREF or self.entry.text("langid").lower().startswith(("german", "ngerman", "de"))

    def clean(self, text: str) -> str:
        """A text taken from the entry in the letters that a key may have, its spaces kept."""
        return _UNWANTED[self.form].sub("", to_ascii(text, german=self.german))


# JabRef's documentation, "Removing unwanted characters", lists these among others: - ` ʹ : ! ; ? ^ +
_UNWANTED = {Form.JABREF: re.compile(r"[^\w\s./]"), Form.FORMULA: re.compile(r"[^\w\s.*+/:-]")}
ILLEGAL = re.compile(r"[\s\"#%'(),={}@\\~\x00-\x1f]")
"""What no key can have, or what ends one."""


@dataclass(frozen=True, slots=True)
class Take:
    """Takes something from the entry; None from its function: the next alternative is to be tried."""

    function: Callable[[Work, Options], str | None]
    options: Options


@dataclass(frozen=True, slots=True)
class Do:
    """Makes another text of one; None as for `Take`."""

    function: Callable[[str, Work, Options], str | None]
    options: Options


@dataclass(frozen=True, slots=True)
class Group:
    """Chains, of which the first counts that gives something: what stands in parentheses."""

    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a key: a text as it stands, or something taken from the entry, and what is done with it."""

    source: str | Take | Group
    filters: tuple[Do, ...] = ()


Chain = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Suffix:
    """What keeps keys apart that would be the same: a, b, c."""

    format: str = "%(a)s"
    """Better BibTeX's: `a` and `A` stand for a letter, `n` for a number."""
    start: int = 0
    """0: the first key has none; 1: it has one too."""

    def text(self, number: int) -> str:
        """The suffix of the key with a number, counted from 0; empty for none."""
        count = number + self.start
        if not count:
            return ""
        found = {"n": str(count), "a": _letters(count), "A": _letters(count).upper()}
        return ILLEGAL.sub("", _PLACE.sub(lambda place: found[place[1]], self.format))


_PLACE = re.compile(r"%\((n|a|A)\)[0-9]*[sd]")


def _letters(number: int) -> str:
    """a … z, then aa, ab …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A key pattern, read."""

    text: str
    """As it was written."""
    form: Form
    chains: tuple[Chain, ...]
    suffix: Suffix = Suffix()

    def base(self, entry: Entry) -> str:
        """The key of an entry before it is kept apart from others; empty when the entry has nothing that it takes."""
        return ILLEGAL.sub("", _first(self.chains, Work(entry, self.form)) or "")

    def __str__(self) -> str:
        return self.text


def _first(chains: tuple[Chain, ...], work: Work) -> str | None:
    """What the first chain gives that gives anything; a chain of nothing but texts that stand in it gives nothing."""
    for chain in chains:
        if text := _chained(chain, work):
            return text
    return None


def _chained(chain: Chain, work: Work) -> str | None:
    taken = [_term(term, work) for term in chain]
    if any(text is None for text in taken):
        return None
    written = [isinstance(term.source, str) and not term.filters for term in chain]
    if not any(text for text, is_written in zip(taken, written, strict=True) if not is_written) and not all(written):
        return ""
    return "".join(filter(None, taken))


def _term(term: Term, work: Work) -> str | None:
    """What a term gives, cleaned; None when the alternative is to be left."""
    text = _source(term, work)
    for filter in term.filters:
        if text is None:
            return None
        text = filter.function(text, work, filter.options)
    if text is None or (isinstance(term.source, str) and not term.filters):
        return text
    return "".join(work.clean(text).split())


def _source(term: Term, work: Work) -> str | None:
    if isinstance(term.source, Take):
        return term.source.function(work, term.source.options)
    if isinstance(term.source, Group):
        return _first(term.source.chains, work) or ""
    return term.source
