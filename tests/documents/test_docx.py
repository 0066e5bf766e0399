"""Word files: text with places, the fields of five programs, and files that are made to hurt.

The layouts of the fields are named beside their makers in conftest.py; the text is compared with pandoc's.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.documents import docx
from citekit.loader import load_files
from citekit.model import CitationItem, Document, Match, Mode
from citekit.source import ByteSource

Word = Any


def read(data: bytes) -> Document:
    return docx.read(ByteSource("skripsi.docx", data, "latin-1"))


def short(item: CitationItem) -> tuple[str, str, str, str]:
    """Key, locator, prefix, suffix."""
    where = f"{item.locator.label} {item.locator.value}" if item.locator else ""
    return item.key, where, item.prefix, item.suffix


def said(document: Document) -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    return [(citation.span.text, [short(item) for item in citation.items]) for citation in document.citations]


# ----------------------------------------------------------------------------------------------------- the programs


def test_zotero(word: Word) -> None:
    """A field of Zotero's tells works, locators, prefixes, suffixes; its code may be cut anywhere."""
    holsti = word.item(word.HOLSTI, word.uri("A"), prefix="see", locator="3-5", label="chapter", suffix=", rev.")
    plano = word.item(word.PLANO, word.uri("B"), **{"suppress-author": True})
    for pieces in (1, 2, 7, 40):
        document = read(
            word.docx(word.paragraph("So ", word.zotero("(Holsti, 1979)", holsti, plano, pieces=pieces), "."))
        )
        assert said(document) == [
            ("(Holsti, 1979)", [("holsti1995", "chapter 3-5", "see", "rev."), ("plano1979", "", "", "")])
        ]
        assert [item.mode for item in document.citations[0].items] == [Mode.PARENTHETICAL, Mode.SUPPRESSED]


def test_zotero_knows_its_own_keys(word: Word) -> None:
    """A citation key that the item has is the key: CSL's `citation-key`, else Better BibTeX's line in the note."""
    first = word.item({**word.HOLSTI, "citation-key": "Holsti:95"}, word.uri("A"))
    second = word.item({**word.PLANO, "note": "Citation Key: plano_olton\ntex.x: y"}, word.uri("B"))
    document = read(word.docx(word.paragraph(word.zotero("(1)", first, second))))
    assert [item.key for item in document.citations[0].items] == ["Holsti:95", "plano_olton"]


def test_zotero_in_bookmarks(word: Word) -> None:
    """Zotero's other way of storing: a bookmark, its code cut into properties of the document."""
    code = f"ZOTERO_ITEM CSL_CITATION {word.zotero_json('(Holsti, 1995)', word.item(word.HOLSTI, word.uri('A')))}"
    cut = [code[at : at + 255] for at in range(0, len(code), 255)]
    told = "".join(
        f'<property name="ZOTERO_BREF_a1B2_{at}"><vt:lpwstr>{piece.replace("&", "&amp;").replace("<", "&lt;")}'
        "</vt:lpwstr></property>"
        for at, piece in reversed(list(enumerate(cut, 1)))
    )
    properties = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{told}</Properties>'
    )
    marked = (
        '<w:bookmarkStart w:id="5" w:name="ZOTERO_BREF_a1B2"/>'
        + word.run("(Holsti, 1995)")
        + '<w:bookmarkEnd w:id="5"/>'
    )
    document = read(word.docx(word.paragraph("So ", marked, "."), parts={"docProps/custom.xml": properties}))
    assert said(document) == [("(Holsti, 1995)", [("holsti1995", "", "", "")])]


def test_mendeley_numbers_anew(word: Word) -> None:
    """ITEM-1 is another work in each citation of Mendeley's: the works are told apart by their addresses."""
    one = word.mendeley("(Holsti, 1995)", word.item(word.HOLSTI, "http://www.mendeley.com/documents/?uuid=a"))
    other = word.mendeley("(Plano, 1979)", word.item(word.PLANO, "http://www.mendeley.com/documents/?uuid=b"))
    document = read(word.docx(word.paragraph(one, " ", other, " ", one)))
    assert [item.key for citation in document.citations for item in citation.items] == [
        "holsti1995", "plano1979", "holsti1995",
    ]  # fmt: skip


