"""A small project made by hand, and a style whose output can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from citekit import styles
from citekit.diagnostic import Diagnostic, Severity
from citekit.model import (
    Anchor,
    Claim,
    ClaimSource,
    Config,
    Document,
    Entry,
    Field,
    Library,
    Locator,
    Name,
    NameList,
    Project,
    ReadingItem,
    ReadingList,
    Section,
    Selector,
    Verdict,
)
from citekit.plugin import Reference, Style
from citekit.renderer import findings
from citekit.runs import Run
from citekit.source import TextSource

TEXT = "# Why states cooperate\n\nStates share problems (Holsti, 1995).\nAnarchy\nallows trust. Nobody knows.\n"


@dataclass
class Desk:
    """What a test puts a project together with; `asked` records the works that the style was asked for."""

    root: Path
    asked: list[tuple[str, ...]] = field(default_factory=list)
    labels: Callable[[int], str] = str
    diagnostics: tuple[Diagnostic, ...] = ()

    def style(self, entries: Sequence[Entry]) -> list[Reference]:
        """Names. *Title*. Year. Address — by name, then title."""
        self.asked.append(tuple(entry.key for entry in entries))
        ordered = sorted(entries, key=lambda entry: (" ".join(name.inverted for name in entry.people), entry.title))
        return [Reference(entry, self.labels(number), runs(entry)) for number, entry in enumerate(ordered, 1)]

    def entry(self, key: str, title: str, people: Sequence[Name], year: str = "1995", **fields: str) -> Entry:
        """A book."""
        source = TextSource("references.bib", f"@book{{{key},}}")
        span = source.span(0, len(source))
        texts = {"title": title, "year": year, **fields}
        return Entry(
            key,
            "book",
            {name: Field(name, text, text, span) for name, text in texts.items()},
            {"author": NameList(tuple(people))},
            span,
            span,
        )

    def claim(self, id: str, exact: str, *sources: ClaimSource, **more: object) -> Claim:
        """A claim in article.md, whose table stands alone in its own file."""
        table = TextSource(f"claims/{id}.toml", "[[claim]]\n")
        values = {"id": id, "document": "article.md", "selector": Selector(exact), "sources": sources} | more
        return Claim(span=table.span(0, 9), exact_span=table.span(2, 7), **values)  # type: ignore[arg-type]

    def cite(self, key: str, **more: object) -> ClaimSource:
        """A source of a claim."""
        return ClaimSource(key, TextSource("claims.toml", key).span(0, len(key)), **more)  # type: ignore[arg-type]

    def item(self, key: str, **more: object) -> ReadingItem:
        """An item of a reading list."""
        return ReadingItem(key, TextSource("reading-list.toml", key).span(0, len(key)), **more)  # type: ignore[arg-type]

    def finding(self, claim: Claim, code: str = "CLM101", severity: Severity = Severity.ERROR) -> Diagnostic:
        """Something wrong with a claim."""
        return Diagnostic(claim.exact_span, code, "the words are not there", severity, "write them again", claim.id)

    def project(self, **changes: object) -> Project:
        """Two works, a document and its claims."""
        return replace(Project(root=self.root, **self._parts()), **changes)  # type: ignore[arg-type]

    def _parts(self) -> dict[str, object]:
        entries = (
            self.entry("plano", "Dictionary", [Name("Plano", "Jack"), Name("Olton", "Roy")], "1979", doi="10.1/x_y"),
            self.entry("holsti", "Politics", [Name("Holsti", "Kalevi")]),
        )
        claims = (
            self.claim(
                "shared",
                "States share problems",
                self.cite("holsti", locator=Locator("page", "418-420"), intent="obtainsSupportFrom"),
                verdict=Verdict("supported", "Ana", date(2026, 11, 24), "Seen."),
                kind="reason",
            ),
            self.claim("trust", "Anarchy allows trust", self.cite("plano", via="holsti"), self.cite("gone")),
            self.claim("nobody", "Nobody knows."),
            self.claim("lost", "This is not in the article", self.cite("holsti")),
        )
        source = TextSource("article.md", TEXT)
        return {
            "config": Config("citekit.toml", "Why states cooperate", "en"),
            "libraries": (Library("references.bib", TextSource("references.bib", ""), entries),),
            "documents": (Document("article.md", source, TEXT),),
            "claims": claims,
            "anchors": {claim: anchors(claim.selector.exact) for claim in claims},
        }

    def reading_list(self) -> ReadingList:
        """Two weeks; the second has a work that no library has."""
        first = self.item("holsti", importance="essential", locator=Locator("chapter", "3"), note="Slowly.")
        second = (self.item("plano", importance="recommended"), self.item("gone"))
        weeks = (Section("Week 1", (first,), "Begin here."), Section("Week 2", second))
        return ReadingList("reading-list.toml", "Course", weeks, "For beginners.")


def runs(entry: Entry) -> tuple[Run, ...]:
    names = ", ".join(name.inverted for name in entry.people)
    written = (Run(f"{names}. "), Run(entry.title, italic=True), Run(f". {entry.year}."))
    return (*written, Run(" "), Run(entry.link, href=entry.link)) if entry.link else written


def anchors(exact: str) -> tuple[Anchor, ...]:
    start = TEXT.replace("\n", " ").find(exact)
    return (Anchor(start, start + len(exact)),) if start >= 0 else ()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk, its style and its findings in place of the real ones."""
    made = Desk(tmp_path)
    monkeypatch.setattr(styles, "find", lambda name, **_: Style(name, made.style))
    monkeypatch.setattr(findings, "check", lambda project: list(made.diagnostics))
    return made


@pytest.fixture
def templates(desk: Desk) -> Callable[[Mapping[str, str | bytes]], None]:
    """`templates({"page.md.j2": "…"})`: the project's own templates."""

    def write(files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = desk.root / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    return write
