"""A library for `bib_duplicates.py`: works, careless copies of some, and beside some another work much like it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from careless_copies import careless, without_accents
from made_up_works import Work, as_article, as_book, made_up, pages, real

COPIES, NEIGHBOURS = 0.3, 0.25
"""Shares of the works that have copies, and neighbours."""

Nearness = Callable[[Work, Work, Work, random.Random], bool]
"""Changes the second work, a copy of the first, into another work (and may change the first too); False when it cannot.
The third lends it people, a title or words."""


@dataclass(frozen=True)
class Row:
    """An entry of a made library, and what is true of it."""

    key: str
    text: str
    work: int
    mutations: tuple[str, ...]


def rows(works: Iterable[Work], chance: random.Random) -> Iterator[Row]:
    """The entries made of some works, copies and neighbours beside them."""
    taken: set[str] = set()
    before = None
    for number, work in enumerate(works):
        beside = list(near(work, before, chance)) if before and chance.random() < NEIGHBOURS else []
        for at, one in enumerate((work, *beside)):
            copies = chance.choices((1, 2), weights=(4, 1))[0] if chance.random() < COPIES else 0
            for made, done in [(one, ()), *(copied(one, chance) for _ in range(copies))]:
                key = key_of(made, chance, taken)
                yield Row(key, text_of(made, key, chance), number + 10**7 * at, done)
        before = work


def copied(work: Work, chance: random.Random) -> tuple[Work, tuple[str, ...]]:
    """A careless copy, and what was done to it. Its year is never off by more than one."""
    one = deepcopy(work)
    done = careless(one, chance)
    one.year = min(max(one.year, work.year - 1), work.year + 1)
    return one, tuple(done)


def text_of(work: Work, key: str, chance: random.Random) -> str:
    """The work as an entry of a .bib file, names in one form or the other."""
    inverted = chance.random() < 0.7
    fields: dict[str, str] = {}
    for role, names in (("author", work.authors), ("editor", work.editors)):
        if names:
            fields[role] = " and ".join(_name(family, given, inverted) for family, given in names)
    fields["title"] = f"{work.title}: {work.subtitle}" if work.subtitle else work.title
    fields.update(work.fields)
    fields["year"] = str(work.year)
    return f"@{work.type}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"


def _name(family: str, given: str, inverted: bool) -> str:
    if not given:
        return family
    return f"{family}, {given}" if inverted or " " in family else f"{given} {family}"


def key_of(work: Work, chance: random.Random, taken: set[str]) -> str:
    """A key that nobody has yet, in one of the ways people make them."""
    family = (work.authors or work.editors or [("anon", "")])[0][0]
    plain = re.sub(r"[^a-z]", "", without_accents(family).lower()) or "anon"
    word = re.sub(r"[^a-z]", "", max(work.title.split() or ["x"], key=len).lower())
    base = chance.choice((f"{plain}{work.year}", f"{plain.capitalize()}:{work.year}", f"{plain}{work.year}{word}"))
    key = next(key for key in _numbered(base) if key not in taken)
    taken.add(key)
    return key


def _numbered(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in range(1, 10**9))


def made_library(data: Path | None, entries: int, seed: int) -> list[Row]:
    """The library of a seed, in an order that tells nothing."""
    chance = random.Random(seed)
    works = real(data, chance) if data else made_up(chance)
    found = list(islice(rows(works, chance), entries))
    chance.shuffle(found)
    return found


# ----------------------------------------------------------------------------------------------- much like another


def near(work: Work, other: Work, chance: random.Random) -> Iterator[Work]:
    """A work that is much like one, if there is one for its type; `other` lends it its people, place or words."""
    made = deepcopy(work)
    for name in ("doi", "isbn", "url"):
        made.fields.pop(name, None)
    fitting = NEAR.get(work.type, _NEAR_ANY)
    if chance.choice(fitting)(work, made, other, chance):
        yield made


def _edition(_: Work, made: Work, other: Work, chance: random.Random) -> bool:
    made.year += chance.randrange(2, 12)
    made.fields["edition"] = chance.choice(("4", "4th", "Fourth"))
    return True


def _volumes(work: Work, made: Work, _: Work, chance: random.Random) -> bool:
    if chance.random() < 0.5:
        work.title, made.title = f"{work.title}, Volume I", f"{made.title}, Volume II"
    else:
        work.fields["volume"], made.fields["volume"] = "1", "2"
    return True


def _parts(work: Work, made: Work, _: Work, chance: random.Random) -> bool:
    one, two = chance.choice((("Part I", "Part II"), ("1", "2"), ("Part A", "Part B"), ("I", "II")))
    work.title, made.title = f"{work.title}, {one}", f"{made.title}, {two}"
    return _elsewhere(made, chance)


def _elsewhere(made: Work, chance: random.Random) -> bool:
    if "pages" in made.fields:
        made.fields["pages"] = pages(chance)
    return True


def _review(_: Work, made: Work, other: Work, chance: random.Random) -> bool:
    made.title = chance.choice((f"Review of {made.title}", made.title, f"Book review: {made.title}"))
    made.type, made.authors, made.editors = "article", other.authors or [("Reviewer", "Ada")], []
    as_article(made, chance.randrange(10**9), chance)
    made.year += chance.randrange(0, 3)
    return True


def _chapter(work: Work, made: Work, other: Work, chance: random.Random) -> bool:
    made.fields["booktitle"] = work.title
    made.title, made.subtitle = chance.choice(("Introduction", "Conclusion", other.title)), ""
    made.type, made.editors, made.fields["pages"] = "incollection", work.authors or work.editors, pages(chance)
    made.fields.pop("address", None)
    made.authors = made.authors or other.authors
    return made.title != work.title and bool(made.authors)


def _yearly(_: Work, made: Work, __: Work, ___: random.Random) -> bool:
    made.year += 1
    if made.fields.get("number", "").isdigit():
        made.fields["number"] = str(int(made.fields["number"]) + 40)
    return True


def _other_people(work: Work, made: Work, other: Work, chance: random.Random) -> bool:
    known = {family for family, _ in (*work.authors, *work.editors)}
    made.authors, made.editors, made.year = list(other.authors), [], made.year + chance.randrange(-3, 4)
    return bool(made.authors) and known.isdisjoint(family for family, _ in made.authors)


def _erratum(_: Work, made: Work, __: Work, chance: random.Random) -> bool:
    word = chance.choice(("Erratum: {}", "Corrigendum to: {}", "{} (Erratum)", "Correction to “{}”"))
    made.title = word.format(made.title)
    return _elsewhere(made, chance)


def _reply(_: Work, made: Work, other: Work, chance: random.Random) -> bool:
    made.title = chance.choice(("{}: A reply", "Comment on “{}”", "{}: Rejoinder")).format(made.title)
    made.subtitle, made.authors = "", other.authors or made.authors
    return _elsewhere(made, chance)


def _one_word(_: Work, made: Work, other: Work, chance: random.Random) -> bool:
    words = made.title.split()
    at = max(range(len(words)), key=lambda index: len(words[index]))
    longest = max(other.title.split(), key=len, default="")
    is_other = len(longest) > 4 and longest[:3].lower() != words[at][:3].lower()
    words[at] = longest
    made.title = " ".join(words)
    return is_other and _elsewhere(made, chance)


def _reprint(work: Work, made: Work, _: Work, chance: random.Random) -> bool:
    made.year += chance.randrange(2, 20)
    made.type = "article"
    as_article(made, chance.randrange(10**9), chance)
    return made.fields["journal"] != work.fields.get("journal")


def _column(work: Work, made: Work, _: Work, chance: random.Random) -> bool:
    work.title = made.title = chance.choice(("Editorial", "Book Reviews", "Preface", "From the Editors"))
    work.subtitle = made.subtitle = ""
    if not work.fields.get("number", "").isdigit():
        return False
    made.fields["number"] = str(int(work.fields["number"]) + 1)
    return _elsewhere(made, chance)


def _beside(work: Work, made: Work, other: Work, chance: random.Random) -> bool:
    made.title, made.subtitle = other.title, ""
    return made.title != work.title and _elsewhere(made, chance)


def _as_a_book(_: Work, made: Work, __: Work, chance: random.Random) -> bool:
    made.type, made.year = "book", made.year + chance.randrange(1, 4)
    authors = made.authors
    as_book(made, 0, chance)
    made.authors, made.editors = authors, []
    return True


_NEAR_ANY: tuple[Nearness, ...] = (_one_word, _beside, _other_people)
NEAR: dict[str, tuple[Nearness, ...]] = {
    "book": (_edition, _volumes, _review, _chapter, _yearly, _other_people),
    "article": (_parts, _erratum, _reply, _one_word, _reprint, _other_people, _column, _beside),
    "inproceedings": (_reprint, _one_word, _parts, _beside, _erratum),
    "phdthesis": (_as_a_book, _other_people),
    "techreport": (_yearly, _one_word),
}
