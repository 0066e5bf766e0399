"""CSV: by RFC 4180 and by Python's own csv module."""

from __future__ import annotations

import csv
import io
import time
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import dialects
from citekit.cli import entries as listing
from citekit.diagnostic import Severity
from citekit.entrytypes import known_types
from citekit.exchange import make_entry
from citekit.formats import bibtex, csvtable
from citekit.model import Entry, Library, Name, NameList
from citekit.source import ByteSource, TextSource


def read(text: str) -> Library:
    return csvtable.read(ByteSource("a.csv", text.encode()))


def from_bib(text: str) -> tuple[Entry, ...]:
    return bibtex.read(ByteSource("a.bib", text.encode())).entries


def fields(entry: Entry) -> dict[str, str]:
    return {name: found.text for name, found in entry.fields.items() if name not in entry.names}


def test_the_columns_are_those_of_the_list() -> None:
    """All that say something of a work, in the same order."""
    assert [name for name in listing.COLUMNS if name not in ("path", "line")] == list(csvtable.COLUMNS)


def test_what_the_list_prints_can_be_read() -> None:
    """Names shortened, year and link: what they say is taken as far as it goes."""
    found = read(
        "key,type,year,people,title,link,path,line\n"
        'a,book,1997,"Dougherty & Pfaltzgraff",Contending Theories,https://doi.org/10.1/x,a.bib,1\n'
        'b,online,in press,"A, B, et al.",T,http://x.org,a.bib,9\n'
    ).entries

    assert found[0].names == {"author": NameList((Name("Dougherty"), Name("Pfaltzgraff")))}
    assert fields(found[0]) == {"title": "Contending Theories", "date": "1997", "doi": "10.1/x"}
    assert found[1].names == {"author": NameList((Name("A"), Name("B")), others=True)}
    assert fields(found[1]) == {"title": "T", "year": "in press", "url": "http://x.org"}


@pytest.mark.parametrize(
    "text",
    [
        'key,title,author\na,T;U,"Holsti, K. J.; World Bank"\n',
        'key;title;author\r\na;"T;U";Holsti, K. J.; World Bank\r\n'.replace("K. J.;", 'K. J."";').replace('""', ""),
        'sep=;\nKey;Title;Author\na;"T;U";"Holsti, K. J.; World Bank"\n',
        "key\ttitle\tauthor\na\tT;U\tHolsti, K. J.; World Bank\n",
        '\ufeffkey,title,author\n\na,T;U,"Holsti, K. J.; World Bank"',
    ],
)
def test_separators_and_line_ends(text: str) -> None:
    """Commas, semicolons, tabulators; a mark at the beginning; empty lines."""
    if text.startswith("key;"):
        text = text.replace("Holsti, K. J.; World Bank", '"Holsti, K. J.; World Bank"')
    found = read(text).entries

    assert [(entry.key, entry.text("title")) for entry in found] == [("a", "T;U")]
    assert found[0].names["author"] == NameList((Name("Holsti", "K. J."), Name(literal="World Bank")))


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("key,title\na,T, and more\n", "the line has 3 cells and the table 2 columns", "2:5"),
        ('key,title\na,"T\n', "a quotation mark that is never closed", "2:3"),
        ("a,b\n1,2\n", "the first line of this table names no columns", "1:1"),
        ("key,title\n", "there is no work in this table", "1:1"),
    ],
)
def test_faults_are_told(text: str, message: str, place: str) -> None:
    """With line and column."""
    found = read(text).diagnostics

    assert [(one.code, one.message, str(one.span)) for one in found] == [("BIB024", message, f"a.csv:{place}")]


def test_lines_without_a_key_get_one() -> None:
    """Of name and year, apart from the keys that there are."""
    found = read('key,author,year\nholsti1995,A,1990\n,"Holsti, K. J.",1995\n').entries

    assert [entry.key for entry in found] == ["holsti1995", "holsti1995a"]


def test_cells_have_places() -> None:
    """So that a finding about a field shows where it stands."""
    found = read('key,title\na,"T\nU"\nb,V\n').entries

    assert [str(entry.fields["title"].span) for entry in found] == ["a.csv:2:3", "a.csv:4:3"]
    assert (str(found[1].span), str(found[1].key_span)) == ("a.csv:4:1", "a.csv:4:1")


BIB = r"""
@book{a, author = {van der Berg, Jan and King, Jr., Martin Luther and {World Bank, Inc.} and others}, title = {T: U},
  subtitle = {Sub, "x"}, date = {1997-05/1998}, publisher = {P and Q}, url = {http://x.org}, doi = {10.1/x}}
@article{b, author = {A, B}, title = {=HYPERLINK("x")}, journaltitle = {J}, date = {2003}, note = {'=x}}
@misc{c, title = {-1 and @x}, year = {in press}}
"""


