"""Reads claims.toml: the claims of an article, each with its passage, its sources and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from citekit.diagnostic import Diagnostic, Related
from citekit.messages import say
from citekit.model import About, Claim, ClaimSource, Document, Selector, Verdict
from citekit.projectfiles import toml
from citekit.projectfiles.fields import Fields
from citekit.projectfiles.problems import (
    DUPLICATE_CLAIM_ID,
    MALFORMED_CLAIMS,
    UNKNOWN_CLAIM_FIELD,
    WRONG_CLAIM_VALUE,
)
from citekit.projectfiles.vocabulary import INTENTS, LOCATORS, STATUSES
from citekit.source import Span, TextSource

FILE_FIELDS = ("document", "claim")
CLAIM_FIELDS = ("id", "exact", "prefix", "suffix", "document", "kind", "note", "source", "verdict", "earlier")
SOURCE_FIELDS = ("key", "intent", "via", "note", *LOCATORS)
VERDICT_FIELDS = ("status", "by", "on", "note", "about")
ABOUT_FIELDS = ("passage", "entries", "texts")


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """The claims of one file, and what is wrong with it."""

    path: str
    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    ids: tuple[Span, ...] = ()
    """For each claim the place of its id, or of its header when it has none."""
    documents: Mapping[str, Span] = field(default_factory=dict)
    """The documents that it names, as they are shown, and where it first does."""


def read(source: TextSource, base: str, number: int = 1) -> ClaimsFile:
    """Reads a claims file. `base` is the folder that its paths count from, as it is shown.

    A claim without an id gets one from its number; `number` is that of the file's first claim.
    """
    read_toml = toml.read(source, MALFORMED_CLAIMS)
    found = list(read_toml.diagnostics)
    file = Fields(read_toml, (), read_toml.values, "a claims file", WRONG_CLAIM_VALUE, UNKNOWN_CLAIM_FIELD, found)
    reader = _Reader(file, base, {})
    document = reader.document(file)
    pairs = [
        (claim, fields.place("id") if "id" in fields.values else fields.head)
        for index, fields in enumerate(file.tables("claim", say("a claim")))
        if (claim := reader.claim(fields, f"claim-{number + index}", document))
    ]
    file.finish(FILE_FIELDS)
    claims, ids = tuple(claim for claim, _ in pairs), tuple(span for _, span in pairs)
    return ClaimsFile(source.path, claims, tuple(found), ids, reader.documents)


def marked(document: Document) -> ClaimsFile:
    """The claims that are marked in a document, as those of a file."""
    return ClaimsFile(document.path, document.claims, ids=tuple(claim.span for claim in document.claims))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the claims of one file share."""

    file: Fields
    base: str
    documents: dict[str, Span]

    def document(self, fields: Fields) -> str:
        """The document that a claim or the file names, as it is shown; empty when it names none."""
        name = fields.text("document")
        if not name:
            return ""
        shown = PurePath(self.base, name).as_posix()
        self.documents.setdefault(shown, fields.place("document"))
        return shown

    def claim(self, fields: Fields, made_id: str, document: str) -> Claim | None:
        """A claim; None when it does not say which words it annotates."""
        fields = replace(fields, subject=fields.text("id") or made_id)
        claim = Claim(
            id=fields.subject,
            document=self.document(fields) or document,
            selector=_selector(fields),
            span=fields.span,
            exact_span=fields.place("exact"),
            kind=fields.text("kind"),
            sources=tuple(_sources(fields)),
            verdict=_verdict(fields),
            earlier=tuple(map(_judged, fields.tables("earlier", say("an earlier verdict")))),
            note=fields.text("note"),
        )
        fields.finish(CLAIM_FIELDS)
        return claim if claim.selector.exact else None


def _selector(fields: Fields) -> Selector:
    exact = fields.needed("exact", say('"…", the exact words of the document'))
    # Prefix and suffix keep their spaces: they tell where a word ends.
    around = {name: str(fields.values.get(name, "")) for name in ("prefix", "suffix") if not _bad(fields, name)}
    return Selector(exact, around.get("prefix", ""), around.get("suffix", ""))


def _bad(fields: Fields, name: str) -> bool:
    bad = not isinstance(fields.values.get(name, ""), str)
    if bad:
        fields.expect(name, say("text"), say('write {name} = "…"', name=name))
    return bad


def _sources(fields: Fields) -> Iterator[ClaimSource]:
    for source in fields.tables("source", say("a source")):
        key = source.needed("key", say('"…", the key of a work in the library'))
        made = ClaimSource(
            key=key,
            span=source.place("key"),
            locator=source.locator(),
            intent=source.word("intent", INTENTS),
            via=source.text("via"),
            note=source.text("note"),
        )
        source.finish(SOURCE_FIELDS)
        if key:
            yield made


def _verdict(fields: Fields) -> Verdict:
    table = fields.table("verdict", say("a verdict"))
    if table is None:
        return Verdict()
    return _judged(table)


def _judged(table: Fields) -> Verdict:
    status = table.word("status", STATUSES, default="unchecked")
    verdict = Verdict(status, table.text("by"), table.day("on"), table.text("note"), _about(table))
    table.finish(VERDICT_FIELDS)
    return verdict


def _about(fields: Fields) -> About:
    table = fields.table("about", say("what a verdict is about"))
    if table is None:
        return About()
    about = About(*(table.text(name) for name in ABOUT_FIELDS))
    table.finish(ABOUT_FIELDS)
    return about


def repeated(files: Iterable[ClaimsFile]) -> Iterator[Diagnostic]:
    """A finding for every claim whose id another claim, in any of the files, has already."""
    first: dict[str, Span] = {}
    for file in files:
        for claim, place in zip(file.claims, file.ids, strict=True):
            earlier = first.setdefault(claim.id, place)
            if earlier is not place:
                yield DUPLICATE_CLAIM_ID.at(
                    place,
                    say('the id "{id}" is taken by another claim', id=claim.id),
                    hint=say("give one of the two another id"),
                    subject=claim.id,
                    related=(Related(earlier, say("the other claim")),),
                )
