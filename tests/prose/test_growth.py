"""Time grows with the text, whatever stands in it, and not with the library. CPU time, the least of some runs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import linker, prose
from citekit.documents import plain
from citekit.model import Entry, Field, Library, Name, NameList
from citekit.source import TextSource

SOURCE = TextSource("references.bib", "")
HONEST = (
    "Menurut Holsti (1995) kerja sama antara negara tumbuh ketika biaya bersama turun dan tujuan yang sama dapat "
    "dicapai melalui aturan (Plano dan Olton, 1979: 4). "
)
SIZE = 10_000
HOSTILE = [
    "Holsti (1995) and ", "(", "(Holsti 1995 ", "Holsti, ", "Holsti & ", "(1995) ", "[1] ", "[1", "[12, ", "[1], ",
    "ibid. ", "Ibid., hlm. 4; ", "Holsti, op. cit., ", "kata¹ ", "¹ Holsti, Politics, hlm. 4\n",
    "World Bank (WB) ", "“Holsti”, 1995; ", "n. d. ", "(Holsti, dalam Plano, 1979; dalam ", "Holsti", "1995",
    "A. ", "(A; B; C; ", "(Holsti, 1995, ", "1995a, b, c, ", "Holsti et al. ", "(Holsti (1995 ", "Holsti/Plano/",
    "Holsti, *Politics*, p. 5, and ", "For a view, see ", "a (1995) ", "Holsti (Fn. 2), S. 3; ",
    "HOLSTI ", "'", "l'", "o. J. ", "s. d. (", "———. 1995. Title.\n",
]  # fmt: skip
FACTOR = 15
"""How many times as long as honest text the worst may take: it cites in every second word."""


def entry(key: str, year: str, *people: Name) -> Entry:
    nowhere = SOURCE.span(0, 0)
    fields = {name: Field(name, text, text, nowhere) for name, text in (("year", year), ("title", f"Title of {key}"))}
    return Entry(key, "book", fields, {"author": NameList(people)}, nowhere, nowhere)


WORKS = (
    entry("holsti1995", "1995", Name("Holsti", "K. J.")),
    entry("plano1979", "1979", Name("Plano", "Jack"), Name("Olton", "Roy")),
)


def least(run: Callable[[], object], runs: int = 2) -> float:
    gc.disable()
    try:
        times = []
        for _ in range(runs):
            start = time.process_time()
            run()
            times.append(time.process_time() - start)
        return min(times)
    finally:
        gc.enable()


def cite(text: str, works: tuple[Entry, ...] = WORKS) -> int:
    document = prose.read(plain.read(TextSource("article.txt", text)), prose.lexicon(works))
    return len(linker.link([Library("references.bib", SOURCE, works)], [document], [], []).attributions)


@pytest.fixture(scope="module")
def honest() -> float:
    # Patterns are made when first needed, those for lists too.
    cite(f"{HONEST}\n\nDaftar Pustaka\n\nK. J. Holsti, International Politics, 1995.\n\nPlano, 'A 2001 Space', 1979.\n")
    return least(lambda: cite((HONEST * SIZE)[:SIZE]), 3)


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("heading", ["", "Daftar Pustaka\n\n"])
def test_a_hostile_line_ends_about_as_soon_as_an_honest_one(unit: str, heading: str, honest: float) -> None:
    """Brackets never closed, names without end, a citation in every word: in running text and in the list."""
    text = heading + (unit * SIZE)[:SIZE]
    limit = FACTOR * honest + 0.05
    assert any(least(lambda: cite(text), 1) < limit for _ in range(3))


def test_time_grows_with_the_text(grows_linearly: Callable[..., bool]) -> None:
    """Eight times the text takes about eight times as long."""
    assert grows_linearly(lambda size: cite((HONEST * size)[:size]), SIZE, 8 * SIZE)


def test_a_citation_takes_no_longer_in_a_large_library() -> None:
    """With the library's index made, the citations of a text are joined as soon among 5,000 works as among 100."""
    runs = []
    for size in (100, 5_000):
        works = tuple(entry(f"k{n}", str(1900 + n % 120), Name(f"Name{n:x}xyz", "A.")) for n in range(size))
        lexicon = prose.lexicon(works)
        text = " ".join(f"Ini (Name{n:x}xyz, {1900 + n % 120})." for n in range(100))
        document = plain.read(TextSource("article.txt", text))
        assert len(prose.read(document, lexicon).citations) == 100
        runs.append(partial(prose.read, document, lexicon))
    assert any(least(runs[1], 3) < 2 * least(runs[0], 3) for _ in range(3))


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("Holsti1995 ()[],.;:&“”'¹-–\n\xa0étal.dan ibd") | st.characters(), max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    """Any text is read; each citation lies in it, has items, and overlaps no other."""
    document = prose.read(plain.read(TextSource("article.txt", text)), prose.lexicon(WORKS))
    places = [(citation.span.start, citation.span.end) for citation in document.citations]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert all(citation.items for citation in document.citations)
