"""Splices that were worked out one by one, brought together where they meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citekit.splices import Splice


def apart(splices: Iterable[Splice]) -> list[Splice]:
    """The splices in order, removals that overlap made one: of neighbours at the end of a file, which share a gap.

    What was to be inserted within a stretch that another one replaces comes after it.
    """
    kept: list[Splice] = []
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        last = kept[-1] if kept else None
        if last is None or splice.start >= last.end:
            kept.append(splice)
        elif splice.start == splice.end:
            kept.append(Splice(last.end, last.end, splice.new))
        elif not splice.new and not last.new:
            kept[-1] = Splice(last.start, max(last.end, splice.end), b"")
        else:
            kept.append(splice)
    return kept


def free(pointers: Iterable[Splice], own: Sequence[Splice]) -> Iterator[Splice]:
    """Those of some splices that meet none of the others, which are in order."""
    at = 0
    for pointer in sorted(pointers, key=lambda one: one.start):
        while at < len(own) and own[at].end <= pointer.start:
            at += 1
        if at == len(own) or own[at].start >= pointer.end:
            yield pointer