def test_what_is_held_comes_back() -> None:
    """Read, written, read: the same, though the first columns say it once more and shorter."""
    entries = from_bib(BIB)
    written = csvtable.write(entries)
    back = csvtable.read(ByteSource("b.csv", written.data))

    assert [one.message for one in (*written.diagnostics, *back.diagnostics)] == []
    for left, right in zip(map(dialects.to_biblatex, entries), back.entries, strict=True):
        assert (left.key, left.type, dict(left.names)) == (right.key, right.type, dict(right.names))
        assert {**fields(left), "publisher": ""} == {**fields(right), "publisher": ""}
    assert back.entries[0].text("publisher") == "P; Q"
    assert csvtable.write(back.entries).data == written.data


def test_no_cell_is_a_formula() -> None:
    """A spreadsheet shows every cell, and works none out."""
    rows = list(csv.reader(io.StringIO(csvtable.write(from_bib(BIB)).data.decode())))

    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell] == []
    assert '\'=HYPERLINK("x")' in rows[2]
    assert "''=x" in rows[2]


def test_a_field_with_the_name_of_a_column_has_one_of_its_own() -> None:
    """A field `link` or `type` is no shortened DOI and no type of entry: its column says that it is a field."""
    work = dialects.to_biblatex(from_bib("@misc{k, title = {T}, link = {x}, type = {[data]}, line = 3}")[0])
    data = csvtable.write([work]).data
    [back] = csvtable.read(ByteSource("a.csv", data)).entries

    assert data.decode().splitlines() == [
        "key,type,year,people,title,link,field:link,field:type,field:line",
        "k,misc,,,T,,x,[data],3",
    ]
    assert (back.type, back.text("link"), back.text("type"), back.text("line")) == ("misc", "x", "[data]", "3")


