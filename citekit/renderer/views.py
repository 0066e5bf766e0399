"""What a template sees: plain values with stable names, nothing that reads or writes a file.

A template finds these names:

    title         the page's title: as asked for, else the reading list's, else the project's; may be empty
    language      BCP 47, of the project, else of its documents; "en" when nothing says
    words         the words a page prints, in that language: `words.sources`, `words.reading_list` …
    fragment      true when the page's body alone is wanted, to be put into another document
    hanging_indent   true when the style indents all lines of a reference but the first
    generator     "citekit 0.1.0"
    reading_list  a `ReadingListView`, or none when the page shows a library or what documents cite
    references    `EntryView`s in the style's order: the reading list's works, what the named documents cite,
                  or the whole library; a key that comes twice, once
    missing       what is listed or cited but is in no library, as it was written
    claims        `ClaimView`s in the order of the claims files
    findings      `FindingView`s: all that `citekit check` finds
    counts        a `Counts`

It writes them with Jinja's own tags, tests and filters, of which the usual ones are there (`join`, `sort`, `groupby`,
`map`, `select`, `default`, `replace`, `format`, `indent`, `safe` …), and with three more:

    link(href)            the text as a link to an http(s) address
    wrap(first, rest, width=78)   plain text only: a paragraph in lines, with what the first and the others begin with
    citekey               LaTeX only: a key as `\\bibitem` and `\\cite` can read it

In these views a text is text: it is escaped for the page's format where it is printed. `reference`, `cited` and
`parts` are the exceptions: they are ready for the page (in CSV they are texts). What does not apply is an empty text,
or none where it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar, overload

from citekit.runs import Run

NAMES = (
    "title", "language", "words", "fragment", "hanging_indent", "generator", "reading_list", "references", "missing",
    "claims", "findings", "counts",
)  # fmt: skip
"""The names above."""

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """A sequence that is worked out when it is first looked at: a page costs only what its template uses."""

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> Sequence[T]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


class Fields(Mapping[str, str]):
    """The fields of an entry as text; a field that the entry has not is an empty text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> str:
        return self._texts.get(name, "")

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class Parts(Mapping[str, str]):
    """The parts of a reference as the style prints them, by the variables of CSL; one that is not printed is empty."""

    def __init__(self, runs: Sequence[Run], written: Callable[[Sequence[Run]], str]) -> None:
        self._runs = runs
        self._written = written

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """From where to where each goes."""
        places: dict[str, tuple[int, int]] = {}
        for place, run in enumerate(self._runs):
            if run.variable:
                first, last = places.get(run.variable, (place, place))
                # The same variable once more, further on, is another part.
                places[run.variable] = (first, place + 1 if last in (place, place - 1) else last)
        return places

    def __getitem__(self, name: str) -> str:
        first, last = self._places.get(name, (0, 0))
        return self._written(self._runs[first:last])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class EntryView:
    """A work."""

    key: str
    type: str
    """book, article …"""
    title: str
    authors: tuple[str, ...]
    """Full names of its authors, else of its editors."""
    names: tuple[str, ...]
    """The same as a citation calls them: family names."""
    year: str
    link: str
    """The http(s) address of its DOI or its URL."""
    fields: Fields
    """`fields.publisher`: every field of the entry as text."""
    label: str
    """What the style puts before the reference: a number, "Hol95"."""
    mark: str
    """The same as the style prints it: "[1]", "1."; empty when it leaves that to the page."""
    reference: str
    """As the style prints it."""
    parts: Parts
    """`parts.author`, `parts["container-title"]`: the names, the journal … as they stand in the reference."""
    short: str
    """As running text cites it: "Holsti (1995)"."""
    who: str
    """The names of that: "Holsti"."""
    _cite: Callable[[], str]

    @property
    def cited(self) -> str:
        """A citation of the work in the page's style: "(Holsti, 1995)", "[1]"."""
        return self._cite()


