"""From a project to what a template sees (`citekit.renderer.views`). Knows nothing of Jinja."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version

from citekit import documents
from citekit.inheritance import XDATA
from citekit.model import (
    Attribution,
    Citation,
    CitationItem,
    Claim,
    ClaimSource,
    Document,
    Entry,
    Project,
    ReadingItem,
    ReadingList,
    Section,
)
from citekit.plugin import Cite, Reference, Style
from citekit.renderer.citing import Citations
from citekit.renderer.findings import Findings
from citekit.renderer.views import (
    ClaimView,
    Counts,
    EntryView,
    Fields,
    FindingView,
    ItemView,
    Later,
    Parts,
    ReadingListView,
    SectionView,
    SourceView,
    VerdictView,
)
from citekit.renderer.words import Words
from citekit.runs import Run
from citekit.source import Span


@dataclass(frozen=True, slots=True)
class Works:
    """Works as the style prints them, in its order, and the citations that name them."""

    views: Mapping[Entry, EntryView]
    citations: Citations

    def cite(self, entry: Entry | None, item: ReadingItem | ClaimSource) -> Callable[[], str]:
        """What gives the citation of a work, with the place that is cited; of a work that is not there, its key."""
        return self.citations.ask(Cite(entry, item.locator)) if entry else lambda: item.key


@dataclass(frozen=True, eq=False)
class Page:
    """One page of a project, before a template gives it its shape."""

    project: Project
    style: Style
    words: Words
    language: str
    written: Callable[[Sequence[Run]], str]
    """Runs in the markup of the page's format."""
    title: str = ""
    fragment: bool = False
    reading_list: ReadingList | None = None
    documents: tuple[Document, ...] = ()
    """Show what these cite; empty for the whole library."""

    def names(self) -> dict[str, object]:
        """What the template sees, by name."""
        listed = self.reading_list
        return {
            "title": self.title or (listed.title if listed else "") or self.project.config.title,
            "language": self.language,
            "words": {**self.words.plain, **self.words.tables},
            "fragment": self.fragment,
            "hanging_indent": self.style.hanging_indent,
            "generator": f"citekit {_version()}".strip(),
            "reading_list": self._list_view(listed) if listed else None,
            "references": Later(lambda: list(self._shown.views.values())),
            "missing": Later(lambda: list(dict.fromkeys(self._missing()))),
            "claims": self._claims,
            "findings": self._all_findings,
            "counts": Counts(self._claims, self._all_findings),
        }

    # ------------------------------------------------------------------------------------------------- works

    def _works(self, entries: Iterable[Entry]) -> Works:
        """These entries as the style prints them, in its order; of a key that comes twice, the first."""
        firsts: dict[str, Entry] = {}
        for entry in entries:
            firsts.setdefault(entry.key, entry)
        entries = tuple(firsts.values())
        citations = Citations(self.style, entries, self.written)
        views = {found.entry: self._work(found, citations) for found in self.style.format(entries)}
        return Works(views, citations)

    def _work(self, reference: Reference, citations: Citations) -> EntryView:
        entry = reference.entry
        return EntryView(
            key=entry.key,
            type=entry.type,
            title=entry.title,
            authors=tuple(name.full for name in entry.people),
            names=tuple(name.short for name in entry.people),
            year=entry.year,
            link=entry.link,
            fields=Fields({name: field.text for name, field in entry.fields.items()}),
            label=reference.label,
            mark=reference.mark,
            reference=self.written(reference.runs),
            parts=Parts(reference.runs, self.written),
            short=self.words.short(entry),
            who=self.words.who(entry),
            _cite=citations.ask(Cite(entry)),
        )

    @cached_property
    def _shown(self) -> Works:
        """The works that the page is about."""
        if self.reading_list:
            return self._listed
        if not self.documents or any(document.cites_all for document in self.documents):
            return self._works(entry for entry in self.project.entries if entry.type != XDATA)
        return self._works(entry for found in self._cited() for entry in found.entries)

    def _cited(self) -> Iterator[Attribution]:
        """What the documents of the page cite, in their order."""
        paths = {document.path for document in self.documents}
        for attribution in self.project.attributions:
            if isinstance(attribution.origin, Citation) and attribution.origin.span.path in paths:
                yield attribution

    def _missing(self) -> Iterator[str]:
        if self.reading_list:
            yield from (item.key for item in _items(self.reading_list) if self._entry(item) is None)
        elif self.documents:
            yield from (_as_cited(found.item) for found in self._cited() if not found.entries)

    def _entry(self, item: ReadingItem | ClaimSource) -> Entry | None:
        return self.project.entry(item.key)

    # ---------------------------------------------------------------------------------------------- the list

    @cached_property
    def _listed(self) -> Works:
        items = _items(self.reading_list) if self.reading_list else ()
        return self._works(entry for item in items if (entry := self._entry(item)))

    def _list_view(self, listed: ReadingList) -> ReadingListView:
        sections = Later(lambda: [self._section(section) for section in listed.sections])
        return ReadingListView(listed.path, listed.title, listed.note, sections)

    def _section(self, section: Section) -> SectionView:
        return SectionView(section.title, section.note, tuple(self._item(item) for item in section.items))

    def _item(self, item: ReadingItem) -> ItemView:
        entry, reference, short = self._looked_up(item, self._listed)
        return ItemView(
            key=item.key,
            entry=entry,
            reference=reference,
            short=short,
            importance=item.importance,
            importance_words=self.words.term("importance", item.importance),
            locator=self.words.locator(item.locator),
            note=item.note,
            _cite=self._listed.cite(self._entry(item), item),
        )

    def _looked_up(self, item: ReadingItem | ClaimSource, works: Works) -> tuple[EntryView | None, str, str]:
        """The work, its reference, its short citation; for one that no library has, the key in their place."""
        entry = self._entry(item)
        work = works.views.get(entry) if entry else None
        return (work, work.reference, work.short) if work else (None, self.written([Run(item.key)]), item.key)

    # ------------------------------------------------------------------------------------------------ claims

    @cached_property
    def _chosen_claims(self) -> Sequence[Claim]:
        """The claims of the page's documents; all of them when it names none."""
        paths = {document.path for document in self.documents}
        return [claim for claim in self.project.claims if not paths or claim.document in paths]

    @cached_property
    def _findings(self) -> Findings:
        return Findings(self.project, self._chosen_claims, self.words)

    @cached_property
    def _all_findings(self) -> Later[FindingView]:
        return Later(lambda: self._findings.all)

    @cached_property
    def _claims(self) -> Later[ClaimView]:
        return Later(lambda: list(self._claim_views()))

    def _claim_views(self) -> Iterator[ClaimView]:
        keys = (key for claim in self._chosen_claims for source in claim.sources for key in (source.key, source.via))
        works = self._works(entry for key in keys if (entry := self.project.entry(key)))
        taken: dict[str, int] = {}
        for claim in self._chosen_claims:
            yield self._claim(claim, works, _anchor(claim.id, taken))

    def _claim(self, claim: Claim, works: Works, anchor: str) -> ClaimView:
        passage = self.project.passage(claim)
        line = passage.line if passage else None
        return ClaimView(
            id=claim.id,
            anchor=anchor,
            text=self._text(claim, passage),
            document=claim.document,
            line=line,
            place=self.words.place(claim.document, line),
            kind=claim.kind,
            kind_words=self.words.term("kinds", claim.kind),
            note=claim.note,
            sources=tuple(self._source(source, works) for source in claim.sources),
            verdict=self._verdict(claim),
            findings=self._findings.of(claim),
        )

    def _text(self, claim: Claim, passage: Span | None) -> str:
        """The words of a claim as a reader of its document sees them."""
        document = self.project.document(claim.document)
        if document and passage:
            return documents.readable(document, passage.start, passage.end, self._mark)
        return documents.quoted(claim.document, claim.selector.exact)

    def _mark(self, citation: Citation) -> str:
        """The mark of a citation by key as running text would have it."""
        found = {attribution.item: attribution.entry for attribution in self.project.attributions_of(citation)}
        return self.words.cited([(item, found.get(item)) for item in citation.items])

    def _source(self, source: ClaimSource, works: Works) -> SourceView:
        entry, reference, short = self._looked_up(source, works)
        via = self.project.entry(source.via) if source.via else None
        return SourceView(
            key=source.key,
            entry=entry,
            reference=reference,
            short=short,
            locator=self.words.locator(source.locator),
            intent=source.intent,
            intent_words=self.words.term("intents", source.intent),
            via=self.words.short(via) if via else source.via,
            via_entry=works.views.get(via) if via else None,
            note=source.note,
            _cite=works.cite(self.project.entry(source.key), source),
        )

    def _verdict(self, claim: Claim) -> VerdictView:
        verdict = claim.verdict
        day = verdict.on.isoformat() if verdict.on else ""
        words = self.words.term("verdicts", verdict.status)
        return VerdictView(verdict.status, words, verdict.by, day, verdict.note)


def _items(listed: ReadingList) -> Iterator[ReadingItem]:
    return (item for section in listed.sections for item in section.items)


def _as_cited(item: object) -> str:
    """A citation that leads to no work: its key, or its names and year as they were printed."""
    if isinstance(item, CitationItem) and not item.key:
        return " ".join(item.span.text.split())
    return str(getattr(item, "key", ""))


def _anchor(id: str, taken: dict[str, int]) -> str:
    """A name that no other claim has taken: claims may share an id, which `check` then says."""
    name = stem = "claim-" + (re.sub(r"[^A-Za-z0-9]+", "-", id).strip("-") or "x")
    number = taken.get(stem, 0)
    while name in taken:
        number += 1
        name = f"{stem}-{number + 1}"
    taken[stem] = number
    taken.setdefault(name, 0)
    return name


def _version() -> str:
    try:
        return version("citekit-bib")
    except PackageNotFoundError:  # run from a folder of files, not installed
        return ""