CELLS = st.text(st.sampled_from("ab,;\"\n\r\t '=é"), max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_cells_are_cut_as_python_cuts_them(rows: list[list[str]]) -> None:
    """What Python's csv module writes is read cell by cell as it was."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([["key", "note"], *rows])
    found = read(buffer.getvalue()).entries
    wanted = [row for row in rows if any(cell.strip() for cell in row)]

    assert len(found) == len(wanted)
    for entry, (key, note) in zip(found, wanted, strict=True):
        if key.strip() and not key.lstrip().startswith("'"):
            assert entry.key == key.strip()
        if not note.startswith("'"):
            assert entry.text("note") == " ".join(note.split())


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("keytil,;\"\n\r\t '=\0é"), max_size=80))
def test_nothing_is_raised(text: str) -> None:
    """Any heap of marks is read."""
    for one in read(f"key,title\n{text}").diagnostics:
        assert one.span.line >= 1


NAMES = st.builds(
    Name, st.sampled_from(["A", "Ü-B", "C D"]), st.sampled_from(["", "E.", "F G"]), st.sampled_from(["", "van"])
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("title subtitle date doi url note publisher number".split()),
        st.text(st.characters(categories=["L", "N", "P", "Sm"], exclude_characters="\ufdd0"), min_size=1, max_size=8),
        max_size=6,
    ),
    st.lists(NAMES, max_size=3),
)
def test_any_entry_comes_back(texts: dict[str, str], names: list[Name]) -> None:
    """Whatever characters its fields have."""
    span = TextSource("a", "").span(0, 0)
    entry = dialects.to_biblatex(
        make_entry(span, "k", "book", texts, {"editor": NameList(tuple(names))} if names else {})
    )
    back = csvtable.read(ByteSource("a.csv", csvtable.write([entry]).data)).entries[0]

    assert fields(back) == {name: " ".join(text.split()) for name, text in fields(entry).items()}


@pytest.mark.parametrize("text", ['"' * 2_000_000, "," * 2_000_000, "x" * 2_000_000, "a\n" * 100_000, '"a""' * 500_000])
def test_hostile_tables_are_read_at_once(text: str) -> None:
    """Two million characters take no more than ten seconds."""
    start = time.process_time()
    read(f"key,title\n{text}")

    assert time.process_time() - start < 10


def test_a_name_that_would_be_parted_is_told() -> None:
    """A semicolon parts names in a cell; a name that has one itself is said not to be held."""
    written = csvtable.write(from_bib("@book{k, author = {{A; B} and Holsti, K. J.}, editor = {Plano, Jack}}"))

    assert [one.message for one in written.diagnostics] == ["CSV has no place for the field `author` of k"]


@pytest.mark.parametrize(
    ("text", "type", "fields_"),
    [
        (
            "No;Penulis;Judul;Tahun Terbit;Kota;Penerbit;Jenis\n1;Budiardjo, Miriam;Ilmu;2008;Jakarta;PT G;Buku\n",
            "book",
            {"title": "Ilmu", "date": "2008", "location": "Jakarta", "publisher": "PT G"},
        ),
        (
            "Verfasser;Titel;Jahr;Ort;Verlag;Aufl.;Typ\nBudiardjo, Miriam;T;2008;Bonn;V;2;Dissertation\n",
            "thesis",
            {"title": "T", "date": "2008", "location": "Bonn", "publisher": "V", "edition": "2"},
        ),
        (
            'Auteur(s),Titre,Année,Éditeur,Lieu d\'édition\n"Budiardjo, Miriam",T,2008,Seuil,Paris\n',
            "misc",
            {"title": "T", "date": "2008", "publisher": "Seuil", "location": "Paris"},
        ),
        (
            "AUTOR;TÍTULO;AÑO;EDITORIAL;REVISTA;PÁGINAS\nBudiardjo, Miriam;T;2008;E;R;1-2\n",
            "misc",
            {"title": "T", "date": "2008", "publisher": "E", "journaltitle": "R", "pages": "1-2"},
        ),
        (
            "Autor;Título;Ano;Editora;Local\nBudiardjo, Miriam;T;2008;Cortez;Recife\n",
            "misc",
            {"title": "T", "date": "2008", "publisher": "Cortez", "location": "Recife"},
        ),
        (
            "Автор;Название;Год;Издательство\nBudiardjo, Miriam;T;2008;Наука\n",
            "misc",
            {"title": "T", "date": "2008", "publisher": "Наука"},
        ),
        ('著者,タイトル,出版年\n"Budiardjo, Miriam",T,2008\n', "misc", {"title": "T", "date": "2008"}),
        (
            '"Item Type","Publication Year","Author","Title","Publication Title","Issue","Num Pages"\n'
            'journalArticle,2008,"Budiardjo, Miriam",T,J,3,12\n',
            "article",
            {"title": "T", "date": "2008", "journaltitle": "J", "number": "3", "pagetotal": "12"},
        ),
    ],
)
def test_headings_in_many_languages(text: str, type: str, fields_: dict[str, str]) -> None:
    """Tables as people keep them, and Zotero's: by the words of their languages, and by hand."""
    assert csvtable.looks_like(text.encode())
    found = read(text)

    assert [one.message for one in found.diagnostics] == []
    [entry] = found.entries
    assert (entry.key, entry.type, fields(entry)) == ("budiardjo2008", type, fields_)
    assert entry.names == {"author": NameList((Name("Budiardjo", "Miriam"),))}


def test_columns_that_are_not_understood_are_told() -> None:
    """Each where its heading stands, and what becomes of it: a field, or nothing where that is there already."""
    found = read("Judul;Penulis;Rak (lt. 2);Title;%\nT;A;x;U;y\n")

    assert fields(found.entries[0]) == {"title": "T", "rak-lt-2": "x"}
    assert [(one.code, str(one.span), one.severity, one.message) for one in found.diagnostics] == [
        (
            "BIB028",
            "a.csv:1:15",
            Severity.INFORMATION,
            "the column `Rak (lt. 2)` is not known: it becomes the field rak-lt-2",
        ),
        (
            "BIB028",
            "a.csv:1:27",
            Severity.WARNING,
            "the column `Title` is not read: another has the same meaning, or none is known",
        ),
        (
            "BIB028",
            "a.csv:1:33",
            Severity.WARNING,
            "the column `%` is not read: another has the same meaning, or none is known",
        ),
    ]


@pytest.mark.parametrize("name", ["_hidden", "tags", "autor", "editora", "no", "field:x", "été", "a/b", "issue"])
def test_a_field_of_any_name_comes_back(name: str) -> None:
    """Also where its name begins with an underscore, or is the word for another field."""
    span = TextSource("a", "").span(0, 0)
    entry = make_entry(span, "k", "book", {"title": "T", "date": "2008", name: "x"}, {})
    written = csvtable.write([entry])
    back = csvtable.read(ByteSource("a.csv", written.data))

    assert (*written.diagnostics, *back.diagnostics) == ()
    assert back.entries[0].text(name) == "x"


def test_the_table_of_headings() -> None:
    """Each word has one meaning in its language, each meaning is a field, and no word for a type is a type itself."""
    data = tomllib.loads(files(csvtable).joinpath("headings.toml").read_text("utf-8"))
    own = set(data.pop("fields")["names"].split()) | set(csvtable.COLUMNS)
    types, _ = data.pop("types"), data.pop("rows")
    for language, meanings in data.items():
        words = [word.strip() for line in meanings.values() for word in line.split(",")]
        assert len(words) == len(set(words)), language
        assert set(meanings) <= own, language
    assert set(types) <= known_types()
    assert {word.strip() for line in types.values() for word in line.split(",")}.isdisjoint(known_types())
