"""CLM102: a claim whose words stand in several places."""

from __future__ import annotations

import json
from collections.abc import Iterator

from citekit.anchor import MOST, Index, describe, index
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say, together
from citekit.model import Anchor, Claim, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import listed

_FEW = 4
"""The most places that a finding names."""
_HELPED = 100
"""Claims for which the words to add are worked out: that takes longer the more alike the places are."""


@rule("CLM102", Severity.ERROR)
def passage_found_twice(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The words of a claim stand in several places of its document.

    ## Why it matters
    It is not known which place the sources support. A few words before it (`prefix`) or after it (`suffix`), copied
    from the document, settle it.

    ## Example
    ~~~esai.md
    Kerja sama itu mahal. Namun perang lebih mahal lagi, dan sesudah perang pun kerja sama itu mahal.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "mahal"
    exact = "erja sama itu mahal"
    [[claim.source]]
    key = "axelrod1984"
    ~~~

    ## Use instead
    ~~~esai.md
    Kerja sama itu mahal. Namun perang lebih mahal lagi, dan sesudah perang pun kerja sama itu mahal.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "mahal"
    exact = "erja sama itu mahal"
    prefix = "perang pun k"
    [[claim.source]]
    key = "axelrod1984"
    ~~~
    """
    indexes: dict[str, Index] = {}
    helped = 0
    for claim, anchors in project.anchors.items():
        document = project.document(claim.document)
        if document and len(anchors) > 1:
            hint = say("add prefix or suffix to the claim: the words just before or after the place that is meant")
            if len(anchors) <= _FEW and helped < _HELPED:
                helped += 1
                if document.path not in indexes:
                    indexes[document.path] = index(document)
                ways = _ways(indexes[document.path], anchors, document)
                hint = say("say which by the words before or after it: {ways}", ways=ways)
            yield _doubtful(claim, document, hint, anchors, report)


def _doubtful(claim: Claim, document: Document, hint: str, anchors: tuple[Anchor, ...], report: Report) -> Diagnostic:
    places = (document.source.span(anchor.start, anchor.end) for anchor in anchors[:_FEW])
    return report(
        claim.exact_span,
        say(
            "the passage of this claim stands at {number} places in {path}", number=_number(anchors), path=document.path
        ),
        hint=hint,
        subject=claim.id,
        related=tuple(Related(place, say("one place")) for place in places),
    )


def _number(anchors: tuple[Anchor, ...]) -> str:
    return str(len(anchors)) if len(anchors) <= MOST else say("more than {most}", most=MOST)


def _ways(made: Index, anchors: tuple[Anchor, ...], document: Document) -> str:
    """What to add to the claim for each of the places."""
    lines = (document.source.position(anchor.start)[0] for anchor in anchors)
    return together([_way(made, anchor, line) for anchor, line in zip(anchors, lines, strict=True)], "; ")


def _way(made: Index, anchor: Anchor, line: int) -> str:
    """What to add to the claim for it to mean just this place."""
    selector = describe(made, anchor.start, anchor.end)
    words = [("prefix", selector.prefix), ("suffix", selector.suffix)]
    # A JSON string of this kind is a TOML string too, so the words can be copied as they stand.
    settings = [f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in words if text]
    return say("{settings} for line {line}", settings=listed(settings) if settings else "", line=line)
