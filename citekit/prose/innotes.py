"""Citations as notes make them: the work in full the first time, then *ibid.*, *op. cit.* or a short title.

    ¹ Lihat K. J. Holsti, *International Politics* (Englewood Cliffs: Prentice-Hall, 1995), hlm. 4; Plano 1979.
    ² Ibid., hlm. 7.
    ³ Holsti, *International Politics*, hlm. 12.

The citation is the text in the note, not the mark that leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from citekit.model import Citation, CitationItem, Document, Locator, Surface
from citekit.prose.brackets import Group, group_of
from citekit.prose.describing import (
    LONGEST_WORK,
    TITLE_MARKS,
    has_pages,
    looks_like_a_work,
    past_bracket,
    title_of,
    year_of,
)
from citekit.prose.leads import lead_end, names_at
from citekit.prose.locators import read_locator, read_locators
from citekit.prose.namelists import Names, Reader
from citekit.prose.names import Lexicon
from citekit.prose.noteplaces import notes
from citekit.prose.pieces import MARKUP, Piece, pieces_of
from citekit.prose.stretches import Stretch, holds, joined
from citekit.prose.terms import AND, THE_SAME, Decoys, note_named, phrase, repeating, terms

_LONGEST_TITLE = 12
"""Words of a title by which a note calls a work again."""
_BEFORE, _AFTER = 80, 50
"""Characters before and after *op. cit.* in running text that are looked at."""
_MOST_PIECES = 5
"""Sentences over which the description of one work may go."""
_STOPPED = re.compile(r"\.\s[a-z]")
"""A full stop after the year, before the word for pages: "2002. p. 101"."""
_BARE_PAGE = re.compile(r"[\divxlc]+(?:\s?[-–]\s?[\divxlc]+)?\s*(?:[^\s\w]|$)")
"""A number that no word follows, which would make it the beginning of a title."""
_AFTER_MARK = re.compile(r"[*_]?\.?[*_]*")
"""What belongs to *ibid.* and its like: their full stop, and the marks of italics."""


def in_notes(document: Document, lexicon: Lexicon, decoys: Decoys, listed: Sequence[Stretch]) -> Iterator[Citation]:
    """The citations of the notes of a document that stand in no brackets, in order."""
    names_seen: set[tuple[str, ...]] = set()
    for start, end in notes(document, listed):
        pieces = list(pieces_of(document.prose, start, end))
        done = start
        for at, piece in enumerate(pieces):
            if piece.start < done:
                continue
            further = pieces[at : at + _MOST_PIECES]
            while further:
                item = _item(document, further[0], lexicon, decoys, names_seen)
                if item is None or not (item.year or item.locator):
                    item = _over_stops(document, further, lexicon, decoys, names_seen) or item
                if item is None:
                    break
                done = item.span.end
                yield Citation(item.span, (item,))
                further = _joined_by_and(document, further, done)


def _joined_by_and(document: Document, pieces: Sequence[Piece], done: int) -> list[Piece]:
    """The pieces whose first one stands behind an "and" after a work: "…, p. 5, and Gentile, *Regime*, p. 9"; or
    behind a comma and a remark: "…, 76–136, reprinted in Thompson, *Customs*, 185".
    """
    rest = [piece for piece in pieces if piece.end > done]
    if not rest or rest[0].start >= done:
        return []
    # However long the note is: what one "and" leads to is read no further than a work goes.
    end = min(rest[0].end, done + LONGEST_WORK)
    group = group_of(document.prose, done, end)
    at = 1 if group.row[:1] == [","] else 0
    if at >= len(group.row):
        return []
    joins = group.row[at] == AND or group.row[at] in terms().joining
    if not joins and not (at and group.tokens[at].text[0].islower()):
        return []
    start = group.tokens[at].end if joins else group.tokens[at].start
    return [Piece(group_of(document.prose, start, end), start, end), *(rest[1:] if end == rest[0].end else ())]


def _over_stops(
    document: Document, pieces: Sequence[Piece], lexicon: Lexicon, decoys: Decoys, names_seen: set[tuple[str, ...]]
) -> CitationItem | None:
    """A work whose description has full stops: "Freyre, Gilberto. *Casa-grande & senzala*. São Paulo: Global, 2003".

    Only one that the library has under those names and that year, or whose year has pages behind it: a full stop
    mostly ends what is cited.
    """
    first = pieces[0]
    if names_at(first.group, lead_end(first.group, lexicon, decoys), lexicon, decoys) is None:
        return None
    for before, last in pairwise(pieces):
        if document.prose[before.end : before.end + 1] != "." or last.end - first.start > LONGEST_WORK:
            return None
        wider = Piece(group_of(document.prose, first.start, last.end), first.start, last.end)
        item = _item(document, wider, lexicon, decoys, names_seen)
        if item and item.year and item.names:
            year = item.year.text[:4]
            families = (phrase(name.text.partition(",")[0]) for name in item.names)
            known = any(lexicon.knows(words[-n:], year) for words in families for n in (1, 2, 3))
            return item if known or item.locator else None
    return None


def in_sentences(document: Document, lexicon: Lexicon, decoys: Decoys, taken: Sequence[Stretch]) -> Iterator[Citation]:
    """What running text cites again outside brackets: `Arikunto, op. cit., hlm. 173`, and *ibid.* as a sentence.

    `taken` are the places of the citations that were found already.
    """
    prose, places = document.prose, joined(taken)
    marks = list(repeating().finditer(prose))
    for at, match in enumerate(marks):
        if holds(places, match.start()):
            continue
        # What belongs to one mark stands between those before and after it.
        limit = min(match.end() + _AFTER, marks[at + 1].start() if at + 1 < len(marks) else len(prose))
        line_end = prose.find("\n", match.end(), limit)
        end = line_end if line_end >= 0 else limit
        said = phrase(match[0])
        if said in terms().same.all:
            item = _sentence(document, match, end)
        else:
            item = _behind_names(document, match, marks[at - 1].end() if at else 0, end, lexicon, decoys)
        if item:
            yield Citation(item.span, (item,))


def _sentence(document: Document, match: re.Match[str], end: int) -> CitationItem | None:
    """*Ibid.* with a capital, where a sentence or a line begins."""
    before = document.prose[max(0, match.start() - 3) : match.start()].rstrip(" \t")
    if not match[0][0].isupper() or (before and before[-1] not in ".;\n"):
        return None
    group = group_of(document.prose, match.start(), end)
    size = terms().same.starting(group.row, 0)
    return _same(document, Piece(group, match.start(), end), 0, size) if size else None


def _behind_names(
    document: Document, match: re.Match[str], begin: int, end: int, lexicon: Lexicon, decoys: Decoys
) -> CitationItem | None:
    """*Op. cit.* behind names that are known; they stand after `begin`."""
    prose, least = document.prose, max(begin, match.start() - _BEFORE)
    start = max(prose.rfind("\n", least, match.start()) + 1, least)
    group = group_of(prose, start, end)
    at = next((n for n, token in enumerate(group.tokens) if token.start >= match.start()), len(group.tokens))
    size = terms().repeated.starting(group.row, at)
    names = Reader(group, lexicon, decoys, "", 0, bracketed=False).before(at) if size else None
    if names is None or not names.known:
        return None
    mark = _mark(document, group, at, at + size)
    return _made(document, Piece(group, start, end), names, mark, "", at + size)


# ------------------------------------------------------------------------------------------- what a piece names


def _item(
    document: Document, piece: Piece, lexicon: Lexicon, decoys: Decoys, names_seen: set[tuple[str, ...]]
) -> CitationItem | None:
    group, known = piece.group, terms()
    begin = lead_end(group, lexicon, decoys)
    if _stands_for_the_work(document, piece, begin):
        return _same(document, piece, begin, 1)
    if size := known.same.starting(group.row, begin):
        return _same(document, piece, begin, size)
    names = names_at(group, begin, lexicon, decoys)
    if names is None:
        return None
    after = names.end
    while after < len(group.row) and group.row[after] in (",", ":"):
        after += 1
    if size := known.repeated.starting(group.row, after):
        return _made(document, piece, names, _mark(document, group, after, after + size), "", after + size)
    if after < len(group.tokens) and (
        named := note_named().match(document.prose, group.tokens[after].start, piece.end)
    ):
        return _with_rest(document, piece, names, _surface(document, *named.span()), "", named.end())
    mine = tuple(word for unit in names.units for word in unit.words)
    item = _in_full(document, piece, names, after, lexicon) or _short(document, piece, names, after, names_seen)
    item = item or _by_page(document, piece, names, after, names_seen)
    if item and item.year:
        names_seen.add(mine[-1:])
    return item


def _stands_for_the_work(document: Document, piece: Piece, begin: int) -> bool:
    """*Idem* with a page or nothing behind it is the work cited before; with a title it is its author."""
    group = piece.group
    if group.row[begin : begin + 1] != [THE_SAME]:
        return False
    rest = document.prose[group.tokens[begin].end : piece.end].lstrip(" .,;*_\n\t")
    if repeating().match(rest):
        return False  # "Ders., a. a. O.": the author, as before any other title
    if not rest or rest[0].islower() or read_locator(rest, bare=False)[0] is not None:
        return True
    return bool(_BARE_PAGE.match(rest))


def _same(document: Document, piece: Piece, begin: int, size: int) -> CitationItem | None:
    names = Names((), False, begin)
    return _made(document, piece, names, _mark(document, piece.group, begin, begin + size), "", begin + size)


def _mark(document: Document, group: Group, start: int, end: int) -> Surface:
    """The words for a work cited before, with their full stop and the marks of italics."""
    first, last = group.tokens[start].start, group.tokens[end - 1].end
    last = _past_marks(document.prose, last)
    mark = document.prose[max(0, first - 1) : first]
    opened = mark in MARKUP and mark in document.prose[last - 2 : last]
    return _surface(document, first - opened, last)


def _past_marks(prose: str, at: int) -> int:
    marks = _AFTER_MARK.match(prose, at)
    return marks.end() if marks else at


def _in_full(document: Document, piece: Piece, names: Names, after: int, lexicon: Lexicon) -> CitationItem | None:
    """The work with its year: behind the names, or after a title, mostly in a bracket with place and publisher."""
    group = piece.group
    if not names.units:
        return None
    place = group.tokens[after].start if after < len(group.tokens) else piece.end
    date = year_of(document.prose, place, min(piece.end, place + LONGEST_WORK), names, lexicon)
    if date is None:
        return None
    between = document.prose[place : date.start()]
    rest = document.prose[date.end() : piece.end]
    if between.strip(" ,(") and not (names.known or looks_like_a_work(between) or has_pages(between, rest)):
        return None
    year = _surface(document, date.start(), date.end())
    return _with_rest(
        document, piece, names, year, title_of(between), past_bracket(document.prose, date.end(), piece.end)
    )


def _short(
    document: Document, piece: Piece, names: Names, after: int, names_seen: set[tuple[str, ...]]
) -> CitationItem | None:
    """A short title after names that are known: from the library or from an earlier note."""
    group = piece.group
    last = names.units[-1].words[-1:] if names.units else ()
    if after >= len(group.tokens) or not (names.known or last in names_seen):
        return None
    begin = group.tokens[after].start
    text = document.prose[begin : piece.end]
    title, at = _until_locator(text)
    if not title or len(title.split()) > _LONGEST_TITLE or not (title[:1].isupper() or text[:1] in '*_“„«"'):
        return None
    return _with_rest(document, piece, names, None, title, begin + at)


def _by_page(
    document: Document, piece: Piece, names: Names, after: int, names_seen: set[tuple[str, ...]]
) -> CitationItem | None:
    """A page behind the name of one whose work an earlier note has: "Bohstedt, 51"."""
    tokens = piece.group.tokens
    if after >= len(tokens) or after == names.end or len(names.units) != 1:
        return None
    if names.units[0].words[-1:] not in names_seen or not _BARE_PAGE.match(document.prose, tokens[after].start):
        return None
    item = _with_rest(document, piece, names, None, "", tokens[names.end - 1].end)
    return item if item.locator else None


def _until_locator(text: str) -> tuple[str, int]:
    """A short title, and where it ends: at a labelled locator or a bare page after a comma, or behind *op. cit.*"""
    for match in re.finditer(r",[\s*_]*", text[:300]):
        if repeated := repeating().match(text, match.end()):
            return _plain_title(text[: match.start()]), _past_marks(text, repeated.end())
        locator, _ = read_locator(text[match.end() :])
        if locator:
            return _plain_title(text[: match.start()]), match.start()
    stripped = text.rstrip(" .\n\t")
    return (stripped.strip(TITLE_MARKS), len(stripped)) if len(stripped) < 150 else ("", 0)


def _plain_title(text: str) -> str:
    """A title without its marks and without the note in which it stands in full: "Mythos (wie Anm. 4)"."""
    title, bracket, note = text.partition(" (")
    has_note = bracket and any(character.isdigit() for character in note)
    return (title if has_note else text).strip(TITLE_MARKS)


def _made(document: Document, piece: Piece, names: Names, mark: Surface, title: str, after: int) -> CitationItem:
    at = piece.group.tokens[after - 1].end
    at = _past_marks(document.prose, at)
    return _with_rest(document, piece, names, mark, title, at)


def _with_rest(
    document: Document, piece: Piece, names: Names, year: Surface | None, title: str, at: int
) -> CitationItem:
    """The item with the locator that follows at `at`."""
    tail = document.prose[at : piece.end]
    locator, end = _locator(tail)
    tokens = piece.group.tokens
    start = tokens[names.start].start if names.units else (year.span.start if year else at)
    stop = at + end if locator else at
    return CitationItem(
        document.source.span(start, stop),
        names=tuple(_surface(document, tokens[unit.start].start, tokens[unit.end - 1].end) for unit in names.units),
        others=names.others,
        year=year,
        locator=locator,
        title=title,
    )


def _surface(document: Document, start: int, end: int) -> Surface:
    return Surface(document.prose[start:end], document.source.span(start, end))


def _locator(tail: str) -> tuple[Locator | None, int]:
    if not re.match(r"[\s,:.)]*(?:[^\W_]|§|¶)", tail):
        return None, 0
    locator, rest = read_locators(tail.lstrip(". ") if _STOPPED.match(tail) else tail)
    if locator is None:
        return None, 0
    end = len(tail.rstrip()) - len(rest)
    return locator, len(tail[:end].rstrip(" ,;:\n\t"))
