"""Citations, sentences and quotation of running text. Expected values are read off the sentences by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import prose
from citekit.documents import latex, markdown, plain
from citekit.model import Citation, CitationItem, Document, Entry, Field, Mode, Name, NameList
from citekit.prose.terms import languages
from citekit.source import TextSource

_NOWHERE = TextSource("references.bib", "").span(0, 0)


def entry(key: str, year: str, *people: Name, title: str = "") -> Entry:
    fields = {name: Field(name, text, text, _NOWHERE) for name, text in (("year", year), ("title", title)) if text}
    names = {"author": NameList(people)} if people else {}
    return Entry(key, "book", fields, names, _NOWHERE, _NOWHERE)


LIBRARY = (
    entry("kartasasmita1997", "1997", Name("Kartasasmita", "Koesnadi")),
    entry("plano1979", "1979", Name("Plano", "Jack C."), Name("Olton", "Roy")),
    entry("dougherty1997", "1997", Name("Dougherty", "James E."), Name("Pfaltzgraff", "Robert L.", suffix="Jr.")),
    entry("holsti1995", "1995", Name("Holsti", "K. J.")),
    entry("who2020", "2020", Name(literal="World Health Organization")),
    entry("health2019", "2019", Name(literal="Department of Health and Human Services")),
    entry("vandijk2001", "2001", Name("Dijk", "Teun A.", "van")),
    entry("charter", "1945", title="Charter of the United Nations"),
    entry("undated", "", Name("Suharno")),
    entry("may2005", "2005", Name("May", "Robert")),
)


def document(text: str) -> Document:
    return plain.read(TextSource("article.txt", text))


def found(text: str, entries: tuple[Entry, ...] = LIBRARY) -> tuple[Citation, ...]:
    return prose.find(document(text), prose.lexicon(entries))


def items(text: str, entries: tuple[Entry, ...] = LIBRARY) -> list[CitationItem]:
    return [item for citation in found(text, entries) for item in citation.items]


def short(item: CitationItem) -> str:
    """An item in one line: names, year, locator."""
    names = " + ".join(name.text for name in item.names) + (" …" if item.others else "")
    where = f" {item.locator.label} {item.locator.value}" if item.locator else ""
    return f"{names} {item.year.text if item.year else ''}{where}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ini (Holsti, 1995).", ["Holsti 1995"]),
        ("Ini (Holsti,1995).", ["Holsti 1995"]),
        ("Ini (Holsti 1995).", ["Holsti 1995"]),
        ("Ini [Holsti, 1995].", ["Holsti 1995"]),
        ("Ini ( Holsti,  1995 ).", ["Holsti 1995"]),
        ("Ini (HOLSTI, 1995).", ["HOLSTI 1995"]),
        ("Ini (Plano & Olton, 1979).", ["Plano + Olton 1979"]),
        ("Ini (Plano&Olton, 1979).", ["Plano + Olton 1979"]),
        ("Ini (Plano dan Olton, 1979).", ["Plano + Olton 1979"]),
        ("This (Plano and Olton 1979).", ["Plano + Olton 1979"]),
        (
            "Ini (Smith, Jones, dan Brown, 2001; Dekker 2002: 12).",
            ["Smith + Jones + Brown 2001", "Dekker 2002 page 12"],
        ),
        ("Ini (Dougherty & Pfaltzgraff Jr., 1997).", ["Dougherty + Pfaltzgraff 1997"]),
        ("Ini (Dougherty & Pfaltzgraff, Jr., 1997).", ["Dougherty + Pfaltzgraff 1997"]),
        ("Ini (Dougherty dkk., 1997).", ["Dougherty … 1997"]),
        ("This (Dougherty et al., 1997).", ["Dougherty … 1997"]),
        ("This (Dougherty et.al. 1997).", ["Dougherty … 1997"]),
        ("Ini (Dougherty dan kawan-kawan, 1997).", ["Dougherty … 1997"]),
        ("Ini (Holsti, 1995, hlm. 4).", ["Holsti 1995 page 4"]),
        ("Ini (Holsti, 1995, hal. 4-7).", ["Holsti 1995 page 4-7"]),
        ("Ini (Holsti, 1995:124).", ["Holsti 1995 page 124"]),
        ("This (Holsti 1995, 124–126).", ["Holsti 1995 page 124–126"]),
        ("This (Holsti, 1995, pp. 4, 9).", ["Holsti 1995 page 4, 9"]),
        ("Ini (Holsti, 1995, bab 3).", ["Holsti 1995 chapter 3"]),
        ("This (Holsti, 1995, § 7).", ["Holsti 1995 section 7"]),
        ("This (Holsti, 1995, ch. IV).", ["Holsti 1995 chapter IV"]),
        ("Ini (Holsti, 1995a, 1995b).", ["Holsti 1995a", "Holsti 1995b"]),
        ("Ini (Holsti, 1995a, b).", ["Holsti 1995a", "Holsti 1995b"]),
        ("Ini (Holsti, 1995, 1997; Plano dan Olton, 1979).", ["Holsti 1995", "Holsti 1997", "Plano + Olton 1979"]),
        ("Ini (Kartasasmita, 1977/1997).", ["Kartasasmita 1977/1997"]),
        ("Ini (Suharno, t.t.).", ["Suharno t.t."]),
        ("This (Suharno, n.d.-b).", ["Suharno n.d.-b"]),
        ("Ini (Suharno, tanpa tahun).", ["Suharno tanpa tahun"]),
        ("Ini (van Dijk, 2001).", ["van Dijk 2001"]),
        ("This (World Health Organization, 2020).", ["World Health Organization 2020"]),
        ("This (WHO, 2020).", ["WHO 2020"]),
        ("This (Department of Health and Human Services, 2019).", ["Department of Health and Human Services 2019"]),
        ("This (“Charter of the United Nations,” 1945).", ["Charter of the United Nations 1945"]),
        ("This (Charter of the United Nations, 1945).", ["Charter of the United Nations 1945"]),
    ],
)
def test_reads_citations_in_brackets(text: str, expected: list[str]) -> None:
    """Names, year, letter and locator are read in every form that authors write."""
    assert [short(item) for item in items(text)] == expected
    assert all(item.mode is Mode.PARENTHETICAL for item in items(text))


@pytest.mark.parametrize(
    ("text", "expected", "span"),
    [
        ("Menurut Holsti (1995) negara bekerja sama.", ["Holsti 1995"], "Holsti (1995)"),
        ("Menurut Holsti (1995: 124), negara.", ["Holsti 1995 page 124"], "Holsti (1995: 124)"),
        ("Plano dan Olton (1979, hlm. 4) menulis.", ["Plano + Olton 1979 page 4"], "Plano dan Olton (1979, hlm. 4)"),
        ("Holsti, (1995) menulis.", ["Holsti 1995"], "Holsti, (1995)"),
        ("In Holsti's (1995) view.", ["Holsti 1995"], "Holsti's (1995)"),
        ("In Holsti’s (1995) view.", ["Holsti 1995"], "Holsti’s (1995)"),
        ("Dougherty et al.’s (1997) survey.", ["Dougherty … 1997"], "Dougherty et al.’s (1997)"),
        ("Menurut K. J. Holsti (1995) negara.", ["K. J. Holsti 1995"], "K. J. Holsti (1995)"),
        ("By Robert L. Pfaltzgraff, Jr. (1997).", ["Robert L. Pfaltzgraff 1997"], "Robert L. Pfaltzgraff, Jr. (1997)"),
        ("Di Indonesia, Kartasasmita (1997) menulis.", ["Kartasasmita 1997"], "Kartasasmita (1997)"),
        ("Menurut Pflatzgraff (1997) begitu.", ["Pflatzgraff 1997"], "Pflatzgraff (1997)"),
        ("Smith dan Jones (2003) menolak.", ["Smith + Jones 2003"], "Smith dan Jones (2003)"),
        ("Bank Dunia (2015) melaporkan.", ["Bank Dunia 2015"], "Bank Dunia (2015)"),
    ],
)
def test_reads_citations_in_the_sentence(text: str, expected: list[str], span: str) -> None:
    """Names before a bracket that begins with a year belong to the citation, whose span takes them in."""
    (citation,) = found(text)
    assert [short(item) for item in citation.items] == expected
    assert citation.span.text == span
    assert citation.items[0].mode is Mode.NARRATIVE


@pytest.mark.parametrize(
    "text",
    [
        "Komputer itu memakai sistem (Windows 2000) yang lama.",
        "Reformasi (Mei 1998) mengubah banyak hal.",
        "See Section (2010) for more.",
        "Tahun itu (2010) sulit.",
        "Tahun itu [2010] sulit.",
        "© Penerbit Contoh 2017 - 2019. Semua hak dilindungi.",
        "12 suka, 1995 kali dibaca",
        "Perang Dingin (1947–1991) berakhir.",
        "Soekarno (1901–1970) membacakannya.",
        "Lihat Tabel (2010).",
        "Pemilu (2014) berjalan lancar.",
        "Undang-Undang (1999) itu berlaku.",
        "It was agreed (May 1998) in haste.",
        "The 1990s (see below) were quiet.",
        "In (2010) it began.",
        "Tidak ada apa-apa di sini.",
        "",
    ],
)
def test_leaves_alone_what_only_looks_like_a_citation(text: str) -> None:
    """Years in brackets, months, labels, life dates and the footer of a page are no citations."""
    assert found(text) == ()


def test_known_names_settle_doubt() -> None:
    """An author called May is cited with the year of a work of his, while "(May 1998)" stays a date."""
    assert [short(item) for item in items("So it is (May, 2005), they said (May 1998).")] == ["May 2005"]


def test_unknown_names_follow_the_way_the_text_cites() -> None:
    """An unknown name without a comma counts where the text cites so, and not where it cites with commas."""
    with_commas = "Satu (Holsti, 1995). Dua (Plano dan Olton, 1979). Tiga (Bandung 1955)."
    without = "Satu (Holsti 1995). Dua (Plano dan Olton 1979). Tiga (Dekker 1955)."
    assert [short(item) for item in items(with_commas)] == ["Holsti 1995", "Plano + Olton 1979"]
    assert [short(item) for item in items(without)] == ["Holsti 1995", "Plano + Olton 1979", "Dekker 1955"]


def test_works_without_a_library() -> None:
    """Without any entry the plain forms are still found: names that nothing knows have to look like names."""
    text = "Menurut Dekker (1955) begitu (Smith & Jones, 2003; Brown, 2004, hlm. 4)."
    expected = ["Dekker 1955", "Smith + Jones 2003", "Brown 2004 page 4"]
    assert [short(item) for item in items(text, ())] == expected


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("Ini (lihat Holsti, 1995).", ["lihat"]),
        ("Ini (lihat juga Holsti, 1995; bandingkan Plano dan Olton, 1979).", ["lihat juga", "bandingkan"]),
        ("This (see, e.g., Holsti, 1995).", ["see, e.g."]),
        ("Ini (Kartasasmita dalam Holsti, 1995).", ["Kartasasmita dalam"]),
        ("Ini (Kartasasmita, 1997, dikutip dalam Holsti, 1995).", ["Kartasasmita, 1997, dikutip dalam"]),
        ("This (Zilles, 1954, as cited in Holsti, 1995: 4).", ["Zilles, 1954, as cited in"]),
    ],
)
def test_keeps_what_stands_before_the_names(text: str, prefixes: list[str]) -> None:
    """A prefix is kept; a work read in another one is the other's prefix, and the other is what is cited."""
    (citation,) = found(text)
    assert [item.prefix for item in citation.items] == prefixes
    assert citation.span.text == text[text.index("(") : text.index(")") + 1]


