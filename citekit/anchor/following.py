"""What has become of a passage after its text was edited: it is kept, changed, or lost; it never moves elsewhere.

A passage is looked for together with the words around it. Where they stand side by side as they did, the passage is
what now stands between them, however it was reworded; where nothing stands between them any more, it is lost, even if
the same words stand somewhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from citekit.anchor.alignment import is_word
from citekit.anchor.nearness import nearest
from citekit.anchor.pairing import Pairing, pair
from citekit.anchor.places import MOST, match
from citekit.anchor.streams import Index, fold_passage
from citekit.anchor.wording import Wording, tokens_of
from citekit.model import Anchor, Selector

_LONGEST = 200
"""Words and marks of a passage that are compared as a whole; of a longer one, its beginning and its end are."""
_END = 80
"""Words and marks of each of these."""
_AROUND = 32
"""Words and marks of prefix and suffix that are compared."""
_SURE = 0.5
"""The share of a passage that must still stand there."""
_ENCLOSED = 0.3
"""The same where what stood before and after it encloses it still."""
_MOVED = 0.75
"""The same where nothing is left at its old place: of a paragraph that was moved, not of words that are alike."""
_FIRM = 0.4
"""The share of prefix or suffix that shows that they are the same."""
_SPEAKING = 8
"""Words that a passage must have to be known again without anything around it, or words and marks around one that
was mostly reworded."""
_CLEAR = 3
"""How much better one place must be than another."""


class State(StrEnum):
    """What has become of a claim's passage."""

    KEPT = "kept"
    """Its words stand where they stood; what is around them may be other words."""
    CHANGED = "changed"
    """Other words stand in its place."""
    LOST = "lost"
    """It is gone, or nothing shows which of several places is its own."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a passage, and where it stands now."""

    state: State
    anchor: Anchor | None = None
    """None when it is lost."""
    places: tuple[Anchor, ...] = ()
    """For a lost one, where its very words stand (see `match`): each may be meant, or none."""


def places(index: Index, selector: Selector) -> tuple[Anchor, ...]:
    """The places where the very words of a passage stand, as `match` gives them.

    Where what is around them was edited, the one that is its own all the same.
    """
    found = match(index, selector, MOST)
    if found or not (fold_passage(selector.prefix) or fold_passage(selector.suffix)) or not _elsewhere(index, selector):
        return found
    standing = follow(index, selector)
    return (standing.anchor,) if standing.anchor and standing.state is State.KEPT else ()


def follow(index: Index, selector: Selector) -> Standing:
    """What has become of a passage in a text that was edited since it was described.

    The time grows with the passage, not with the text.
    """
    found = match(index, selector, MOST)
    if len(found) == 1:
        return Standing(State.KEPT, found[0])
    around = fold_passage(selector.prefix) or fold_passage(selector.suffix)
    place = _enclosed(index, selector) if around else None if found else nearest(index, selector.exact)
    there = _elsewhere(index, selector)
    if place is None:
        return Standing(State.LOST, places=found or there)
    return Standing(State.KEPT if place in there else State.CHANGED, place)


def _elsewhere(index: Index, selector: Selector) -> tuple[Anchor, ...]:
    """Where the words stand, whatever is around them."""
    return match(index, Selector(selector.exact), MOST)


# ------------------------------------------------------------------------------------------------- with context


def _enclosed(index: Index, selector: Selector) -> Anchor | None:
    """The place of a passage that is known by what stands before and after it as well."""
    prefix, exact, suffix = (tokens_of(fold_passage(part)) for part in _parts(selector))
    prefix, suffix = prefix[-_AROUND:], suffix[:_AROUND]
    if len(exact) <= _LONGEST:
        found = _place(index.wording, prefix, exact, suffix)
        return index.read.anchor(*found) if found else None
    head, tail = (
        _place(index.wording, prefix, exact[:_END], ()),
        _place(index.wording, (), exact[-_END:], suffix),
    )
    size = len(fold_passage(selector.exact))
    if not head or not tail or not size < 2 * (tail[1] - head[0]) < 4 * size:
        return None
    return index.read.anchor(head[0], tail[1])


def _parts(selector: Selector) -> tuple[str, str, str]:
    return selector.prefix, selector.exact, selector.suffix


def _place(
    wording: Wording, prefix: Sequence[str], exact: Sequence[str], suffix: Sequence[str]
) -> tuple[int, int] | None:
    """The stretch of what is read, when one place is clearly the best and good enough."""
    wanted = [*prefix, *exact, *suffix]
    fits: dict[tuple[int, int], Pairing] = {}
    for begin, until in wording.neighbourhoods(wanted):
        found = pair(wanted, len(prefix), len(prefix) + len(exact), wording.words[begin:until])
        if found:
            fits.setdefault((begin + found.start, begin + found.end), found)
    best = sorted(fits.items(), key=lambda item: -item[1].score)
    if not best or not _is_it(best[0][1], len(prefix), exact, len(suffix)):
        return None
    (start, end), first = best[0]
    rivals = (one for place, one in best[1:] if place[1] <= start or place[0] >= end)
    if any(first.score - rival.score < _CLEAR for rival in rivals):
        return None
    enclosed = first.before >= _FIRM and first.after >= _FIRM
    if not enclosed and first.share < _MOVED and _is_closed(wording, prefix, suffix):
        return None
    return wording.starts[start], wording.ends[end - 1]


def _is_closed(wording: Wording, prefix: Sequence[str], suffix: Sequence[str]) -> bool:
    """What stood before and after the passage stands side by side now: it was taken out from between."""
    wanted = [*prefix, *suffix]
    found = (
        pair(wanted, len(prefix), len(prefix), wording.words[begin:until])
        for begin, until in wording.neighbourhoods(wanted)
    )
    return any(one.before >= _SURE and one.after >= _SURE for one in found if one)


def _is_it(found: Pairing, before: int, exact: Sequence[str], after: int) -> bool:
    """Enough of the passage is there, and of what is around it."""
    if found.start == found.end:
        return False
    firm = [share >= _FIRM for share, size in ((found.before, before), (found.after, after)) if size]
    if all(firm) and before + after >= _SPEAKING:
        return found.share >= _ENCLOSED
    words = sum(map(is_word, exact))
    return found.share >= _SURE and (any(firm) or words >= _SPEAKING)
