"""The nouns: frozen, without input or output. Functions elsewhere do the work.

`docs/glossary.md` says what each is and what it is not to be taken for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from citekit.dates import PartialDate as PartialDate
from citekit.dates import read_date as read_date
from citekit.dates import read_year_month
from citekit.diagnostic import Diagnostic, Severity
from citekit.source import Span, TextSource

EMPTY: Mapping[str, Span] = MappingProxyType({})


def fold(text: str) -> str:
    """A text for comparing names: no case, no diacritics, one kind of apostrophe and hyphen, single spaces.

    >>> fold("Łódź  O’Brien")
    "lodz o'brien"
    """
    text = text.translate(_FOLDED)
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


# Letters that Unicode does not take apart, and the marks people mix.
_FOLDED = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE",
        "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip


# --------------------------------------------------------------------------------------------- bibliography


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

    def text(self, name: str) -> str:
        """The text of a field; empty when the entry has none."""
        found = self.fields.get(name)
        return found.text if found else ""

    @property
    def people(self) -> NameList:
        """Those under whom the work is cited: its authors, else its editors."""
        return self.names.get("author") or self.names.get("editor") or NameList()

    @property
    def date(self) -> PartialDate:
        """When it was published: biblatex's `date`, else `year` with `month`, else `year` alone."""
        if stated := self.text("date"):
            return read_date(stated)
        year = self.text("year")
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


@dataclass(frozen=True, eq=False)
class Library:
    """A read bibliography file. Duplicates and unread blocks are kept, in the file's order."""

    path: str
    source: TextSource
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, Entry]:
        index: dict[str, Entry] = {}
        for entry in self.entries:
            index.setdefault(entry.key, entry)
        return index

    def get(self, key: str) -> Entry | None:
        """The entry with that key, the first where several have it; None when there is none."""
        return self._by_key.get(key)


# ------------------------------------------------------------------------------------------------ documents


class Mode(StrEnum):
    """How a citation item stands in its sentence (CSL's and pandoc's modes)."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    SUPPRESSED = "suppressed"
    """The author is named in the sentence; the mark gives the year alone."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in the work: a CSL locator label (page, chapter, section …) and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Surface:
    """A piece of a citation as printed: a name, a year."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class CitationItem:
    """One work within a citation: by key, or by the names and year as printed."""

    span: Span
    key: str = ""
    """Empty when the citation is made in words."""
    names: tuple[Surface, ...] = ()
    others: bool = False
    """The names end in *et al.*, *dkk.* …"""
    year: Surface | None = None
    """With its suffix: 1997a."""
    locator: Locator | None = None
    prefix: str = ""
    suffix: str = ""
    mode: Mode = Mode.PARENTHETICAL


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """The mark in a document that points to one or more works."""

    span: Span
    items: tuple[CitationItem, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: heading, paragraph, item, quote, cell. Offsets are those of the document's text.

    Blocks follow one another; only a note, whose kind is `note`, stands within another one.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Document:
    """A text that cites."""

    path: str
    source: TextSource
    prose: str
    """As long as the text; what is no running prose (code, maths, commands, front matter) is blanked with spaces."""
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    language: str = ""
    """BCP 47; empty when unknown."""
    format: str = "plain"
    bibliography: tuple[str, ...] = ()
    """The library files that the document names by itself."""
    cites_all: bool = False
    r"""It asks for every work of its library (`\nocite{*}`, `nocite: '@*'`)."""
    diagnostics: tuple[Diagnostic, ...] = ()
    shown: tuple[tuple[int, int], ...] = ()
    """Stretches that are blanked in `prose` though a reader sees something in their place: maths, code, a command of
    the writer's own, the mark of a citation. In order, apart from one another."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @cached_property
    def seen(self) -> str:
        """The prose together with what is `shown`, as the text writes it: only what no reader sees is blank."""
        parts, done = [], 0
        for start, end in self.shown:
            parts += [self.prose[done:start], self.text[start:end]]
            done = end
        return "".join([*parts, self.prose[done:]])

    @cached_property
    def notes(self) -> tuple[tuple[int, int], ...]:
        """The notes that stand within a sentence without being part of it (`\\footnote{…}`), in order."""
        return tuple((block.start, block.end) for block in self.blocks if block.kind == "note")


