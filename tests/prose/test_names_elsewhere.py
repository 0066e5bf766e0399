"""Names in other scripts, and citations without brackets. Expected spellings are those of the standards."""

from __future__ import annotations

import pytest

from citekit import linker, prose
from citekit.documents import plain
from citekit.model import Entry, Field, Library, Match, Name, NameList
from citekit.prose.romanising import romanised
from citekit.source import TextSource

SOURCE = TextSource("works.bib", "")


def entry(key: str, name: Name, year: str) -> Entry:
    nowhere = SOURCE.span(0, 0)
    fields = {"year": Field("year", year, year, nowhere), "title": Field("title", "T", "T", nowhere)}
    return Entry(key, "book", fields, {"author": NameList((name,))}, nowhere, nowhere)


def linked(text: str, *works: Entry) -> list[tuple[str, str]]:
    """What is cited, and the key of its work."""
    document = prose.read(plain.read(TextSource("a.txt", text)), prose.lexicon(works))
    links = linker.link([Library("works.bib", SOURCE, works)], [document], [], []).attributions
    return [
        (each.origin.span.text, each.entry.key if each.entry and each.match is Match.EXACT else "") for each in links
    ]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Достоевский", {"dostoevskij", "dostoevsky", "dostoyevsky", "dostoevskii", "dostojewski", "dostoievski"}),
        ("Хрущёв", {"khrushchev", "chruscev", "khrushchyov", "chruschtschjow"}),
        ("Παπαδόπουλος", {"papadopoulos"}),
        ("王", {"wang"}),
    ],
)
def test_names_are_spelt_as_the_standards_have_it(name: str, spelt: set[str]) -> None:
    """Scientific, BGN/PCGN, ALA-LC, German and French for Russian; ELOT 743 for Greek; Pinyin for Chinese."""
    assert spelt <= set(romanised(name))


@pytest.mark.parametrize("printed", ["Достоевский", "Dostoevsky", "Dostoevskij", "Dostojewski", "Dostoïevski"])
def test_a_name_is_known_in_each_spelling(printed: str) -> None:
    """A library in Cyrillic, a text in whatever letters."""
    works = entry("fmd", Name("Достоевский", "Фёдор"), "1866")
    assert linked(f"Lihat ({printed}, 1866).", works) == [(f"({printed}, 1866)", "fmd")]


def test_a_text_in_cyrillic_finds_a_library_in_latin() -> None:
    """The other way round."""
    work = entry("fmd", Name("Dostoevsky", "Fyodor"), "1866")
    assert linked("См. (Достоевский, 1866).", work) == [("(Достоевский, 1866)", "fmd")]


def test_wide_brackets_are_brackets() -> None:
    """Chinese writes （王，2005）."""
    assert linked("《汉语》（王，2005）", entry("wang", Name("王", "明"), "2005")) == [("（王，2005）", "wang")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Newmeyer 1986: 54 for it.", "Newmeyer 1986: 54"),
        ("Vgl. Newmeyer 1986, S. 3 dazu.", "Newmeyer 1986, S. 3"),
        ("Newmeyer et al. 1986 say so.", "Newmeyer et al. 1986"),
    ],
)
def test_a_person_and_the_year_of_a_work_are_a_citation(text: str, expected: str) -> None:
    """Without brackets, where the library has that work of that person."""
    assert linked(text, entry("n", Name("Newmeyer", "Frederick"), "1986")) == [(expected, "n")]


@pytest.mark.parametrize("text", ["Newmeyer 1987 is not it.", "In Newmeyer, 1986 was a year.", "Newmeyer 1986–1990."])
def test_other_years_are_none(text: str) -> None:
    """Another year, a comma, a span of years."""
    assert linked(text, entry("n", Name("Newmeyer", "Frederick"), "1986")) == []


@pytest.mark.parametrize(
    "text",
    [
        "In Berlin (1945) war nichts.",
        "Pope John XXIII (1963) wrote.",
        "R v Brown (1993) is law.",
        "Woolf's Orlando (1928).",
    ],
)
def test_places_rulers_cases_and_titles_are_no_authors(text: str) -> None:
    """What a library does not know and a sentence names so."""
    assert linked(text, entry("n", Name("Newmeyer", "Frederick"), "1986")) == []
