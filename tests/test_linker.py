"""Citations, claims and reading lists joined to works. Which work is right is read off each case by hand."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import linker, prose
from citekit.documents import markdown, plain
from citekit.model import (
    Anchor,
    Attribution,
    Claim,
    ClaimSource,
    Document,
    Doubt,
    Entry,
    Field,
    Library,
    Match,
    Name,
    NameList,
    ReadingItem,
    ReadingList,
    Section,
    Selector,
)
from citekit.source import TextSource

_SOURCE = TextSource("references.bib", "")
_NOWHERE = _SOURCE.span(0, 0)


def entry(key: str, year: str, *people: Name, others: bool = False, **texts: str) -> Entry:
    fields = {name: Field(name, text, text, _NOWHERE) for name, text in {"year": year, **texts}.items() if text}
    names = {"author": NameList(people, others)} if people else {}
    return Entry(key, "book", fields, names, _NOWHERE, _NOWHERE)


HOLSTI = entry("holsti1995", "1995", Name("Holsti", "K. J."), title="International Politics")
KARTASASMITA = entry("kartasasmita1997", "1997", Name("Kartasasmita", "Koesnadi"))
PLANO = entry("plano1979", "1979", Name("Plano", "Jack C."), Name("Olton", "Roy"))
DOUGHERTY = entry(
    "dougherty1997", "1997", Name("Dougherty", "James E."), Name("Pfaltzgraff", "Robert L.", suffix="Jr.")
)
ENTRIES = (KARTASASMITA, PLANO, DOUGHERTY, HOLSTI)


def library(*entries: Entry) -> Library:
    return Library("references.bib", _SOURCE, entries)


def read(text: str, *entries: Entry, path: str = "article.txt") -> Document:
    reader = markdown.read if path.endswith(".md") else plain.read
    document = reader(TextSource(path, text))
    found = prose.find(document, prose.lexicon(entries))
    return replace(document, citations=(*document.citations, *found))


def attributions(text: str, *entries: Entry, path: str = "article.txt") -> tuple[Attribution, ...]:
    entries = entries or ENTRIES
    return linker.link([library(*entries)], [read(text, *entries, path=path)], [], []).attributions


def only(text: str, *entries: Entry) -> Attribution:
    (attribution,) = attributions(text, *entries)
    return attribution


def keys(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.key for entry in entries]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ini (Holsti, 1995).", "holsti1995"),
        ("Menurut K. J. Holsti (1995: 124).", "holsti1995"),
        ("Ini (HOLSTI, 1995).", "holsti1995"),
        ("Ini (Plano dan Olton, 1979).", "plano1979"),
        ("Ini (Plano, 1979).", "plano1979"),
        ("Ini (Olton & Plano, 1979).", "plano1979"),
        ("Ini (Plano dkk., 1979).", "plano1979"),
        ("Ini (Dougherty & Pfaltzgraff Jr., 1997).", "dougherty1997"),
        ("Robert L. Pfaltzgraff dan James Dougherty (1997).", "dougherty1997"),
    ],
)
def test_names_and_year_lead_to_the_work(text: str, key: str) -> None:
    """Names in any case, with initials, in another order or cut short by dkk. lead to the work they name."""
    attribution = only(text)
    assert attribution.match is Match.EXACT
    assert keys(attribution.entries) == [key]


@pytest.mark.parametrize(
    ("text", "key", "surface", "correct"),
    [
        ("Ini (Dougherty&Pflatzgraff,1997).", "dougherty1997", "Pflatzgraff", "Pfaltzgraff"),
        ("Ini (Doherty & Pfaltzgraff, 1997).", "dougherty1997", "Doherty", "Dougherty"),
        ("Ini (Holsty, 1995).", "holsti1995", "Holsty", "Holsti"),
        ("Menurut K. J. Holsty (1995).", "holsti1995", "Holsty", "Holsti"),
        ("Ini (Kartasamita, 1997).", "kartasasmita1997", "Kartasamita", "Kartasasmita"),
        ("Ini (Plano dan Oltom, 1979).", "plano1979", "Oltom", "Olton"),
    ],
)
def test_a_misspelt_name_is_named(text: str, key: str, surface: str, correct: str) -> None:
    """The year agrees and a name is a letter off: the work is found, and the very letters that are wrong."""
    attribution = only(text)
    assert attribution.match is Match.MISSPELT
    assert keys(attribution.entries) == [key]
    (wrong,) = attribution.misspellings
    assert (wrong.surface.text, wrong.surface.span.text, wrong.correct) == (surface, surface, correct)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Ini (Holsti, 1996).", ["holsti1995"]),
        ("Ini (Plano dan Olton, 1997).", ["plano1979"]),
        ("Ini (Plano dan Smith, 1979).", ["plano1979"]),
        ("Ini (Dekker, 1995).", []),
        ("Ini (Smith dan Jones, 1979).", []),
        ("Ini (Hulsty, 1995).", []),
        ("Ini (Holsti, 1995 dan kawan-kawan; Dekker, 1997).", []),
    ],
)
def test_an_unknown_work_is_never_guessed(text: str, nearest: list[str]) -> None:
    """The year alone, or a name with another year, joins nothing; what may have been meant is only suggested."""
    attribution = attributions(text)[-1]
    assert attribution.match is Match.UNKNOWN
    assert attribution.entries == ()
    assert keys(attribution.nearest) == nearest


def test_short_names_are_not_taken_for_misspelt() -> None:
    """Li and Lu are two people."""
    assert only("This (Lu, 2020).", entry("li2020", "2020", Name("Li", "Na"))).match is Match.UNKNOWN


def test_suggests_the_year_next_to_it_first() -> None:
    """Of several works of one author those whose year is a slip away come first: exchanged digits, the next year."""
    works = [entry(f"doe{year}", year, Name("Doekes", "Jan")) for year in ("1950", "1997", "1978", "2010")]
    assert keys(only("Ini (Doekes, 1979).", *works).nearest)[:2] == ["doe1978", "doe1997"]


_TWO = (
    entry("smith-z", "2001", Name("Smithson", "Ann"), title="Zebras"),
    entry("smith-a", "2001", Name("Smithson", "Ann"), title="The Ants"),
)


def test_two_works_that_fit_are_ambiguous() -> None:
    """Where two works fit equally well both are given."""
    attribution = only("This (Smithson, 2001).", *_TWO)
    assert attribution.match is Match.AMBIGUOUS
    assert keys(attribution.entries) == ["smith-z", "smith-a"]
    assert attribution.entry is None


def test_a_letter_tells_works_of_one_year_apart() -> None:
    """The letter is that of the year field, of the keys, or of the place in an alphabetical list."""
    assert [keys(a.entries) for a in attributions("This (Smithson, 2001a, b).", *_TWO)] == [["smith-a"], ["smith-z"]]
    by_key = [
        entry(f"smith2001{letter}", "2001", Name("Smithson"), title=title) for letter, title in (("a", "Z"), ("b", "A"))
    ]
    assert keys(only("This (Smithson, 2001b).", *by_key).entries) == ["smith2001b"]
    by_year = [entry("one", "2001b", Name("Smithson")), entry("two", "2001a", Name("Smithson"))]
    assert keys(only("This (Smithson, 2001b).", *by_year).entries) == ["one"]


@pytest.mark.parametrize(
    ("letter", "works"),
    [
        ("b", [("one", "2001")]),
        ("c", [("one", "2001"), ("two", "2001")]),
        ("c", [("one", "2001a"), ("two", "2001b")]),
        ("b", [("one", "2001a")]),
        ("b", [("smith2001a", "2001")]),
        ("a", [("smith2001b", "2001")]),
    ],
)
def test_a_letter_that_is_no_works_leads_to_none(letter: str, works: list[tuple[str, str]]) -> None:
    """A letter that no year, no key and no place has is not passed over: what there is, is only offered."""
    entries = [entry(key, year, Name("Smithson"), title=key) for key, year in works]
    attribution = only(f"This (Smithson, 2001{letter}).", *entries)
    assert (attribution.match, attribution.doubt) == (Match.UNKNOWN, Doubt.LETTER)
    assert keys(attribution.nearest) == [key for key, _ in works]


def test_another_order_of_authors_is_said() -> None:
    """The work is found, and that its authors stand in another order is told with it."""
    found = [only(f"This ({names}, 1979).", PLANO).doubt for names in ("Olton & Plano", "Plano & Olton", "Plano")]
    assert found == [Doubt.ORDER, None, Doubt.LEFT_OUT]


def test_initials_tell_namesakes_apart() -> None:
    """Two authors of one family name are told apart by what stands before it."""
    works = (entry("a", "2011", Name("Axer", "Markus")), entry("b", "2011", Name("Axer", "Hubertus")))
    assert keys(only("This (M. Axer, 2011).", *works).entries) == ["a"]
    assert only("This (Axer, 2011).", *works).match is Match.AMBIGUOUS


@pytest.mark.parametrize(
    ("work", "text"),
    [
        (entry("who", "2020", Name(literal="World Health Organization")), "This (World Health Organization, 2020)."),
        (entry("who", "2020", Name(literal="World Health Organization")), "This (WHO, 2020)."),
        (entry("body", "2020", organization="Bank Indonesia"), "Ini (Bank Indonesia, 2020)."),
        (entry("title", "1945", title="Charter: A Commentary"), "This (“Charter,” 1945)."),
        (entry("dijk", "2001", Name("Dijk", "Teun", "van")), "This (Van Dijk, 2001)."),
        (entry("dijk", "2001", Name("Dijk", "Teun", "van")), "This (Dijk, 2001)."),
        (entry("muller", "1999", Name("Müller", "Jan")), "This (Muller, 1999)."),
        (entry("open", "2010", Name("Smithson", "Ann"), others=True), "This (Smithson et al., 2010)."),
        (entry("undated", "", Name("Suharno")), "Ini (Suharno, t.t.)."),
        (entry("range", "1997/1998", Name("Suharno")), "Ini (Suharno, 1998)."),
        (entry("old", "1990", Name("Marxer", "Karl"), origdate="1867"), "This (Marxer, 1867/1990)."),
    ],
)
def test_bodies_titles_particles_and_dates(work: Entry, text: str) -> None:
    """Bodies by name or initials, works by title, particles, diacritics and dates of all kinds find their work."""
    attribution = only(text, work, HOLSTI)
    assert (attribution.match, keys(attribution.entries)) == (Match.EXACT, [work.key])


def test_keys_are_exact_and_suggestions_near() -> None:
    """A key leads to its entry and no other; one that is not there brings those most like it."""
    found = attributions("Satu [@holsti1995; @holsti95]. Dua @Plano1979 dan @xyz.", path="article.md")
    assert [(a.match, keys(a.entries), keys(a.nearest)) for a in found] == [
        (Match.EXACT, ["holsti1995"], []),
        (Match.UNKNOWN, [], ["holsti1995"]),
        (Match.UNKNOWN, [], ["plano1979"]),
        (Match.UNKNOWN, [], []),
    ]


def test_the_first_of_two_entries_with_one_key_counts() -> None:
    """Of a key that comes twice the first entry is meant, and biblatex's `ids` are keys too."""
    first, second = entry("a", "1990", Name("Firstman"), ids="b, c"), entry("a", "1991", Name("Secondman"))
    found = attributions("Satu [@a; @c].", first, second, path="article.md")
    assert [a.entry for a in found] == [first, first]


