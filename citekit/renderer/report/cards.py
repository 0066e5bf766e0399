"""The cards of a project: what its citations, claims and quotations rest on, and which finding belongs to which."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from markupsafe import Markup

from citekit import writers
from citekit.diagnostic import Diagnostic
from citekit.model import Attribution, Citation, Claim, ClaimSource, Document, Entry, Project
from citekit.plugin import Style
from citekit.quoting import Comparison
from citekit.renderer.report.segments import Mark
from citekit.renderer.report.views import Card, FixView, LinkView, PassageView, ReportFinding, VerdictShown, WorkView
from citekit.renderer.words import Words
from citekit.rules.held import Held
from citekit.rules.quoted import Quoted, quoted
from citekit.runs import Run
from citekit.source import Span

PlaceOf = Callable[[Span], str]
"""The fragment at which a place is shown; empty when it is not."""
_AROUND = 160
"""Characters shown of a work's text before and after the passage."""
_LONGEST = 4000
"""Characters shown of a passage or of a title."""


@dataclass(eq=False)
class Placed:
    """A card on its way: where in which file it stands, and the findings that have come to it."""

    span: Span
    card: Card
    found: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Cards:
    """The cards of a project and its findings."""

    project: Project
    style: Style
    words: Words
    names: Mapping[str, str]
    """Names of the kinds of findings by their codes."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    # ------------------------------------------------------------------------------------------- what there is

    def of_documents(self, documents: Iterable[Document]) -> list[Placed]:
        """A card for each citation, claim and compared quotation of the documents."""
        placed = []
        held = Held(self.project)
        for document in documents:
            placed += [self._citation(citation) for citation in document.citations]
            if self.project.texts:
                placed += [card for found in quoted(document) for card in self._quotation(found, held)]
        paths = {document.path for document in documents}
        for claim in self.project.claims:
            passage = self.project.passage(claim)
            if passage and claim.document in paths:
                placed.append(self._claim(claim, passage))
        return placed

    def _new(self, kind: str, title: str, **more: object) -> Card:
        number = next(self._numbers)
        return replace(Card(f"c{number}", f"m{number}", kind, _one_line(title)), **more)  # type: ignore[arg-type]

    def _citation(self, citation: Citation) -> Placed:
        works = tuple(self._cited(found) for found in self.project.attributions_of(citation))
        return Placed(citation.span, self._new("citation", citation.span.text, works=works))

    def _cited(self, found: Attribution) -> WorkView:
        references = self._references(found)
        asked = found.item.span.text if not getattr(found.item, "key", "") else str(getattr(found.item, "key", ""))
        locator = self.words.locator(getattr(found.item, "locator", None))
        return WorkView(_one_line(asked), found.match.value, references, locator)

    def _references(self, found: Attribution) -> tuple[Markup, ...]:
        if not found.entries and found.reference:
            return (_html([Run(_one_line(found.reference.span.text))]),)
        return tuple(self._reference(entry) for entry in (found.entries or found.nearest)[:5])

    def _reference(self, entry: Entry) -> Markup:
        return self._printed.get(entry.key) or _html([Run(entry.title or entry.key)])

    @cached_property
    def _printed(self) -> Mapping[str, Markup]:
        """The works that anything leads to, as the style prints them."""
        attributions = self.project.attributions
        entries = (entry for found in attributions for entry in (*found.entries, *found.nearest))
        firsts: dict[str, Entry] = {}
        for entry in entries:
            if entry.key in firsts or self.project.entry(entry.key) is entry:
                firsts.setdefault(entry.key, entry)
        return {found.entry.key: _html(found.runs) for found in self.style.format(tuple(firsts.values()))}

    def _claim(self, claim: Claim, passage: Span) -> Placed:
        found = {one.item: one for one in self.project.attributions_of(claim)}
        works = tuple(self._source(source, found.get(source)) for source in claim.sources)
        verdict = claim.verdict
        day = verdict.on.isoformat() if verdict.on else ""
        words = self.words.term("verdicts", verdict.status)
        shown = VerdictShown(verdict.status, words, verdict.by, day, verdict.note)
        about = self.words.term("kinds", claim.kind) if claim.kind else ""
        return Placed(passage, self._new("claim", claim.id, works=works, verdict=shown, about=about, note=claim.note))

    def _source(self, source: ClaimSource, found: Attribution | None) -> WorkView:
        via = self.project.entry(source.via) if source.via else None
        return WorkView(
            source.key,
            found.match.value if found else "unknown",
            self._references(found) if found else (),
            self.words.locator(source.locator),
            self.words.term("intents", source.intent) if source.intent else "",
            self.words.short(via) if via else source.via,
            source.note,
        )

    def _quotation(self, found: Quoted, held: Held) -> Iterator[Placed]:
        passages = tuple(_passage(text.path, text.text, text.pages, made) for text, made in held.compare(found))
        if passages:
            span = found.document.source.span(found.quotation.start, found.quotation.end)
            yield Placed(span, self._new("quotation", found.text, passages=passages))

    # --------------------------------------------------------------------------------------------- what is wrong

    def with_findings(self, placed: Sequence[Placed], findings: Iterable[Diagnostic]) -> list[Placed]:
        """The cards with the findings that belong to them, and cards of their own for all others."""
        where = _Where(placed)
        own: dict[tuple[str, int, int], Placed] = {}
        for found in findings:
            card = where.of(found)
            if card is None:
                made = self._new("finding", found.span.text) if found.span.order not in own else None
                card = own.setdefault(found.span.order, Placed(found.span, made)) if made else own[found.span.order]
            card.found.append(found)
        return sorted([*placed, *own.values()], key=lambda one: (one.span.order, one.card.id))

    def finished(self, placed: Placed, place_of: PlaceOf) -> tuple[Card, list[tuple[Span, str, str, str]]]:
        """The card with its findings, and its marks: place, kind, id, card. `place_of` gives where places are shown."""
        card = placed.card
        own = card.kind == "finding"
        marks = [] if own else [(placed.span, card.kind, card.mark, card.id)]
        findings = []
        for found in sorted(placed.found, key=lambda one: -one.severity):
            shown = self._finding(found, card, placed.span, place_of)
            findings.append(shown)
            if found.span.path == placed.span.path:
                mark = shown.mark if shown.mark != card.mark or (own and not marks) else ""
                marks.append((found.span, found.severity.label, mark, card.id))
        return replace(card, findings=tuple(findings)), marks

    def _finding(self, found: Diagnostic, card: Card, span: Span, place_of: PlaceOf) -> ReportFinding:
        number = next(self._numbers)
        same = found.span.path != span.path or found.span.order == span.order
        return ReportFinding(
            id=f"f{number}",
            mark=card.mark if same else f"m{number}",
            severity=found.severity.label,
            family=found.code[:3],
            code=found.code,
            name=self.names.get(found.code, ""),
            message=found.message,
            hint=found.hint,
            place=place(found.span),
            related=tuple(LinkView(place(one.span), one.message, place_of(one.span)) for one in found.related),
            fix=FixView(found.fix.span.text[:_LONGEST], found.fix.new[:_LONGEST], found.fix.safe)
            if found.fix
            else None,
        )


class _Where:
    """Cards by where they stand, to find the one that a finding belongs to."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self._claims = {one.card.title: one for one in placed if one.card.kind == "claim"}
        self._lists: dict[tuple[str, str], list[Placed]] = {}
        for one in sorted(placed, key=lambda one: one.span.order):
            self._lists.setdefault((one.span.path, one.card.kind), []).append(one)
        self._starts = {at: [one.span.start for one in cards] for at, cards in self._lists.items()}

    def of(self, found: Diagnostic) -> Placed | None:
        """The card of a finding: by the claim that it names, else by what it lies upon."""
        if found.code[:3] in ("CLM", "QUO") and found.subject in self._claims:
            return self._claims[found.subject]
        kinds = ("quotation", "citation") if found.code.startswith("QUO") else ("citation",)
        return next((card for kind in kinds for card in self._upon(found.span, kind)), None)

    def _upon(self, span: Span, kind: str) -> Iterator[Placed]:
        cards, starts = self._lists.get((span.path, kind), []), self._starts.get((span.path, kind), [])
        last = bisect_left(starts, max(span.end, span.start + 1))
        for one in cards[max(0, last - 1) : last]:
            long = one.span.end - one.span.start
            if one.span.end > span.start and span.end - span.start <= 2 * long + 10:
                yield one