@dataclass(frozen=True, slots=True)
class ItemView:
    """A work on a reading list."""

    key: str
    entry: EntryView | None
    """None when no library has it."""
    reference: str
    """The entry's; the key when there is no entry."""
    short: str
    importance: str
    """essential, recommended, further"""
    importance_words: str
    locator: str
    """What to read of it, in words: "chap. 3"."""
    note: str
    _cite: Callable[[], str]

    @property
    def cited(self) -> str:
        """A citation of what is to be read, in the page's style: "(Holsti, 1995, chap. 3)"."""
        return self._cite()

    @property
    def missing(self) -> bool:
        """No library has the work."""
        return self.entry is None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A week or a topic of a reading list."""

    title: str
    note: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ReadingListView:
    """A reading list."""

    path: str
    title: str
    note: str
    sections: Later[SectionView]


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something that is wrong, or worth knowing."""

    severity: str
    """error, warning, information"""
    severity_words: str
    code: str
    message: str
    hint: str
    """What to do."""
    path: str
    line: int
    column: int
    claims: tuple[str, ...]
    """The ids of the claims it is about."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A work that a claim rests on."""

    key: str
    entry: EntryView | None
    """None when no library has it."""
    reference: str
    """The entry's; the key when there is no entry."""
    short: str
    locator: str
    """Where in the work, in words: "p. 418", "hlm. 418"."""
    intent: str
    """A CiTO term: obtainsSupportFrom …"""
    intent_words: str
    via: str
    """The other work in which this one was read, as running text cites it; its key when no library has it."""
    via_entry: EntryView | None
    note: str
    _cite: Callable[[], str]

    @property
    def cited(self) -> str:
        """The citation of it in the page's style: "(Holsti, 1995, p. 418)"; its key when no library has it."""
        return self._cite()

    @property
    def missing(self) -> bool:
        """No library has the work."""
        return self.entry is None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What a person found on checking a claim against its sources."""

    status: str
    """unchecked, supported, partly, unsupported, cannot-tell"""
    words: str
    by: str
    on: str
    """The day, as 2026-11-24."""
    note: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """An assertion in a document, and what it rests on."""

    id: str
    anchor: str
    """A name for the claim that is safe as an HTML id and unlike every other on the page."""
    text: str
    """Its words as a reader of the document sees them; as the claims file quotes them when they are not there."""
    document: str
    line: int | None
    """Where it stands in the document; none when it was not found in just one place."""
    place: str
    """The same in words: "article.md, line 34"."""
    kind: str
    """definition, finding, reason …"""
    kind_words: str
    note: str
    sources: tuple[SourceView, ...]
    verdict: VerdictView
    findings: tuple[FindingView, ...]

    @property
    def found(self) -> bool:
        """Its words stand in the document, in just one place."""
        return self.line is not None


@dataclass(frozen=True)
class Counts:
    """How many there are."""

    of_claims: Sequence[ClaimView]
    of_findings: Sequence[FindingView]

    @property
    def claims(self) -> int:
        """All claims."""
        return len(self.of_claims)

    @property
    def sourced(self) -> int:
        """Claims that name a source."""
        return sum(bool(claim.sources) for claim in self.of_claims)

    @property
    def unsourced(self) -> int:
        """Claims that name none."""
        return self.claims - self.sourced

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        """Claims by the status of their verdict, every status named."""
        return _tally(VERDICTS, (claim.verdict.status for claim in self.of_claims))

    @cached_property
    def findings(self) -> Mapping[str, int]:
        """Findings by severity, every severity named."""
        return _tally(SEVERITIES, (finding.severity for finding in self.of_findings))


VERDICTS = ("supported", "partly", "unsupported", "cannot-tell", "unchecked")
SEVERITIES = ("error", "warning", "information")


def _tally(names: Sequence[str], found: Iterator[str]) -> Mapping[str, int]:
    counts = dict.fromkeys(names, 0)
    for name in found:
        counts[name] = counts.get(name, 0) + 1
    return counts