def test_spans_lie_exactly_on_names_and_year() -> None:
    """Each name, year and item knows its own place in the text."""
    (item,) = items("Begitu (lihat Dougherty&Pflatzgraff,1997: 12) katanya.")
    assert [name.span.text for name in item.names] == ["Dougherty", "Pflatzgraff"]
    assert item.year is not None
    assert item.year.span.text == "1997"
    assert item.span.text == "Dougherty&Pflatzgraff,1997: 12"


def test_a_further_year_stands_for_itself() -> None:
    """Of several years after one name each item is what is its own; the citation has the brackets."""
    (citation,) = found("Menurut Holsti (1995, 1997) begitu.")
    assert [item.span.text for item in citation.items] == ["Holsti (1995", "1997"]
    assert citation.span.text == "Holsti (1995, 1997)"


def test_a_bracket_without_its_partner_costs_nothing_else() -> None:
    """A known name in a bracket that is never closed is found, and so are the citations around it."""
    text = "Satu (Holsti, 1995 begitu. Dua.\n\nTiga (Plano dan Olton, 1979)."
    assert [short(item) for item in items(text)] == ["Holsti 1995", "Plano + Olton 1979"]


@pytest.mark.parametrize(
    "heading", ["Daftar Pustaka", "DAFTAR PUSTAKA", "References", "5. Bibliography", "Kepustakaan:"]
)
def test_the_list_of_references_holds_no_citations(heading: str) -> None:
    """What follows the heading of the printed list looks like citations and is not."""
    text = f"Satu (Holsti, 1995).\n\n{heading}\n\nHolsti (1995). Politics. Prentice Hall (Holsti, 1995)."
    assert [citation.span.text for citation in found(text)] == ["(Holsti, 1995)"]


