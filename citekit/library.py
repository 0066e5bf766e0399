"""The nouns of a bibliography: a `Library` of `Entry`s with their fields and names. `model` has them with all others.

They stand apart so that who only reads a bibliography need not wait for documents, claims and projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from citekit.source import Span, TextSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from citekit.dates import PartialDate
    from citekit.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or a body in `literal`. The parts are CSL's; text, without LaTeX."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """What a citation calls them: the family name with its particle, or the body's name."""
        return self.literal or " ".join(filter(None, (self.particle, self.family))) or self.given

    @property
    def full(self) -> str:
        """Given name first, as on a title page."""
        name = " ".join(filter(None, (self.given, self.particle, self.family))) or self.literal
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self) -> str:
        """Family name first, as in an alphabetical list."""
        if self.literal:
            return self.literal
        return ", ".join(filter(None, (self.short if self.family else "", self.given, self.suffix)))


class _UnfrozenName(Name):
    """A name while it is made: setting the parts of a frozen one takes three times as long."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def two_part_name(family: str, given: str) -> Name:
    """`Name(family, given)`, made in less time: a large library has hundreds of thousands."""
    made: Any = object.__new__(_UnfrozenName)
    made.family = family
    made.given = given
    made.particle = made.suffix = made.literal = ""
    made.__class__ = Name
    frozen: Name = made
    return frozen


@dataclass(frozen=True, slots=True)
class NameList:
    """The names of one field, in order."""

    names: tuple[Name, ...] = ()
    others: bool = False
    """The list ends in "and others": there are more people than it names."""

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


_NOBODY = NameList()


class _UnfrozenNameList(NameList):
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


def list_of_names(names: tuple[Name, ...], others: bool) -> NameList:
    """`NameList(names, others)`, made in less time."""
    made: Any = object.__new__(_UnfrozenNameList)
    made.names = names
    made.others = others
    made.__class__ = NameList
    frozen: NameList = made
    return frozen


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry."""

    name: str
    """Lower case."""
    value: str
    """As the file writes it, without its enclosing braces or quotes; macros put in."""
    text: str
    """The same as Unicode text: LaTeX decoded, white space single."""
    span: Span
    """From the field's name to the end of its value."""
    tex: bool = False
    """The value is TeX, as a .bib file's is; else it is the text itself."""


NONE_INHERITED: Mapping[str, Entry] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One work of a library. `fields` and `names` may be worked out when first asked."""

    key: str
    type: str
    """Lower case: book, article, thesis …"""
    fields: Mapping[str, Field]
    """By lower-case name, in the file's order; of a name that comes twice, the first."""
    names: Mapping[str, NameList]
    """The name fields the entry has: author, editor, translator …"""
    span: Span
    """The whole entry, from `@` to its closing brace."""
    key_span: Span
    inherited: Mapping[str, Entry] = field(default_factory=lambda: NONE_INHERITED)
    """Of the fields, those that it takes over from other entries (`crossref`, `xdata` …), and from which."""

    def text(self, name: str) -> str:
        """The text of a field; empty when the entry has none."""
        found = self.fields.get(name)
        return found.text if found else ""

    @property
    def people(self) -> NameList:
        """Those under whom the work is cited: its authors, else its editors."""
        names = self.names
        return names.get("author") or names.get("editor") or _NOBODY

    @property
    def date(self) -> PartialDate:
        """When it was published: biblatex's `date`, else `year` with `month`, else `year` alone."""
        from citekit.dates import read_date, read_year_month  # with the names of the months, which few need

        if stated := self.text("date"):
            return read_date(stated)
        year = self.text("year")
        if not year:
            return read_date("")
        when = read_year_month(year, self.text("month"), self.text("day"))
        return when if when.year is not None else read_date(year)

    @property
    def year(self) -> str:
        """The year as it is cited; empty when there is none. A date that cannot be read is given as it stands."""
        return self.date.year_text

    @property
    def title(self) -> str:
        """The title with its subtitle."""
        title, subtitle = self.text("title"), self.text("subtitle")
        return f"{title}: {subtitle}" if title and subtitle else title or subtitle

    @property
    def link(self) -> str:
        """The address at which the work is found: its DOI's, else its URL when that is http(s), else empty."""
        doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.text("doi"), flags=re.I)
        if doi.startswith("10."):
            return f"https://doi.org/{doi}"
        url = self.text("url")
        return url if re.match(r"https?://[^\s]+$", url, re.I) else ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a bibliography file holds besides its entries."""

    kind: str
    """string, preamble, comment; or metadata, which a program keeps there"""
    name: str
    """Of a string; of metadata what it is: `jabref-meta: grouping`. Else empty."""
    text: str
    """What a string stands for, else what is written."""
    span: Span


@dataclass(frozen=True, eq=False)
class Library:
    """A read bibliography file. Duplicates and unread blocks are kept, in the file's order."""

    path: str
    source: TextSource
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    asides: tuple[Aside, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, Entry]:
        index: dict[str, Entry] = {}
        for entry in self.entries:
            index.setdefault(entry.key, entry)
        return index

    @cached_property
    def _by_alias(self) -> Mapping[str, Entry]:
        index: dict[str, Entry] = {}
        for entry in self.entries:
            if "ids" in entry.fields and "ids" not in entry.inherited:
                for alias in entry.fields["ids"].value.split(","):
                    index.setdefault(alias.strip(), entry)
        return index

    @cached_property
    def strings(self) -> Mapping[str, str]:
        """What each string that the file defines stands for at its end, by lower-case name."""
        return {aside.name.lower(): aside.text for aside in self.asides if aside.kind == "string"}

    def get(self, key: str) -> Entry | None:
        """The entry with that key, the first where several have it; None when there is none."""
        return self._by_key.get(key)

    def alias(self, key: str) -> Entry | None:
        """The entry that has that key among its `ids` (biblatex); None when there is none."""
        return self._by_alias.get(key) if key else None


def with_keys(library: Library, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What was found in the bytes of a library's file, each finding with the key of the entry that it stands in."""
    return tuple(one if one.subject else replace(one, subject=_key_at(library, one.span.start)) for one in found)


def _key_at(library: Library, offset: int) -> str:
    return next((one.key for one in library.entries if one.span.start <= offset < one.span.end), "")
