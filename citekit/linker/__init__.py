"""Joins citations, claims and reading lists to the works of the libraries. Pure: the same input, the same answer.

A key says exactly which work is meant. A citation in words says it by its names and its year, and both must agree:
a work is never taken by its year alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from citekit import anchor
from citekit.linker.described import Described
from citekit.linker.indocument import InDocument
from citekit.linker.keys import Keys
from citekit.linker.ownlists import in_own_list, link_to_lists, with_own_list
from citekit.linker.words import Words
from citekit.model import (
    Anchor,
    Attribution,
    Claim,
    ClaimSource,
    Document,
    Library,
    Listed,
    ReadingItem,
    ReadingList,
)

__all__ = ["Links", "link", "link_to_lists"]


@dataclass(frozen=True, slots=True)
class Links:
    """What joins a project together."""

    attributions: tuple[Attribution, ...]
    """Documents first, then claims, then reading lists, each in its order."""
    listed: tuple[Listed, ...]
    """The works of the documents' own lists of references."""
    anchors: Mapping[Claim, tuple[Anchor, ...]]
    """For each claim whose document is there, every place where its passage stands."""


def link(
    libraries: Sequence[Library],
    documents: Sequence[Document],
    claims: Sequence[Claim],
    reading_lists: Sequence[ReadingList],
    *,
    carried: bool = False,
) -> Links:
    """Joins everything to the entries of all libraries together; where there are none, each document to its own list.

    `carried`: the libraries are only what the documents carry, so the rest of each one's own list counts as well.

    A claim source that was read in another work (`via`) gives two attributions: its own, and one whose item is a new
    `ClaimSource` with the key of that other work, not among the claim's sources.
    """
    entries = tuple(entry for library in libraries for entry in library.entries)
    keys, words = Keys(entries), Words(entries)
    described = Described(entries, words)

    def joined_to(document: Document) -> InDocument:
        if not entries:
            return in_own_list(document)
        if carried and document.references:
            return with_own_list(document, entries, described)
        return InDocument(document, keys, words, described)

    joined = [joined_to(document) for document in documents]
    attributions = chain(
        chain.from_iterable(each.attributions() for each in joined),
        (_keyed(source, claim, keys) for claim in claims for source in _sources(claim)),
        (_keyed(item, item, keys) for listed in reading_lists for item in _items(listed)),
    )
    listed = tuple(one for each in joined for one in each.listed)
    return Links(tuple(attributions), listed, dict(_anchors(documents, claims)))


def _keyed(item: ClaimSource | ReadingItem, origin: Claim | ReadingItem, keys: Keys) -> Attribution:
    found = keys.find(item.key)
    return Attribution(item, origin, found.match, found.entries, found.nearest)


def _sources(claim: Claim) -> Iterator[ClaimSource]:
    for source in claim.sources:
        yield source
        if source.via:
            yield ClaimSource(source.via, source.span)


def _items(listed: ReadingList) -> Iterator[ReadingItem]:
    return (item for section in listed.sections for item in section.items)


def _anchors(documents: Iterable[Document], claims: Iterable[Claim]) -> Iterator[tuple[Claim, tuple[Anchor, ...]]]:
    by_document: dict[str, list[Claim]] = {}
    for claim in claims:
        by_document.setdefault(claim.document, []).append(claim)
    for document in documents:
        of_document = by_document.get(document.path, [])
        index = anchor.index(document) if of_document else None
        for claim in of_document:
            if claim.span.path == document.path:
                yield claim, (Anchor(claim.exact_span.start, claim.exact_span.end),)
            elif index is not None:
                yield claim, anchor.places(index, claim.selector)