def test_finds_the_five_citations_of_the_seed_article(shared: Path) -> None:
    """All five citations of the article that the project grew out of are found, and nothing else."""
    text = (shared / "seed" / "article.txt").read_text("utf-8")
    assert [short(item) for item in items(text)] == [
        "Kartasasmita 1997",
        "Plano + Olton 1979",
        "Dougherty + Pfaltzgraff 1997",
        "Holsti 1995",
        "Dougherty + Pflatzgraff 1997",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu. Dua dkk. tiga. Empat?", ["Satu.", "Dua dkk. tiga.", "Empat?"]),
        ("Menurut K. J. Holsti begitu. Lalu.", ["Menurut K. J. Holsti begitu.", "Lalu."]),
        ("Ia berkata “Begitu.” Lalu pergi.", ["Ia berkata “Begitu.”", "Lalu pergi."]),
        ("Begitu. (Holsti, 1995) Lalu.", ["Begitu. (Holsti, 1995) Lalu."]),
        ("Lihat (Holsti, 1995, hlm. 4. Jakarta) itu. Lalu.", ["Lihat (Holsti, 1995, hlm. 4. Jakarta) itu.", "Lalu."]),
        ("Ada banyak hal. Negara tahu. Lihat hal. 4 saja.", ["Ada banyak hal.", "Negara tahu.", "Lihat hal. 4 saja."]),
        ("Satu baris\nyang patah. Dua.", ["Satu baris\nyang patah.", "Dua."]),
        ("Judul\n\nIsi saja", ["Judul", "Isi saja"]),
        ("  ", []),
    ],
)
def test_cuts_sentences(text: str, expected: list[str]) -> None:
    """A sentence ends with its mark, not with an abbreviation, an initial, or within brackets."""
    assert [text[start:end] for start, end in prose.sentences(document(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Begitu. (Holsti, 1995) Lalu.", ["Begitu. (Holsti, 1995)", "Lalu."]),
        ("Begitu. (Holsti, 1995). Lalu.", ["Begitu. (Holsti, 1995).", "Lalu."]),
        ("Begitu. (Holsti, 1995) lalu lagi. Ya.", ["Begitu. (Holsti, 1995) lalu lagi.", "Ya."]),
        ("Begitu. (Bukan apa-apa) Lalu.", ["Begitu. (Bukan apa-apa) Lalu."]),
        ("Begitu. van Dijk (2001) setuju.", ["Begitu.", "van Dijk (2001) setuju."]),
        ("Begitu kata Dougherty dkk. (1997) itu.", ["Begitu kata Dougherty dkk. (1997) itu."]),
    ],
)
def test_citations_settle_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    """One in brackets after the end mark belongs before it; one that names its author begins the next sentence."""
    read = replace(document(text), citations=found(text))
    assert [text[start:end] for start, end in prose.sentences(read)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Satu \citep{a}. \citet{b} dua.", [r"Satu \citep{a}.", r"\citet{b} dua."]),
        (r"Satu.~\citep{a} Dua.", [r"Satu.~\citep{a}", "Dua."]),
        (r"Satu. \asean{} dua. $n$ tiga.", ["Satu.", r"\asean{} dua.", "$n$ tiga."]),
        (r"Satu. \emph{dua} tiga.", [r"Satu. \emph{dua} tiga."]),
        (r"Satu. \emph{Dua} tiga.", ["Satu.", "Dua} tiga."]),
        (r"Satu\footnote{Isi. Lagi.} dua. Tiga.", [r"Satu\footnote{Isi. Lagi.} dua.", "Tiga.", "Isi.", "Lagi."]),
        (r"Satu.\footnote{Isi.} Dua.", ["Satu.", "Dua.", "Isi."]),
        (
            "Satu\\footnote{Isi.\n\n\\begin{quote}Lagi.\\end{quote}} dua.",
            ["Satu\\footnote{Isi.\n\n\\begin{quote}Lagi.\\end{quote}} dua.", "Isi.", "Lagi."],
        ),
        (r"Misalnya dkk. \citet{b} dua.", [r"Misalnya dkk. \citet{b} dua."]),
    ],
)
def test_sentences_of_latex(text: str, expected: list[str]) -> None:
    """Commands that stand for words begin sentences, those that only set words do not; notes are cut by themselves."""
    read = latex.read(TextSource("a.tex", text))
    assert sorted(text[start:end] for start, end in prose.sentences(read)) == sorted(expected)


