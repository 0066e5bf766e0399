"""Merging what stands in .bib files besides their entries: the strings that they define, and remarks.

Both functions give splices for OURS, and what is to come into it from THEIRS at a place that is still to be found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.edits import marks
from citekit.edits.difference import hunks
from citekit.edits.remarks import Remark, remarks, strings
from citekit.formats.bibtex import transplant
from citekit.formats.bibtex.anatomy import source_of
from citekit.formats.bibtex.string_editor import set_string
from citekit.model import Library
from citekit.splices import Splice, apply


@dataclass(slots=True)
class Besides:
    """What becomes of the pieces that are no entries."""

    splices: list[Splice] = field(default_factory=list)
    clashes: list[tuple[str, Remark]] = field(default_factory=list)
    """Names of strings that both changed, and ours."""
    added: list[Remark] = field(default_factory=list)
    """Remarks of theirs that ours has nowhere to put."""


# ------------------------------------------------------------------------------------------------------ strings


def merge_strings(base: Library, ours: Library, theirs: Library, taken: Iterable[Splice]) -> Besides:
    """Merges the definitions of strings.

    None is removed because they removed it: what still uses it would lose its text. One that we removed comes back
    only when something that is `taken` from them uses it.
    """
    before, mine, yours = (strings(library) for library in (base, ours, theirs))
    found = Besides()
    missing = [name for name in yours if name not in mine]
    used = _words(taken) if missing else set()
    for name in missing:
        if name not in before or name in used:
            found.splices += transplant.stood_in(set_string(ours, name, transplant.STAND_IN), yours[name].raw(ours))
    blocks: dict[tuple[int, int], list[_Change]] = defaultdict(list)
    for name, one in mine.items():
        if name in yours and (change := _change(ours, before.get(name), one, yours[name])):
            blocks[one.block].append(change)
            found.clashes += [(name, one)] if change.is_disputed else []
    found.splices += (splice for block, changes in blocks.items() for splice in _in_block(ours, block, changes))
    return found


def _words(splices: Iterable[Splice]) -> set[str]:
    """The words in new bytes, lower case."""
    return {
        word.decode("latin-1").lower() for splice in splices for word in re.findall(rb"[^\s#{},=\"()]+", splice.new)
    }


@dataclass(frozen=True, slots=True)
class _Change:
    """What gives a string of ours their value."""

    splice: Splice
    is_disputed: bool


def _change(ours: Library, was: Remark | None, one: Remark, other: Remark) -> _Change | None:
    if other.said == one.said or (was is not None and other.said == was.said):
        return None
    return _Change(Splice(*one.place, other.raw(ours)), was is None or one.said != was.said)


def _in_block(ours: Library, block: tuple[int, int], changes: Sequence[_Change]) -> Sequence[Splice]:
    """The changes of one `@string{…}`; it stands there twice when one of them is disputed."""
    clean = [one.splice for one in changes if not one.is_disputed]
    if len(clean) == len(changes):
        return clean
    data, back = source_of(ours).data[slice(*block)], -block[0]
    versions = (apply(data, [one.moved(back) for one in some]) for some in (clean, [one.splice for one in changes]))
    return [marks.in_place(ours, *block, *versions)]


# ------------------------------------------------------------------------------------------------------ remarks


def merge_remarks(base: Library, ours: Library, theirs: Library) -> Besides:
    """Merges what stands between entries: remarks, comments, preambles."""
    before, mine, yours = (remarks(library) for library in (base, ours, theirs))
    by_words: dict[str, list[Remark]] = defaultdict(list)
    for one in reversed(mine):
        by_words[one.said].append(one)
    found = Besides()
    known = set(by_words)
    for hunk in hunks([one.said for one in before], [one.said for one in yours]):
        old = list(_each_once(before[hunk.old_start : hunk.old_end], by_words))
        new = [one for one in yours[hunk.new_start : hunk.new_end] if one.said not in known]
        _replace(found, ours, old, new)
    return found


def _each_once(wanted: Sequence[Remark], by_words: Mapping[str, list[Remark]]) -> Iterator[Remark]:
    """The remarks of ours that say what those of the base do."""
    for one in wanted:
        if others := by_words.get(one.said):
            yield others.pop()


def _replace(found: Besides, ours: Library, old: Sequence[Remark], new: Sequence[Remark]) -> None:
    """Puts remarks in the place of others, one by one; takes away and adds what is left over."""
    for one, other in zip(old, new, strict=False):
        found.splices.append(Splice(*one.block, marks.bytes_of(ours, other.text)))
    found.splices += (Splice(one.block[0], one.gap_end, b"") for one in old[len(new) :])
    found.added += new[len(old) :]
