"""RIS, NBIB, ENW and Web of Science: dialects, broken files, places; cases by hand from the documentation."""

from __future__ import annotations

import pytest

from citekit.diagnostic import Severity
from citekit.encoding import prepare
from citekit.formats import by_path, enw, isi, nbib, ris
from citekit.model import Entry, Library
from citekit.plugin import Format


def read(format: Format, text: str) -> Library:
    source, _ = prepare(text.encode(), "works")
    return format.read(source)


def one(format: Format, text: str) -> Entry:
    library = read(format, text)
    assert len(library.entries) == 1
    return library.entries[0]


def found(library: Library) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.span), one.message) for one in library.diagnostics]


ZOTERO = """TY  - JOUR
TI  - The Politics of Alliance: A Review
AU  - Holsti, Kalevi J.
AU  - van der Berg, Anna, Jr.
AU  - United Nations Secretariat
T2  - International Studies Quarterly
AB  - First line
and a second one without a tag
DA  - 1970/09//
PY  - 1970
DO  - https://doi.org/10.2307/3013584
VL  - 14
IS  - 3
SP  - 233
EP  - 309
J2  - Int Stud Q
SN  - 0020-8833
UR  - https://example.org/a?b=c
Y2  - 2020/01/02/
KW  - roles
KW  - alliances
LA  - en
ER  -
"""


def test_ris_as_zotero_writes_it() -> None:
    """Each tag of a journal article comes to the field that the map names."""
    entry = one(ris.FORMAT, ZOTERO)

    assert entry.type == "article"
    assert entry.key == "holsti1970"
    assert [name.inverted for name in entry.names["author"]] == [
        "Holsti, Kalevi J.",
        "van der Berg, Anna, Jr.",
        "United Nations Secretariat",
    ]
    assert entry.names["author"].names[1].particle == "van der"
    assert entry.names["author"].names[2].literal == "United Nations Secretariat"
    assert {name: entry.text(name) for name in entry.fields if name != "author"} == {
        "title": "The Politics of Alliance: A Review",
        "journaltitle": "International Studies Quarterly",
        "shortjournal": "Int Stud Q",
        "abstract": "First line and a second one without a tag",
        "date": "1970-09",
        "doi": "10.2307/3013584",
        "volume": "14",
        "number": "3",
        "pages": "233–309",
        "issn": "0020-8833",
        "url": "https://example.org/a?b=c",
        "urldate": "2020-01-02",
        "keywords": "roles, alliances",
        "language": "en",
    }


