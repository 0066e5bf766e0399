"""CLM101: a claim whose words are no longer in its document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from citekit.anchor import Index, fold_passage, index, nearest
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.model import Anchor, Claim, Document, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import shown

_TOLD = 12
"""The most words that a message gives of what changed."""
_SHOWN = 300
"""Characters of the nearest passage that are shown."""
_LED = 4
"""Words that may have been replaced at either end of a passage."""
_WINDOW = 200
_WORD = re.compile(r"\w+")
_GAP = r"(?!\s*\n\s*\n)[^\w.!?;:]{1,3}"
"""What may stand between two words of one sentence."""
_MARKS_BEFORE = re.compile(r"[^\w\s]+")
_MARKS_AFTER = re.compile(r"[^\w\s]+\Z")


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
    for claim, anchors in project.anchors.items():
        document = project.document(claim.document)
        if document and not anchors:
            if document.path not in indexes:
                indexes[document.path] = index(document)
            yield _lost(claim, document, indexes[document.path], report)


def _lost(claim: Claim, document: Document, made: Index, report: Report) -> Diagnostic:
    message = f"the passage of this claim is not in {document.path}"
    near = nearest(made, claim.selector.exact)
    if near is None:
        hint = "correct its words, or delete the claim if the text no longer makes it"
        return report(claim.exact_span, message, hint=hint, subject=claim.id)
    start, end = _whole(document.text, near, claim.selector.exact)
    place = document.source.span(start, end)
    change = _change(fold_passage(claim.selector.exact).split(), fold_passage(place.text).split())
    return report(
        claim.exact_span,
        f"{message}: {change}" if change else message,
        hint=f"line {place.line} has {shown(place.text, _SHOWN)}: copy these words if the claim still holds",
        subject=claim.id,
        related=(Related(place, "the nearest passage"),),
    )


def _whole(text: str, near: Anchor, exact: str) -> tuple[int, int]:
    """The nearest stretch begins and ends with words that stayed; with it, what may have replaced the others."""
    old = [word.casefold() for word in _WORD.findall(exact)]
    new = [word.casefold() for word in _WORD.findall(text[near.start : near.end])]
    lead, trail = min(_index(old, new[:1]), _LED), min(_index(old[::-1], new[-1:]), _LED)
    window = text[max(0, near.start - _WINDOW) : near.start]
    before = re.search(rf"(?:\w++{_GAP}){{0,{lead}}}\Z", window)
    after = re.compile(rf"(?:{_GAP}\w++){{0,{trail}}}").match(text, near.end, near.end + _WINDOW)
    start = near.start - len(before[0] if before else "")
    end = near.end + len(after[0] if after else "")
    opening, closing = _MARKS_BEFORE.match(exact), _MARKS_AFTER.search(exact)
    if opening and fold_passage(text[max(0, start - len(opening[0])) : start]) == fold_passage(opening[0]):
        start -= len(opening[0])
    if closing and fold_passage(text[end : end + len(closing[0])]) == fold_passage(closing[0]):
        end += len(closing[0])
    return start, end


def _index(words: Sequence[str], word: Sequence[str]) -> int:
    """Where the word first stands; 0 when it does not."""
    return words.index(word[0]) if word and word[0] in words else 0


def _change(old: Sequence[str], new: Sequence[str]) -> str:
    """What lies between the words that both begin with and the words that both end with; empty when that is much."""
    start = _agreeing(old, new)
    end = _agreeing(old[start:][::-1], new[start:][::-1])
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(gone), len(come)) > _TOLD or (gone == old and come == new):
        return ""
    if gone and come:
        return f"{shown(' '.join(gone))} has become {shown(' '.join(come))}"
    return f"{shown(' '.join(gone))} is gone" if gone else f"{shown(' '.join(come))} is new" if come else ""


def _agreeing(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
