"""No text makes a pattern run away: pieces of citations, of every format's marks, put together by chance.

Time is compared with that of a text eight times as long, never with a clock. The pieces are drawn by number, so a text
that is found to grow too fast can be made again.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit import linker, prose
from citekit.documents import by_path
from citekit.library import Entry, Field, Library, Name, NameList
from citekit.references import parse
from citekit.source import TextSource

NOWHERE = TextSource("references.bib", "").span(0, 0)
PIECES: list[str] = json.loads(Path(__file__).with_name("pieces.json").read_text("utf-8"))
SUFFIXES = (".txt", ".md", ".tex", ".typ", ".org", ".rst", ".adoc")


def work(key: str, year: str, *people: Name) -> Entry:
    fields = {name: Field(name, text, text, NOWHERE) for name, text in (("year", year), ("title", f"Title {key}"))}
    return Entry(key, "book", fields, {"author": NameList(people)}, NOWHERE, NOWHERE)


WORKS = (work("a", "1995", Name("Holsti", "K. J.")), work("b", "1979", Name("Müller", "A."), Name("O'Brien", "B.")))
LEXICON = prose.lexicon(WORKS)


def cite(suffix: str, text: str) -> int:
    read = by_path(f"a{suffix}").read
    assert read is not None
    document = prose.read(read(TextSource(f"a{suffix}", text)), LEXICON)
    return len(linker.link([Library("references.bib", NOWHERE.source, WORKS)], [document], [], []).attributions)


def made(chance: random.Random, units: int) -> Callable[[int], str]:
    """Texts of any size: some pieces, then each of some units repeated."""
    before = "".join(chance.choices(PIECES, k=chance.randrange(3)))
    repeated = [
        chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.choice((1, 1, 2, 3, 4, 6)))) for _ in range(units)
    ]

    def of_size(size: int) -> str:
        part = size // units
        return before + "".join((unit * (part // len(unit) + 1))[:part] for unit in repeated)

    return of_size


@pytest.mark.parametrize("seed", range(28))
def test_time_grows_with_any_text(seed: int, grows_linearly: Callable[..., bool]) -> None:
    """Eight times the text takes about eight times as long, in each format in turn."""
    text, suffix = made(random.Random(seed), 2), SUFFIXES[seed % len(SUFFIXES)]
    assert grows_linearly(lambda size: cite(suffix, text(size)), 4_000, 32_000)


@pytest.mark.parametrize("seed", range(8))
def test_time_grows_with_any_reference(seed: int, grows_linearly: Callable[..., bool]) -> None:
    """The same where one reference is taken apart, however long it is."""
    text = made(random.Random(seed), 1)
    assert grows_linearly(lambda size: parse(text(size)), 1_000, 8_000)