def test_claims_and_reading_lists_are_joined() -> None:
    """Claim sources and reading-list items are joined by key; the work in which a source was read as well."""
    document = read("Negara *bekerja* sama.", *ENTRIES, path="article.md")
    sources = (ClaimSource("holsti1995", _NOWHERE, via="plano1979"), ClaimSource("nobody", _NOWHERE))
    claim = Claim("c1", "article.md", Selector("Negara bekerja sama"), _NOWHERE, _NOWHERE, sources=sources)
    elsewhere = replace(claim, id="c2", document="other.md", sources=())
    item = ReadingItem("dougherty1997", _NOWHERE)
    listed = ReadingList("reading-list.toml", "List", (Section("Week 1", (item,)),))
    links = linker.link([library(*ENTRIES)], [document], [claim, elsewhere], [listed])
    assert [(a.origin, a.match, keys(a.entries)) for a in links.attributions] == [
        (claim, Match.EXACT, ["holsti1995"]),
        (claim, Match.EXACT, ["plano1979"]),
        (claim, Match.UNKNOWN, []),
        (item, Match.EXACT, ["dougherty1997"]),
    ]
    via = links.attributions[1].item
    assert isinstance(via, ClaimSource)
    assert via.key == "plano1979"
    assert via not in claim.sources
    assert links.anchors == {claim: (Anchor(0, 21),)}