def test_ris_places() -> None:
    """An entry stands from TY to ER; a field at the line of its tag, a value over lines to the end of its last."""
    entry = one(ris.FORMAT, ZOTERO)

    assert (entry.span.line, entry.span.end_line) == (1, 23)
    assert str(entry.fields["title"].span) == "works:2:1"
    assert entry.fields["abstract"].span.text == "AB  - First line\nand a second one without a tag"
    assert str(entry.fields["pages"].span) == "works:14:1"


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("PY  - 1999///", "date", "1999"),
        ("Y1  - 1999/05/17/", "date", "1999-05-17"),
        ("PY  - 1999\nDA  - May 17", "date", "1999-05-17"),
        ("PY  - 1999\nDA  - 1999-05-17", "date", "1999-05-17"),
        ("PY  - 1999\nDA  - 1999///Spring", "date", "1999-21"),
        ("PY  - in press", "year", "in press"),
        ("SP  - 10-20", "pages", "10–20"),
        ("SP  - 10\nEP  - 10-20", "pages", "10–20"),
        ("SP  - e12", "pages", "e12"),
        ("SP  - 10\nEP  - 20", "pages", "10–20"),
        ("M3  - 10.1000/xyz", "doi", "10.1000/xyz"),
        ("N1  - doi: 10.1000/xyz", "doi", "10.1000/xyz"),
        ("N1  - Cited By :12; see 10.1000/xyz", "note", "Cited By :12; see 10.1000/xyz"),
        ("JO  - Nature", "journaltitle", "Nature"),
        ("JF  - Nature\nJA  - Nat", "shortjournal", "Nat"),
        ("SN  - 1234-5678 (ISSN)", "issn", "1234-5678 (ISSN)"),
        ("A1  - Plato", "author", "Plato"),
        ("AU  - Smith, J\nAU  - et al.", "author", "Smith, J and others"),
        ("AU  - Ministry of Health,, Indonesia", "author", "Ministry of Health, Indonesia"),
        ("AU  - Smith, J.; Doe, A.", "author", "Smith, J. and Doe, A."),
        ("N2  - Short", "abstract", "Short"),
        ("KW  - one; two", "keywords", "one, two"),
        ("AN  - 12345\nDB  - PubMed", "eprint", "12345"),
    ],
)
def test_ris_dialects(lines: str, field: str, value: str) -> None:
    """What EndNote, Zotero, Mendeley, Scopus and Springer make of the same tags."""
    entry = one(ris.FORMAT, f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")

    assert entry.text(field) == value


@pytest.mark.parametrize(
    ("type", "lines", "expected"),
    [
        ("CHAP", "T2  - The Book", ("incollection", "booktitle")),
        ("CONF", "T2  - Proceedings", ("inproceedings", "booktitle")),
        ("CONF", "T3  - Notes", ("proceedings", "series")),
        ("BOOK", "T2  - A Series", ("book", "series")),
        ("THES", "PB  - Oslo University", ("thesis", "institution")),
        ("RPRT", "PB  - NUPI", ("report", "institution")),
        ("MGZN", "T2  - Time", ("article", "entrysubtype")),
        ("BOOK", "SN  - 978-3-16-148410-0", ("book", "isbn")),
        ("BOOK", "SP  - xii, 312", ("book", "pagetotal")),
    ],
)
def test_ris_types(type: str, lines: str, expected: tuple[str, str]) -> None:
    """What a tag means follows from the type, as the specification of 2011 has it."""
    entry = one(ris.FORMAT, f"TY  - {type}\nTI  - T\n{lines}\nER  - \n")

    assert entry.type == expected[0]
    assert expected[1] in entry.fields


def test_ris_odd_spacing() -> None:
    """One space before the hyphen, none behind it, lower case and a byte order mark are no obstacle."""
    source, _ = prepare("\ufeffty - JOUR\r\nti -A\r\nau  - B, C\r\ner -\r\n".encode(), "works")
    library = ris.read(source)

    assert [entry.text("title") for entry in library.entries] == ["A"]
    assert not library.diagnostics


def test_ris_broken_entries_cost_themselves() -> None:
    """An entry without TY, one without ER, an unknown type, an empty one and stray text: each is told, all is read."""
    library = read(
        ris.FORMAT,
        "Provider: Some Press\n\nTI  - No type\nER  - \nTY  - BOOK\nTI  - No end\nTY  - BOK\nTI  - Odd\nER  - \n"
        "TY  - BOOK\nER  - \nTY  - BOOK\nTI  - Last\nER  - \n",
    )

    assert [entry.text("title") for entry in library.entries] == ["No type", "No end", "Odd", "Last"]
    assert found(library) == [
        ("BIB021", "works:1:1", "this text belongs to no entry and is left out"),
        ("BIB021", "works:3:1", "an entry begins without TY, which says what kind of work it is"),
        ("BIB021", "works:5:1", "the entry is not ended by ER"),
        ("BIB021", "works:7:1", "RIS has no type BOK; the entry is read as one of no particular kind"),
        ("BIB021", "works:10:1", "the entry is empty and is left out"),
    ]


def test_no_entries() -> None:
    """A file that is not empty and has no entry is an error, and counts as unread."""
    library = read(ris.FORMAT, "Dear reader,\nthis is no bibliography.\n")

    assert [(one.severity, one.unreadable) for one in library.diagnostics] == [(Severity.ERROR, True)]


def test_keys_of_ris() -> None:
    """ID is the key, without what no key can have; a program's count is none; one that comes twice stays."""
    library = read(
        ris.FORMAT,
        "".join(f"TY  - BOOK\nAU  - Berg, A\nID  - {key}\nER  - \n" for key in ("a{b}", "7", "1234567", "x", "x")),
    )

    assert [entry.key for entry in library.entries] == ["ab", "berg", "1234567", "x", "x"]
    assert library.entries[0].key_span.text == "ID  - a{b}"


def test_unread_tags_are_told_once() -> None:
    """What an entry has no field for is told once for each tag, with the first place."""
    library = read(ris.FORMAT, "TY  - BOOK\nTI  - A\nC2  - x\nC2  - y\nER  - \nTY  - BOOK\nTI  - B\nC2  - z\nER  - \n")

    assert found(library) == [("BIB026", "works:3:1", "`C2` has no place in an entry, nor have 2 more like it")]


PUBMED = """
PMID- 27626427
OWN - NLM
STAT- MEDLINE
IS  - 1476-4687 (Electronic)
IS  - 0028-0836 (Linking)
VI  - 537
IP  - 7622
DP  - 2016 Sep 29
TI  - Transcriptome-scale super-resolved imaging in tissues of a very long title that
      goes on.
PG  - 644-8
LID - 10.1038/nature19356 [doi]
LID - S0140-6736(16)1 [pii]
AB  - BACKGROUND: One.
      METHODS: Two.
FAU - King, Martin L Jr
AU  - King ML Jr
AD  - Atlanta
CN  - Human Atlas Group
LA  - eng
PT  - Journal Article
PT  - Review
PL  - England
TA  - Nature
JT  - Nature
MH  - *Brain
OT  - imaging
OT  - tissue
EDAT- 2016/09/15 06:00
AID - 10.1038/nature19356 [doi]
SO  - Nature. 2016 Sep 29;537(7622):644-8.

PMID- 20301295
BTI - GeneReviews(R)
TI  - A chapter
FED - Adam, Margaret P
ED  - Adam MP
PB  - University of Washington
DP  - 1993
"""


def test_nbib() -> None:
    """PubMed's own: full names before short ones, bodies, the DOI without its brackets, a chapter by its BTI."""
    library = read(nbib.FORMAT, PUBMED)
    article, chapter = library.entries

    assert not library.diagnostics
    assert article.type == "article"
    assert [name.inverted for name in article.names["author"]] == ["King, Martin L, Jr", "Human Atlas Group"]
    assert article.names["author"].names[1].literal
    texts = {name: article.text(name) for name in article.fields if name not in ("author", "title", "abstract")}
    assert texts == {
        "eprint": "27626427", "eprinttype": "pubmed", "issn": "1476-4687", "volume": "537", "number": "7622",
        "date": "2016-09-29", "pages": "644–8", "doi": "10.1038/nature19356", "eid": "S0140-6736(16)1",
        "language": "eng", "location": "England", "shortjournal": "Nature", "journaltitle": "Nature",
        "keywords": "*Brain, imaging, tissue",
    }  # fmt: skip
    assert article.text("abstract") == "BACKGROUND: One. METHODS: Two."
    assert article.text("title").endswith("long title that goes on.")
    assert (chapter.type, chapter.text("booktitle"), chapter.text("publisher")) == (
        "incollection", "GeneReviews(R)", "University of Washington",
    )  # fmt: skip
    assert [str(entry.span) for entry in library.entries] == ["works:2:1", "works:34:1"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2001", "2001"), ("2001 Mar", "2001-03"), ("2001 Mar-Apr", "2001-03/2001-04"), ("2001 Spring", "2001-21"),
        ("2000 Dec-2001 Jan", "2000-12/2001-01"), ("2001 Mar 7", "2001-03-07"),
    ],
)  # fmt: skip
def test_nbib_dates(date: str, expected: str) -> None:
    """Date of Publication in the forms that NLM describes."""
    assert one(nbib.FORMAT, f"PMID- 1\nTI  - T\nJT  - J\nDP  - {date}\n").text("date") == expected


