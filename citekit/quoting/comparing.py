"""Finds where a quotation was taken from, and what differs there."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import Levenshtein, Opcode

from citekit.quoting.pieces import Piece, Word, folded, pieces, words

_LONGEST_GAP = 3000
"""Characters that an ellipsis may leave out."""
_LONGEST_INSERTION = 200
"""Characters that words in brackets may stand for."""
_RUN = 3
"""Words in a row by which a place is found."""
_MOST_PLACES = 200
"""Places of such a run that are looked at; where it stands more often, it says little."""
_ENOUGH = 0.6
"""The share of the quotation's words that must stand in a place for it to be where they come from."""
_LEAST = 3
"""Fewer words than these are no quotation that can be told from any others."""


class State(StrEnum):
    """What a quotation is, compared with a text."""

    FAITHFUL = "faithful"
    """It stands there, or with such changes as are allowed."""
    ALTERED = "altered"
    """Most of it stands there; the differences say what does not."""
    ABSENT = "absent"
    """It does not stand there."""
    TOO_SHORT = "too-short"
    """It has too few words for a comparison to mean anything."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the quotation that are not those of the source; either may be none. Offsets are of each text."""

    start: int
    end: int
    """In the quotation; equal where the source has words that it lacks."""
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing a quotation with a text."""

    state: State
    start: int = 0
    """Where in the source it was found."""
    end: int = 0
    differences: tuple[Difference, ...] = ()
    share: float = 0.0
    """How much of the quotation's words stands there, from 0 to 1."""


class SourceText:
    """A text that may be quoted, made ready to be searched. Its indexes are built when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    def compare(self, quotation: str) -> Comparison:
        """A quotation, without its marks, held against this text."""
        parts = pieces(quotation)
        count = sum(len(part.words) for part in parts)
        if count < _LEAST:
            return Comparison(State.TOO_SHORT)
        return self._verbatim(parts) or self._nearest(parts, count)

    # ------------------------------------------------------------------------------------------- word for word

    @cached_property
    def _words(self) -> list[Word]:
        return list(words(self.text))

    @cached_property
    def _letters(self) -> str:
        """All words without anything between: spaces, hyphens and punctuation do not count."""
        return "".join(word.text for word in self._words)

    @cached_property
    def _starts(self) -> dict[int, int]:
        """From where a word begins in `_letters` to its number."""
        found, at = {}, 0
        for number, word in enumerate(self._words):
            found[at] = number
            at += len(word.text)
        found[at] = len(self._words)
        return found

    def _verbatim(self, parts: Sequence[Piece]) -> Comparison | None:
        """The first place where all pieces stand in order, each as near to the last as what is between allows."""
        first = _letters(parts[0])
        at = self._letters.find(first)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return None
            end = self._follow(parts[1:], at + len(first))
            if end is not None and self._is_border(at) and self._is_border(end):
                return Comparison(State.FAITHFUL, self._offset(at), self._offset(end - 1) + 1, share=1.0)
            at = self._letters.find(first, at + 1)
        return None

    def _follow(self, parts: Sequence[Piece], end: int) -> int | None:
        """Where the last of the pieces ends that follow a place in `_letters`; None when one does not."""
        for part in parts:
            wanted = _letters(part)
            reach = _LONGEST_GAP if part.after_gap else _LONGEST_INSERTION
            at = self._letters.find(wanted, end, end + reach + len(wanted))
            if at < 0 or not _may_stand_for(part, self._letters[end:at]):
                return None
            end = at + len(wanted)
        return end

    def _is_border(self, at: int) -> bool:
        """A word begins or ends at a place in `_letters`, or a part of one: OpenAI-like, 3D, PyCFRL."""
        if at in self._starts:
            return True
        before, after = self._offset(at - 1), self._offset(at)
        if after - before > 1:
            return True
        one, other = self.text[before], self.text[after]
        return one.isdigit() != other.isdigit() or (one.islower() and other.isupper())

    def _offset(self, at: int) -> int:
        """Where a letter of `_letters` stands in the text."""
        begin = self._borders[bisect_right(self._borders, at) - 1]
        word = self._words[self._starts[begin]]
        left = at - begin
        for offset in range(word.start, word.end):
            letters = len(folded(self.text[offset])) if self.text[offset].isalnum() else 0
            if left < letters:
                return offset
            left -= letters
        return word.end - 1

    @cached_property
    def _borders(self) -> list[int]:
        return sorted(self._starts)[:-1]

    # ---------------------------------------------------------------------------------------------- most of it

    @cached_property
    def _runs(self) -> dict[tuple[str, ...], list[int]]:
        """Where each run of words begins."""
        index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        texts = [word.text for word in self._words]
        for at in range(len(texts) - _RUN + 1):
            index[tuple(texts[at : at + _RUN])].append(at)
        return index

    def _nearest(self, parts: Sequence[Piece], count: int) -> Comparison:
        """The place where most of the pieces stand."""
        best = Comparison(State.ABSENT)
        for place in self._places(parts):
            found = self._aligned(parts, place, count)
            if found.share > best.share:
                best = found
        return best if best.share >= _ENOUGH else Comparison(State.ABSENT, share=best.share)

    def _places(self, parts: Sequence[Piece]) -> Iterator[int]:
        """The words at which the quotation may begin, the likeliest first."""
        votes: Counter[int] = Counter()
        first = parts[0]
        texts = [word.text for part in parts for word in part.words]
        for at in range(len(texts) - _RUN + 1):
            found = self._runs.get(tuple(texts[at : at + _RUN]), ())
            for place in found[:_MOST_PLACES]:
                votes[max(0, place - at)] += 1
        if not votes and len(first.words) < 2 * _RUN:
            rare = min((self._alone.get(text, ()) for text in texts), key=lambda found: len(found) or _MOST_PLACES)
            votes.update(max(0, place - at) for place in rare[:_MOST_PLACES] for at in range(len(texts)))
        yield from (place for place, _ in votes.most_common(5))

    @cached_property
    def _alone(self) -> dict[str, list[int]]:
        """Where each word stands."""
        index: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._words):
            index[word.text].append(at)
        return index

    def longest_run(self, texts: Sequence[str]) -> tuple[int, int] | None:
        """The longest beginning of some words, eight at least, that stands here: at which word, and how many."""
        best: tuple[int, int] | None = None
        for place in self._runs.get(tuple(texts[:_RUN]), ())[:_MOST_PLACES]:
            size = _common(texts, self._words, place)
            if size >= LEAST_COPIED and (best is None or size > best[1]):
                best = (place, size)
        return best

    def span(self, place: int, size: int) -> tuple[int, int]:
        """Where some words stand in the text."""
        return self._words[place].start, self._words[place + size - 1].end

    def _aligned(self, parts: Sequence[Piece], place: int, count: int) -> Comparison:
        """The pieces laid one after another on the text from about a place on."""
        slack = 3 + count // 5
        at, kept = max(0, place - slack), 0
        differences: list[Difference] = []
        start = end = self._words[place].start if place < len(self._words) else 0
        for number, part in enumerate(parts):
            gap = _LONGEST_GAP // 6 if part.after_gap else _LONGEST_INSERTION // 6 if part.inserted is not None else 0
            window = self._words[at : at + slack + len(part.words) * 2 + slack + gap]
            laid = _lay(part.words, window)
            kept += laid.kept
            differences += laid.differences
            if laid.kept:
                start = laid.start if number == 0 else start
                end = laid.end
                at += laid.words
        share = kept / count
        return Comparison(State.ALTERED, start, max(start, end), tuple(differences), share)


def _common(texts: Sequence[str], theirs: Sequence[Word], place: int) -> int:
    size = 0
    while size < len(texts) and place + size < len(theirs) and texts[size] == theirs[place + size].text:
        size += 1
    return size


def _may_stand_for(part: Piece, passed: str) -> bool:
    """Words in brackets stand for what is passed over; where they are the source's own, for nothing besides."""
    inserted = part.inserted
    return part.after_gap or not inserted or inserted not in passed or inserted == passed


