"""Author–year citations in running text: `(Plano dan Olton, 1979: 4; Holsti 1995)`, `menurut Holsti (1995)`.

Every bracket that holds a year is read: the names are those before the year, or before the bracket. Names that the
lexicon knows settle that it is a citation; for others its form decides, and where that leaves doubt, the way the
document cites elsewhere.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace

from citekit.prose.brackets import Group
from citekit.prose.namelists import Names, Reader, Unit
from citekit.prose.names import Lexicon
from citekit.prose.terms import AND, THE_SAME, Decoys, terms
from citekit.prose.tokens import Kind

_SEPARATORS = frozenset({",", ";", AND})
_NO_WORDS = frozenset(',:“„«"‘*_')
"""What may stand before a name without being a word of introduction."""
_LETTERS = frozenset("abcdefghijklmnopqr")
_ITALICS = frozenset("*_")
_REACH = 60
"""Tokens before a bracket that can belong to its names."""
_SENTENCE = 25
"""Tokens before a bracket in which its sentence names the author."""
_LONGEST_LEAD = 6
"""Words of an introduction such as "for a review, see"."""
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
    repeats: str = ""
    """Instead of a date: `same` for the work cited just before (*ibid.*), `earlier` for one of its author."""


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
    suppressed: bool = False
    """The sentence names the author further off, and the bracket has just the year."""
    original: Mention | None = None
    """The work that was read in this one: "Zilles, 1954, dalam …", or "Zilles, dalam …", whose mark is empty then."""

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
        """It has two years with a dash between, as a life or a war has; or is a school year (2019/2020)."""
        tokens, at = self.group.tokens, self.mark.end
        after = tokens[at : at + 2]
        if len(after) == 2 and after[0].text in ("-", "–", "—") and after[1].kind in (Kind.YEAR, Kind.NUMBER):
            return True
        first = tokens[self.mark.start].text
        pair = at - self.mark.start > 1 and first.isdigit() and self.mark.year.isdigit()
        return pair and int(first) + 1 == int(self.mark.year)

    @property
    def until(self) -> str:
        """The second of two years with a dash between, in full: "1958" of "1953–58"; empty when there is none."""
        tokens, year = self.group.tokens[self.mark.end : self.mark.end + 2], self.mark.year
        if len(tokens) < 2 or tokens[0].text not in ("-", "–", "—") or not tokens[1].text.isdigit():
            return ""
        last = tokens[1].text
        return year[: -len(last)] + last if len(last) <= len(year) else ""

    @property
    def plain_lead(self) -> bool:
        """Nothing stands before it in its part of the group but "see" and the like."""
        lead = [word for word in self.group.row[self.begin : self.first] if word not in _NO_WORDS]
        known = terms()
        if not lead or self.original is not None or known.within.ending(lead, len(lead)):
            return True
        return len(lead) <= _LONGEST_LEAD and known.before.ending(lead, len(lead)) > 0


def mentions(brackets: Iterable[Group], lexicon: Lexicon, decoys: Decoys) -> Iterator[tuple[Mention, ...]]:
    """What each bracket of a text may cite, in order: mentions that look like citations, to be judged."""
    for group in brackets:
        found = tuple(_secondary(_read(_bounded(group), lexicon, decoys)))
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
        word = token.kind is Kind.WORD
        undated = terms().no_date.starting(row, at) if word else 0
        if word and (again := _repeating(row, at) or _repeats_alone(group, at)):
            yield Mark(at, at + again[1], "", repeats=again[0])
            at += again[1]
        elif token.kind is Kind.YEAR:
            yield Mark(at, at + 1, token.text[:4], token.text[4:])
            at = yield from _letters(group, at + 1, token.text)
        elif undated:
            end = at + undated
            letter = end + (row[end : end + 1] == ["-"])
            has = letter < len(row) and group.tokens[letter].text in _LETTERS
            yield Mark(at, letter + 1 if has else end, "", group.tokens[letter].text if has else "")
            at = letter + 1 if has else end
        else:
            at += 1


def _repeating(row: list[str], at: int) -> tuple[str, int] | None:
    """The words for a work that was cited before: what they mean, and how many they are."""
    if size := terms().same.starting(row, at):
        return "same", size
    size = terms().repeated.starting(row, at)
    return ("earlier", size) if size else None


def _repeats_alone(group: Group, at: int) -> tuple[str, int] | None:
    """*Id.* at the start of a bracket, with a page or nothing behind it: "Iamamoto (id., p. 160)"."""
    if at or group.row[:1] != [THE_SAME] or group.opening is None or group.row[1:2] not in ([], [","], [":"]):
        return None
    behind = group.tokens[2:3]
    alone = all(token.kind is Kind.NUMBER or token.text[0].islower() for token in behind)
    return ("same", 1) if alone else None


def _letters(group: Group, at: int, year: str) -> Generator[Mark, None, int]:
    """The further letters of "2011a, b"; gives back where to go on."""
    row = group.row
    while len(year) == 5 and row[at : at + 1] and row[at] in (",", AND) and row[at + 1 : at + 2]:
        if group.tokens[at + 1].text not in _LETTERS or _counts(group, at + 2):
            break
        yield Mark(at + 1, at + 2, year[:4], group.tokens[at + 1].text)
        at += 2
    return at


def _counts(group: Group, at: int) -> bool:
    """A number follows: the letter before it is the abbreviation of what is counted (p. 330)."""
    at += group.row[at : at + 1] == ["."]
    return at < len(group.tokens) and group.tokens[at].kind in (Kind.NUMBER, Kind.YEAR)


def _read(group: Group, lexicon: Lexicon, decoys: Decoys) -> list[Mention]:
    found: list[Mention] = []
    for mark in _marks(group):
        last = found[-1] if found else None
        begin = last.mark.end if last else 0
        if mark.repeats == "same":
            found += _same(group, mark, last, begin, lexicon, decoys)
            continue
        names = Reader(group, lexicon, decoys, mark.year, begin, bracketed=True).before(mark.start)
        if names:
            begin = _prefix_start(group, begin, names)
            original = _named_original(group, begin, names, lexicon, decoys)
            found.append(Mention(group, mark, names, group, begin=begin, original=original))
        elif last is None:
            found += _outside(group, mark, lexicon, decoys)
        elif group.row[begin : mark.start] == ["/"]:
            # "1867/1990": the first printing and the one in hand.
            found[-1] = replace(last, mark=replace(mark, start=last.mark.start))
        elif _separates(group.row[begin : mark.start]):
            found.append(replace(last, mark=mark, again=True, begin=mark.start))
    return found


def _named_original(group: Group, begin: int, names: Names, lexicon: Lexicon, decoys: Decoys) -> Mention | None:
    """The author without a year whose work was read in this one: "(Zilles dalam Holsti, 1995)"."""
    size = terms().within.ending(group.row, names.start, begin)
    at = names.start - size
    if not size or at <= begin:
        return None
    found = Reader(group, lexicon, decoys, "", begin, bracketed=True).before(at)
    return Mention(group, Mark(at, at, ""), found, group, begin=begin) if found else None


def _same(
    group: Group, mark: Mark, last: Mention | None, begin: int, lexicon: Lexicon, decoys: Decoys
) -> Iterator[Mention]:
    """*Ibid.* in its bracket: nothing may stand before it there but "see" and the like. An unknown name before the
    bracket is that of no author whose work was cited just before.
    """
    named = [one for one in _outside(group, mark, lexicon, decoys) if one.names.known] if last is None else []
    if named:
        yield from named
    elif last is None or group.row[begin : mark.start] in ([";"], [","]):
        start = begin if last is None else begin + 1
        mention = Mention(group, mark, Names((), False, mark.start), group, begin=start)
        if mention.plain_lead:
            yield mention


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


def _outside(group: Group, mark: Mark, lexicon: Lexicon, decoys: Decoys) -> Iterator[Mention]:
    """The names before the bracket, when the year is the first thing in it; else the author whom the sentence names."""
    outer = group.outer
    if outer is None or group.opening is None:
        return
    start = max(0, group.at - _REACH)
    names = Reader(outer, lexicon, decoys, mark.year, start, bracketed=False).before(group.at)
    if not _opens(group, mark):
        if names and mark.start <= _LONGEST_LEAD and any(lexicon.knows(u.words, mark.year) for u in names.units):
            yield Mention(group, mark, names, outer)
        return
    titled = names is not None and _is_title(outer, names, lexicon, mark.year)
    if names and not titled:
        yield Mention(group, mark, names, outer)
    elif mark.year and (author := _in_sentence(outer, mark, lexicon, start, group.at)):
        yield Mention(group, mark, author, outer, suppressed=True)
    elif names and outer.row[names.start] in _ITALICS and not lexicon.longest:
        yield Mention(group, mark, names, outer)


def _opens(group: Group, mark: Mark) -> bool:
    """Nothing stands in the bracket before the year but what edition it is, who made it, or an inner bracket with the
    first year: "(dt. 1982)", "(Hg., 2005)", "([1900] 1999)".
    """
    at, known = 0, terms()
    while at < mark.start:
        size = known.editions.starting(group.row, at) or known.roles.starting(group.row, at)
        if not size and group.row[at] not in ("[", ",", ".", "/") and group.tokens[at].kind is not Kind.YEAR:
            return False
        at += size or 1
    return at == mark.start


def _is_title(outer: Group, names: Names, lexicon: Lexicon, year: str) -> bool:
    """An unknown name stands where a title does: in italics, or behind somebody's: "Woolf's Mrs Dalloway"."""
    if names.known or names.several:
        return False
    if outer.row[names.start] in _ITALICS:
        return True
    if lexicon.nearly(names.units[0].words[-1], year):
        return False
    owners = range(max(0, names.start - 2), names.end - 1)
    return any(outer.tokens[at].text.endswith(("'s", "’s")) for at in owners)


def _in_sentence(outer: Group, mark: Mark, lexicon: Lexicon, start: int, end: int) -> Names | None:
    """The nearest name before the bracket in its sentence that has a work of that year."""
    for at in range(end, max(start, end - _SENTENCE), -1):
        if outer.row[at - 1] in (".", ";", "?", "!"):
            return None
        size = lexicon.ending(outer.row, at, start)
        words = tuple(outer.row[at - size : at])
        if size and lexicon.knows(words, mark.year):
            return Names((Unit(at - size, at, True, words),), False, at)
    return None


def _secondary(found: Iterable[Mention]) -> Iterator[Mention]:
    """Takes a work that was read in the one after it into that one's prefix: it is not the work in hand."""
    last: Mention | None = None
    for mention in found:
        if last and not mention.again:
            between = [w for w in mention.group.row[last.mark.end : mention.first] if w != ","]
            if tuple(between) in terms().within.all:
                mention = replace(mention, begin=last.begin if not last.narrative else 0, original=last)
            else:
                yield last
        elif last:
            yield last
        last = mention
    if last:
        yield last