def test_mendeley_cite(word: Word) -> None:
    """Mendeley's add-in keeps the JSON in the tag of a content control."""
    cited = word.mendeley_cite("(Keohane, 1988)", {"id": "e219", "itemData": word.KEOHANE, "suppress-author": False})
    assert said(read(word.docx(word.paragraph("So ", cited, ".")))) == [
        ("(Keohane, 1988)", [("keohane1988", "", "", "")])
    ]


@pytest.mark.parametrize("maker", ["endnote", "endnote_in_data"])
def test_endnote(word: Word, maker: str) -> None:
    """EndNote's XML is read from the field's code or, in base64, from its data; pages, prefix, suffix, mode."""
    record = word.endnote_record(7, "Book", 6, ["Holsti, K. J."], "International Politics", "1995")
    cites = (
        word.endnote_cite("Holsti", "1995", 7, record, Prefix="see ", Suffix=", p. 12, note 3"),
        word.endnote_cite("Keohane", "1988", 9, attributes=' ExcludeAuth="1"', Pages="382"),
        word.endnote_cite("Plano", "1979", 8, attributes=' AuthorYear="1"'),
    )
    document = read(word.docx(word.paragraph("So ", getattr(word, maker)("(see Holsti)", *cites), ".")))
    assert said(document) == [
        ("(see Holsti)", [("holsti1995", "page 12", "see", "note 3"), ("keohane1988", "page 382", "", ""),
                          ("plano1979", "", "", "")])
    ]  # fmt: skip
    assert [item.mode for item in document.citations[0].items] == [
        Mode.PARENTHETICAL, Mode.SUPPRESSED, Mode.NARRATIVE,
    ]  # fmt: skip
    assert [carried.format for carried in document.carried] == ["endnotexml"]


@pytest.mark.parametrize("maker", ["field", "simple"])
def test_word(word: Word, maker: str) -> None:
    r"""Word's own field: pages, volume, prefix, suffix, `\m` for one more work, `\n` for no author."""
    code = r' CITATION Kar97 \p 45 \f "lihat " \l 1057 \m ASE23 \n \v 2 \s ", dst." '
    document = read(word.docx(word.paragraph("So ", getattr(word, maker)(code, "(Kar)"), "."), sources=word.SOURCES))
    assert said(document) == [
        ("(Kar)", [("Kar97", "page 45", "lihat", ""), ("ASE23", "volume 2", "", "dst.")])
    ]  # fmt: skip
    assert document.citations[0].items[1].mode is Mode.SUPPRESSED
    works = {one["id"]: one for one in json.loads(document.carried[0].data)}
    assert works["ASE23"]["author"] == [{"literal": "ASEAN Secretariat"}]
    assert works["Kar97"]["publisher-place"] == "Bandung"


def test_citavi(word: Word) -> None:
    """Citavi's JSON, with a reference that stood before; the key of Citavi's own counts where there is one."""
    reference = {"$id": "4", "Title": "Anarchy", "Authors": [{"$id": "5", "LastName": "Wendt"}], "Year": "1992"}
    document = read(
        word.docx(
            word.paragraph(
                word.citavi(
                    "(Wendt 1992)",
                    word.citavi_entry({**reference, "BibTeXKey": "Wendt.1992"}, "0f1e", "S. 395–397", Prefix="vgl. "),
                    word.citavi_entry({"$ref": "4"}, "0f1e", YearOnly=True),
                )
            )
        )
    )
    assert said(document) == [
        ("(Wendt 1992)", [("Wendt.1992", "page 395–397", "vgl.", ""), ("Wendt.1992", "", "", "")])
    ]
    assert document.citations[0].items[1].mode is Mode.SUPPRESSED


