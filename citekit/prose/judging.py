"""Which of the mentions are citations: `(Holsti 1995)` is, `(Windows 2000)` is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from citekit.prose.authoryear import Mention
from citekit.prose.names import Lexicon
from citekit.prose.terms import terms

_LOWER = re.compile(r"(?<![^\W_])[^\W\d_]{3,}(?![^\W_])")


class Judge:
    """Decides for one text; what the text does elsewhere is counted when first needed."""

    def __init__(self, text: str, lexicon: Lexicon, found: Sequence[tuple[Mention, ...]]) -> None:
        self._text = text
        self._lexicon = lexicon
        self._found = found

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
        if mention.names.known:
            return self._is_named(mention)
        if mention.spans_years:
            return False
        if any(self._lexicon.nearly(unit.words[-1], mention.mark.year) for unit in mention.names.units):
            return True
        if mention.group.opening is None or mention.group.closing is None:
            return False
        if not mention.plain_lead or self._is_common(mention):
            return False
        return among_others or mention.names.several or mention.narrative or self._looks_cited(mention)

    def _is_named(self, mention: Mention) -> bool:
        """A known name that is also a month or a label ("May") counts only with a year of its works."""
        known, year = terms(), mention.mark.year
        for unit in mention.names.units:
            word = unit.words[-1]
            common = word in known.months or word in known.labelled or word in known.not_names
            if unit.known and (not (common or mention.spans_years) or self._lexicon.knows(unit.words, year)):
                return True
        return False

    def _is_common(self, mention: Mention) -> bool:
        """Every word of the names is also used in lower case in this text, so they may be no names."""
        words = [word for unit in mention.names.units for word in unit.words if len(word) > 2]
        return bool(words) and all(word in self._lower_case for word in words)

    @cached_property
    def _lower_case(self) -> frozenset[str]:
        return frozenset(word for word in _LOWER.findall(self._text) if word.islower())

    def _looks_cited(self, mention: Mention) -> bool:
        """One unknown name in brackets: as this text cites, with a comma before the year or without."""
        has_page = mention.group.row[mention.mark.end : mention.mark.end + 1] == [":"]
        return has_page or _has_comma(mention) or not mention.mark.year or self._plain_style

    @cached_property
    def _plain_style(self) -> bool:
        """The known citations of this text have no comma before the year, or there are none to go by."""
        sure = [
            mention
            for mentions in self._found
            for mention in mentions
            if not mention.narrative and not mention.again and (mention.names.known or mention.names.several)
        ]
        return 2 * sum(map(_has_comma, sure)) <= len(sure)


def _has_comma(mention: Mention) -> bool:
    return mention.group.row[mention.names.end : mention.mark.start] != []