def test_quotations_are_found_by_the_same_door() -> None:
    """`prose.quotations` gives the quoted stretches of a document."""
    (quotation,) = prose.quotations(document("Ia berkata “begitu” saja."))
    assert (quotation.opened, quotation.closed) == (True, True)


def test_headings_of_markdown() -> None:
    """A heading is one sentence, and the next heading ends the list of references."""
    text = "# Satu. Dua\n\nIsi. Lagi.\n\n# Daftar Pustaka\n\nHolsti (1995).\n\n# Lampiran\n\nLihat Holsti (1995).\n"
    read = markdown.read(TextSource("article.md", text))
    cut = [text[start:end] for start, end in prose.sentences(read)]
    assert cut[:3] == ["Satu. Dua", "Isi.", "Lagi."]
    (citation,) = prose.find(read, prose.lexicon(LIBRARY))
    assert citation.span.start == text.rindex("Holsti")


def test_key_citations_are_left_alone() -> None:
    """Where a citation by key stands, words are not read as another one; beside it they are."""
    text = "Satu [@a, dari (Holsti, 1995)] dan (Plano dan Olton, 1979)."
    read = markdown.read(TextSource("article.md", text))
    assert [citation.span.text for citation in prose.find(read, prose.lexicon(LIBRARY))] == ["(Plano dan Olton, 1979)"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Negara yang bekerja sama dengan negara lain tidak akan rugi karena itu, sebab kepentingan yang sama "
            "adalah alasan untuk bekerja sama dan bukan untuk berperang di antara mereka.",
            "id",
        ),
        (
            "The states that work with other states do this for the same interest, and they are not going to lose by "
            "it at all, as far as anyone has been able to see in the past.",
            "en",
        ),
        ("Holsti Plano Olton", ""),
        ("", ""),
    ],
)
def test_tells_the_language_only_when_sure(text: str, language: str) -> None:
    """A few dozen words tell Indonesian from English; less than that tells nothing."""
    assert prose.language_of(text) == language


