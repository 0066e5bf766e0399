"""Works for `bib_duplicates.py`, made up or taken from .bib files. All chance is that of the source handed in."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Entry

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
FAMILIES = [*WORDS["families"].split(), *WORDS["particled"]]
WEIGHTS = [1 / (rank + 5) for rank in range(len(FAMILIES))]
"""Few names are frequent and many are rare, as among people."""
TYPES = {"article": 50, "book": 20, "incollection": 10, "inproceedings": 12, "phdthesis": 4, "techreport": 3, "misc": 1}
KEPT = "journal booktitle volume number pages publisher address isbn edition doi school institution howpublished url"

Names = list[tuple[str, str]]


@dataclass
class Work:
    """A work as it would be entered with care; names are (family, given)."""

    type: str
    title: str
    subtitle: str
    year: int
    authors: Names
    editors: Names = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------------------------------------------------- made up


def made_up(chance: random.Random) -> Iterator[Work]:
    """Works without end."""
    number = 0
    while True:
        number += 1
        type = chance.choices(list(TYPES), weights=list(TYPES.values()))[0]
        subtitle = filled(chance.choice(WORDS["subtitles"]), chance) if chance.random() < 0.4 else ""
        title = filled(chance.choice(WORDS["titles"]), chance)
        work = Work(type, title, subtitle, chance.randrange(1950, 2026), people(chance))
        FILL[type](work, number, chance)
        yield work


def people(chance: random.Random, most: int = 6) -> Names:
    """One to six people, one or two the most often."""
    count = min(most, chance.choices(range(1, 7), weights=(40, 30, 15, 8, 4, 3))[0])
    return [(family, given(chance)) for family in chance.choices(FAMILIES, WEIGHTS, k=count)]


def given(chance: random.Random) -> str:
    """Given names, the second often as an initial."""
    names = chance.sample(WORDS["given"].split(), 2)
    return f"{names[0]} {names[1][0]}." if chance.random() < 0.4 else names[0]


def filled(form: str, chance: random.Random) -> str:
    """A form with words put in."""
    words = dict(zip("tuv", chance.sample(WORDS["things"].split(), 3), strict=True))
    words["q"] = chance.choice(WORDS["qualities"].split())
    words |= {letter.upper(): word[0].upper() + word[1:] for letter, word in words.items()}
    words |= dict(zip("RS", chance.sample(WORDS["regions"].split(), 2), strict=True))
    return form.format_map(words)


def doi(number: int, chance: random.Random) -> dict[str, str]:
    """A DOI, for two works of three."""
    return {"doi": f"10.{chance.randrange(1000, 9999)}/x.{number}"} if chance.random() < 0.66 else {}


def isbn(chance: random.Random) -> str:
    """An ISBN with its check digit."""
    digits = "978" + "".join(chance.choices("0123456789", k=9))
    check = -sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10
    return f"{digits[:3]}-{digits[3]}-{digits[4:8]}-{digits[8:12]}-{check}"


def pages(chance: random.Random) -> str:
    """The first and the last page."""
    start = chance.randrange(1, 900)
    return f"{start}--{start + chance.randrange(5, 40)}"


def as_article(work: Work, number: int, chance: random.Random) -> None:
    """An article in a journal."""
    work.fields = {"journal": chance.choice(list(WORDS["journals"])), "volume": str(chance.randrange(1, 120))}
    work.fields |= {"number": str(chance.randrange(1, 7)), "pages": pages(chance), **doi(number, chance)}


def as_book(work: Work, _: int, chance: random.Random) -> None:
    """A book, one of five by editors."""
    address = chance.choice(("Cambridge", "London", "Jakarta", "New York", "Berlin"))
    work.fields = {"publisher": chance.choice(WORDS["publishers"]), "address": address}
    if chance.random() < 0.7:
        work.fields["isbn"] = isbn(chance)
    if chance.random() < 0.2:
        work.fields["edition"] = chance.choice(("2", "3rd", "Second"))
    if chance.random() < 0.2:
        work.authors, work.editors = [], work.authors


def as_incollection(work: Work, _: int, chance: random.Random) -> None:
    """A part of a book."""
    work.editors = people(chance, 3)
    work.fields = {"booktitle": filled(chance.choice(WORDS["titles"]), chance), "pages": pages(chance)}
    work.fields["publisher"] = chance.choice(WORDS["publishers"])


def as_inproceedings(work: Work, number: int, chance: random.Random) -> None:
    """A paper at a conference."""
    meeting = filled(chance.choice(WORDS["meetings"]), chance)
    work.fields = {"booktitle": f"Proceedings of the {chance.randrange(2, 40)}th {meeting}", "pages": pages(chance)}
    work.fields |= doi(number, chance)


def as_phdthesis(work: Work, _: int, chance: random.Random) -> None:
    """A thesis."""
    work.authors = work.authors[:1]
    work.fields = {"school": chance.choice(WORDS["schools"])}


def as_techreport(work: Work, _: int, chance: random.Random) -> None:
    """A report."""
    place = chance.choice((*WORDS["schools"], "World Bank", "United Nations"))
    work.fields = {"institution": place, "number": str(chance.randrange(1, 3000))}


def as_misc(work: Work, number: int, _: random.Random) -> None:
    """A page."""
    work.fields = {"howpublished": "Online", "url": f"https://example.org/{number}"}


FILL: dict[str, Callable[[Work, int, random.Random], None]] = {
    "article": as_article, "book": as_book, "incollection": as_incollection, "inproceedings": as_inproceedings,
    "phdthesis": as_phdthesis, "techreport": as_techreport, "misc": as_misc,
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- real


def real(folder: Path, chance: random.Random) -> Iterator[Work]:
    """The works of the .bib files of a folder, in any order, one of each that says who, when and what it is called.

    None comes twice by its DOI, its ISBN, its place in a journal, or the letters of its title before the subtitle.
    """
    known: set[str] = set()
    found = []
    for path in sorted(folder.rglob("*.bib")):
        source, _ = prepare(path.read_bytes(), path.name)
        for entry in bibtex.read(source).entries:
            signs = set(_signs(entry)) if entry.title and entry.people and entry.year.isdigit() else set()
            if signs and not known & signs:
                known |= signs
                found.append(_real(entry))
    chance.shuffle(found)
    yield from found


def _signs(entry: Entry) -> Iterator[str]:
    """What only one work has."""
    title = re.sub(r"[\W_]+", "", re.split(r"[:.?!]\s|\s[-–—]+\s|\(", entry.title)[0].casefold())
    # A short title is that of several.
    yield title if len(title) > 20 else f"{title} {entry.year} {entry.people.names[0].short}"
    for name in ("doi", "isbn"):
        yield from (re.sub(r"[\W_]+", "", text) for text in [entry.text(name).lower()] if text)
    if entry.text("volume") and (page := re.match(r"\d+", entry.text("pages"))):
        yield f"{entry.year} {entry.text('volume')} {page[0]} {entry.people.names[0].short[:3]}"


def _real(entry: Entry) -> Work:
    fields = {name: plain(entry.text(name)) for name in KEPT.split() if entry.text(name)}
    if "journaltitle" in entry.fields:
        fields.setdefault("journal", plain(entry.text("journaltitle")))
    authors, editors = (
        [(plain(name.short), plain(name.given)) for name in entry.names.get(role, ())] for role in ("author", "editor")
    )
    title, _, subtitle = entry.title.partition(": ")
    return Work(entry.type, plain(title), plain(subtitle), int(entry.year), authors, editors, fields)


def plain(text: str) -> str:
    """A text as it may stand in a .bib file."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
