"""The difference between two texts, line by line, as `diff -u` prints it, in nearly linear time.

The texts are cut at the lines that each has once, in the longest order they share. Only what lies between is compared
line with line, and where that is large it is shown as replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from citekit.encoding import decode

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CONTEXT = 3
"""Lines shown before and after."""
_MOST_PAIRS = 250_000
"""Pairs of lines that are compared one by one."""
_LONGEST, _ABOUT = 20_000, 200
"""Characters of a line that is shown whole where another takes its place; of a longer one, those about the change."""
_PIECE = 4096
"""Characters that are compared at once."""


class Hunk(NamedTuple):
    """Lines that give way to others: two stretches of line numbers, from 0."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def unified(path: str, before: bytes | None, after: bytes | None) -> str:
    """What changes in a file; empty when nothing does. A file in another encoding is shown as text."""
    if before == after:
        return ""
    old, new = _lines(before, path), _lines(after, path)
    header = f"--- {path if before is not None else '/dev/null'}\n+++ {path if after is not None else '/dev/null'}\n"
    found = list(hunks(old, new))
    if not found and before is not None and after is not None:
        return f"{header}@@ the same text, in other bytes @@\n"
    return header + "".join(_shown(group, old, new) for group in _groups(found))


def _lines(data: bytes | None, path: str) -> list[str]:
    return _LINE.findall(decode(data, path).text) if data else []


def hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The stretches in which two lists of lines differ, in order."""
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    whole = Hunk(start, len(old) - tail, start, len(new) - tail)
    done = Hunk(whole.old_start, whole.old_start, whole.new_start, whole.new_start)
    for i, j in [*_landmarks(old, new, whole), (whole.old_end, whole.new_end)]:
        # Lines alike before a landmark belong to it.
        while i > done.old_end and j > done.new_end and old[i - 1] == new[j - 1]:
            i, j = i - 1, j - 1
        if i < done.old_end or j < done.new_end:
            continue
        yield from _between(old, new, Hunk(done.old_end, i, done.new_end, j))
        while i < whole.old_end and j < whole.new_end and old[i] == new[j]:
            i, j = i + 1, j + 1
        done = Hunk(i, i, j, j)


def _landmarks(old: Sequence[str], new: Sequence[str], whole: Hunk) -> list[tuple[int, int]]:
    """Pairs of places of lines that come once in each, in the longest order that both share."""
    old_count = Counter(old[whole.old_start : whole.old_end])
    new_count = Counter(new[whole.new_start : whole.new_end])
    place = {new[j]: j for j in range(whole.new_start, whole.new_end) if new_count[new[j]] == 1}
    once = [
        (i, place[old[i]]) for i in range(whole.old_start, whole.old_end) if old_count[old[i]] == 1 and old[i] in place
    ]
    return _rising(once)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second numbers rise, by patience sorting."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            last.append(index)
        else:
            tops[pile], last[pile] = j, index
    run: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _between(old: Sequence[str], new: Sequence[str], gap: Hunk) -> Iterator[Hunk]:
    removed, added = gap.old_end - gap.old_start, gap.new_end - gap.new_start
    if not removed and not added:
        return
    is_line_for_line = removed == added == 1 and old[gap.old_start] != new[gap.new_start]
    if not removed or not added or is_line_for_line or removed * added > _MOST_PAIRS:
        yield gap
        return
    matcher = SequenceMatcher(None, old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end], autojunk=False)
    for tag, i, k, j, m in matcher.get_opcodes():
        if tag != "equal":
            yield Hunk(gap.old_start + i, gap.old_start + k, gap.new_start + j, gap.new_start + m)


# --------------------------------------------------------------------------------------------------- printing


def _groups(found: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    """Hunks whose context meets are shown together."""
    if not found:
        return
    group = [found[0]]
    for earlier, later in pairwise(found):
        if later.old_start - earlier.old_end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(later)
    yield group


def _shown(group: Sequence[Hunk], old: Sequence[str], new: Sequence[str]) -> str:
    lead = min(_CONTEXT, group[0].old_start)
    trail = min(_CONTEXT, len(old) - group[-1].old_end)
    first, last = group[0], group[-1]
    place = _range(first.old_start - lead, last.old_end + trail)
    new_place = _range(first.new_start - lead, last.new_end + trail)
    lines = [f"@@ -{place} +{new_place} @@\n"]
    done = first.old_start - lead
    for hunk in group:
        lines += [_line(" ", line) for line in old[done : hunk.old_start]]
        removed, added = old[hunk.old_start : hunk.old_end], new[hunk.new_start : hunk.new_end]
        if len(removed) == len(added) == 1 and len(removed[0]) > _LONGEST:
            removed, added = _where_they_differ(removed[0], added[0])
        lines += [_line("-", line) for line in removed]
        lines += [_line("+", line) for line in added]
        done = hunk.old_end
    lines += [_line(" ", line) for line in old[done : done + trail]]
    return "".join(lines)


def _where_they_differ(old: str, new: str) -> tuple[list[str], list[str]]:
    """Of two lines that are too long to read, what stands about the difference."""
    start = _alike(old, new, 1)
    tail = min(_alike(old, new, -1), len(old) - start, len(new) - start)
    return [_about(old, start, len(old) - tail)], [_about(new, start, len(new) - tail)]


def _alike(old: str, new: str, way: int) -> int:
    """How many characters two lines share from their beginning (1), or from their end (-1)."""
    done, shorter = 0, min(len(old), len(new))
    for step in (_PIECE, 1):
        while done + step <= shorter and _part(old, done, step, way) == _part(new, done, step, way):
            done += step
    return done


def _part(line: str, done: int, step: int, way: int) -> str:
    return line[done : done + step] if way > 0 else line[len(line) - done - step : len(line) - done]


def _about(line: str, start: int, end: int) -> str:
    first, last = max(start - _ABOUT, 0), min(end + _ABOUT, len(line))
    return ("…" if first else "") + line[first:last] + ("…\n" if last < len(line) else "")


def _range(start: int, end: int) -> str:
    """Where a hunk stands: its first line, from 1, and how many; an empty one stands after a line."""
    count = end - start
    return f"{start + 1 if count else start},{count}" if count != 1 else f"{start + 1}"


def _line(mark: str, line: str) -> str:
    if line.endswith("\n"):
        return f"{mark}{line}"
    # A carriage return alone ends a line in files of old Macs.
    return f"{mark}{line}\n" if line.endswith("\r") else f"{mark}{line}\n\\ No newline at end of file\n"
