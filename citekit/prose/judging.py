"""Which of the mentions are citations: `(Holsti 1995)` is, `(Windows 2000)` is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from citekit.prose.authoryear import Mention
from citekit.prose.namelists import PARTICLES, is_acronym
from citekit.prose.names import Lexicon
from citekit.prose.terms import Decoys, Phrase, places
from citekit.prose.tokens import Kind

_MANY = 4
_SENTENCE_ENDS = frozenset(".;:?!")
_OPENING, _CLOSING = frozenset("“„«\"‘'"), frozenset("”“»\"’'")
_BODIES_WRITE = "1950"
"""Before that year a body with a short name is told of, hardly cited."""
_WORKS_REPRINTED = "1850"
"""What was written earlier is mostly cited by the year of an edition."""
_RULER = re.compile(r"I|[IVX]{2,5}|V|X")
"""The number of a ruler: Ferdinand II."""
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")


class Judge:
    """Decides for one text; what the text does elsewhere is counted when first needed. `in_notes` citations of it
    were found in notes.
    """

    def __init__(
        self, text: str, lexicon: Lexicon, decoys: Decoys, found: Sequence[tuple[Mention, ...]], in_notes: int = 0
    ) -> None:
        self._text = text
        self._decoys = decoys
        self._lexicon = lexicon
        self._found = found
        self._in_notes = in_notes

    def citations(self) -> list[tuple[Mention, ...]]:
        """The mentions that are citations, bracket by bracket."""
        kept = (self._kept(mentions) for mentions in self._found)
        return [mentions for mentions in kept if mentions]

    def _kept(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        kept: list[Mention] = []
        sound = False
        for mention in mentions:
            sound = sound if mention.again else self._is_citation(mention, bool(kept))
            if sound:
                kept.append(mention)
        return tuple(kept)

    def _is_citation(self, mention: Mention, among_others: bool) -> bool:
        """`among_others`: the same bracket has held a citation before."""
        if mention.mark.repeats == "same":
            return True
        if mention.names.known:
            return bool(mention.mark.repeats) or (
                self._is_named(mention) and not self._is_publisher(mention) and not self._is_namesake(mention)
            )
        if mention.mark.repeats:
            return mention.plain_lead and not self._is_common(mention)
        if mention.spans_years or self._is_quoted(mention):
            return False
        if any(self._is_nearly(unit.words, mention.mark.year) for unit in mention.names.units):
            return True
        if self._is_namesake(mention):
            return False
        if mention.group.opening is None or mention.group.closing is None or self._is_no_author(mention):
            return False
        if not mention.plain_lead or self._is_common(mention) or self._has_article(mention):
            return False
        return among_others or mention.names.several or mention.narrative or self._looks_cited(mention)

    def _is_nearly(self, words: Phrase, year: str) -> bool:
        """A name of that year, all of which differs by about a letter."""
        lexicon = self._lexicon
        return lexicon.nearly(words[-1], year) or lexicon.nearly_ending([*words], len(words), 0, year) == len(words) > 1

    def _is_quoted(self, mention: Mention) -> bool:
        """Nothing but the mention stands between quotation marks: it is spoken of ("cite it as “Zhang (2017)”")."""
        if not mention.narrative or mention.group.closing is None:
            return False
        start = mention.place.tokens[mention.names.start].start
        return (
            self._text[start - 1 : start] in _OPENING
            and self._text[mention.group.closing.end : mention.group.closing.end + 1] in _CLOSING
        )

    def _is_named(self, mention: Mention) -> bool:
        """A known name that is also a month or a label ("May") counts only with a year of its works."""
        year = mention.mark.year
        until = mention.until
        for unit in mention.names.units:
            word = unit.words[-1]
            acronym = is_acronym(mention.place.tokens[unit.end - 1].text, self._decoys)
            common = len(unit.words) == 1 and word in self._decoys and not acronym
            if unit.known and not (common or mention.spans_years):
                return True
            if unit.known and any(self._lexicon.knows(unit.words, each) for each in (year, until) if each):
                return True
        return False

    def _is_publisher(self, mention: Mention) -> bool:
        """ "(München: Beck, 1987)": what stands behind a colon has no work of that year."""
        lead = mention.group.row[mention.begin : mention.first]
        if mention.plain_lead or lead[-1:] != [":"]:
            return False
        return not any(self._lexicon.knows(unit.words, mention.mark.year) for unit in mention.names.units)

    def _is_namesake(self, mention: Mention) -> bool:
        """A law, a reform bears the name of one who has no work of that year: "la riforma Gentile (1923)"; or a body
        was founded then: "UMNO (1946)".
        """
        names, year = mention.names, mention.mark.year
        if not mention.narrative or names.several or any(self._lexicon.knows(unit.words, year) for unit in names.units):
            return False
        before = mention.place.row[names.start - 1] if names.start else ""
        acronym = is_acronym(mention.place.tokens[names.units[0].end - 1].text, self._decoys)
        return before in self._decoys.no_author_behind or (acronym and "" < year < _BODIES_WRITE)

    def _has_article(self, mention: Mention) -> bool:
        """In a sentence an article stands before the unknown name of something: "the Bonn Convention (1979)"."""
        if not mention.narrative or mention.names.several:
            return False
        start = mention.names.start
        before = mention.place.row[start - 1] if start else ""
        # "L'accord de Paris (2015)": where the works are known, a place is likelier than one more author.
        of = before in PARTICLES and before in self._decoys.leading and bool(self._lexicon.longest)
        elided = before.endswith("'") and before[:-1] in self._decoys.articles
        acronym = is_acronym(mention.place.tokens[mention.names.units[0].end - 1].text, self._decoys)
        return before in self._decoys.articles or of or (elided and not acronym) or self._begins_with_article(mention)

    def _begins_with_article(self, mention: Mention) -> bool:
        """ "A Rede Globo (1965)": what looks like an initial is the article that begins the sentence."""
        unit, tokens = mention.names.units[0], mention.place.tokens
        if len(unit.words) == 1 or len(unit.words[0]) > 1 or unit.words[0] not in self._decoys.articles:
            return False
        begins = not unit.start or mention.place.row[unit.start - 1] in _SENTENCE_ENDS
        dotted = self._text[tokens[unit.start].end : tokens[unit.start].end + 1] == "."
        return begins and not dotted

    def _is_event(self, mention: Mention) -> bool:
        """A bare year behind an unknown name tells when something was: in a text that cites in its notes, long before
        any work of the library, or behind a word that numbers and years follow ("Reformasi (1998)").
        """
        if mention.mark.end < len(mention.group.row) or mention.original:
            return False
        if self._cites_in_notes:
            return True
        first, words = self._lexicon.earliest, mention.names.units[0].words
        if len(words) == 1 and words[0] in self._decoys.labelled and self._lexicon.longest:
            return True
        return "" < mention.mark.year < _WORKS_REPRINTED and mention.mark.year < first

    @cached_property
    def _cites_in_notes(self) -> bool:
        """Most citations of this text stand in its notes."""
        sure = sum(mention.names.known or mention.names.several for mentions in self._found for mention in mentions)
        return self._in_notes >= _MANY and _MANY * sure < self._in_notes

    def _is_no_author(self, mention: Mention) -> bool:
        """In a sentence an unknown name stands where a place, a ruler, a law, a case or a title does: "In Bonn (1945)",
        "Pope Paul VI (1967)", "the Civil Code (1804)", "R v Brown (1993)", "her novel Salina (1961)".
        """
        if not mention.narrative or mention.names.several or mention.mark.letter:
            return False
        if self._is_event(mention):
            return True
        unit, row, tokens = mention.names.units[0], mention.place.row, mention.place.tokens
        before = row[unit.start - 1] if unit.start else ""
        if not places().isdisjoint((unit.words, unit.words[1:], (before, *unit.words))):
            # "À Lyon", "A Firenze": a capital is no initial there.
            lead = unit.words[0] if unit.words[1:] in places() else before
            return bool(self._lexicon.longest) or lead in self._decoys.leading or lead in self._decoys.not_names
        if len(unit.words) > 1 and _RULER.fullmatch(tokens[unit.end - 1].text):
            return True
        heads = self._decoys.no_author_behind
        earlier = row[unit.start - 2] if unit.start > 1 else ""
        of = earlier in heads and before[:1].isalpha()
        if before in heads or of or (len(unit.words) > 1 and unit.words[0] in heads):
            return True
        if not unit.start:
            return False
        is_label = before in self._decoys.labelled and before not in self._decoys.not_names
        inside = unit.start > 1 and row[unit.start - 2] not in _SENTENCE_ENDS
        if is_label and inside and tokens[unit.start - 1].text[0].isupper():
            return True
        return tokens[unit.start - 1].kind is Kind.NUMBER or self._is_described(before, earlier)

    def _is_described(self, before: str, earlier: str) -> bool:
        """Article and adjective stand before a noun: "die Kritik der reinen Vernunft (1781)"."""
        described = any(before.endswith(ending) and len(before) > 3 for ending in self._decoys.adjective_endings)
        return described and earlier in self._decoys.articles and before not in self._decoys.leading

    def _is_common(self, mention: Mention) -> bool:
        """Every word of the names is mostly used in lower case in this text, so they may be no names."""
        units = mention.names.units
        if len(units) == 1 and is_acronym(mention.place.tokens[units[0].end - 1].text, self._decoys):
            return False
        words = [word for unit in units for word in unit.words if len(word) > 2]
        return bool(words) and all(2 * self._lower_case[word] > self._upper_case[word] for word in words)

    @cached_property
    def _lower_case(self) -> Counter[str]:
        return Counter({word: count for word, count in self._words.items() if word.islower()})

    @cached_property
    def _upper_case(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for word, count in self._words.items():
            if not word.islower():
                found[word.casefold()] += count
        return found

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text))

    def _looks_cited(self, mention: Mention) -> bool:
        """One unknown name in brackets: as this text cites, with a comma before the year or without."""
        has_page = mention.group.row[mention.mark.end : mention.mark.end + 1] == [":"]
        return has_page or _has_comma(mention) or not mention.mark.year or self._plain_style

    @cached_property
    def _plain_style(self) -> bool:
        """The sure citations of this text have no comma before the year, or there are none to go by; or many unknown
        names stand so: decoys are few.
        """
        brackets = [
            mention
            for mentions in self._found
            for mention in mentions
            if not mention.narrative and not mention.again and mention.names.units and not mention.spans_years
        ]
        sure = [mention for mention in brackets if mention.names.known or mention.names.several]
        plain = [each for each in brackets if not _has_comma(each) and each.plain_lead and not self._is_common(each)]
        many = len({each.names.units[-1].words for each in plain}) >= _MANY
        return many or 2 * sum(map(_has_comma, sure)) <= len(sure)


def _has_comma(mention: Mention) -> bool:
    return mention.group.row[mention.names.end : mention.mark.start] != []
