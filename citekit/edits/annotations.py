"""Claims as annotations of the W3C's Web Annotation Data Model (Recommendation, 2017), written and read.

Written: a collection with one page; each claim an Annotation whose target is its document, with a TextQuoteSelector
and, where the passage stands, a TextPositionSelector in code points; whose bodies name the works (`@key [p. 3]`,
purpose "linking"), the kind ("tagging"), the note ("commenting") and the verdict ("assessing").

Read: the same, single annotations, lists of them, and what Hypothesis gives: the rows of its API
(https://h.readthedocs.io/en/latest/api-reference/) and its JSON-LD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from citekit.anchor.annotated import CONTEXT, body, target
from citekit.diagnostic import ReadError
from citekit.documents.markdown.citations import citations
from citekit.edits.standings import ClaimStanding
from citekit.model import Claim, ClaimSource, Locator, Selector
from citekit.source import TextSource

_ID = "urn:citekit:claim:"
_DEEPEST = 16
"""Selectors within selectors, and pages within collections, that are followed."""
_UNCHECKED = "unchecked"

Json = Mapping[str, object]


# ------------------------------------------------------------------------------------------------------ written


def collection(found: Iterable[ClaimStanding]) -> dict[str, object]:
    """The claims as an AnnotationCollection."""
    items = [annotation(one) for one in found]
    page = {"id": "urn:citekit:claims:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    whole = {"id": "urn:citekit:claims", "type": "AnnotationCollection", "label": "Claims", "total": len(items)}
    return {"@context": CONTEXT, **whole, "first": page}


def annotation(one: ClaimStanding) -> dict[str, object]:
    """One claim as an Annotation."""
    claim = one.claim
    bodies = list(_bodies(claim))
    made: dict[str, object] = {"id": f"{_ID}{quote(claim.id, safe='')}", "type": "Annotation"}
    if bodies:
        made |= {"motivation": list(dict.fromkeys(body["purpose"] for body in bodies)), "body": bodies}
    else:
        made["motivation"] = "highlighting"
    made["target"] = target(claim.document, claim.selector, one.standing.anchor)
    return made


def _bodies(claim: Claim) -> Iterator[dict[str, str]]:
    for source in claim.sources:
        yield body(_cited(source), "linking")
    if claim.kind:
        yield body(claim.kind, "tagging")
    if claim.note:
        yield body(claim.note, "commenting")
    if claim.verdict.status != _UNCHECKED:
        yield body(claim.verdict.status, "assessing")


def _cited(source: ClaimSource) -> str:
    """A source as pandoc writes it: `@key [p. 3]`."""
    key = source.key if source.key.replace("-", "").replace("_", "").isalnum() else f"{{{source.key}}}"
    return f"@{key}{f' [{_located(source.locator)}]' if source.locator else ''}"


def _located(locator: Locator) -> str:
    return f"{'p.' if locator.label == 'page' else locator.label} {locator.value}"


# --------------------------------------------------------------------------------------------------------- read


@dataclass(frozen=True, slots=True)
class Annotated:
    """A claim read from an annotation."""

    selector: Selector
    document: str = ""
    """Its target as it is named there: a path, or the address of a page."""
    id: str = ""
    """The id that citekit itself wrote; empty for those of others."""
    sources: tuple[ClaimSource, ...] = ()
    kind: str = ""
    note: str = ""


def read(text: str, path: str) -> tuple[list[Annotated], int]:
    """The claims of a file of annotations, and how many of these quote nothing. Raises ReadError when it has none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path} is not JSON that can be read", hint="export the annotations again") from error
    annotations = list(_annotations(found, 0))
    claims = [claim for one in annotations if (claim := _claim(one)).selector.exact.strip()]
    if not annotations:
        hint = "give W3C annotations (JSON-LD), or what Hypothesis exports"
        raise ReadError(f"{path} has no annotations", hint=hint)
    return claims, len(annotations) - len(claims)


def _annotations(value: object, depth: int) -> Iterator[Json]:
    """The annotations of a list, a page, a collection, rows of an API, or the one there is."""
    if isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from _annotations(one, depth + 1)
    elif isinstance(value, dict) and "target" in value:
        yield value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name in ("rows", "annotations", "items", "first", "next"):
            yield from _annotations(value.get(name), depth + 1)


def _claim(one: Json) -> Annotated:
    targets = [target for target in _objects(one.get("target")) if _quoted(target).exact]
    target = targets[0] if targets else {}
    source = target.get("source") or one.get("uri")
    id = str(one.get("id") or "")
    bodies = list(_values(one))
    cited = [value for purpose, value in bodies if purpose in ("linking", "")]
    sources = tuple(source for value in cited for source in _sources(value))
    notes = [value for purpose, value in bodies if purpose in ("commenting", "describing") or _is_note(purpose, value)]
    return Annotated(
        selector=_quoted(target),
        document=_document(source),
        id=unquote(id.removeprefix(_ID)) if id.startswith(_ID) else "",
        sources=sources,
        kind=next((value for purpose, value in bodies if purpose == "tagging"), ""),
        note=" ".join(" ".join(notes).split()),
    )


def _is_note(purpose: str, value: str) -> bool:
    """A text without a purpose is a note, unless it does nothing but cite."""
    return not purpose and not (value.lstrip("[ ").startswith("@") and value.rstrip().endswith("]"))


def _document(source: object) -> str:
    """A path, or the address of a page."""
    if isinstance(source, Mapping):
        source = source.get("id")
    text = source if isinstance(source, str) else ""
    return text if ":" in text else unquote(text)


def _objects(value: object) -> Iterator[Json]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _quoted(target: Json) -> Selector:
    """The words of a target, from its selector or one that refines that."""
    row = list(_objects(target.get("selector")))
    for _ in range(_DEEPEST):
        for one in row:
            exact = one.get("exact")
            if one.get("type") == "TextQuoteSelector" and isinstance(exact, str):
                return Selector(" ".join(exact.split()), *(_around(one.get(name)) for name in ("prefix", "suffix")))
        row = [inner for one in row for inner in _objects(one.get("refinedBy"))]
    return Selector("")


def _around(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _values(one: Json) -> Iterator[tuple[str, str]]:
    """The texts of the bodies, each with its purpose; Hypothesis has one text, and tags."""
    body = one.get("body")
    if isinstance(body, str) and " " in body:
        yield "", body
    for inner in _objects(body):
        value, purpose = inner.get("value"), inner.get("purpose")
        if isinstance(value, str) and value.strip():
            yield purpose if isinstance(purpose, str) else "", value
    for name in ("text", "bodyValue"):
        if isinstance(value := one.get(name), str) and value.strip():
            yield "", value
    tags = one.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, str) and tag.strip():
            yield "tagging", tag


def _sources(text: str) -> Iterator[ClaimSource]:
    """The works that a text cites by their keys."""
    source = TextSource("", text)
    for citation in citations(source, text):
        yield from (ClaimSource(item.key, item.span, item.locator) for item in citation.items)


def new_ones(found: Sequence[Annotated], there: Iterable[Claim]) -> list[Annotated]:
    """Those whose words no claim has that is there already, each once."""
    known = {" ".join(claim.selector.exact.split()) for claim in there}
    kept = []
    for one in found:
        if one.selector.exact not in known:
            kept.append(one)
            known.add(one.selector.exact)
    return kept