def test_enw() -> None:
    """EndNote's own example, names in either order, bodies with their comma, entries parted by blank lines alone."""
    library = read(
        enw.FORMAT,
        "%0 Book\n%A Geoffrey Chaucer\n%D 1957\n%T The Works\n%I Houghton\n%C Boston\n%7 2nd\n\n"
        "%0 Journal Article\n%A Clark, Herbert H.\n%A World Health Organization,\n%D 1982\n%8 May 3\n%T Hearers\n"
        "%J Language\n%V 58\n%P 332-373\n%X A text\n\nthat goes on\n%K one\n%K two\n\n"
        "%A Refer, Old\n%T Of no type\n%J Journal\n",
    )
    book, article, old = library.entries

    assert not library.diagnostics
    assert (book.type, book.key, book.text("edition"), book.text("location")) == (
        "book",
        "chaucer1957",
        "2nd",
        "Boston",
    )
    assert [name.inverted for name in article.names["author"]] == ["Clark, Herbert H.", "World Health Organization"]
    assert article.names["author"].names[1].literal == "World Health Organization"
    assert (article.text("date"), article.text("pages")) == ("1982-05-03", "332–373")
    assert (article.text("abstract"), article.text("keywords")) == ("A text that goes on", "one, two")
    assert (old.type, old.text("journaltitle")) == ("article", "Journal")


