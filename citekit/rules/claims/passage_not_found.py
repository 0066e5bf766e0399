"""CLM101: a claim whose words are no longer in its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.anchor import Index, changes, fold_passage, follow, index, quote
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import Message, say, together
from citekit.model import Claim, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import change, listed
from citekit.source import Span

_TOLD = 12
"""The most words of one change that a message gives."""
_CHANGES = 3
"""The most changes that it gives."""
_LONGEST = 400
"""Characters of the nearest passage that are shown; a longer one is to be copied from the document."""
_ENDS = 4
"""Words of its beginning and of its end that are shown then."""
_HELPED = 500
"""Claims for which the nearest passage is looked for: where more are lost, it is not their words that are wrong."""


@rule("CLM101", Severity.ERROR)
def passage_not_found(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The words of a claim do not stand in its document.

    ## Why it matters
    A claim is tied to its passage by the passage's own words. When the text was edited the tie is cut, and nobody can
    see any more what the sources are said to support. Line breaks and spaces may differ; every word and every mark
    must agree. Copying the new words mends it, once somebody has seen that the sources still support them.

    ## Example
    ~~~esai.md
    Negara bekerja sama karena tak satu pun sanggup menjaga lautan seorang diri.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "lautan"
    exact = "tak satu pun mampu menjaga lautan seorang diri"
    [[claim.source]]
    key = "hardin1968"
    ~~~

    ## Use instead
    ~~~esai.md
    Negara bekerja sama karena tak satu pun sanggup menjaga lautan seorang diri.
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "lautan"
    exact = "tak satu pun sanggup menjaga lautan seorang diri"
    [[claim.source]]
    key = "hardin1968"
    ~~~
    """
    indexes: dict[str, Index] = {}
    lost = (claim for claim, anchors in project.anchors.items() if not anchors)
    for number, claim in enumerate(lost):
        document = project.document(claim.document)
        if document is None:
            continue
        if document.path not in indexes:
            indexes[document.path] = index(document)
        yield _lost(claim, document, indexes[document.path] if number < _HELPED else None, report)


def _lost(claim: Claim, document: Document, made: Index | None, report: Report) -> Diagnostic:
    message = say("the passage of this claim is not in {path}", path=document.path)
    hint = say("correct its words, or delete the claim if the text no longer makes it")
    related: tuple[Related, ...] = ()
    exact = claim.selector.exact
    standing = follow(made, claim.selector) if made else None
    if standing and (there := standing.places):
        place = document.source.span(there[0].start, there[0].end)
        context = listed([name for name in ("prefix", "suffix") if getattr(claim.selector, name)] or [""])
        message = say(
            "the passage of this claim stands in {path}, but not with its {context}",
            path=document.path,
            context=context,
        )
        hint = say(
            "line {line} has the passage: correct its {context}, or delete what is not needed",
            line=place.line,
            context=context,
        )
        related = (Related(place, say("the passage")),)
    elif made and standing and (near := standing.anchor):
        place = document.source.span(near.start, near.end)
        new = quote(made, near.start, near.end)
        changed = _changes(fold_passage(exact).split(), fold_passage(new).split())
        message = together([message, changed], ": ") if changed else message
        hint = _advice(place, new)
        related = (Related(place, say("the nearest passage")),)
    return report(claim.exact_span, message, hint=hint, subject=claim.id, related=related)


def _advice(place: Span, new: str) -> Message:
    """What to copy: the words themselves, or, where they are many, where they stand."""
    if len(new) <= _LONGEST:
        return say('line {line} has "{words}": copy these words if the claim still holds', line=place.line, words=new)
    words = new.split()
    return say(
        'copy the words from line {line} to line {last}, from "{begin}" to "{end}", if the claim still holds',
        line=place.line,
        last=place.end_line,
        begin=" ".join(words[:_ENDS]),
        end=" ".join(words[-_ENDS:]),
    )


# ----------------------------------------------------------------------------------------------------- the change


def _changes(old: Sequence[str], new: Sequence[str]) -> str:
    """What has become of which words, one change after the other; empty when that is much."""
    found = changes(old, new, _CHANGES + 1)
    if len(found) > _CHANGES or any(max(map(len, pair)) > _TOLD for pair in found):
        return ""
    return together([change(gone, come) for gone, come in found]) if found else ""
