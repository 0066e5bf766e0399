"""page(): an audit as one HTML file, the text on one side and what it rests on beside it.

The page asks for nothing: its style and its script stand in it, and its Content-Security-Policy lets only these two,
known by their hashes, and nothing else. Text of a person's files is escaped by Jinja; the script only reads.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from citekit import styles
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import said
from citekit.model import Document, Project
from citekit.renderer.report import words as ours
from citekit.renderer.report.cards import Cards, Placed, marks_of
from citekit.renderer.report.sections import borders_of, of_document, of_file, windows
from citekit.renderer.report.views import Section, Totals
from citekit.renderer.words import words
from citekit.source import Span
from citekit.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue

__all__ = ["page"]

# A page has no way to hold these: NUL, halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


def page(
    project: Project,
    findings: Sequence[Diagnostic],
    *,
    documents: Sequence[Document] | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
    catalogue: Catalogue | None = None,
    language: str = "en",
) -> str:
    """The report of a project and what was found in it.

    `documents` are those that are shown, all unless they are named; `names` the names of kinds of findings by their
    codes. `catalogue` says the interface and the messages in `language` (BCP 47).
    """
    shown = project.documents if documents is None else tuple(documents)
    found = _sections(project, shown, findings, names, language)
    return _template(catalogue).render(
        title=project.config.title,
        language=language,
        generator=f"citekit {VERSION}",
        sections=found,
        totals=_totals(project, shown, findings),
        w=ours.interface(),
        severities=ours.severities(),
        families=ours.families(),
        counted=ours.counted,
        style=Markup(_style()),
        script=Markup(_script()),
        style_hash=_hash(_style()),
        script_hash=_hash(_script()),
    )


def _sections(
    project: Project,
    documents: Sequence[Document],
    findings: Sequence[Diagnostic],
    names: Mapping[str, str],
    language: str,
) -> list[Section]:
    """The documents, then every other file with findings."""
    cards = Cards(project, styles.for_project(project), words(language), names)
    placed = cards.with_findings(cards.of_documents(documents), findings)
    by_file: dict[str, list[Placed]] = {}
    for one in placed:
        by_file.setdefault(one.span.path, []).append(one)
    articles = {document.path for document in documents}
    spans = {path: windows(found, project) for path, found in _elsewhere(placed, articles).items()}
    rows = _rows(documents, spans)
    made = {path: [cards.finished(one, rows) for one in ones] for path, ones in by_file.items()}
    sections = []
    for at, path in enumerate([*(one.path for one in documents), *spans]):
        several = made.get(path, [])
        shown = [(one.span, card) for one, (card, _) in zip(by_file.get(path, []), several, strict=True)]
        marks = list(marks_of((mark for _, found in several for mark in found), path))
        if at < len(documents):
            sections.append(of_document(documents[at], at, shown, marks))
        else:
            sections.append(of_file(path, spans[path][0].source, at, spans[path], shown, marks))
    return [one for one in sections if one.rows]


def _elsewhere(placed: Iterable[Placed], articles: Set[str]) -> dict[str, list[Span]]:
    """What is to be shown of the files that are no articles: where cards stand, and what their findings point to."""
    places: dict[str, list[Span]] = {}
    for one in placed:
        for span in (one.span, *(related.span for found in one.found for related in found.related)):
            if span.path not in articles:
                places.setdefault(span.path, []).append(span)
    return places


def _rows(documents: Sequence[Document], spans: Mapping[str, Sequence[Span]]) -> Callable[[Span], str]:
    """What gives the fragment of the row that a place is shown in."""
    borders = {one.path: (at, borders_of(one)) for at, one in enumerate(documents)}
    for at, path in enumerate(spans, len(documents)):
        cuts = {0, len(spans[path][0].source), *(place for one in spans[path] for place in (one.start, one.end))}
        borders[path] = (at, sorted(cuts))

    def row(span: Span) -> str:
        at, cuts = borders.get(span.path, (-1, []))
        return f"r{at}-{max(0, min(bisect_right(cuts, span.start), len(cuts) - 1) - 1)}" if cuts else ""

    return row


def _totals(project: Project, documents: Sequence[Document], findings: Sequence[Diagnostic]) -> Totals:
    by_severity = Counter(found.severity for found in findings)
    families = Counter(found.code[:3] for found in findings)
    paths = {document.path for document in documents}
    return Totals(
        tuple((one.label, by_severity[one]) for one in sorted(Severity, reverse=True)),
        tuple(sorted(families.items())),
        sum(len(document.citations) for document in documents),
        sum(claim.document in paths for claim in project.claims),
        len({entry for found in project.attributions for entry in found.entries}),
    )


# ------------------------------------------------------------------------------------------------ the template


def _template(catalogue: Catalogue | None) -> Template:
    def printed(value: object) -> object:
        """A value as the page can hold it, in the catalogue's language."""
        value = said(value, catalogue) if catalogue else value
        if isinstance(value, str) and not isinstance(value, Markup):
            safe = escape(_UNPRINTABLE.sub("\ufffd", str(value)))
            # A reader of HTML takes a carriage return for a line feed.
            return Markup(safe.replace("\r", "&#13;"))
        return value

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=printed, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read("report.html.j2"))


def _read(name: str) -> str:
    return files("citekit.renderer.report").joinpath(name).read_text("utf-8")


def _style() -> str:
    return _read("report.css")


def _script() -> str:
    return _read("report.js")


def _hash(text: str) -> str:
    """A text's hash as a Content-Security-Policy names it."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