def test_enw_edited_book() -> None:
    """The author of an Edited Book is its editor, as EndNote's table of fields has it."""
    entry = one(enw.FORMAT, "%0 Edited Book\n%A Berg, Anna\n%T Essays\n")

    assert (entry.type, entry.names["editor"].names[0].family, "author" in entry.names) == ("collection", "Berg", False)


WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, JA
   van Berg, K
AF Smith, John A.
   van Berg, Karl
CA Consortium, The Long
TI A title that is
   broken
SO JOURNAL OF TESTS
LA English
DT Article
DE one; two
   three
ID NOT; THESE
AB Text.
SN 1234-5678
EI 2345-6789
J9 J TESTS
JI J. Tests
PD MAR-APR
PY 2001
VL 3
IS 4
BP 10
EP 20
DI 10.1000/x
PM 111
UT WOS:000
ER

PT B
AU Roe, J
TI A chapter
BE Doe, A
SO The Book
SE Series
PD SUM
PY 1999
BN 978-3-16-148410-0
DT Proceedings Paper; Book Chapter
ER

EF
"""


def test_isi() -> None:
    """A file of Web of Science: full names, values over lines, kinds from PT and DT, months in capitals."""
    library = read(isi.FORMAT, WOS)
    article, paper = library.entries

    assert not library.diagnostics
    assert [name.inverted for name in article.names["author"]] == [
        "Smith, John A.", "van Berg, Karl", "Consortium, The Long",
    ]  # fmt: skip
    assert article.names["author"].names[2].literal
    texts = {name: article.text(name) for name in article.fields if name != "author"}
    assert texts == {
        "title": "A title that is broken", "journaltitle": "JOURNAL OF TESTS", "language": "English",
        "keywords": "one, two three", "abstract": "Text.", "issn": "1234-5678", "shortjournal": "J. Tests",
        "date": "2001-03/2001-04", "volume": "3", "number": "4", "pages": "10–20", "doi": "10.1000/x",
        "eprint": "111", "eprinttype": "pubmed",
    }  # fmt: skip
    assert (paper.type, paper.text("booktitle"), paper.text("series")) == ("inproceedings", "The Book", "Series")
    assert (paper.text("date"), paper.text("isbn")) == ("1999-22", "978-3-16-148410-0")
    assert [str(entry.span) for entry in library.entries] == ["works:3:1", "works:33:1"]


@pytest.mark.parametrize(("text", "format"), [(ZOTERO, "ris"), (PUBMED, "nbib"), (WOS, "isi")])
def test_known_by_content(text: str, format: str) -> None:
    """A file with a suffix that says nothing is known by what is in it."""
    guessed = by_path("export.dat", text.encode())

    assert guessed is not None
    assert guessed.name == format


def test_enw_known_by_content() -> None:
    """So is EndNote's, and prose with a percent sign is not taken for it."""
    guessed = by_path("export.dat", b"%0 Book\n%T Works\n")

    assert guessed is not None
    assert guessed.name == "enw"
    assert by_path("article.dat", b"50\n%0 of them agree, TY - and PT J are no tags here.\n") is None
