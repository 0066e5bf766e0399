"""What stands at the start of a piece of a note: the words that lead to its work, and the names of that work."""

from __future__ import annotations

from citekit.prose.brackets import Group
from citekit.prose.namelists import Names, Reader, is_initial
from citekit.prose.names import Lexicon
from citekit.prose.pieces import MARKUP
from citekit.prose.terms import THE_SAME, Decoys, terms
from citekit.prose.tokens import Kind

_AFTER_NAMES = frozenset(',:(“«„"*_&')
_MOST_NAMES = 40
"""Tokens at the start of a piece of a note in which its names stand."""
_LONGEST_REMARK = 12
"""Words that lead to a work, as "For a different view, see"."""


def lead_end(group: Group, lexicon: Lexicon, decoys: Decoys) -> int:
    """Behind "see also" and the like, and the mark of italics, at the start of a piece; a name may begin alike
    ("Van Deursen", "S. Schama").
    """
    begin = size = 1 if group.row[:1] and group.row[0] in MARKUP else 0
    while size := terms().before.starting(group.row, begin):
        own = names_at(group, begin, lexicon, decoys)
        if own and own.known and _is_own_start(group, begin, own, lexicon):
            break
        begin = _past_commas(group, begin + size)
    if names_at(group, begin, lexicon, decoys) is None and (after := _past_remark(group, begin, lexicon, decoys)):
        return after
    return begin


def _past_commas(group: Group, at: int) -> int:
    while at < len(group.row) and group.row[at] in (",", ":", *MARKUP):
        at += 1
    return at


def _past_remark(group: Group, begin: int, lexicon: Lexicon, decoys: Decoys) -> int:
    """Behind a few words that lead to a work and end in "see" or its like, or before a known name: "For a different
    view, see", "En el mismo sentido,"; else 0.
    """
    row = group.row
    if row[begin : begin + 1] == [THE_SAME] or terms().same.starting(row, begin):
        return 0
    led = begin > 0
    for at in range(begin, min(begin + _LONGEST_REMARK, len(row))):
        token = group.tokens[at]
        if at > begin and token.text[0].isupper():
            names = names_at(group, at, lexicon, decoys)
            return at if names and (led or names.known or row[at - 1] == ",") else 0
        led = led or (at > begin and token.text[0].islower() and terms().before.starting(row, at) > 0)
        if token.kind is not Kind.WORD and token.text != "," and token.text not in MARKUP:
            return 0
    return 0


def _is_own_start(group: Group, begin: int, names: Names, lexicon: Lexicon) -> bool:
    """The first word belongs to the first name: it is a particle, or an initial of one who bears the name."""
    unit = names.units[0]
    if not is_initial(group.tokens[begin]):
        return unit.start == begin and group.row[begin] in unit.words
    given = lexicon.given_names(unit.words)
    return unit.start == begin and any(word.startswith(group.row[begin]) for word in given)


def names_at(group: Group, begin: int, lexicon: Lexicon, decoys: Decoys) -> Names | None:
    """The names at the start of a piece: up to the last comma or bracket before which there is nothing but names."""
    row, best = group.row, None
    for at in range(begin + 1, min(len(row), begin + _MOST_NAMES) + 1):
        if at < len(row) and not _can_end_names(group, at):
            continue
        found = Reader(group, lexicon, decoys, "", begin, bracketed=True).before(at)
        if found is None or found.start != begin:
            if best is not None:
                break
            continue
        best = found
    return best


def _can_end_names(group: Group, at: int) -> bool:
    """What stands there can follow the names of a work."""
    word = group.row[at]
    return word in _AFTER_NAMES or _is_date(group, at) or bool(terms().repeated.starting(group.row, at))


def _is_date(group: Group, at: int) -> bool:
    return group.tokens[at].kind is Kind.YEAR or bool(terms().no_date.starting(group.row, at))