def test_links_the_seed_article(shared: Path) -> None:
    """Each of its five citations is joined to its work, and the misspelt name is marked letter by letter."""
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    found = attributions(text)
    assert [keys(a.entries) for a in found] == [
        ["kartasasmita1997"],
        ["plano1979"],
        ["dougherty1997"],
        ["holsti1995"],
        ["dougherty1997"],
    ]
    assert [a.match for a in found] == [Match.EXACT] * 4 + [Match.MISSPELT]
    (wrong,) = found[-1].misspellings
    assert (wrong.surface.span.text, wrong.correct) == ("Pflatzgraff", "Pfaltzgraff")


_FAMILIES = ["Holstein", "Kartawijaya", "Plantinga", "Oltmans", "Doughman", "Waltzer", "Keohane", "Nyerere"]


@given(st.lists(st.sampled_from(_FAMILIES), min_size=1, max_size=3, unique=True), st.integers(1900, 2030))
def test_every_work_is_found_by_its_own_citation(families: list[str], year: int) -> None:
    """A work cited with all its names and its year is found among works of other years and names."""
    work = entry("work", str(year), *(Name(family, "A.") for family in families))
    others = [entry(f"other{n}", str(year + n), Name("Zimmermann", "B.")) for n in range(3)]
    attribution = only(
        f"Ini ({' & '.join(families) if len(families) < 3 else families[0] + ' dkk.'}, {year}).", work, *others
    )
    assert (attribution.match, attribution.entry) == (Match.EXACT, work)