@pytest.mark.parametrize(
    "code",
    [
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [{"id": 1,',
        "ADDIN ZOTERO_ITEM CSL_CITATION " + '{"a":' * 5000,
        "ADDIN CSL_CITATION none",
        "ADDIN EN.CITE <EndNote><Cite><Author>Holsti</Cite></EndNote>",
        'ADDIN EN.CITE <!DOCTYPE x [<!ENTITY a "b">]><EndNote><Cite><Author>&a;</Author></Cite></EndNote>',
        "ADDIN CitaviPlaceholder{bm90IGpzb24=}",
        "ADDIN CitaviPlaceholder{x}",
        r"CITATION \l 1057",
    ],
)
def test_a_damaged_field_is_a_finding(word: Word, code: str) -> None:
    """It is told with its place, and its words are read as if they had been typed."""
    document = read(word.docx("Satu.", word.paragraph("So ", word.field(code, "(Holsti, 1995)"), ".")))
    (finding,) = document.diagnostics
    assert (finding.code, str(finding.span)) == ("FIL009", "skripsi.docx:paragraph 2:4")
    assert document.citations == ()
    assert "(Holsti, 1995)" in document.prose


# --------------------------------------------------------------------------------------------------------- the text


def test_places_are_paragraphs(word: Word) -> None:
    """Line and words of a place give the number of the paragraph, cells counted; in a note, the note's."""
    table = f"<w:tbl><w:tr><w:tc>{word.paragraph('Sel')}</w:tc><w:tc>{word.paragraph('Dua')}</w:tc></w:tr></w:tbl>"
    last = word.paragraph("Ini", word.footnote(1), " itu.")
    document = read(word.docx("Satu.", table, last, footnotes=["Catatan kaki."]))
    place = {name: document.source.span(at := document.text.index(name), at + 3) for name in ("Dua", "kaki", "itu")}
    assert [str(span) for span in place.values()] == [
        "skripsi.docx:paragraph 3:1", "skripsi.docx:footnote 1:9", "skripsi.docx:paragraph 4:20",
    ]  # fmt: skip
    assert (place["Dua"].line, place["kaki"].line) == (3, 4)
    assert [(block.kind, document.text[block.start : block.end].strip()) for block in document.blocks] == [
        ("paragraph", "Satu."), ("cell", "Sel"), ("cell", "Dua"), ("paragraph", "Ini Catatan kaki.  itu."),
        ("note", "Catatan kaki."),
    ]  # fmt: skip


def test_what_no_reader_sees_is_left_out(word: Word) -> None:
    """Deleted and moved text, hidden runs, the fallback of a drawing, a table of contents as prose."""
    deleted = "<w:del>" + word.run("dihapus") + "</w:del>" + "<w:moveFrom>" + word.run("pindah") + "</w:moveFrom>"
    inserted = "<w:ins>" + word.run("baru ") + "</w:ins>"
    hidden = word.run("rahasia", "<w:vanish/>")
    drawing = f"<mc:AlternateContent><mc:Fallback>{word.run('ganda')}</mc:Fallback></mc:AlternateContent>"
    contents = word.paragraph(word.field(r' TOC \o "1-3" ', "Pendahuluan 1"))
    kept = word.run("ini.", '<w:vanish w:val="0"/>')
    document = read(word.docx(contents, word.paragraph("Teks ", deleted, inserted, hidden, drawing, kept)))
    assert document.prose.strip() == "Teks baru ini."


def test_a_list_that_a_program_made_is_known(word: Word) -> None:
    """The paragraphs of Zotero's list of references, over which its field reaches, are blocks of their own kind."""
    document = read(word.thesis())
    assert [document.text[one.start : one.end][:6] for one in document.blocks if one.kind == "reference"] == [
        "Holsti", "Plano,",
    ]  # fmt: skip


def test_formulas_are_seen_but_no_prose(word: Word) -> None:
    """What stands in m:oMath is shown, and is none of the words."""
    formula = "<m:oMath><m:r><m:t>x = 1995</m:t></m:r></m:oMath>"
    document = read(word.docx(word.paragraph("Jika ", formula, " maka.")))
    assert " ".join(document.prose.split()) == "Jika maka."
    assert "x = 1995" in document.seen


def test_language_of_the_file_counts_when_the_text_shows_none(word: Word) -> None:
    """The styles' language is taken for a text of few words, but for English, which Word says when nobody has."""
    styles = word.docx_styles
    assert read(word.docx("Abc.")).language == "id-ID"
    assert read(word.docx("Abc.", parts={"word/styles.xml": styles.replace("id-ID", "en-US")})).language == ""


def test_whole_thesis(word: Word, samples: Path) -> None:
    """The sample is what the maker makes, and every citation in it, typed ones too, finds its work."""
    sample = samples / "skripsi.docx"
    assert sample.read_bytes() == word.thesis()
    project = load_files([sample])
    told = [
        (one.origin.span.text, one.match, one.entries[0].key if one.entries else "") for one in project.attributions
    ]
    assert [one.code for one in project.diagnostics] == []
    assert told == [
        ("(Holsti, 1995, hlm. 12)", Match.EXACT, "holsti1995"),
        ("(lihat Holsti, 1995; Plano & Olton, 1979)", Match.EXACT, "holsti1995"),
        ("(lihat Holsti, 1995; Plano & Olton, 1979)", Match.EXACT, "plano1979"),
        ("(Keohane, 1988, p. 382)", Match.EXACT, "keohane1988"),
        ("(Kartasasmita, 1997, hlm. 45)", Match.EXACT, "Kar97"),
        ("(Holsti, 1995: 15)", Match.EXACT, "holsti1995"),
        ("Geertz (1960)", Match.UNKNOWN, ""),
        ("(Wendt 1992, S. 395)", Match.EXACT, "wendt1992"),
    ]


def test_a_library_that_is_named_comes_first(word: Word, tmp_path: Path) -> None:
    """With a .bib the works are found in it by DOI or by title and year; what it lacks is looked for in words."""
    (tmp_path / "a.bib").write_text(
        "@book{ho, author={Holsti, K. J.}, title={International Politics}, subtitle={A Framework for Analysis}, "
        "publisher={P}, year=1995}\n@article{ke, author={Keohane, Robert O.}, title={Institutions}, journal={ISQ}, "
        "doi={10.2307/2600589}, year=1988}\n@book{pl, author={Plano, Jack and Olton, Roy}, title={A Dictionary}, "
        "publisher={P}, year=1979}\n"
    )
    works = [word.item(work, word.uri(str(at))) for at, work in enumerate((word.HOLSTI, word.KEOHANE, word.PLANO))]
    (tmp_path / "a.docx").write_bytes(word.docx(word.paragraph(word.zotero("(…)", *works))))
    project = load_files(["a.docx", "a.bib"], root=tmp_path)
    assert [one.entry.key for one in project.attributions if one.entry] == ["ho", "ke", "pl"]
    assert len(project.libraries) == 1


def test_reads_what_pandoc_reads(word: Word, need: Callable[[str], str], tmp_path: Path) -> None:
    """The words of the thesis, one after another, are those of pandoc's plain text; notes stand elsewhere there."""
    (tmp_path / "a.docx").write_bytes(word.thesis())
    done = subprocess.run(
        [need("pandoc"), "--from=docx", "--to=plain", "--wrap=none", tmp_path / "a.docx"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    note = "Pendapat lain: (Holsti, 1995: 15)."
    expected = done.stdout.replace("[1]", "").replace(note, "").split()
    assert read(word.thesis()).text.replace(note, "").split() == expected


def test_time_grows_with_the_text_only(word: Word, grows_linearly: Callable[..., bool]) -> None:
    """Thousands of citations, of works with one name and year, and of notes: no step is taken twice."""

    def work(size: int) -> None:
        read(made[size])

    made = {}
    for size in (25, 200, 800):
        cited = (
            word.zotero("(Holsti, 1995)", word.item({**word.HOLSTI, "title": f"T{at}"}, word.uri(f"{at}")))
            for at in range(1, size + 1)
        )
        paragraphs = [word.paragraph("So ", one, word.footnote(at), ".") for at, one in enumerate(cited, 1)]
        made[size] = word.docx(*paragraphs, footnotes=["Catatan."] * size)
    assert grows_linearly(work, 200, 800)


# ------------------------------------------------------------------------------------------------ files made to hurt


def bomb(size: int) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file, file.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(size):
            part.write(b" " * 1024 * 1024)
    return target.getvalue()


def test_files_that_cannot_be_read(word: Word) -> None:
    """One line for each: protected, of before 2007, damaged, no Word file, a bomb of zeros, a bomb of entities."""
    whole = word.docx("Satu.")
    entities = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    locked = bytearray(whole)
    for header in re.finditer(rb"PK\x01\x02", whole):
        locked[header.start() + 8] |= 1
    deep = f'<w:document xmlns:w="x">{"<w:p>" * 2000}{"</w:p>" * 2000}</w:document>'
    cases = {
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "protected by a password, or written by a program of before 2007",
        b"": "damaged, or not what its name says",
        whole[: len(whole) // 2]: "damaged, or not what its name says",
        whole.replace(b"word/document.xml", b"word/document.xmk"): "no Word document",
        word.docx(parts={"word/document.xml": entities}): "declares entities or a document type",
        word.docx(parts={"word/document.xml": "<a><b></a>"}): "not well-formed",
        word.docx(parts={"word/document.xml": '<?xml version="1.0" encoding="x-none"?><a/>'}): "encoding",
        word.docx(parts={"word/document.xml": deep}): "nested more than 1000 deep",
        bytes(locked): "protected by a password",
        bomb(70): "unpack to far more than it holds",
    }
    for data, why in cases.items():
        document = read(data)
        (finding,) = document.diagnostics
        assert finding.code == "FIL007"
        assert why in finding.message
        assert (document.text, finding.unreadable, "\n" in finding.message) == ("", True, False)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 30))
def test_no_damage_raises(word: Word, seed: int, count: int) -> None:
    """Bytes changed anywhere in the file, or in its XML, give a document, with findings or without."""
    chance = random.Random(seed)
    data = bytearray(word.thesis())
    with ZipFile(io.BytesIO(data)) as file:
        parts = {name: bytearray(file.read(name)) for name in file.namelist()}
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
        xml = parts["word/document.xml"]
        at = chance.randrange(len(xml))
        piece = xml[at : at + chance.randrange(300)]
        xml[chance.randrange(len(xml)) :][:0] = piece
        del xml[at : at + chance.randrange(20)]
    for made in (bytes(data), word.pack({name: bytes(part) for name, part in parts.items()})):
        document = read(made)
        assert len(document.prose) == len(document.text)
        assert all(0 <= one.start <= one.end <= len(document.text) for one in document.blocks)


@given(
    events=st.lists(
        st.sampled_from(
            ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>1995 kata</w:t>", '<w:fldChar w:fldCharType="begin"/>',
             '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>', "<w:sdt>", "</w:sdt>",
             "<w:sdtContent>", "</w:sdtContent>", '<w:tag w:val="MENDELEY_CITATION_v3_e30="/>',
             "<w:instrText> CITATION Kar97 </w:instrText>", '<w:footnoteReference w:id="2"/>', "<w:tc>", "</w:tc>",
             '<w:fldSimple w:instr="CITATION a">', "</w:fldSimple>", "<m:oMath>", "</m:oMath>", "<w:del>", "</w:del>"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_no_order_of_elements_raises(word: Word, events: list[str]) -> None:
    """Elements in any order, as long as they close, give a document whose places lie in its text."""
    open_ones: list[str] = []
    told: list[str] = []
    for event in events:
        if event.startswith("</"):
            if not open_ones or open_ones[-1] != event:
                continue
            open_ones.pop()
        elif event.endswith(">") and "</" not in event and "/>" not in event:
            open_ones.append(f"</{event[1:].split(' ')[0].rstrip('>')}>")
        told.append(event)
    body = "".join([*told, *reversed(open_ones)])
    document = read(word.docx(f"<w:p>{body}</w:p>", footnotes=["Catatan."]))
    assert [one.code for one in document.diagnostics if one.code != "FIL009"] == []
    assert len(document.prose) == len(document.text)
    assert all(0 <= one.span.start <= one.span.end <= len(document.text) for one in document.citations)
