"""Claims that are marked in Markdown itself: `[passage]{.claim #id cites="@key [p. 3]; @other"}`.

These are pandoc's bracketed spans with attributes (Pandoc User's Guide, "Divs and Spans").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from citekit import anchor
from citekit.documents.blanking import only
from citekit.documents.markdown.citations import citations
from citekit.model import Citation, Claim, ClaimSource, Document
from citekit.source import TextSource

Stretch = tuple[int, int]

_LONGEST = 2000
"""Characters of attributes that are read."""
_ATTRIBUTES = re.compile(r"""\{(?:[^{}"']|"[^"]*"|'[^']*')*+\}""")
_ATTRIBUTE = re.compile(
    r"""\#(?P<id>[^\s{}"'=]++)
    |\.(?P<class>[^\s{}"'=]++)
    |(?P<name>[\w:.-]++)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']++))""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim as it is marked: from the opening bracket to the closing brace, and the passage within."""

    whole: Stretch
    passage: Stretch
    attributes: Mapping[str, Stretch]
    """The values by their names, the id by `#`."""


def attributes(prose: str, at: int, end: int) -> tuple[int, dict[str, Stretch]] | None:
    """Where attributes that make a claim end, and their values; None when there are none at this place."""
    found = _ATTRIBUTES.match(prose, at, min(end, at + _LONGEST))
    if not found:
        return None
    classes: set[str] = set()
    values: dict[str, Stretch] = {}
    for one in _ATTRIBUTE.finditer(prose, at + 1, found.end() - 1):
        kind = one.lastgroup or ""
        if kind == "class":
            classes.add(one[kind])
        else:
            values.setdefault("#" if kind == "id" else one["name"], one.span(kind))
    return (found.end(), values) if "claim" in classes else None


def with_claims(document: Document, marked: Sequence[Marked]) -> Document:
    """The document with the claims that are marked in it."""
    return replace(document, claims=tuple(claims(document, marked))) if marked else document


def claims(document: Document, marked: Sequence[Marked]) -> Iterator[Claim]:
    """The claims, each with its exact place, in order; one without an id is named after its document."""
    source = document.source
    index = anchor.index(document)
    cited = _cited(source, marked)
    starts = [one.span.start for one in cited]
    stem = PurePath(document.path).stem
    for number, one in enumerate(sorted(marked, key=lambda one: one.whole), 1):
        start, end = index.trim(*one.passage)
        if start == end:
            continue
        values = {name: " ".join(source.slice(*place).split()) for name, place in one.attributes.items()}
        begin, until = one.attributes.get("cites", (0, 0))
        mine = cited[bisect_left(starts, begin) : bisect_left(starts, until)]
        yield Claim(
            id=values.get("#", f"{stem}-{number}"),
            document=document.path,
            selector=anchor.excerpt(index, start, end),
            span=source.span(*one.whole),
            exact_span=source.span(start, end),
            kind=values.get("kind", ""),
            sources=tuple(_sources(mine)),
            note=values.get("note", ""),
        )


def _cited(source: TextSource, marked: Sequence[Marked]) -> list[Citation]:
    """What all the claims cite, read as citations in a text are."""
    values = sorted(one.attributes["cites"] for one in marked if "cites" in one.attributes)
    return citations(source, only(source.text, values)) if values else []


def _sources(cited: Sequence[Citation]) -> Iterator[ClaimSource]:
    for citation in cited:
        for item in citation.items:
            yield ClaimSource(key=item.key, span=item.span, locator=item.locator)
