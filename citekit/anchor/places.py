"""Describing a passage so that it is found again, and finding it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from citekit.anchor.streams import APART, Index, Reading, fold_passage
from citekit.model import Anchor, Selector

MOST = 20
"""The most places of a passage that are counted: with one more it is sure to stand too often to mean any of them."""
_AROUND, _LONG = 64, 100
"""Characters of prefix and suffix that a passage is known by, and those of one that is known without."""
_CONTEXTS = (24, 48, 96, 192, 384)
"""Characters of prefix and suffix that are tried, one after the other, before the whole text."""


def match(index: Index, selector: Selector, most: int = MOST) -> tuple[Anchor, ...]:
    """The places where the passage stands, in order, of those with its prefix and suffix; () when there is none.

    All of them when they are no more than `most`; else one more than that, and it is not said which.
    """
    exact, prefix, suffix = map(fold_passage, (selector.exact, selector.prefix, selector.suffix))
    if not exact:
        return ()
    found = {
        stream.anchor(at, at + len(exact))
        for stream in index.streams
        for at in islice(stream.places(exact, prefix, suffix), most + 1)
    }
    return tuple(sorted(found, key=lambda anchor: (anchor.start, anchor.end))[: most + 1])


def describe(index: Index, start: int, end: int, around: int = 0) -> Selector:
    """How to find that stretch again: `match` gives back just this place, trimmed (see `Index.trim`).

    The words are those that a reader sees there, where these lead back. Prefix and suffix are given only where the
    words alone stand in several places, and then as few as will do; or, with `around`, so many characters of each,
    by which `follow` knows the passage again when it was reworded.
    """
    start, end = index.trim(start, end)
    if start == end:
        return Selector("")
    for reading in index.readings(start):
        exact = _words(reading, start, end)
        for prefix, suffix in _contexts(reading, start, end, around):
            selector = Selector(exact, prefix, suffix)
            if match(index, selector, 1) == (Anchor(start, end),):
                return selector
    raise AssertionError("the whole text around a passage leaves no doubt where it stands")


def describe_lastingly(index: Index, start: int, end: int) -> Selector:
    """As `describe`; a short passage, of a sort that may come again, with what stands around it.

    So `follow` knows it when the text was edited, and knows when it was taken out.
    """
    return describe(index, start, end, _AROUND if end - start < _LONG else 0)


def excerpt(index: Index, start: int, end: int) -> Selector:
    """The words of a stretch whose place is known, and what stands around it; others may read the same."""
    start, end = index.trim(start, end)
    reading = next(index.readings(start))
    return Selector(_words(reading, start, end), _before(reading, start, _AROUND), _after(reading, end, _AROUND))


def quote(index: Index, start: int, end: int) -> str:
    """The words of a stretch on one line, as `describe` gives them."""
    return describe(index, start, end).exact


def _words(reading: Reading, start: int, end: int) -> str:
    return " ".join(reading.text[start:end].replace(APART, "").split())


def _contexts(reading: Reading, start: int, end: int, around: int) -> Iterator[tuple[str, str]]:
    """Prefixes and suffixes to be tried: those asked for, none, then longer and longer ones, at last all there is."""
    for size in (around, 2 * around, 4 * around) if around else ():
        yield _before(reading, start, size), _after(reading, end, size)
    yield "", ""
    for size in (*_CONTEXTS, len(reading.text)):
        prefix, suffix = _before(reading, start, size), _after(reading, end, size)
        yield prefix, ""
        yield "", suffix
        yield prefix, suffix


def _before(reading: Reading, start: int, size: int) -> str:
    """About `size` characters before a place, from the beginning of a word on."""
    text = reading.text
    begin = max(reading.start, start - size)
    while begin > reading.start and begin < start and not text[begin - 1].isspace():
        begin += 1
    return fold_passage(text[begin:start].replace(APART, ""))


def _after(reading: Reading, end: int, size: int) -> str:
    text = reading.text
    until = min(reading.end, end + size)
    while until < reading.end and until > end and not text[until].isspace():
        until -= 1
    return fold_passage(text[end:until].replace(APART, ""))
