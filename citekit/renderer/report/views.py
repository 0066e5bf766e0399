"""What the report's template sees: plain values, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a file's text over which the same marks lie."""

    text: str
    kinds: tuple[str, ...] = ()
    """What lies over it: syntax, claim, citation, quotation, and the gravest severity of its findings."""
    card: str = ""
    """The id of the card that it leads to, that of the narrowest mark; empty where none lies over it."""
    first: bool = False
    """No stretch before it leads to that card: the one that the Tab key stops at."""
    starts: tuple[str, ...] = ()
    """The ids of the marks that begin with it."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another place that a finding is about."""

    place: str
    text: str
    href: str
    """The fragment of that place on this page; empty when it is not shown."""


@dataclass(frozen=True, slots=True)
class FixView:
    """What would put it right."""

    old: str
    new: str
    safe: bool


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """Something that is wrong, or worth knowing."""

    id: str
    mark: str
    """The id of its mark in the text."""
    severity: str
    family: str
    """The three letters of its code."""
    code: str
    name: str
    """That of its kind: misspelt-author."""
    message: str
    hint: str
    place: str
    related: tuple[LinkView, ...]
    fix: FixView | None


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work that a citation or a claim rests on."""

    asked: str
    """As the text or the claims file names it."""
    how: str
    """exact, misspelt, ambiguous, unknown: how it was joined to works."""
    references: tuple[Markup, ...]
    """As the project's style prints them, or as the document's own list does; of an unknown work, those nearest."""
    locator: str = ""
    intent: str = ""
    via: str = ""
    """The work in which it was read."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """Where a quotation stands in the text that the project keeps of its work."""

    path: str
    page: int | None
    state: str
    """faithful, altered, absent, too-short"""
    pieces: tuple[tuple[str, bool], ...]
    """The passage with what is around it; true for what the quotation has otherwise or leaves out."""
    opened: bool = False
    closed: bool = False
    """The text goes on before, after what is shown."""


@dataclass(frozen=True, slots=True)
class VerdictShown:
    """What a person found on looking a claim up."""

    status: str
    words: str
    by: str
    on: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """What stands beside the text: what a stretch of it rests on, and what is wrong there."""

    id: str
    mark: str
    kind: str
    """citation, claim, quotation, finding"""
    title: str
    works: tuple[WorkView, ...] = ()
    passages: tuple[PassageView, ...] = ()
    verdict: VerdictShown | None = None
    about: str = ""
    """The kind of a claim, in words."""
    note: str = ""
    findings: tuple[ReportFinding, ...] = ()

    @property
    def severity(self) -> str:
        """The gravest of its findings; empty when nothing is wrong."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in ("error", "warning", "information") if one in found), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of an article, or some lines of another file, and the cards of what begins in it."""

    id: str
    kind: str
    place: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]

    @property
    def size(self) -> int:
        """About how tall it is, from 1 to 9: what it is taken for until it has been laid out."""
        text = sum(len(segment.text) for segment in self.segments) // 70
        beside = sum(2 + 6 * len(card.findings) for card in self.cards)
        return min(9, 1 + max(text, beside) // 3)


@dataclass(frozen=True, slots=True)
class Section:
    """A file."""

    id: str
    path: str
    article: bool
    """A document, shown whole; of other files only the lines with findings are."""
    language: str
    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    """How many findings of each severity."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are."""

    severities: tuple[tuple[str, int], ...]
    families: tuple[tuple[str, int], ...]
    citations: int
    claims: int
    works: int
    """Works that citations and claims lead to."""
