"""CLM103: a claim that rests on nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from citekit.diagnostic import Diagnostic, Severity
from citekit.model import Citation, Claim, Project
from citekit.plugin import Report, rule

_NEAR = 40
"""How far after a passage, in characters, a citation may begin that belongs to it."""
_LOOKED_AT = 5
"""How many citations of one passage are looked at."""
_SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


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
    bare = [claim for claim in project.claims if not claim.sources]
    citations = {
        document.path: sorted(document.citations, key=lambda citation: citation.span.start)
        for document in (project.documents if bare else ())
    }
    for claim in bare:
        keys = sorted(_cited_there(claim, project, citations))
        yield report(
            claim.span,
            f"the claim {claim.id} names no source",
            hint=f"the text cites {' and '.join(keys)} there: add it as [[claim.source]] if the claim rests on it"
            if keys
            else "add a [[claim.source]] with the key of a work that supports it",
            subject=claim.id,
        )


def _cited_there(claim: Claim, project: Project, citations: Mapping[str, Sequence[Citation]]) -> set[str]:
    """The keys of the works that the text cites within the passage or right after it, in the same sentence."""
    passage = project.passage(claim)
    found: set[str] = set()
    if passage is None:
        return found
    there = citations[claim.document]
    at = bisect_left(there, passage.start, key=lambda citation: citation.span.start)
    for citation in there[at : at + _LOOKED_AT]:
        if citation.span.start > passage.end + _NEAR:
            break
        if _SENTENCE_END.search(passage.source.slice(passage.end, citation.span.start)):
            break
        entries = (attribution.entry for attribution in project.attributions_of(citation))
        found.update(entry.key for entry in entries if entry)
    return found