# --------------------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Selector:
    """How to find a passage: W3C TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage was found: offsets in the document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class ClaimSource:
    """A work that a claim rests on, and how."""

    key: str
    span: Span
    locator: Locator | None = None
    intent: str = ""
    """A CiTO term without its prefix: obtainsSupportFrom, citesAsEvidence, disputes …"""
    via: str = ""
    """The key of the other work in which this one was read (secondary citation)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person found on checking the claim against its sources."""

    status: str = "unchecked"
    """unchecked, supported, partly, unsupported, cannot-tell"""
    by: str = ""
    on: Day | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """An assertion in a document, and the works it rests on."""

    id: str
    document: str
    """The path of the document, as it is shown."""
    selector: Selector
    span: Span
    """Its table in the claims file."""
    exact_span: Span
    """The value of `exact` there."""
    kind: str = ""
    """definition, finding, reason, quotation, background …"""
    sources: tuple[ClaimSource, ...] = ()
    verdict: Verdict = Verdict()
    note: str = ""


class Match(StrEnum):
    """How a citation item or claim source came to its entry, or why it did not."""

    EXACT = "exact"
    MISSPELT = "misspelt"
    """The year agrees and a name is nearly right."""
    AMBIGUOUS = "ambiguous"
    """Several entries fit equally well."""
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """What does not agree where names and year lead to a work."""

    LETTER = "letter"
    """The letter after the year is that of none of the works: the citation is joined to none."""
    ORDER = "order"
    """The authors stand in another order: the citation is joined all the same."""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A name in a document that is nearly, but not quite, that of the work."""

    surface: Surface
    correct: str


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """One citation item or claim source, joined to an entry, to several, or to none, with the reason."""

    item: CitationItem | ClaimSource | ReadingItem
    origin: Citation | Claim | ReadingItem
    match: Match
    entries: tuple[Entry, ...] = ()
    """One when it is joined, several when it is ambiguous."""
    nearest: tuple[Entry, ...] = ()
    """When it is unknown: what may have been meant, best first."""
    misspellings: tuple[Misspelling, ...] = ()
    doubt: Doubt | None = None

    @property
    def entry(self) -> Entry | None:
        """The entry it is joined to, when that is just one."""
        return self.entries[0] if len(self.entries) == 1 else None


# -------------------------------------------------------------------------------------------- reading lists


@dataclass(frozen=True, slots=True, eq=False)
class ReadingItem:
    """One work on a reading list, and what the reader is told about it."""

    key: str
    span: Span
    importance: str = ""
    """essential, recommended, further"""
    locator: Locator | None = None
    """What to read of it."""
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A week or a topic of a reading list."""

    title: str
    items: tuple[ReadingItem, ...]
    note: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReadingList:
    """Works in sections, chosen for a reader."""

    path: str
    title: str
    sections: tuple[Section, ...] = ()
    note: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


# -------------------------------------------------------------------------------------------------- project


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """A page that `citekit build` writes."""

    template: str
    file: str
    """The path to write, relative to the project."""
    span: Span
    list: str = ""
    """The reading list to show, as `citekit.toml` names it."""
    cited_in: tuple[str, ...] = ()
    """Show the works that these documents cite."""
    title: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Config:
    """What `citekit.toml` says; paths as it writes them."""

    path: str = ""
    """Empty when there is no citekit.toml."""
    title: str = ""
    language: str = ""
    style: str = "pybtex:plain"
    libraries: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reading_lists: tuple[str, ...] = ()
    templates: str = "templates"
    outputs: tuple[Output, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR


@dataclass(frozen=True, eq=False)
class Project:
    """All that was read, joined together. What is wrong with it is for `check` to say."""

    root: Path
    config: Config = Config()
    libraries: tuple[Library, ...] = ()
    documents: tuple[Document, ...] = ()
    claims: tuple[Claim, ...] = ()
    reading_lists: tuple[ReadingList, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    anchors: Mapping[Claim, tuple[Anchor, ...]] = field(default_factory=dict)
    """For each claim whose document was read, every place where its passage stands."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What reading found: files missing, blocks unread, fields malformed."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all libraries, duplicates included."""
        return tuple(entry for library in self.libraries for entry in library.entries)

    def entry(self, key: str) -> Entry | None:
        """The first entry with that key; None when no library has one."""
        for library in self.libraries:
            if found := library.get(key):
                return found
        return None

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.path: document for document in self.documents}

    def document(self, path: str) -> Document | None:
        """The document with that path, as it is shown; None when it was not read."""
        return self._documents.get(path)

    @cached_property
    def _by_origin(self) -> Mapping[object, tuple[Attribution, ...]]:
        index: dict[object, list[Attribution]] = {}
        for attribution in self.attributions:
            index.setdefault(attribution.origin, []).append(attribution)
        return {origin: tuple(found) for origin, found in index.items()}

    def attributions_of(self, origin: Citation | Claim | ReadingItem) -> tuple[Attribution, ...]:
        """The attributions of one citation, claim or reading-list item, in its order."""
        return self._by_origin.get(origin, ())

    def passage(self, claim: Claim) -> Span | None:
        """Where the claim's passage stands in its document, when it stands in just one place."""
        document, anchors = self.document(claim.document), self.anchors.get(claim, ())
        if document is None or len(anchors) != 1:
            return None
        return document.source.span(anchors[0].start, anchors[0].end)
