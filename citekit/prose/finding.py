"""From mentions in brackets to `Citation`s with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from citekit.model import Citation, CitationItem, Document, Locator, Mode, Surface
from citekit.prose.acronyms import acronyms
from citekit.prose.authoryear import Mention, mentions
from citekit.prose.brackets import groups
from citekit.prose.innotes import in_notes, in_sentences
from citekit.prose.judging import Judge
from citekit.prose.lists import reference_lists, references
from citekit.prose.locators import read_locators
from citekit.prose.nameless import nameless
from citekit.prose.namelists import Unit
from citekit.prose.names import Lexicon
from citekit.prose.numeric import numeric
from citekit.prose.repeats import resolved
from citekit.prose.stretches import Stretch, joined, overlaps
from citekit.prose.terms import Decoys, decoys, phrase
from citekit.prose.tokens import narrowed
from citekit.prose.unbracketed import unbracketed

_LONE_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\b\.?[\s-]?){1,4}")
_COUPLE = 2
_OPENING = '“„‘«»"*_ \u00a0'
"""Marks before a title that stands in the authors' place."""


def read(document: Document, lexicon: Lexicon) -> Document:
    """The document with its list of references, the acronyms it introduces, and its citations in words and by number
    besides those that it has.
    """
    plain = replace(document, prose=narrowed(document.prose))
    plain = replace(plain, references=references(plain))
    plain = replace(plain, acronyms=acronyms(plain, _known(plain, lexicon)))
    both = [*document.citations, *find(plain, lexicon)]
    document = replace(document, references=plain.references, acronyms=plain.acronyms)
    return replace(document, citations=tuple(sorted(both, key=lambda citation: citation.span.start)))


def _known(document: Document, lexicon: Lexicon) -> Lexicon:
    """The names of the library, of the document's own list, and the short names that it introduces."""
    names = lexicon.with_more(reference.entry for reference in document.references)
    return names.with_short_names({phrase(short): phrase(full) for short, full in document.acronyms.items()})


def find(document: Document, lexicon: Lexicon) -> tuple[Citation, ...]:
    """The citations of a document's prose that are made in words or by number, in order.

    Names of the works in its own list (`Document.references`) and its `acronyms` are known besides those of `lexicon`.
    Citations within that list are left out, and those that overlap a citation that the document already has. Linear in
    the text.
    """
    listed = reference_lists(document)
    unlike = decoys(document.prose, document.language)
    names = _known(document, lexicon)
    taken = [*_places(document.citations), *listed]
    found = list(_apart(in_notes(document, names, unlike, listed), taken))
    groups = _in_brackets(document, names, unlike, len(found))
    found += _apart((_citation(document, list(group)) for group in groups), [*taken, *_places(found)])
    now = [*taken, *_places(found)]
    found += _apart(in_sentences(document, names, unlike, now), now)
    now = [*taken, *_places(found)]
    found += _apart(unbracketed(document, names, unlike, now), now)
    found += _apart(numeric(document, listed, in_words=len(found)), [*taken, *_places(found)])
    now = [*taken, *_places(found)]
    found += _apart(nameless(document, now), now)
    return tuple(resolved(document, sorted(found, key=lambda citation: citation.span.start)))


def _in_brackets(document: Document, names: Lexicon, unlike: Decoys, in_notes: int) -> list[tuple[Mention, ...]]:
    """The mentions in brackets that are citations. Names that nobody knew before are looked for once more."""
    brackets = list(groups(document.prose))
    found = list(mentions(brackets, names, unlike))
    sound = Judge(document.prose, names, unlike, found, in_notes).citations()
    learnt = names.learning(
        (unit.words, mention.mark.year)
        for group in sound
        for mention in group
        for unit in mention.names.units
        if not unit.known and mention.mark.year
    )
    if learnt is names:
        return sound
    found = list(mentions(brackets, learnt, unlike))
    return Judge(document.prose, learnt, unlike, found, in_notes).citations()