def test_language_files_have_the_same_tables() -> None:
    """A language file that lacks a table would be half a language."""
    tables = {language.code: set(language.phrases) for language in languages()}
    assert set(tables) >= {"id", "en"}
    assert len({frozenset(names) for names in tables.values()}) == 1


_HOSTILE = [
    "(",
    "A ",
    "[",
    "(1995 ",
    "1995) ",
    "Holsti (1995) ",
    "(Holsti, 1995; ",
    "A & ",
    "A, ",
    "et al. ",
    "t.t. ",
    "A.",
]


@pytest.mark.parametrize("unit", _HOSTILE)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """A line of nothing but brackets, capitals or years takes no more than its length in time."""
    lexicon = prose.lexicon(LIBRARY)

    def work(size: int) -> None:
        text = document(unit * (size // len(unit)))
        prose.find(text, lexicon)
        list(prose.sentences(text))

    assert grows_linearly(work, 30_000, 120_000)


@given(st.text(alphabet="(),;&.:-[] \n1995abABHolsti’'\"“”é\u0301", max_size=200))
def test_never_raises_and_keeps_within_the_text(text: str) -> None:
    """Whatever stands in a text, every span lies within it and names are what the text has there."""
    for citation in found(text):
        assert 0 <= citation.span.start < citation.span.end <= len(text)
        for item in citation.items:
            assert all(name.text == name.span.text for name in item.names)


_CITED = st.builds(
    lambda names, year, page, narrative: (names, year, page, narrative),
    st.lists(
        st.sampled_from(["Holsti", "Plano", "Olton", "Dougherty", "Kartasasmita"]), min_size=1, max_size=2, unique=True
    ),
    st.integers(1900, 2030),
    st.integers(0, 999),
    st.booleans(),
)


@given(_CITED, st.sampled_from([" dan ", " and ", " & "]), st.sampled_from([", hlm. ", ": ", ", p. "]))
def test_reads_back_what_was_written(cited: tuple[list[str], int, int, bool], join: str, label: str) -> None:
    """A citation made up of names, year and page in any of these forms is read back as just these."""
    names, year, page, narrative = cited
    where = f"{label}{page}" if page else ""
    who = join.join(names)
    text = f"Menurut {who} ({year}{where}) begitu." if narrative else f"Begitu ({who}, {year}{where})."
    (item,) = items(text)
    assert [name.text for name in item.names] == names
    assert item.year is not None
    assert item.year.text == str(year)
    assert (item.locator.value if item.locator else "") == (str(page) if page else "")
