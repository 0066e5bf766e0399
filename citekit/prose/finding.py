"""From mentions in brackets to `Citation`s with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from citekit.model import Citation, CitationItem, Document, Locator, Mode, Surface
from citekit.prose.authoryear import Mention, mentions
from citekit.prose.headings import reference_lists
from citekit.prose.judging import Judge
from citekit.prose.locators import read_locator
from citekit.prose.namelists import Unit
from citekit.prose.names import Lexicon

Stretch = tuple[int, int]


def find(document: Document, lexicon: Lexicon) -> tuple[Citation, ...]:
    """The author–year citations of a document's prose, in order.

    Those within its printed list of references are left out, and those that overlap a citation that the document
    already has. Linear in the text.
    """
    found = list(mentions(document.prose, lexicon))
    sound = Judge(document.prose, lexicon, found).citations()
    made = sorted((_citation(document, list(group)) for group in sound), key=lambda citation: citation.span.start)
    taken = [(citation.span.start, citation.span.end) for citation in document.citations]
    return tuple(_apart(made, [*taken, *reference_lists(document)]))


def _apart(citations: Iterable[Citation], taken: Iterable[Stretch]) -> Iterator[Citation]:
    """The citations that overlap none of the stretches."""
    merged: list[Stretch] = []
    for start, end in sorted(taken):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    starts = [start for start, _ in merged]
    for citation in citations:
        before = bisect_right(starts, max(citation.span.start, citation.span.end - 1)) - 1
        if before < 0 or merged[before][1] <= citation.span.start:
            yield citation


def _citation(document: Document, group: list[Mention]) -> Citation:
    items = tuple(_item(document, mention, _tail_end(group, at)) for at, mention in enumerate(group))
    start, end = items[0].span.start, items[-1].span.end
    first = group[0]
    opening, closing = first.group.opening, first.group.closing
    if opening and closing and (first.narrative or first.plain_lead):
        start, end = start if first.narrative else opening.start, closing.end
    return Citation(document.source.span(start, end), items)


def _tail_end(group: list[Mention], at: int) -> int:
    """The token at which what follows the year of a mention ends: its locator, its suffix."""
    mention = group[at]
    end = group[at + 1].begin if at + 1 < len(group) else len(mention.group.row)
    row = mention.group.row
    for token in range(mention.mark.end, end):
        if row[token] == ";":
            return token
    return end


def _item(document: Document, mention: Mention, tail_end: int) -> CitationItem:
    year = _year(document, mention)
    locator, suffix, end = _tail(document, mention, tail_end)
    start = year.span.start if mention.again else mention.place.tokens[mention.names.start].start
    return CitationItem(
        document.source.span(start, max(end, year.span.end)),
        names=tuple(_surface(document, mention, unit) for unit in mention.names.units),
        others=mention.names.others,
        year=year,
        locator=locator,
        prefix=_prefix(document, mention),
        suffix=suffix,
        mode=Mode.NARRATIVE if mention.narrative else Mode.PARENTHETICAL,
    )


def _tail(document: Document, mention: Mention, tail_end: int) -> tuple[Locator | None, str, int]:
    """The locator and suffix of a mention, and where the mention ends: after the locator, or the bracket it fills."""
    tokens, closing = mention.group.tokens, mention.group.closing
    after = tokens[mention.mark.end - 1].end
    tail = document.prose[after : tokens[tail_end - 1].end] if tail_end > mention.mark.end else ""
    locator, suffix = read_locator(tail)
    if mention.narrative and not mention.again and closing and tail_end == len(tokens):
        return locator, suffix, closing.end
    end = after + len(tail.rstrip()) - len(suffix) if locator else after
    end = after + len(document.prose[after:end].rstrip(" ,;:\r\n\t"))
    return locator, suffix if locator or closing else "", end


def _year(document: Document, mention: Mention) -> Surface:
    """The year as printed, with its letter; of "2011a, b" the second is given as "2011b"."""
    tokens, mark = mention.group.tokens, mention.mark
    start, end = tokens[mark.start].start, tokens[mark.end - 1].end
    end += not mark.year and document.prose[end : end + 1] == "."
    text = document.prose[start:end]
    return Surface(mark.year + mark.letter if len(text) == 1 else text, document.source.span(start, end))


def _surface(document: Document, mention: Mention, unit: Unit) -> Surface:
    """A name as printed, without a possessive ending and `Jr.`"""
    tokens = mention.place.tokens
    start, end = tokens[unit.start].start, tokens[unit.end - 1].end
    if document.prose[start:end].endswith(("'s", "’s")):
        end -= 2
    return Surface(document.prose[start:end], document.source.span(start, end))


def _prefix(document: Document, mention: Mention) -> str:
    if mention.begin >= mention.first:
        return ""
    tokens = mention.group.tokens
    return document.prose[tokens[mention.begin].start : tokens[mention.first].start].strip(" \n\t,;:")