def _places(citations: Iterable[Citation]) -> list[Stretch]:
    return [(citation.span.start, citation.span.end) for citation in citations]


def _apart(citations: Iterable[Citation], taken: Iterable[Stretch]) -> Iterator[Citation]:
    """The citations that overlap none of the stretches."""
    places = joined(taken)
    return (each for each in citations if not overlaps(places, each.span.start, each.span.end))


def _citation(document: Document, group: list[Mention]) -> Citation:
    items = tuple(_item(document, mention, _tail_end(group, at)) for at, mention in enumerate(group))
    start, end = items[0].span.start, items[-1].span.end
    first = group[0]
    opening, closing = first.group.opening, first.group.closing
    if opening and closing and (first.narrative or first.plain_lead):
        start, end = start if first.narrative and not first.suppressed else opening.start, closing.end
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
    start = mention.place.tokens[mention.names.start].start if mention.names.units else year.span.start
    start = year.span.start if mention.again or mention.suppressed else start
    return CitationItem(
        document.source.span(start, max(end, year.span.end)),
        names=_with_families(_surface(document, mention, unit) for unit in mention.names.units),
        others=mention.names.others,
        year=year,
        locator=locator,
        prefix=_prefix(document, mention),
        suffix=suffix,
        mode=_mode(mention),
        original=_original(document, mention.original) if mention.original else None,
    )


def _original(document: Document, mention: Mention) -> CitationItem:
    """The work that was read in another: its names and, where it is said, its year."""
    tokens = mention.place.tokens
    year = _year(document, mention) if mention.mark.end > mention.mark.start else None
    start = tokens[mention.names.units[0].start].start
    end = year.span.end if year else tokens[mention.names.end - 1].end
    return CitationItem(
        document.source.span(start, max(end, tokens[mention.names.end - 1].end)),
        names=tuple(_surface(document, mention, unit) for unit in mention.names.units),
        others=mention.names.others,
        year=year,
    )


def _mode(mention: Mention) -> Mode:
    if mention.suppressed:
        return Mode.SUPPRESSED
    return Mode.NARRATIVE if mention.narrative else Mode.PARENTHETICAL


def _tail(document: Document, mention: Mention, tail_end: int) -> tuple[Locator | None, str, int]:
    """The locator and suffix of a mention, and where the mention ends: after the locator, or the bracket it fills."""
    tokens, closing = mention.group.tokens, mention.group.closing
    after = tokens[mention.mark.end - 1].end
    tail = document.prose[after : tokens[tail_end - 1].end] if tail_end > mention.mark.end else ""
    locator, suffix = read_locators(tail)
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
    while start < end and document.prose[start] in _OPENING:
        start += 1
    if document.prose[start:end].endswith(("'s", "’s")):
        end -= 2
    elif unit.known and tokens[unit.end - 1].folded != unit.words[-1]:
        end -= _ending(tokens[unit.end - 1].folded, unit.words[-1])
    return Surface(document.prose[start:end], document.source.span(start, end))


def _ending(word: str, name: str) -> int:
    """How many letters of a word stand behind the name that it is: "Webers"."""
    return len(word) - len(name) if word.startswith(name) else 0


def _with_families(names: Iterable[Surface]) -> tuple[Surface, ...]:
    """The names; initials that share the family name behind them have it too: "A. und M. Mitscherlich"."""
    found = tuple(names)
    if len(found) == _COUPLE and _LONE_INITIALS.fullmatch(found[0].text) and _LONE_INITIALS.match(found[1].text):
        family = found[1].text.rpartition(" ")[2]
        return (Surface(f"{found[0].text} {family}", found[0].span), *found[1:])
    return found


def _prefix(document: Document, mention: Mention) -> str:
    if mention.begin >= mention.first:
        return ""
    tokens = mention.group.tokens
    return document.prose[tokens[mention.begin].start : tokens[mention.first].start].strip(" \n\t,;:")
