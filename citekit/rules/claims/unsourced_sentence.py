"""CLM104: a sentence that wants a source and has none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import Message, say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.prose.assertions import Reason, asserting, reasons
from citekit.rules.wording import shown

_ORDER = tuple(Reason)
_EACH = 4000
"""Characters of a document for each sentence that is told: two pages."""
_FEW = 3
"""Sentences that are told even of a short one."""
_LOOKED_AT = 20_000
"""Sentences of one document that are looked at."""


@dataclass(frozen=True, slots=True)
class _Unsourced:
    start: int
    end: int
    why: tuple[Reason, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """What comes first is told first: the strongest reason, then the most."""
        return _ORDER.index(self.why[0]), -len(self.why), self.start


@rule("CLM104", Severity.INFORMATION)
def unsourced_sentence(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A sentence says what only somebody who looked can know, and no source is within reach.

    ## Why it matters
    A figure, an appeal to studies or experts nobody names, a definition, a cause, a superlative: the reader will ask
    where it comes from. In reach is a citation in the sentence or right after it, one in the sentence before it in the
    same paragraph, and one that closes the paragraph as its only one; a claim with a source counts too. It is said of
    documents that cite at all, of the writer's own results never, and of no more than `unsourced-sentences` in a
    document, the strongest reasons first; 0 turns the rule off. It is a hint, not a verdict.

    ## Example
    ~~~makalah.txt
    Harga ditentukan bersama oleh para pedagang (Contoh, 2001).

    Menurut penelitian, 40 persen pedagang pasar tidak pernah mendapat pinjaman dari bank.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Harga ditentukan bersama oleh para pedagang (Contoh, 2001).

    Menurut penelitian, 40 persen pedagang pasar tidak pernah mendapat pinjaman dari bank (Misal, 2005).
    ~~~
    """
    most = project.config.profile.settings.unsourced_sentences
    for document in project.documents if most else ():
        if document.citations:
            found = sorted(_unsourced(document, _covered(document, project)), key=lambda one: one.rank)
            for one in sorted(found[: min(most, _FEW + len(document.text) // _EACH)], key=lambda one: one.start):
                yield report(
                    document.source.span(one.start, one.end),
                    say("no source for {words}: {why}", words=shown(document.text[one.start : one.end]), why=_why(one)),
                    hint=say("cite the work that says so, or say that it is your own view"),
                )


def _why(one: _Unsourced) -> Message:
    return _WORDS[one.why[0]]


_WORDS = {
    Reason.RESEARCH: say("it appeals to research that it does not name"),
    Reason.UNNAMED: say("it appeals to people whom it does not name"),
    Reason.NUMBER: say("it gives a figure"),
    Reason.DEFINITION: say("it says what something is, or what a theory holds"),
    Reason.CAUSE: say("it says what causes what"),
    Reason.SUPERLATIVE: say("it says what is the greatest or the first"),
    Reason.DATE: say("it says when something happened"),
}


def _covered(document: Document, project: Project) -> list[tuple[int, int]]:
    """Where claims with a source stand."""
    found = (project.passage(claim) for claim in project.claims if claim.sources and claim.document == document.path)
    return sorted((span.start, span.end) for span in found if span)


def _unsourced(document: Document, covered: Sequence[tuple[int, int]]) -> Iterator[_Unsourced]:
    starts = sorted(citation.span.start for citation in document.citations)
    before = (-1, -1)
    for (start, end), paragraph in islice(asserting(document), _LOOKED_AT):
        previous = before[0] if before[0] >= paragraph[0] else start
        before = (start, end)
        if _cites(starts, previous, _after(document.text, end)) or _closes(document.text, starts, start, paragraph):
            continue
        if _meets(covered, start, end):
            continue
        why = reasons(document.prose[start:end], document.language)
        if why and why != (Reason.DATE,):  # a date alone is mostly common knowledge
            yield _Unsourced(start, end, why)


def _after(text: str, end: int) -> int:
    """Up to where a citation still belongs to the sentence before it: past spaces and one mark."""
    return end + 4 - len(text[end : end + 4].lstrip(" .\u00a0")) + 1


def _cites(starts: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(starts, start) < bisect_left(starts, end)


def _closes(text: str, starts: Sequence[int], at: int, paragraph: tuple[int, int]) -> bool:
    """The paragraph's one citation stands after the sentence, in the last words of the paragraph."""
    first, last = bisect_left(starts, paragraph[0]), bisect_right(starts, paragraph[1])
    if last - first != 1 or starts[first] < at:
        return False
    return "\n" not in text[starts[first] : paragraph[1]].strip() and paragraph[1] - starts[first] < _CLOSING


_CLOSING = 80
"""Characters before the end of a paragraph within which its closing citation begins."""


def _meets(stretches: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = max(0, bisect_left(stretches, (start, start)) - 1)
    return any(one < end and start < other for one, other in stretches[at : at + 3])