def test_a_large_library_costs_its_length() -> None:
    """Looking up a thousand citations, most of them wrong, among ten thousand works takes a second or so."""
    chance = random.Random(7)
    syllables = "ka ra ta sa na ma pa wi jo ho le xi".split()

    def name() -> str:
        return "".join(chance.choices(syllables, k=4)).capitalize()

    works = [entry(f"k{n}", str(1950 + n % 70), Name(name(), "A.")) for n in range(10_000)]
    cited = (
        f"Ini ({name()}, {chance.randint(1950, 2020)}), lalu [@k{chance.randint(0, 20_000)}]." for _ in range(1000)
    )
    document = read("\n\n".join(cited), *works, path="article.md")
    start = time.process_time()
    links = linker.link([library(*works)], [document], [], [])
    assert len(links.attributions) == 2000
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "doubt", "nearest"),
    [
        ("Ini (Holsti, 1996).", Doubt.YEAR_NEXT, ["holsti1995"]),
        ("Ini (Holsti, 1994).", Doubt.YEAR_NEXT, ["holsti1995"]),
        ("Ini (Holsti, 1959).", Doubt.YEAR_DIGITS, ["holsti1995"]),
        ("Ini (Holsti, 1981).", Doubt.YEAR, ["holsti1995"]),
        ("Ini (Plano dan Smith, 1979).", Doubt.COAUTHOR, ["plano1979"]),
        ("Ini (Plano, Olton, dan Smith, 1979).", Doubt.TOO_MANY, ["plano1979"]),
        ("Ini (Doe, 1979).", None, []),
    ],
)
def test_an_unknown_work_comes_with_what_is_near_and_why(text: str, doubt: Doubt | None, nearest: list[str]) -> None:
    """Year off by one, digits exchanged, another co-author, too many authors: the work is named, and not taken."""
    attribution = only(text)
    assert (attribution.match, attribution.doubt, keys(attribution.nearest)) == (Match.UNKNOWN, doubt, nearest)
    assert attribution.entries == ()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Ini (Dougherty dkk., 1997).", Doubt.NOBODY_ELSE),
        ("Ini (Dougherty, 1997).", Doubt.LEFT_OUT),
        ("Ini (Pfaltzgraff dan Dougherty, 1997).", Doubt.ORDER),
        ("Ini (Dougherty dan Pfaltzgraff, 1997).", None),
    ],
)
def test_what_is_odd_about_a_work_that_was_found(text: str, doubt: Doubt | None) -> None:
    """Authors left out, *et al.* for one author or for none, another order: joined, and told."""
    attribution = only(text)
    assert (attribution.match, attribution.doubt) == (Match.EXACT, doubt)


def test_a_missing_letter_is_the_reason_for_an_ambiguity() -> None:
    """Two works of one author and year: without a letter either may be meant."""
    two = (entry("a", "1990a", Name("Sari", "R.")), entry("b", "1990b", Name("Sari", "R.")))
    attribution = only("Ini (Sari, 1990).", *two)
    assert (attribution.match, attribution.doubt) == (Match.AMBIGUOUS, Doubt.NO_LETTER)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Müller", Name("Mueller", "H.")),
        ("Mueller", Name("Müller", "H.")),
        ("Muller", Name("Müller", "H.")),
        ("Goethe", Name("Göthe", "J.")),
        ("Lukasiewicz", Name("Łukasiewicz", "J.")),
        ("Østergaard", Name("Oestergaard", "P.")),
        ("D’Amour", Name("D'Amour", "A.")),
        ("Cheah Boon Kheng", Name("Cheah", "Boon Kheng")),
        ("R. P. Coleman", Name("Coleman", "R.P.")),
    ],
)
def test_ways_to_write_one_name(printed: str, name: Name) -> None:
    """Diacritics, umlauts spelt out, apostrophes, initials with spaces, the family name first: no misspelling."""
    attribution = only(f"Ini ditulis {printed} (2001).", entry("work", "2001", name))
    assert (attribution.match, attribution.misspellings) == (Match.EXACT, ())


def test_et_al_means_more_authors_than_the_text_names_elsewhere() -> None:
    """Where three authors are written out, *et al.* stands for four or more."""
    three = [Name("Sari", "R."), Name("Budi", "T."), Name("Tan", "A.")]
    short = entry("three", "2020", *three)
    long = entry("four", "2020", *three, Name("Lim", "M."))
    other = entry("other", "2019", Name("Ali", "H."), Name("Budi", "T."), Name("Tan", "A."))
    text = "Ini (Ali, Budi, dan Tan, 2019) dan itu (Sari dkk., 2020)."
    assert [each.entry.key for each in attributions(text, short, long, other) if each.entry] == ["other", "four"]
