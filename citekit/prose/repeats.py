"""*Ibid.*, *op. cit.* and their like: joined to the earlier citation whose work they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from citekit.model import Citation, CitationItem, Document
from citekit.prose.terms import Phrase, is_same_author, note_named, phrase, terms

_LAST_NAMED = " "
"""No name: under it stands the last item that has names."""
_MOST_LOOKED_AT = 50
"""Earlier items of one name that are looked at."""


def resolved(document: Document, citations: Iterable[Citation]) -> Iterator[Citation]:
    """The citations, given in order, with what each repeated one repeats; what repeats nothing is left as it is.

    The citations that the document has by key are looked at too: a note may go back to them.
    """
    earlier = sorted(document.citations, key=lambda citation: citation.span.start)
    seen: list[CitationItem] = []
    by_name: dict[str, list[CitationItem]] = {}
    at = 0
    for citation in citations:
        while at < len(earlier) and earlier[at].span.start < citation.span.start:
            seen[:] = earlier[at].items
            at += 1
        items = _items(citation, seen, by_name)
        for item in items:
            root = item.repeats or item
            for name in root.names[:1]:
                by_name.setdefault(_family(name.text), []).append(root)
                by_name[_LAST_NAMED] = [root]
        seen[:] = items
        yield replace(citation, items=items)


def _items(
    citation: Citation, seen: Sequence[CitationItem], by_name: dict[str, list[CitationItem]]
) -> tuple[CitationItem, ...]:
    found: list[CitationItem] = []
    for item in citation.items:
        before = found[-1] if found else (seen[-1] if seen else None)
        # What was cited just before by key has no names here: then it is the last one that has some.
        if before is None or not (before.repeats or before).names:
            before = next(reversed(by_name.get(_LAST_NAMED, [])), None)
        found.append(_item(_with_author(item, before), seen, by_name))
    return tuple(found)


def _with_author(item: CitationItem, before: CitationItem | None) -> CitationItem:
    """The item with the names of the one before it, where *ders.* or *id.* stands for them."""
    if before is None or not item.names or not _is_the_same(item.names[0].text):
        return item
    root = before.repeats or before
    span = item.names[0].span
    return replace(item, names=tuple(replace(name, span=span) for name in root.names), others=root.others)


def _is_the_same(text: str) -> bool:
    return is_same_author(text.strip("*_."), dotted=True)


def _item(item: CitationItem, seen: Sequence[CitationItem], by_name: dict[str, list[CitationItem]]) -> CitationItem:
    said = phrase(item.year.text) if item.year else ()
    if said in terms().same.all or (item.year and _is_the_same(item.year.text)):
        found = _named(item, by_name) if item.names else (seen[-1] if seen else None)
    elif said in terms().repeated.all or (item.year and note_named().fullmatch(item.year.text)):
        found = _named(item, by_name)
    elif item.title and item.year is None and item.names:
        found = _titled(item, by_name)
        return replace(item, repeats=found.repeats or found) if found else item
    elif item.year is None and item.names and item.locator:
        found = _named(item, by_name)
    else:
        return item
    return replace(item, year=None, repeats=(found.repeats or found) if found else None)


def _named(item: CitationItem, by_name: dict[str, list[CitationItem]]) -> CitationItem | None:
    """The last earlier item of those names; else of that first name."""
    named = by_name.get(_family(item.names[0].text), []) if item.names else []
    alike = (each for each in islice(reversed(named), _MOST_LOOKED_AT) if _same_names(item, each))
    return next(alike, named[-1] if named else None)


def _titled(item: CitationItem, by_name: dict[str, list[CitationItem]]) -> CitationItem | None:
    """The last earlier item of that name whose title has the words of the short one."""
    said = set(phrase(item.title))
    named = islice(reversed(by_name.get(_family(item.names[0].text), [])), _MOST_LOOKED_AT)
    return next((each for each in named if each.title and said <= set(phrase(each.title))), None)


def _same_names(one: CitationItem, two: CitationItem) -> bool:
    if one.others != two.others or len(one.names) != len(two.names):
        return False
    return all(_family(a.text) == _family(b.text) for a, b in zip(one.names, two.names, strict=True))


def _family(name: str) -> str:
    """The last word of a family name, which may stand before a comma and the given names."""
    words: Phrase = phrase(name.partition(",")[0])
    return words[-1] if words else ""
