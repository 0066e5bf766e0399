"""OpenDocument texts: their words with places, the marks of three programs and the word processor's own.

The text is compared with pandoc's; the layouts are named beside their makers in conftest.py.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.documents import odt
from citekit.loader import load_files
from citekit.model import Document, Match
from citekit.source import ByteSource

Word = Any


def read(data: bytes) -> Document:
    return odt.read(ByteSource("skripsi.odt", data, "latin-1"))


def said(document: Document) -> list[tuple[str, list[str]]]:
    return [(citation.span.text, [item.key for item in citation.items]) for citation in document.citations]


def test_whole_thesis(word: Word, samples: Path) -> None:
    """The sample is what the maker makes, and every citation in it finds its work but for one that is not carried."""
    assert (samples / "skripsi.odt").read_bytes() == word.odt_thesis()
    project = load_files([samples / "skripsi.odt"])
    told = [
        (str(one.origin.span).rpartition("odt:")[2], one.match, one.entries[0].key if one.entries else "")
        for one in project.attributions
    ]
    assert told == [
        ("paragraph 2:56", Match.EXACT, "holsti1995"),
        ("paragraph 2:56", Match.EXACT, "plano1979"),
        ("paragraph 4:28", Match.EXACT, "Kar97"),
        ("footnote 1:16", Match.EXACT, "holsti1995"),
        ("paragraph 4:84", Match.UNKNOWN, ""),
        ("paragraph 5:15", Match.EXACT, "Kar97"),
    ]
    document = project.documents[0]
    assert [one.kind for one in document.blocks] == [
        "heading", "paragraph", "quote", "paragraph", "note", "paragraph", "heading", "reference",
    ]  # fmt: skip


def test_marks(word: Word) -> None:
    """Mendeley's and JabRef's marks; others, such as those of a cross-reference, cite nothing."""
    holsti = json.dumps({"citationItems": [{"id": "ITEM-1", "itemData": dict(word.HOLSTI)}]})
    document = read(
        word.odt(
            "Satu " + word.reference_mark(f"CSL_CITATION {holsti}", "(Holsti)"),
            "Dua " + word.reference_mark("JABREF_a,b CID_2 x1", "[2]"),
            "Tiga " + word.reference_mark("JR_cite_1_c", "[3]"),
            "Empat " + word.reference_mark("Bab 2", "bab dua"),
        )
    )
    assert said(document) == [("(Holsti)", ["holsti1995"]), ("[2]", ["a", "b"]), ("[3]", ["c"])]


def test_zotero_in_bookmarks(word: Word) -> None:
    """A bookmark of Zotero's has its code in properties of the document."""
    code = f"ZOTERO_ITEM CSL_CITATION {word.zotero_json('(Holsti)', word.item(word.HOLSTI, word.uri('A')))}"
    cut = [code[at : at + 100] for at in range(0, len(code), 100)]
    meta = "".join(
        f'<meta:user-defined meta:name="ZOTERO_BREF_x_{at}">{piece}</meta:user-defined>'
        for at, piece in enumerate(cut, 1)
    )
    body = '<text:bookmark-start text:name="ZOTERO_BREF_x"/>(Holsti)<text:bookmark-end text:name="ZOTERO_BREF_x"/>'
    assert said(read(word.odt("Satu " + body + ".", meta=meta))) == [("(Holsti)", ["holsti1995"])]


def test_own_marks_carry_their_works(word: Word) -> None:
    """The attributes of a mark give the work; people stand between semicolons."""
    mark = (
        '<text:bibliography-mark text:identifier="a" text:bibliography-type="article" '
        'text:author="Plano, Jack; Olton, R." text:title="Judul" text:journal="Jurnal" text:year="1979">'
        "[a]</text:bibliography-mark>"
    )
    (work,) = json.loads(read(word.odt("Satu " + mark)).carried[0].data)
    assert (work["id"], work["type"], work["container-title"]) == ("a", "article-journal", "Jurnal")
    assert [person["family"] for person in work["author"]] == ["Plano", "Olton"]


def test_prose_and_places(word: Word) -> None:
    """White space counts once, signs are signs; deletions, comments and a table of contents are left out."""
    document = read(
        word.odt(
            "<text:tracked-changes><text:p>dihapus</text:p></text:tracked-changes>",
            "<text:table-of-content><text:p>Isi 1</text:p></text:table-of-content>",
            "Satu\n   dua<text:s text:c=\"2\"/>tiga<text:tab/>empat"
            "<office:annotation><text:p>x</text:p></office:annotation>",
            "<table:table><table:table-cell><text:p>sel</text:p></table:table-cell></table:table>",
            "<text:list><text:list-item><text:p>butir</text:p></text:list-item></text:list>",
        )
    )  # fmt: skip
    assert document.prose.strip() == "Satu dua  tiga\tempat\n\nsel\n\nbutir"
    assert [(one.kind, str(document.source.span(one.start, one.end))) for one in document.blocks[1:]] == [
        ("paragraph", "skripsi.odt:paragraph 2:1"), ("cell", "skripsi.odt:paragraph 3:1"),
        ("item", "skripsi.odt:paragraph 4:1"),
    ]  # fmt: skip


def test_a_flat_file_is_read(word: Word) -> None:
    """All in one file of XML: the same text."""
    flat = f"<office:document {word.ODF}><office:body><office:text><text:p>Satu.</text:p></office:text></office:body>"
    assert read(f"{flat}</office:document>".encode()).text == "Satu."


def test_reads_what_pandoc_reads(word: Word, need: Callable[[str], str], tmp_path: Path) -> None:
    """The words, one after another, are those of pandoc's plain text; notes stand elsewhere there."""
    (tmp_path / "a.odt").write_bytes(word.odt_thesis())
    done = subprocess.run(
        [need("pandoc"), "--from=odt", "--to=plain", "--wrap=none", tmp_path / "a.odt"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    note = "Pendapat lain: (Holsti, 1995: 15)."
    expected = done.stdout.replace("[1] " + note, "").replace(".[1]", ".").split()
    # pandoc leaves out what stands in a section, as the list of references does.
    own = read(word.odt_thesis()).text.replace(note, "").removesuffix("Holsti, K. J. (1995).").split()
    assert own == expected


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"META-INF/manifest.xml": "<manifest:encryption-data/>"}, "protected by a password"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "declares entities or a document type"),
        ({"content.xml": "<a>"}, "not well-formed"),
        ({"content.xml": b" " * 70_000_000}, "unpack to far more"),
    ],
)
def test_files_that_cannot_be_read(word: Word, parts: dict[str, str | bytes], why: str) -> None:
    """One line for each."""
    (finding,) = read(word.odt("Satu.", parts=parts)).diagnostics
    assert (finding.code, finding.unreadable) == ("FIL007", True)
    assert why in finding.message


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_no_damage_raises(word: Word, seed: int) -> None:
    """Elements repeated, cut out and moved give a document, with findings or without."""
    chance = random.Random(seed)
    pieces = word.odt_content().split("<")
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(pieces))
        if chance.random() < 0.5:
            pieces.insert(at, chance.choice(pieces))
        else:
            del pieces[at]
    document = read(word.odt(parts={"content.xml": "<".join(pieces)}))
    assert len(document.prose) == len(document.text)
    assert all(0 <= one.start <= one.end <= len(document.text) for one in document.blocks)
