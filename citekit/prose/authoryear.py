"""Author–year citations in running text: `(Plano dan Olton, 1979: 4; Holsti 1995)`, `menurut Holsti (1995)`.

Every bracket that holds a year is read: the names are those before the year, or before the bracket. Names that the
lexicon knows settle that it is a citation; for others its form decides, and where that leaves doubt, the way the
document cites elsewhere.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

from citekit.prose.brackets import Group, groups
from citekit.prose.namelists import Names, Reader
from citekit.prose.names import Lexicon
from citekit.prose.terms import AND, terms
from citekit.prose.tokens import Kind

_SEPARATORS = frozenset({",", ";", AND})
_LETTERS = frozenset("abcdefghijklmnopqr")
_REACH = 60
"""Tokens before a bracket that can belong to its names."""
_MOST_OPEN = 40
"""Tokens of a bracket without its partner that are looked at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A year, or words for "no date", in a group."""

    start: int
    """Its first token."""
    end: int
    year: str
    """Without its letter; empty for "no date"."""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """One work named in a group."""

    group: Group
    mark: Mark
    names: Names
    place: Group
    """The group in which the names stand: that of the year, or the one around it."""
    again: bool = False
    """A further year after the same names."""
    begin: int = 0
    """The first token of the group that can belong to its prefix."""
    original: bool = False
    """Before it stands the work that was read in this one: "Zilles, 1954, dalam …"."""

    @property
    def narrative(self) -> bool:
        """The names stand in the sentence, outside the bracket."""
        return self.place is not self.group

    @property
    def first(self) -> int:
        """Its first token within the group."""
        return self.mark.start if self.narrative or self.again else self.names.start

    @property
    def spans_years(self) -> bool:
        """It has two years with a dash between, as the dates of a life or a war have."""
        after = self.group.tokens[self.mark.end : self.mark.end + 2]
        return len(after) == 2 and after[0].text in ("-", "–", "—") and after[1].kind is Kind.YEAR

    @property
    def plain_lead(self) -> bool:
        """Nothing stands before it in its part of the group but "see" and the like."""
        lead = [word for word in self.group.row[self.begin : self.first] if word not in (",", ":")]
        known = terms()
        return not lead or self.original or tuple(lead) in known.before.all or known.within.ending(lead, len(lead)) > 0


def mentions(text: str, lexicon: Lexicon) -> Iterator[tuple[Mention, ...]]:
    """What each bracket of a text may cite, in order: mentions that look like citations, to be judged."""
    for group in groups(text):
        found = tuple(_secondary(_read(_bounded(group), lexicon)))
        if found:
            yield found


def _bounded(group: Group) -> Group:
    """The group, or where its end was never written, its first sentence."""
    if group.closing:
        return group
    row = group.row[:_MOST_OPEN]
    size = row.index(".") if "." in row else len(row)
    return replace(group, tokens=group.tokens[:size], row=row[:size])


def _marks(group: Group) -> Iterator[Mark]:
    at, row = 0, group.row
    while at < len(row):
        token = group.tokens[at]
        undated = terms().no_date.starting(row, at) if token.kind is Kind.WORD else 0
        if token.kind is Kind.YEAR:
            yield Mark(at, at + 1, token.text[:4], token.text[4:])
            at = yield from _letters(group, at + 1, token.text)
        elif undated:
            end = at + undated
            letter = end + (row[end : end + 1] == ["-"])
            has = row[letter : letter + 1] != [] and row[letter] in _LETTERS
            yield Mark(at, letter + 1 if has else end, "", row[letter] if has else "")
            at = letter + 1 if has else end
        else:
            at += 1


def _letters(group: Group, at: int, year: str) -> Generator[Mark, None, int]:
    """The further letters of "2011a, b"; gives back where to go on."""
    row = group.row
    while len(year) == 5 and row[at : at + 1] and row[at] in (",", AND) and row[at + 1 : at + 2]:
        if row[at + 1] not in _LETTERS or group.tokens[at + 1].text not in _LETTERS:
            break
        yield Mark(at + 1, at + 2, year[:4], row[at + 1])
        at += 2
    return at


def _read(group: Group, lexicon: Lexicon) -> list[Mention]:
    found: list[Mention] = []
    for mark in _marks(group):
        last = found[-1] if found else None
        begin = last.mark.end if last else 0
        names = Reader(group, lexicon, mark.year, begin, bracketed=True).before(mark.start)
        if names:
            begin = _prefix_start(group, begin, names)
            found.append(Mention(group, mark, names, group, begin=begin))
        elif last is None:
            found += _outside(group, mark, lexicon)
        elif group.row[begin : mark.start] == ["/"]:
            # "1867/1990": the first printing and the one in hand.
            found[-1] = replace(last, mark=replace(mark, start=last.mark.start))
        elif _separates(group.row[begin : mark.start]):
            found.append(replace(last, mark=mark, again=True, begin=mark.start))
    return found


def _separates(between: list[str]) -> bool:
    return bool(between) and all(word in _SEPARATORS for word in between)


def _prefix_start(group: Group, begin: int, names: Names) -> int:
    for at in range(names.start - 1, begin - 1, -1):
        if group.row[at] == ";":
            return at + 1
    if begin == 0:
        return 0
    known = terms()
    size = known.before.ending(group.row, names.start, begin) or known.within.ending(group.row, names.start, begin)
    return names.start - size


def _outside(group: Group, mark: Mark, lexicon: Lexicon) -> Iterator[Mention]:
    """The names before the bracket, when the year is the first thing in it."""
    outer = group.outer
    if outer is not None and mark.start == 0:
        names = Reader(outer, lexicon, mark.year, max(0, group.at - _REACH), bracketed=False).before(group.at)
        if names:
            yield Mention(group, mark, names, outer)


def _secondary(found: Iterable[Mention]) -> Iterator[Mention]:
    """Takes a work that was read in the one after it into that one's prefix: it is not the work in hand."""
    last: Mention | None = None
    for mention in found:
        if last and not mention.again:
            between = [w for w in mention.group.row[last.mark.end : mention.first] if w != ","]
            if tuple(between) in terms().within.all:
                mention = replace(mention, begin=last.begin if not last.narrative else 0, original=True)
            else:
                yield last
        elif last:
            yield last
        last = mention
    if last:
        yield last
