"""The names before a year, read from right to left: `A`, `A & B`, `A, B, dan C`, `A dkk.`, `K. J. Holsti`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from citekit.model import fold
from citekit.prose.brackets import Group
from citekit.prose.names import Lexicon
from citekit.prose.terms import AND, THE_SAME, Decoys, terms
from citekit.prose.tokens import Kind, Token

_AFTER_NAME = frozenset({"jr", "sr", "ii", "iii", "iv", "llc", "inc", "ltd", "gmbh", "ag", "sj", "ofm", "osb"})
PARTICLES = frozenset(
    "van von der den de del della di da do dos das du des la le el al ibn bin binti ben ter ten zu zur af av y".split()
)
_BETWEEN = frozenset({"of", "for", "the", "on", AND})
"""Small words within the name of a body."""
_CLOSING_MARKS = frozenset('”“"’»*_')
_OPENING_MARKS = frozenset('“„"‘«»*_')
_SHORT_GIVEN = 3
"""Letters of a given name cut short: Ph. for Philippe."""
_LONGEST_INITIALS = 8
_LONGEST_GIVEN = 5
"""Given names behind a family name that are looked at."""
_LONGEST_ROLE = 9
"""Characters to the next token from a bracket that holds a role: "(Hrsg.) "."""
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
        return self.units[0].start if self.units else self.end

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
    decoys: Decoys
    year: str
    """Without its letter."""
    start: int
    """No name begins before this token."""
    bracketed: bool
    """The year stands in the same bracket as the names."""

    def before(self, end: int) -> Names | None:
        """The names whose last token stands just before `end`; None when what stands there is no name."""
        row, known = self.group.row, terms()
        stop = self._past_bracketed(self._past(end, ","))
        stop = self._past(stop - terms().roles.ending(row, stop, self.start), ",")
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
        units[-1] = self._with_marks(units[-1])
        return Names(tuple(reversed(units)), bool(size), stop)

    def _with_marks(self, unit: Unit) -> Unit:
        """The name with the opening mark of a title that stands in the authors' place, when it has the closing one."""
        start, row = unit.start, self.group.row
        closed = unit.end < len(row) and (row[unit.end] in _CLOSING_MARKS or row[unit.end] == ",")
        while closed and start > self.start and row[start - 1] in _OPENING_MARKS:
            start -= 1
        return unit if start == unit.start else replace(unit, start=start)

    def _past(self, end: int, sign: str) -> int:
        return end - 1 if end > self.start and self.group.row[end - 1] == sign else end

    def _past_bracketed(self, end: int) -> int:
        """Before a bracket behind the names that holds a body's short name, or what its people did: "World Health
        Organization [WHO], 2020", "Müller (Hg.) 2005".
        """
        tokens = self.group.tokens
        if end <= self.start or tokens[end - 1].kind is not Kind.OPEN:
            return end
        near = end < len(tokens) and tokens[end].start - tokens[end - 1].end <= _LONGEST_ROLE
        return end - 1 if near or tokens[end - 1].text == "[" else end

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
            if initials := self._initials_alone(at - 1, units[0]):
                return initials
            unit = self._unit(self._past(at - 1, ","))
            return unit if unit and self._belongs(unit, units) else None
        if row[at - 1] in ("/", ";") and self.bracketed | (row[at - 1] == "/"):
            unit = self._unit(at - 1)
            return unit if unit and self._are_joined(unit, units, row[at - 1]) else None
        if row[at - 1] != ",":
            return None
        unit = self._unit(at - 1)
        if unit is None:
            return None
        if others or len(units) > 1:
            return unit if unit.known or self._may_be_listed(unit, units) else None
        return unit if unit.known and self._are_coauthors(units) else None

    def _initials_alone(self, end: int, last: Unit) -> Unit | None:
        """`A. und M. Mitscherlich`: initials, whose family name is that behind them."""
        start = end
        while start > self.start and is_initial(self.group.tokens[start - 1]):
            start -= 1
        lone = start < end and last.known and is_initial(self.group.tokens[last.start])
        return Unit(start, end, True, last.words) if lone else None

    def _may_be_listed(self, unit: Unit, units: list[Unit]) -> bool:
        """An unknown name before a comma: in brackets the list goes on; a sentence may just have a comma there."""
        near = self.lexicon.nearly(units[0].words[-1], self.year)
        if near and not units[0].known and is_acronym(self.group.tokens[unit.end - 1].text, self.decoys):
            return False  # what is cited has its short form before it: (EKI, Iglesias et al. (2013))
        return self.bracketed or not units[0].known or self.lexicon.nearly(unit.words[-1], self.year)

    def _are_joined(self, unit: Unit, units: list[Unit], sign: str) -> bool:
        """`Berger/Luckmann`, and as Brazil does `SILVA; SOUZA`: a semicolon joins names that are both in capitals, or
        both known, since it mostly parts works, whose first one has a year.
        """
        if sign == "/":
            return unit.known or all(not each.known for each in units)
        texts = [self.group.tokens[each.end - 1].text for each in (unit, units[-1])]
        return (unit.known and units[-1].known) or all(text.isupper() and len(text) > 1 for text in texts)

    def _are_coauthors(self, units: list[Unit]) -> bool:
        return self.bracketed and all(unit.known for unit in units)

    def _belongs(self, unit: Unit, units: list[Unit]) -> bool:
        """Not "America and" before the name of one who wrote alone."""
        last = units[0]
        if unit.known or not last.known or not self.lexicon.is_alone(last.words, self.year):
            return True
        return self.lexicon.nearly(unit.words[-1], self.year)

    def _unit(self, end: int) -> Unit | None:
        """The name that ends just before `end`."""
        if end <= self.start:
            return None
        row, stop = self.group.row, end
        if row[end - 1] == THE_SAME:
            return Unit(end - 1, end, True, (THE_SAME,))
        while stop - 1 > self.start and row[stop - 1] in _AFTER_NAME:
            stop = self._past(stop - 1, ",")
        size = self.lexicon.ending(row, stop, self.start)
        if not size and stop < end:
            stop = end
            size = self.lexicon.ending(row, stop, self.start)
        if not size and not self.bracketed and (owner := self._owner(stop)):
            return owner
        if size:
            words = tuple(row[stop - size : stop])
            return Unit(self._given(stop - size, words), stop, True, words)
        if inverted := self._inverted(stop):
            return inverted
        if self.year and (size := self.lexicon.nearly_ending(row, stop, self.start, self.year)):
            return Unit(stop - size, stop, False, tuple(row[stop - size : stop]))
        start = self._unknown(stop)
        return Unit(start, stop, False, tuple(row[start:stop])) if start < stop else None

    def _owner(self, end: int) -> Unit | None:
        """A known name with the ending of one who owns something: "Webers (1980) Begriff"."""
        word = self.group.row[end - 1]
        ending = next((each for each in self.decoys.owner_endings if word.endswith(each)), "")
        if not ending:
            return None
        row = [*self.group.row[max(self.start, end - _MOST_WORDS) : end - 1], word.removesuffix(ending)]
        size = self.lexicon.ending(row, len(row))
        words = tuple(row[len(row) - size :])
        return Unit(self._given(end - size, words), end, True, words) if size else None

    def _inverted(self, end: int) -> Unit | None:
        """`Arikunto, S.`, `SILVA, José da`: a known family name with its initials or given names behind."""
        row, at = self.group.row, end
        while at > self.start and is_initial(self.group.tokens[at - 1]):
            at -= 1
        near = row[max(self.start, end - _LONGEST_GIVEN) : end]
        # "Sagüés, Néstor P.": initials may stand behind given names.
        if "," in near and (at == end or row[at - 1] != ","):
            at = end - near[::-1].index(",")
        family = self._past(at, ",")
        if at == end or (size := self.lexicon.ending(self.group.row, family, self.start)) == 0:
            return None
        given = self.lexicon.given_names(tuple(row[family - size : family]))
        if not all(is_initial(self.group.tokens[n]) or row[n] in given or row[n] in PARTICLES for n in range(at, end)):
            return None
        return Unit(family - size, end, True, tuple(self.group.row[family - size : family]))

    def _given(self, start: int, family: tuple[str, ...]) -> int:
        """Where the name begins when initials and given names stand before the family name."""
        given = self.lexicon.given_names(family)
        at = found = start
        while at > self.start:
            token, word = self.group.tokens[at - 1], self.group.row[at - 1]
            if self._is_other_opinion(at):
                break
            if self._is_hyphen(at):
                at -= 1
                continue
            if is_initial(token) or word in given or self._may_be_given(at - 1, given):
                found = at - 1
            elif not self._is_particle(at - 1):
                break
            at -= 1
        # A particle counts when a given name stands before it, else only where it can be nothing but one.
        while found - 1 >= self.start and self._is_particle(found - 1) and not self._may_lead(found - 1):
            found -= 1
        return found

    def _is_other_opinion(self, at: int) -> bool:
        """ "a. A. Dreier": another opinion, no initial."""
        row, tokens = self.group.row, self.group.tokens
        return at - 2 >= self.start and tokens[at - 2].text == "a" and row[at - 1] == "a" and tokens[at - 1].text == "A"

    def _is_hyphen(self, at: int) -> bool:
        """That between two initials: "J.-P. Richard"."""
        tokens, row = self.group.tokens, self.group.row
        between = self.start < at - 1 and row[at - 1] in ("-", "‐", "‑")
        return between and is_initial(tokens[at]) and is_initial(tokens[at - 2])

    def _may_be_given(self, at: int, given: frozenset[str]) -> bool:
        """A capitalised word whose initial the library has, and that leads to no name in any language; or a given name
        cut short, Ph. for Philippe.
        """
        word, known = self.group.row[at], terms()
        if len(word) <= _SHORT_GIVEN and any(name.startswith(word) for name in given):
            return self.group.tokens[at].text[0].isupper()
        if word[0] not in given:
            return False
        return _is_name(self.group, self.decoys, at) and word not in known.leading and word not in known.before

    def _is_particle(self, at: int) -> bool:
        word, text = self.group.row[at], self.group.tokens[at].text
        # "v. Humboldt", where von is a word of the language.
        return (word in PARTICLES and text != "y") or (text == "v" and "von" in self.decoys.leading)

    def _may_lead(self, at: int) -> bool:
        """In a sentence the word may also be a preposition: "el manual de Navarro (2025)"."""
        word = self.group.row[at]
        return not self.bracketed and (word in self.decoys.leading or word in self.decoys.articles)

    def _unknown(self, end: int) -> int:
        """Where a name that the lexicon does not have begins; `end` when there is none."""
        start, least = end, max(self.start, end - _MOST_WORDS)
        if end > self.start and not (_is_name(self.group, self.decoys, end - 1) or self._is_nearly(end - 1)):
            return end
        while start > least and (_is_name(self.group, self.decoys, start - 1) or self._links(start, end)):
            start -= 2 if start - 2 >= least and self._is_hyphen(start - 1) else 1
        if self.bracketed and start < end and start - 1 >= self.start and self._is_month(start - 1):
            start -= 1
            if start > least and _is_name(self.group, self.decoys, start - 1):
                start -= 1
        while start < end and self.group.row[start] in _BETWEEN:
            start += 1
        return start if start < end or not self._is_nearly(end - 1) else end - 1

    def _is_month(self, at: int) -> bool:
        """A given name that is a month's too, where names begin: "Jan Vansina"."""
        token = self.group.tokens[at]
        return token.text[0].isupper() and self.group.row[at] in self.decoys.months

    def _is_nearly(self, at: int) -> bool:
        return self.group.tokens[at].kind is Kind.WORD and self.lexicon.nearly(self.group.row[at], self.year)

    def _links(self, start: int, end: int) -> bool:
        """A small word before `start` that stands within a name or begins it."""
        word = self.group.row[start - 1]
        if start == end:
            return False
        within = start - 2 >= self.start and _is_name(self.group, self.decoys, start - 2)
        if word in PARTICLES and self._may_lead(start - 1):
            return within
        return word in PARTICLES or is_initial(self.group.tokens[start - 1]) or (word in _BETWEEN - {AND} and within)


def is_acronym(text: str, decoys: Decoys) -> bool:
    """Capitals, which a word of the language is not written in: WHO. Months and labels may be."""
    word = fold(text)
    return len(text) > 2 and text.isupper() and word not in decoys.months and word not in decoys.labelled


def is_initial(token: Token) -> bool:
    """A single capital letter, or two or three held by full stops or a hyphen: K, K.J, J.-P."""
    if token.kind is not Kind.WORD or len(token.text) > _LONGEST_INITIALS:
        return False
    letters = [c for c in token.text if c.isalpha()]
    return (
        len(letters) <= 3
        and token.text[0].isupper()
        and (len(letters) == 1 or not token.text.isalpha())
        and all(c.isupper() for c in letters)
    )


def _is_name(group: Group, decoys: Decoys, at: int) -> bool:
    """A capitalised word that is no month, no label, no word of the language that begins sentences."""
    token, word = group.tokens[at], group.row[at]
    if token.kind is not Kind.WORD or word == AND:
        return False
    capital = token.text[0].isupper() or any(c.isupper() for c in token.text[1:4])
    return capital and (word not in decoys or is_acronym(token.text, decoys))
