"""The nouns: frozen, without input or output. Functions elsewhere do the work.

`docs/glossary.md` says what each is and what it is not to be taken for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from citekit.dates import PartialDate as PartialDate
from citekit.dates import read_date as read_date
from citekit.diagnostic import Diagnostic, Severity
from citekit.library import Aside as Aside
from citekit.library import Entry as Entry
from citekit.library import Field as Field
from citekit.library import Library as Library
from citekit.library import Name as Name
from citekit.library import NameList as NameList
from citekit.profiles import DEFAULT, FileRules, Ignore, Profile, Word
from citekit.source import Span, TextSource


def fold(text: str) -> str:
    """A text for comparing names: no case, no diacritics, one kind of apostrophe and hyphen, single spaces.

    >>> fold("Łódź  O’Brien")
    "lodz o'brien"
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
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
    title: str = ""
    """The title that a note gives, in full or shortened: "Holsti, *International Politics*, p. 4"."""
    number: str = ""
    """The number by which the document's own list of references has the work: `[3]`."""
    repeats: CitationItem | None = None
    """The earlier item whose work this one means: *ibid.*, *op. cit.*, a short title. Itself it repeats none."""
    original: CitationItem | None = None
    """The work that was read in this one: "Zilles, 1954, dalam Holsti, 1995". It has names, perhaps no year."""


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """The mark in a document that points to one or more works."""

    span: Span
    items: tuple[CitationItem, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PrintedReference:
    """A work in a document's own list of references."""

    span: Span
    """All of it, its number included."""
    number: str
    """As printed; where the list has no numbers, its place in the list. Empty text never."""
    year: str
    """Four digits; empty when it has no date."""
    letter: str
    """That tells it from other works of those names and that year."""
    entry: Entry
    """What was read from it, as far as names and date go. Its key is its place in the list."""
    numbered: bool = False
    """The list prints the number."""
    label: str = ""
    r"""The key by which the document cites it, where the list gives one (`\bibitem{key}`)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: heading, paragraph, item, quote, cell. Offsets are those of the document's text.

    Blocks follow one another; only a note, whose kind is `note`, stands within another one.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Include:
    """A file that a document takes in: a chapter, a page."""

    name: str
    """As the document writes it; it may lack its ending, and counts from the document's folder."""
    span: Span
    optional: bool = False
    """Nothing is amiss when there is no such file."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A bibliography that a document carries with it, as those of Word and Zotero do. Its keys are the document's."""

    format: str
    """The name of a bibliography format: csl-json, endnotexml."""
    data: bytes


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
    references: tuple[PrintedReference, ...] = ()
    """The list of references that it prints itself, in order."""
    acronyms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """From a short name, folded, to the body's name that it stands for in this text."""
    bibliography: tuple[str, ...] = ()
    """The library files that the document names by itself."""
    cites_all: bool = False
    r"""It asks for every work of its library (`\nocite{*}`, `nocite: '@*'`)."""
    diagnostics: tuple[Diagnostic, ...] = ()
    shown: tuple[tuple[int, int], ...] = ()
    """Stretches that are blanked in `prose` though a reader sees something in their place: maths, code, a command of
    the writer's own, the mark of a citation. In order, apart from one another."""
    includes: tuple[Include, ...] = ()
    """The files that it takes in; each is a document of its own."""
    within: str = ""
    """The path of the document that takes it in; empty for one that is named itself."""
    defines: Mapping[str, str] = field(default_factory=dict)
    """Commands that it makes for itself and that cite, each with the known one that it stands for."""
    carried: tuple[Carried, ...] = ()
    """The works that it carries with it: a library where no other is named."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """For blocks that are works of its printed list, kind `reference`: where each starts, and the key it has there."""
    claims: tuple[Claim, ...] = ()
    """The claims that are marked in it; the `span` of each is in the document itself."""
    file: bytes = b""
    """The file that the text was taken out of, where a copy with remarks can be made of it."""

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
class About:
    """Marks of what a verdict was given on; empty where nothing was noted."""

    passage: str = ""
    entries: str = ""
    """Of the entries of its sources."""
    texts: str = ""
    """Of the texts that the project keeps of them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person found on checking the claim against its sources."""

    status: str = "unchecked"
    """unchecked, supported, partly, unsupported, cannot-tell"""
    by: str = ""
    on: Day | None = None
    note: str = ""
    about: About = About()


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
    earlier: tuple[Verdict, ...] = ()
    """The verdicts before it, the oldest first."""
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
    """What does not agree where names and year nearly lead to a work, or lead to one all the same."""

    LETTER = "letter"
    """The letter after the year is that of none of the works: the citation is joined to none."""
    NO_LETTER = "no-letter"
    """Several works have these names and that year, and no letter tells them apart: the citation is ambiguous."""
    ORDER = "order"
    """The authors stand in another order: the citation is joined all the same."""
    LEFT_OUT = "left-out"
    """Authors are left out without *et al.*: the citation is joined all the same."""
    NOBODY_ELSE = "nobody-else"
    """*Et al.* stands where nobody is left out: the citation is joined all the same."""
    YEAR_NEXT = "year-next"
    """The nearest work is of the year before or after: the citation is joined to none."""
    YEAR_DIGITS = "year-digits"
    """The nearest work's year has the same digits in another order: the citation is joined to none."""
    YEAR = "year"
    """The nearest work is of another year: the citation is joined to none."""
    COAUTHOR = "coauthor"
    """The nearest work is of that year and first author, with others beside: the citation is joined to none."""
    TOO_MANY = "too-many"
    """The nearest work has that year and these authors, but not so many: the citation is joined to none."""


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
    reference: PrintedReference | None = None
    """The entry of the document's own list of references that is meant."""

    @property
    def entry(self) -> Entry | None:
        """The entry it is joined to, when that is just one."""
        return self.entries[0] if len(self.entries) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A work of a document's printed list of references, joined to the entries of the libraries that describe it."""

    reference: PrintedReference
    entries: tuple[Entry, ...] = ()
    """One when it is joined, several when they describe it equally well, none when no library has it."""
    misspellings: tuple[Misspelling, ...] = ()
    """Names that the list nearly, but not quite, spells as the entry does."""

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
class WorkText:
    """The text of a work, which the project keeps to hold quotations against."""

    key: str
    path: str
    text: str
    """What a reader sees of it; as long as the file's text."""
    source: TextSource
    pages: tuple[int, ...] = ()
    """Where each of its pages begins; empty when the file does not say."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was published on the standing of a work: that it is retracted, doubted, corrected, or stands again."""

    nature: str
    """As Retraction Watch says it, in small letters: retraction, expression of concern, correction, reinstatement."""
    on: Day | None = None
    doi: str = ""
    """Of the notice itself; empty when it has none."""
    reasons: tuple[str, ...] = ()


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
    sources: str = "sources"
    """The folder of the works' texts."""
    retractions: str = ""
    """A file of Retraction Watch's data; empty when there is none."""
    outputs: tuple[Output, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    profile: Profile = DEFAULT
    """What the audit looks for and how much it matters."""
    overrides: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """What [check] itself says of severities and settings, as a profile's tables: it goes before any profile."""
    ignores: tuple[Ignore, ...] = ()
    """The findings that it leaves out with a reason."""
    file_rules: tuple[FileRules, ...] = ()
    words: tuple[Word, ...] = ()
    """Every other code and name that it or its profile names."""
    places: Mapping[str, Span] = field(default_factory=dict)
    """Where each word of `select` and `ignore` stands."""
    format: Mapping[str, str | int | bool | tuple[str, ...]] = field(default_factory=dict)
    """The house style of the bibliographies: settings of `citekit format` by their names."""
    key_pattern: str = ""
    """What `citekit keys` makes keys of."""


_Made = TypeVar("_Made")


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
    listed: tuple[Listed, ...] = ()
    """The printed lists of references of all documents, in order."""
    anchors: Mapping[Claim, tuple[Anchor, ...]] = field(default_factory=dict)
    """For each claim whose document was read, every place where its passage stands."""
    texts: Mapping[str, WorkText] = field(default_factory=dict)
    """The texts that the project keeps of works, by key."""
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    """By key, for the works of the libraries that have some, what was published on their standing, by date."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What reading found: files missing, blocks unread, fields malformed."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all libraries, duplicates included."""
        return tuple(entry for library in self.libraries for entry in library.entries)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it was read from, as they are shown, each once; without citekit.toml."""
        read = (self.libraries, self.documents, self.reading_lists)
        named = [one.path for kind in read for one in kind]
        return tuple(dict.fromkeys([*named, *(claim.span.path for claim in self.claims)]))

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    def once(self, make: Callable[[Project], _Made]) -> _Made:
        """What a function makes of the project, made once for all who ask: several rules look at one thing."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]  # type: ignore[assignment]  # what this very function gave
        return made

    @cached_property
    def own_fields(self) -> Mapping[str, Sequence[tuple[Entry, Field]]]:
        """By name, all fields of the entries that are their own and not taken over from others."""
        found: dict[str, list[tuple[Entry, Field]]] = {}
        for entry in self.entries:
            inherited = entry.inherited
            for name, one in entry.fields.items():
                if name not in inherited:
                    found.setdefault(name, []).append((entry, one))
        return found

    def entry(self, key: str) -> Entry | None:
        """The first entry with that key, else the first with that alias; None when no library has one."""
        looked = (look(key) for look in (*(one.get for one in self.libraries), *(one.alias for one in self.libraries)))
        return next(filter(None, looked), None)

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