def marks_of(marks: Iterable[tuple[Span, str, str, str]], path: str) -> Iterator[Mark]:
    """The marks that stand in a file."""
    for span, kind, id, card in marks:
        if span.path == path:
            yield Mark(span.start, span.end, kind, id, card)


def place(span: Span) -> str:
    """A place as people write it: file, line and column."""
    return f"{span.path}:{span.source.where(span.start)}" if len(span.source) else span.path


def _html(runs: Sequence[Run]) -> Markup:
    return Markup(writers.write(runs, "html"))


def _one_line(text: str) -> str:
    text = " ".join(text[:_LONGEST].split())
    return text if len(text) <= 160 else text[:159].rstrip() + "…"


def _passage(path: str, text: str, pages: Sequence[int], made: Comparison) -> PassageView:
    if made.end <= made.start:
        return PassageView(path, None, made.state.value, ())
    start, end = max(0, made.start - _AROUND), min(len(text), made.end + _AROUND, made.start + _LONGEST)
    pieces, done = [], start
    for one in made.differences:
        if done <= one.source_start < one.source_end <= end:
            pieces += [(text[done : one.source_start], False), (text[one.source_start : one.source_end], True)]
            done = one.source_end
    pieces.append((text[done:end], False))
    page = bisect_right(pages, made.start) if pages else None
    return PassageView(path, page, made.state.value, tuple(pieces), start > 0, end < len(text))
