"""CLM103: a claim that rests on nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Citation, Claim, Document, Project
from citekit.plugin import Report, rule
from citekit.prose import sentences
from citekit.rules.wording import listed

_NEAR = 40
"""How far after a passage, in characters, a citation may begin that belongs to it."""
_LOOKED_AT = 5
"""How many citations of one passage are looked at."""


@rule("CLM103", Severity.WARNING)
def claim_without_source(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A claim names no source.

    ## Why it matters
    A claim is an assertion and the works it rests on; without a work there is nothing that a reader could look up, and
    nothing to check. Where the text itself cites a work there, the finding names it.

    ## Example
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "karbon"
    exact = "Hutan tropis menyerap lebih banyak karbon"
    ~~~

    ## Use instead
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "karbon"
    exact = "Hutan tropis menyerap lebih banyak karbon"
    [[claim.source]]
    key = "pan2011"
    ~~~
    """
    cited: dict[str, _Cited] = {}
    for claim in project.claims:
        if claim.sources:
            continue
        document = project.document(claim.document)
        if document and document.path not in cited:
            cited[document.path] = _Cited(document)
        keys = sorted(_cited_there(claim, project, cited[document.path])) if document else ()
        yield report(
            claim.span,
            say("the claim {id} names no source", id=claim.id),
            hint=say(
                "the text cites {keys} there: add it as [[claim.source]] if the claim rests on it", keys=listed(keys)
            )
            if keys
            else say("add a [[claim.source]] with the key of a work that supports it"),
            subject=claim.id,
        )


@dataclass(frozen=True)
class _Cited:
    """What a document cites, and where its sentences end."""

    document: Document

    @cached_property
    def citations(self) -> list[Citation]:
        """In the order of the text."""
        return sorted(self.document.citations, key=lambda citation: citation.span.start)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return sorted(sentences(self.document))

    def sentence_end(self, at: int) -> int:
        """Where the sentence ends in which the character before a place stands; the place itself if in none."""
        before = bisect_left(self._sentences, (at, 0)) - 1
        return max(at, self._sentences[before][1]) if before >= 0 else at


def _cited_there(claim: Claim, project: Project, cited: _Cited) -> set[str]:
    """The keys of the works that the text cites within the passage or right after it, in the same sentence."""
    passage = project.passage(claim)
    found: set[str] = set()
    if passage is None:
        return found
    until = min(cited.sentence_end(passage.end), passage.end + _NEAR)
    at = bisect_left(cited.citations, passage.start, key=lambda citation: citation.span.start)
    for citation in cited.citations[at : at + _LOOKED_AT]:
        if citation.span.start > until:
            break
        entries = (attribution.entry for attribution in project.attributions_of(citation))
        found.update(entry.key for entry in entries if entry)
    return found