def _letters(part: Piece) -> str:
    return "".join(word.text for word in part.words)


@dataclass(frozen=True, slots=True)
class _Laid:
    """One piece laid on a stretch of the source."""

    kept: int
    differences: tuple[Difference, ...]
    start: int
    end: int
    words: int
    """Words of the stretch up to its end."""


def _lay(part: Sequence[Word], window: Sequence[Word]) -> _Laid:
    """The words of a piece beside those of the source, with the least changes; what the source has before the first
    and after the last common word does not count.
    """
    mine, theirs = [word.text for word in part], [word.text for word in window]
    steps = Levenshtein.opcodes(mine, theirs)
    same = [step for step in steps if step.tag == "equal"]
    if not same:
        return _Laid(0, (), 0, 0, 0)
    first, last = same[0], same[-1]
    kept = sum(step.src_end - step.src_start for step in same)
    differences = tuple(
        _difference(part, window, step.src_start, step.src_end, *_beside(step, first, last, len(theirs)))
        for step in steps
        if step.tag != "equal"
        and (step.src_start < step.src_end or first.dest_start < step.dest_start < last.dest_end)
        and not _same_letters(mine[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end])
    )
    return _Laid(kept, differences, window[first.dest_start].start, window[last.dest_end - 1].end, last.dest_end)


def _beside(step: Opcode, first: Opcode, last: Opcode, most: int) -> tuple[int, int]:
    """The words of the source that other words stand for: before the first common word and after the last one those
    next to it, wherever in the stretch the fewest changes would put them.
    """
    size = step.src_end - step.src_start
    if step.tag == "replace" and step.src_start >= last.src_end:
        start = last.dest_end + step.src_start - last.src_end
        return min(start, most), min(start + size, most)
    if step.tag == "replace" and step.src_end <= first.src_start:
        end = first.dest_start - (first.src_start - step.src_end)
        return max(0, end - size), max(0, end)
    return step.dest_start, step.dest_end


def _same_letters(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Only the spaces differ."""
    return bool(mine) and "".join(mine) == "".join(theirs)


def _difference(
    part: Sequence[Word], window: Sequence[Word], start: int, end: int, source_start: int, source_end: int
) -> Difference:
    return Difference(*_span(part, start, end), *_span(window, source_start, source_end))


def _span(row: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The offsets of some words; where there are none, the place after the word before."""
    if start < end:
        return row[start].start, row[end - 1].end
    at = row[start - 1].end if start else row[0].start if row else 0
    return at, at


# -------------------------------------------------------------------------------------------- without being quoted


@dataclass(frozen=True, slots=True)
class Copied:
    """Words of a source that stand in another text as they are there. Offsets are of each text."""

    start: int
    end: int
    source_start: int
    source_end: int


LEAST_COPIED = 8
"""Words in a row that two texts do not have in common by chance."""


def copied(text: str, source: SourceText) -> Iterator[Copied]:
    """The longest runs of eight words and more that a text has in common with a source, in order. Linear in both."""
    mine = list(words(text))
    at = 0
    while at + LEAST_COPIED <= len(mine):
        run = source.longest_run([word.text for word in mine[at : at + _LONGEST_RUN]])
        if run is None:
            at += 1
            continue
        place, size = run
        theirs = source.span(place, size)
        yield Copied(mine[at].start, mine[at + size - 1].end, *theirs)
        at += size


_LONGEST_RUN = 500
