"""The form of citations and lists: what the examples of the rules do not show. Expectations are by hand, from APA 7,
Chicago 18 and the language files' terms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.checker import check
from citekit.diagnostic import Severity
from citekit.model import Project
from citekit.rules.garbled import put_right
from citekit.rules.places import page_range

Build = Callable[[Mapping[str, str | bytes]], Project]

LIBRARY = """@book{holsti1995, author = {K. J. Holsti}, title = {Politics}, publisher = {P}, year = {1995}}
@book{waltz1979, author = {Kenneth Waltz}, title = {Theory of Politics}, publisher = {P}, year = {1979}}
@book{who2020, author = {{World Health Organization}}, title = {Health}, publisher = {P}, year = {2020}}
@article{plano1979, author = {Jack Plano}, title = {Words}, journal = {J}, year = {1979}, pages = {101--20}}
@article{eid2004, author = {Ani Contoh}, title = {Kata}, journal = {J}, year = {2004}, pages = {e12}}
"""


@pytest.fixture
def told(project: Build) -> Callable[..., list[str]]:
    """`told(text, "CIT12 CIT104")`: the codes of these beginnings which a text with the library gives."""

    def run(text: str, select: str, name: str = "e.txt", **more: str) -> list[str]:
        made = project({"a.bib": LIBRARY, name: text, **more})
        return [found.code for found in check(made, select=select.split())]

    return run


def listing(*names: str, heading: str = "Daftar Pustaka") -> str:
    """A text with a list of works by these authors, in this order."""
    return f"Ada banyak pendapat.\n\n{heading}\n\n" + "\n\n".join(
        f"{name} (200{at}). Judul karya nomor {at}. Penerbit." for at, name in enumerate(names)
    )


ORDERED = [
    ("Abel, A.", "Bakri, B.", "Cahya, C.", "Danu, D.", "Eka, E."),
    # German lists have ä as a (DIN 5007-1) or as ae (5007-2); both are an order.
    ("Abel, A.", "Mäder, C.", "Madsen, B.", "Mahler, D.", "Nolte, E."),
    ("Abel, A.", "Madsen, C.", "Mäder, B.", "Mahler, D.", "Nolte, E."),
    # van den Berg under B or under V.
    ("Abel, A.", "van den Berg, B.", "Cahya, C.", "Danu, D.", "Eka, E."),
    ("Abel, A.", "Cahya, C.", "Danu, D.", "Eka, E.", "van den Berg, B."),
    ("World Health Organization", "Abel, A.", "Zilles, Z.", "Bakri, B.", "Young, Y."),
]


@pytest.mark.parametrize("names", ORDERED)
def test_lists_in_order_or_in_none(names: tuple[str, ...], told: Callable[..., list[str]]) -> None:
    """What some language sorts so is left alone, and so is a list that goes by something else."""
    assert told(listing(*names), "CIT120") == []


def test_one_work_out_of_order(project: Build) -> None:
    """The one that was put in at the wrong place is told, with the work behind which it belongs."""
    made = project({"e.txt": listing("Abel, A.", "Danu, D.", "Bakri, B.", "Cahya, C.", "Eka, E.")})
    (found,) = check(made, select=["CIT120"])
    assert (found.span.text[:5], found.hint) == ("Danu,", 'put it behind "Cahya"')


def test_letters_of_their_own(project: Build) -> None:
    """Spanish has ñ as a letter behind n, other languages as n: both orders are let pass."""
    assert not check(project({"e.txt": listing("Nuño, A.", "Ñaco, B.", "Ocampo, C.", "Paz, D.")}), select=["CIT120"])


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("e.md", "Satu.[^a] Dua.\n\n[^a]: Isi.\n", 0),
        ("e.md", "Satu.[^a] Dua.[^a]\n\n[^a]: Isi.\n", 0),
        ("e.md", "Satu.[^a] Dua.\n", 1),
        ("e.md", "Satu.[^a] Dua.[^b]\n\n[^a]: *Abel*, Pasar, 2001.\n[^b]: **Ibid.**, 3.\n", 0),
        ("e.md", "Satu.\n\n[^a]: Isi.\n", 1),
        ("e.md", "Satu `[^a]` dan\n\n```\n[^b]\n```\n", 0),
        ("e.org", "Satu[fn:1] dua[fn:2: di sini].\n\n[fn:1] Isi.\n", 0),
        ("e.org", "Satu[fn:1] dua.\n\n[fn:3] Isi.\n", 2),
        ("e.rst", "Satu [1]_ dua [#b]_ tiga [#]_.\n\n.. [1] Isi.\n.. [#b] Isi.\n.. [#] Isi.\n", 0),
        ("e.rst", "Satu [1]_ dua ``[7]_`` tiga.\n\n.. [2] Isi.\n", 2),
        ("e.txt", "Kota tumbuh.¹ Desa menyusut.²\n\n¹ Lihat bab dua.\n\n² Lihat bab tiga.\n", 0),
        ("e.txt", "Kota tumbuh.¹ Desa menyusut.²\n\n¹ Lihat bab dua.\n", 1),
        ("e.txt", "Luasnya 12 km² dan berat jenisnya 3 g/cm³.\n", 0),
    ],
)
def test_notes_and_their_marks(name: str, text: str, count: int, told: Callable[..., list[str]]) -> None:
    """Each mark has its note and each note its mark; code, units and inline notes have none to miss."""
    assert told(text, "CIT121", name) == ["CIT121"] * count


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Negara (Holsti, 1995a). Lagi (Holsti, 1995a).", "CIT122"),
        ("Negara (Holsti, n.d.).", "CIT124"),
        ("Negara (Holsti, akan terbit).", "CIT124"),
        ("Sehat (WHO, 2020). Lagi (WHO, 2020).", "CIT125"),
        ("Kata (Plano, 1979, hlm. 512).", "CIT126"),
        ("Kata (Plano, 1979, hlm. 99–101).", "CIT126"),
        ("Negara (Holsti, 1995; Waltz, 1979). Mereka memperoleh sesuatu (ibid., hlm. 3).", "CIT127"),
    ],
)
def test_form_against_the_work(text: str, code: str, told: Callable[..., list[str]]) -> None:
    """Each is told once, under its own code alone."""
    assert told(text, "CIT12 CIT104") == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Organisasi dunia (World Health Organization [WHO], 2020) bekerja (WHO, 2020).",
        "The World Health Organization says so (WHO, 2020).",
        "WHO (badan kesehatan dunia) bekerja (WHO, 2020).",
        "Kata (Plano, 1979, hlm. 112), lagi (Plano, 1979, hlm. 119–20) dan bab (Plano, 1979, bab 300).",
        "Kata (Contoh, 2004, hlm. 512). Buku (Holsti, 1995, hlm. 900).",
        "Negara (Holsti, 1995). Mereka memperoleh sesuatu (ibid., hlm. 3).",
    ],
)
def test_form_that_is_right(text: str, told: Callable[..., list[str]]) -> None:
    """A short name that is explained, a page within the work or of one whose pages are not known, ibid. of one work."""
    assert told(text, "CIT12 CIT104") == []


def test_a_list_without_a_year(told: Callable[..., list[str]]) -> None:
    """What the library has a year for is not "n.d." in the list; a citation that agrees with it is not told too."""
    text = "Negara ({}).\n\nDaftar Pustaka\n\nHolsti, K. J. (n.d.). Politics. P.\n"
    for cited in ("Holsti, 1995", "Holsti, n.d."):
        assert told(text.format(cited), "CIT12 CIT104 CIT108 CIT118") == ["CIT124"]


def test_letters_of_a_list(told: Callable[..., list[str]]) -> None:
    """A list that begins with b, or has b before a, is told; one with a, b, c is not."""
    works = "Kata.\n\nDaftar Pustaka\n\n" + "\n\n".join(
        f"Abel, A. (2001{{}}). Judul {at}. Penerbit." for at in range(3)
    )
    assert told(works.format("a", "b", "c"), "CIT123") == []
    assert told(works.format("b", "c", "d"), "CIT123") == ["CIT123"]
    assert told(works.format("a", "c", "b"), "CIT123") == ["CIT123"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kata (Plano, 1979, hlm. 119-101).", "CIT207"),
        ("Satu (Holsti 1995). Dua (Waltz, 1979). Tiga (Plano, 1979).", "CIT208"),
        ("A (Holsti, 1995; Waltz, 1979). B (Plano, 1979; Waltz, 1979). C (Waltz, 1979, Holsti, 1995).", "CIT209"),
        ("Negara bekerja sama. (Holsti, 1995) Kekuasaan terbagi.", "CIT211"),
        ("Negara (Holsti, 1995). Mereka memperoleh sesuatu (ibid., hlm. 3).", "CIT213"),
        ("Ia membaca Simon &amp; Gagnon.", "CIT215"),
        (r"Ia membaca Simon \& Gagnon dan Piaget.", "CIT215"),
        ("Ia membaca d\ufffdveloppement.", "CIT215"),
    ],
)
def test_consistency(text: str, code: str, told: Callable[..., list[str]]) -> None:
    """Each is told once, under its own code alone."""
    assert told(text, "CIT2") == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Satu (Holsti 1995). Dua (Waltz, 1979).",
        "Menurut Holsti (1995), ya. Satu (Waltz, 1979). Dua (Plano, 1979).",
        "Satu (Holsti, 1995, hlm. 12–17; Waltz, 1979, hlm. 3).",
        "Kata (Plano, 1979, hlm. 119–20).",
        "“Kutipan sebuah blok yang panjang.” (Holsti, 1995)\n\nParagraf baru.",
        "R&D dan AT&T; harga x&y; C:\\data.",
    ],
)
def test_consistent(text: str, told: Callable[..., list[str]]) -> None:
    """A tie has no usual way; a sentence has no comma before its bracket; and what only looks like residue is none."""
    assert told(text, "CIT2") == []


@pytest.mark.parametrize(("name", "told_there"), [("e.md", []), ("e.txt", ["CIT215"])])
def test_an_entity_is_right_where_the_format_has_them(
    name: str, told_there: list[str], told: Callable[..., list[str]]
) -> None:
    """Markdown prints &amp; as &; plain text prints it as it stands."""
    assert told("Simon &amp; Gagnon menulis buku itu bersama.\n", "CIT215", name) == told_there


GERMAN = (
    "Die Staaten arbeiten zusammen, weil sie nicht alles allein machen können ({}), und die Macht ist nach Regeln "
    "verteilt, die nicht geschrieben sind. Das ist auch bei den Gruppen so, die sich von den anderen nicht trennen."
)
ENGLISH = (
    "The states work together because they cannot do it all by themselves ({}), and the power that is left to them is "
    "shared by rules which are not written. This is as true of the groups that have not been parted from the others."
)


@pytest.mark.parametrize(
    ("text", "cited", "codes"),
    [
        (GERMAN, "Holsti, 1995, S. 12", []),
        (GERMAN, "Holsti, 1995, hlm. 12", ["CIT214"]),
        (GERMAN, "Smith and Jones, 2001", ["CIT214"]),
        (GERMAN, "Smith et al., 2001", []),
        (GERMAN, "Smith & Jones, 2001", []),
        (ENGLISH, "Holsti, 1995, p. 12", []),
        (ENGLISH, "Holsti, 1995, pp. 12–13", []),
        (ENGLISH, "Smith dkk., 2001", ["CIT214"]),
        (ENGLISH, "Holsti, 1995, p. 12–13", ["CIT207"]),
        (ENGLISH, "Holsti, 1995, pp. 12", ["CIT207"]),
    ],
)
def test_terms_of_the_language(text: str, cited: str, codes: list[str], told: Callable[..., list[str]]) -> None:
    """German has S. and und, English p. and pp.; et al. and & are at home everywhere."""
    assert told(text.format(cited), "CIT2") == codes


@pytest.mark.parametrize(
    ("profile", "cited", "count"),
    [
        ("apa", "Waltz, 1979; Holsti, 1995", 1),
        ("apa", "Holsti, 1995; Waltz, 1979", 0),
        ("apa", "Waltz, 1979; see also Holsti, 1995", 0),
        ("harvard", "Holsti, 1995; Waltz, 1979", 1),
        ("harvard", "Waltz, 1979; Holsti, 1995", 0),
        ("chicago", "Waltz, 1979; Holsti, 1995", 0),
    ],
)
def test_order_in_a_bracket(profile: str, cited: str, count: int, told: Callable[..., list[str]]) -> None:
    """APA goes by author, Harvard by year; where the style has no rule nothing is told."""
    config = f'library = ["a.bib"]\ndocuments = ["e.txt"]\n[check]\nprofile = "{profile}"\n'
    assert told(f"Some say so ({cited}).", "CIT210", **{"citekit.toml": config}) == ["CIT210"] * count


NUMBERED = """Satu [1]. Dua [2]. {}

