"""The names before a year, read from right to left: `A`, `A & B`, `A, B, dan C`, `A dkk.`, `K. J. Holsti`."""

from __future__ import annotations

from dataclasses import dataclass

from citekit.prose.brackets import Group
from citekit.prose.names import Lexicon
from citekit.prose.terms import AND, terms
from citekit.prose.tokens import Kind, Token

_AFTER_NAME = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du des la le el al ibn bin binti ben ter ten zu zur af av y".split()
)
_BETWEEN = frozenset({"of", "for", "the", "on", AND})
"""Small words within the name of a body."""
_CLOSING_MARKS = frozenset('”“"’»*_')
_MOST_WORDS = 8
"""Words of one name that the lexicon does not know."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One name: from which token to which, and what is known of it."""

    start: int
    end: int
    """After its last word; `Jr.` may follow."""
    known: bool
    words: tuple[str, ...]
    """The folded words of the family name, where it is known; else of all of it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one work as printed, from left to right."""

    units: tuple[Unit, ...]
    others: bool
    end: int
    """After the last token that belongs to them."""

    @property
    def start(self) -> int:
        """Their first token."""
        return self.units[0].start

    @property
    def known(self) -> bool:
        """The lexicon has one of them."""
        return any(unit.known for unit in self.units)

    @property
    def several(self) -> bool:
        """They are joined by an "and", or end in *et al.*: strong signs of a citation."""
        return self.others or len(self.units) > 1


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads names in one group of tokens, for a work of one year."""

    group: Group
    lexicon: Lexicon
    year: str
    """Without its letter."""
    start: int
    """No name begins before this token."""
    bracketed: bool
    """The year stands in the same bracket as the names."""

    def before(self, end: int) -> Names | None:
        """The names whose last token stands just before `end`; None when what stands there is no name."""
        row, known = self.group.row, terms()
        stop = self._past(end, ",")
        if row[max(self.start, stop - 2) : stop] in (["’", "s"], ["'", "s"]):
            stop -= 2
        stop -= known.repeated.ending(row, stop, self.start)
        stop = self._past(stop, ",")
        # A careless library has "Chollet et al." for an author: that is a name.
        size = 0 if self.lexicon.ending(row, stop, self.start) else known.others.ending(row, stop, self.start)
        last = self._unit(self._past_quote(self._past(stop - size, ",")))
        if last is None:
            return None
        units = [last]
        while (unit := self._previous(units, bool(size))) is not None:
            units.append(unit)
        return Names(tuple(reversed(units)), bool(size), stop)

    def _past(self, end: int, sign: str) -> int:
        return end - 1 if end > self.start and self.group.row[end - 1] == sign else end

    def _past_quote(self, end: int) -> int:
        """Before the closing mark of a title that stands in the authors' place, and its comma."""
        if end > self.start and self.group.row[end - 1] in _CLOSING_MARKS:
            return self._past(self._past_quote(end - 1), ",")
        return end

    def _previous(self, units: list[Unit], others: bool) -> Unit | None:
        """The name before the leftmost one found, when a comma or an "and" joins it to that."""
        at, row = units[-1].start, self.group.row
        if at - 1 <= self.start:
            return None
        if row[at - 1] == AND and len(units) == 1:
            unit = self._unit(self._past(at - 1, ","))
            return unit if unit and self._belongs(unit, units) else None
        if row[at - 1] != ",":
            return None
        unit = self._unit(at - 1)
        if unit is None:
            return None
        if others or len(units) > 1:
            return unit if unit.known or self._may_be_listed(unit, units) else None
        return unit if unit.known and self._are_coauthors(units) else None

    def _may_be_listed(self, unit: Unit, units: list[Unit]) -> bool:
        """An unknown name before a comma: in brackets the list goes on; a sentence may just have a comma there."""
        return self.bracketed or not units[0].known or self.lexicon.nearly(unit.words[-1], self.year)

    def _are_coauthors(self, units: list[Unit]) -> bool:
        return self.bracketed and all(unit.known for unit in units)

    def _belongs(self, unit: Unit, units: list[Unit]) -> bool:
        """Not "America and" before the name of one who wrote alone."""
        last = units[0]
        if unit.known or not last.known or (last.words, self.year) not in self.lexicon.alone:
            return True
        return self.lexicon.nearly(unit.words[-1], self.year)

    def _unit(self, end: int) -> Unit | None:
        """The name that ends just before `end`."""
        row, stop = self.group.row, end
        while stop - 1 > self.start and row[stop - 1] in _AFTER_NAME:
            stop = self._past(stop - 1, ",")
        size = self.lexicon.ending(row, stop, self.start)
        if not size and stop < end:
            stop = end
            size = self.lexicon.ending(row, stop, self.start)
        if size:
            words = tuple(row[stop - size : stop])
            return Unit(self._given(stop - size, words), stop, True, words)
        start = self._unknown(stop)
        return Unit(start, stop, False, tuple(row[start:stop])) if start < stop else None

    def _given(self, start: int, family: tuple[str, ...]) -> int:
        """Where the name begins when initials and given names stand before the family name."""
        given = self.lexicon.given.get(family, frozenset())
        while start > self.start:
            token, word = self.group.tokens[start - 1], self.group.row[start - 1]
            if not (is_initial(token) or word in given or (word in _PARTICLES and token.text != "y")):
                return start
            start -= 1
        return start

    def _unknown(self, end: int) -> int:
        """Where a name that the lexicon does not have begins; `end` when there is none."""
        start, least = end, max(self.start, end - _MOST_WORDS)
        if end > self.start and not (_is_name(self.group, end - 1) or self._is_nearly(end - 1)):
            return end
        while start > least and (_is_name(self.group, start - 1) or self._links(start, end)):
            start -= 1
        while start < end and self.group.row[start] in _BETWEEN:
            start += 1
        return start if start < end or not self._is_nearly(end - 1) else end - 1

    def _is_nearly(self, at: int) -> bool:
        return self.group.tokens[at].kind is Kind.WORD and self.lexicon.nearly(self.group.row[at], self.year)

    def _links(self, start: int, end: int) -> bool:
        """A small word before `start` that stands within a name or begins it."""
        word = self.group.row[start - 1]
        if start == end:
            return False
        within = start - 2 >= self.start and _is_name(self.group, start - 2)
        return word in _PARTICLES or is_initial(self.group.tokens[start - 1]) or (word in _BETWEEN - {AND} and within)


def is_initial(token: Token) -> bool:
    """A single capital letter, or two or three held by full stops or a hyphen: K, K.J, J.-P."""
    letters = [c for c in token.text if c.isalpha()]
    return (
        token.kind is Kind.WORD
        and len(letters) <= 3
        and token.text[0].isupper()
        and (len(letters) == 1 or not token.text.isalpha())
        and all(c.isupper() for c in letters)
    )


def _is_name(group: Group, at: int) -> bool:
    """A capitalised word that is no month, no label, no word of the language that begins sentences."""
    token, word, known = group.tokens[at], group.row[at], terms()
    if token.kind is not Kind.WORD or word == AND:
        return False
    capital = token.text[0].isupper() or any(c.isupper() for c in token.text[1:4])
    return capital and not (word in known.months or word in known.labelled or word in known.not_names)
