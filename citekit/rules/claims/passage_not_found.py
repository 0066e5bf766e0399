"""CLM101: a claim whose words are no longer in its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from citekit.anchor import Index, fold_passage, index, match, nearest, quote
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.model import Claim, Document, Project, Selector
from citekit.plugin import Report, rule
from citekit.rules.wording import shown
from citekit.source import Span

_TOLD = 12
"""The most words of one change that a message gives."""
_CHANGES = 3
"""The most changes that it gives."""
_COMPARED = 240
"""Words of a passage that are compared, those left out with which both begin and end."""
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
    message = f"the passage of this claim is not in {document.path}"
    hint = "correct its words, or delete the claim if the text no longer makes it"
    related: tuple[Related, ...] = ()
    exact = claim.selector.exact
    if made and (there := match(made, Selector(exact), 1)):
        place = document.source.span(there[0].start, there[0].end)
        context = " and ".join(name for name in ("prefix", "suffix") if getattr(claim.selector, name))
        message = f"the passage of this claim stands in {document.path}, but not with its {context}"
        hint = f"line {place.line} has the passage: correct its {context}, or delete what is not needed"
        related = (Related(place, "the passage"),)
    elif made and (near := nearest(made, exact)):
        place = document.source.span(near.start, near.end)
        new = quote(made, near.start, near.end)
        message = ": ".join(filter(None, (message, _changes(fold_passage(exact).split(), fold_passage(new).split()))))
        hint = f"{_advice(place, new)} if the claim still holds"
        related = (Related(place, "the nearest passage"),)
    return report(claim.exact_span, message, hint=hint, subject=claim.id, related=related)


def _advice(place: Span, new: str) -> str:
    """What to copy: the words themselves, or, where they are many, where they stand."""
    if len(new) <= _LONGEST:
        return f'line {place.line} has "{new}": copy these words'
    words = new.split()
    ends = f'from "{" ".join(words[:_ENDS])}" to "{" ".join(words[-_ENDS:])}"'
    return f"copy the words from line {place.line} to line {place.end_line}, {ends},"


# ----------------------------------------------------------------------------------------------------- the change


def _changes(old: Sequence[str], new: Sequence[str]) -> str:
    """What has become of which words, one change after the other; empty when that is much."""
    start = _agreeing(old, new)
    end = _agreeing(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _COMPARED:
        return ""
    found = list(islice(_pairs(old, new), _CHANGES + 1))
    if len(found) > _CHANGES or any(max(map(len, pair)) > _TOLD for pair in found):
        return ""
    return ", ".join(_change(gone, come) for gone, come in found)


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many same words both begin."""
    size = min(len(one), len(other))
    return next((at for at in range(size) if one[at] != other[at]), size)


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The words that are gone and those that have come in their place, between the words that are the same."""
    left = right = 0
    for at, place in (*_common(old, new), (len(old), len(new))):
        if at > left or place > right:
            yield old[left:at], new[right:place]
        left, right = at + 1, place + 1


def _common(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of the longest row of words that both have in the same order."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            same = old[i] == new[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1


def _change(gone: Sequence[str], come: Sequence[str]) -> str:
    old, new = shown(" ".join(gone)), shown(" ".join(come))
    return f"{old} has become {new}" if gone and come else f"{old} is gone" if gone else f"{new} is new"