Daftar Pustaka

[1] K. J. Holsti, International Politics. London: P, 1995.

[2] K. Waltz, Theory of Politics. London: P, 1979.
"""


@pytest.mark.parametrize(
    ("text", "count"),
    [("Tiga (Holsti, 1995).", 1), ("Holsti (1995) menulisnya.", 0), ("Tiga [1].", 0), ("Tiga (lihat gambar 2).", 0)],
)
def test_two_systems(text: str, count: int, told: Callable[..., list[str]]) -> None:
    """A bracket with author and year beside numbers is told; a sentence may name its author and year."""
    assert told(NUMBERED.format(text), "CIT212") == ["CIT212"] * count


def test_a_lone_number_among_names(project: Build) -> None:
    """A number in brackets is told where all else is cited by author and year and no list has numbers."""
    text = "Satu (Holsti, 1995). Dua [3]. Tiga (Soekanto, 1982). Empat (Waltz, 1979).\n\nDaftar Pustaka\n\n"
    listed = (
        "Holsti, K. J. (1995). International Politics. Prentice Hall.\n\n"
        "Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.\n\n"
        "Waltz, K. (1979). Theory of International Politics. McGraw-Hill.\n"
    )
    (found,) = check(project({"e.txt": text + listed}), select=["CIT212"])
    assert (found.span.text, found.severity) == ("[3]", Severity.INFORMATION)


@pytest.mark.parametrize(
    ("text", "pages"),
    [("12-15", (12, 15)), ("123–35", (123, 135)), ("12–7", (12, 7)), ("1998--2003", (1998, 2003)), ("e12", None)],
)
def test_ranges_of_pages(text: str, pages: tuple[int, int] | None) -> None:
    """The second number may leave out the digits that it shares with the first (Chicago 18, 9.62)."""
    assert page_range(text) == pages


@given(st.text())
def test_what_was_read_wrongly_is_read_well_again(text: str) -> None:
    """UTF-8 read as Windows-1252 comes back, wherever that can be read at all."""
    try:
        garbled = text.encode().decode("cp1252")
    except UnicodeError:
        return
    assert put_right(garbled) == text


PIECES = st.sampled_from(
    ["Holsti", "WHO", "1995", "1995a", "n.d.", "(", ")", ",", ";", "ibid.", "hlm. 12", "p. 9-3", "et al.", "dan", "&",
     "[^a]", "[^a]:", "[1]", "¹", "\n\n", "\n", "Daftar Pustaka", ".", "“", "”", "menurut", "Ã©", "&amp;", "- ", "# "]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(text=st.lists(PIECES, max_size=40).map(" ".join), name=st.sampled_from(["e.md", "e.txt"]))
def test_no_text_stops_a_rule(text: str, name: str, project: Build) -> None:
    """Whatever a text is made of, no rule raises: that would be a finding of its own."""
    made = project({"a.bib": LIBRARY, name: text})
    assert not [found for found in check(made) if found.code == "PLG002"]


def test_ibid_behind_a_word_that_is_no_name(project: Build) -> None:
    """What stands before *(ibid.)* counts as an author only where a work of theirs is known."""
    made = project({"a.bib": LIBRARY, "e.txt": "Negara (Holsti, 1995). Lagi (ibid.), dan kata Holsti (ibid.).\n"})
    assert [one.span.text for one in check(made, select=["CIT213"])] == ["ibid.", "Holsti (ibid.)"]


def test_edition_in_a_note_is_no_author(told: Callable[..., list[str]]) -> None:
    """What reads "3. Aufl. 2010" in a German note is the edition of the work before it."""
    text = "Die Haftung ist streitig.[^1]\n\n[^1]: *Holsti*, Politics, 3. Aufl. 1995, S. 45.\n"
    assert told(text, "CIT104 CIT127", "e.md") == []


def test_letters_that_the_list_has_are_named(project: Build) -> None:
    """Where the works are told apart by letters already, the hint gives these, else it asks for some."""
    listed = "Abel, A. (2001a). Satu. P.\n\nAbel, A. (2001b). Dua. P.\n"
    (found,) = check(project({"e.txt": f"Satu (Abel, 2001).\n\nDaftar Pustaka\n\n{listed}"}), select=["CIT105"])
    assert str(found.hint).endswith("2001a, 2001b")


@pytest.mark.parametrize(("after", "count"), [("", 1), ("[^1]", 0)])
def test_a_note_may_say_whose_words_these_are(after: str, count: int, told: Callable[..., list[str]]) -> None:
    """A law or a file in a note is no work of the list, and all the same a source of the quotation before its mark."""
    words = f"“nobody may be made to bear witness against himself or herself”{after}."
    text = f"Satu (Holsti, 1995).\n\nThe code says {words}\n\n[^1]: Section 93 of the Code.\n"
    assert told(text, "QUO108", "e.md") == ["QUO108"] * count


@pytest.mark.parametrize(("letters", "expected"), [(("", ""), 1), (("a", "b"), 2)])
def test_works_without_letters_are_one_cause(project: Build, letters: tuple[str, str], expected: int) -> None:
    """Two works of a year that no letter tells apart are told once, with every place; a letter left out, each time."""
    library = "".join(
        f"@book{{k{n}, author = {{Harun Nasution}}, title = {{{title}}}, publisher = {{P}}, year = {{1990{letter}}}}}\n"
        for n, (title, letter) in enumerate(zip(("Islam Rasional", "Teologi"), letters, strict=True))
    )
    text = "Akal itu tinggi (Nasution, 1990).\n\nAkal itu lama (Nasution, 1990, hlm. 3).\n"

    found = check(project({"a.bib": library, "e.txt": text}), select=["CIT105"])

    assert len(found) == expected
    places = [one.span.line for one in found] + [
        r.span.line for one in found for r in one.related if r.span.path == "e.txt" or r.span.path.endswith("/e.txt")
    ]
    assert places == [1, 3]
