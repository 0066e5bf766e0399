"""What a passage that stands nowhere any more may have become."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from citekit.anchor.alignment import BREAK, TOKEN, fit
from citekit.anchor.streams import APART, Index, Stream, fold_passage
from citekit.model import Anchor

_WORD = re.compile(r"\w+")
_COMMON = 500
"""Words that stand more often say little about where a lost passage was."""
_MOST = 240
"""Words and marks of a lost passage that are compared as a whole; of a longer one, its beginning and its end are."""
_END = 100
"""Words and marks of each of these."""
_MARGIN = 64
"""Characters that are looked at besides, before and after the place where a passage should stand."""

_CLOSING = frozenset({*",;:.!?)]", BREAK})
_Stretch = tuple[int, int]
_Token = tuple[str, int, int]


def nearest(index: Index, exact: str) -> Anchor | None:
    """The stretch that a lost passage fits best, from its first word to its last; None when too little of it is left.

    At least half of its words must stand there in their order. Looks where the passage's rarer words stand together;
    the time grows with the passage, not with the text.
    """
    wanted = fold_passage(exact)
    tokens = [found.span() for found in TOKEN.finditer(wanted)]
    if len(tokens) <= _MOST:
        found = _nearest(index, wanted)
        return index.read.anchor(*found) if found else None
    head, tail = _nearest(index, wanted[: tokens[_END][0]]), _nearest(index, wanted[tokens[-_END][0] :])
    if not head or not tail or not len(wanted) < 2 * (tail[1] - head[0]) < 4 * len(wanted):
        return None
    return index.read.anchor(head[0], tail[1])


def _nearest(index: Index, wanted: str) -> _Stretch | None:
    """The stretch of what is read that fits best."""
    tokens = TOKEN.findall(wanted)
    words = sum(token[-1].isalnum() or len(token) > 1 for token in tokens)
    fits = []
    for begin, until in _neighbourhoods(index.read, wanted):
        there = list(_tokens(index, begin, until))
        found = fit(tokens, [token for token, _, _ in there])
        if found and -2 * found.lost >= words:
            fits.append((*found[:2], *_place(tokens, there[found.start : found.end])))
    best = min(fits, default=None) if words else None
    return best[2:] if best else None


def _place(tokens: Sequence[str], there: Sequence[_Token]) -> _Stretch:
    """From the first to the last token, without marks of the clause before it."""
    first = next(at for at, (token, _, _) in enumerate(there) if token == tokens[0] or token not in _CLOSING)
    return there[first][1], there[-1][2]


def _tokens(index: Index, begin: int, until: int) -> Iterator[_Token]:
    """The words and marks of a stretch of what is read, with their places; a `BREAK` where a paragraph ends."""
    stream, breaks, last = index.read, index.breaks, -1
    if begin <= 0:
        yield BREAK, 0, 0
    for found in TOKEN.finditer(stream.text, max(0, begin), max(0, until)):
        here = stream.offset(found.start())
        apart = found[0] == APART
        if apart or (last >= 0 and _is_parted(breaks, last, here)):
            yield BREAK, found.start(), found.start()
        if not apart:
            yield found[0], found.start(), found.end()
        last = -1 if apart else here
    if until >= len(stream.text):
        yield BREAK, until, until


def _is_parted(breaks: Sequence[int], last: int, here: int) -> bool:
    """A paragraph ends after the one place and not after the other."""
    following = bisect_left(breaks, last + 1)
    return here < last or (following < len(breaks) and breaks[following] <= here)


def _neighbourhoods(stream: Stream, wanted: str) -> list[_Stretch]:
    """The stretches, three at most, where most of the rarer words stand as far apart as in the passage."""
    size = max(len(wanted) // 4, 16)
    votes: Counter[int] = Counter()
    for found in _WORD.finditer(wanted):
        places = stream.words.get(found[0], ())
        if len(places) <= _COMMON:
            votes.update({(at - found.start()) // size for at in places})
    sums = {at: votes[at - 1] + votes[at] + votes[at + 1] for at in votes}
    best = sorted(sums, key=lambda at: (-sums[at], at))
    margin = len(wanted) // 3 + _MARGIN
    return [
        _words_within(stream, (at - 1) * size - margin, (at + 2) * size + len(wanted) + margin)
        for at in _apart(best)
        if 2 * sums[at] >= sums[best[0]]
    ]


def _apart(best: Sequence[int]) -> list[int]:
    """The first three that do not stand side by side."""
    kept: list[int] = []
    for at in best:
        if all(abs(at - other) > 1 for other in kept):
            kept.append(at)
        if len(kept) == 3:
            break
    return kept


def _words_within(stream: Stream, begin: int, until: int) -> _Stretch:
    """The stretch with no word cut in two, unless it is endless."""
    text = stream.text
    begin, until = max(0, begin), min(len(text), until)
    before, after = text.rfind(" ", max(0, begin - _MARGIN), begin), text.find(" ", until, until + _MARGIN)
    return before + 1 or begin, until if after < 0 else after
