"""Comments in a copy of a Word document: at their very words, and with nothing else changed.

python-docx makes the documents and reads the comments; what stands between the marks is read by a walk through the XML
that shares nothing with citekit; LibreOffice opens the result.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx as python_docx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from citekit.cli import main
from citekit.documents import docx
from citekit.documents.docx.commenting import Comment, commented
from citekit.source import ByteSource

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}

HYPERLINK = (
    '<w:hyperlink xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:anchor="x">'
    "<w:r><w:rPr><w:i/></w:rPr><w:t>tautan Wendt &amp; rekan</w:t></w:r></w:hyperlink>"
)
FIELD = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:fldChar w:fldCharType="begin"/>'
    '<w:instrText xml:space="preserve"> PAGEREF x </w:instrText><w:fldChar w:fldCharType="separate"/>'
    '<w:t>halaman 7</w:t><w:tab/><w:t>ya</w:t><w:fldChar w:fldCharType="end"/></w:r>'
)
INSERTED = (
    '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="900" w:author="A">'
    "<w:r><w:t>baru &#x641; disisipkan</w:t></w:r></w:ins>"
)


@pytest.fixture(scope="module")
def document() -> bytes:
    """A document as python-docx makes it: looks, a link, a field, an insertion, a table, a picture-less rest."""
    made = python_docx.Document()
    made.add_heading("Kerja sama", 1)
    first = made.add_paragraph("Kerja sama dapat terbentuk ")
    first.add_run("tanpa perundingan (Wendt, 1992)").bold = True
    first.add_run(", kata 😀 dia.\tLalu\nbaris.")
    second = made.add_paragraph("Lihat ")
    for xml in (HYPERLINK, FIELD, INSERTED):
        second._p.append(etree.fromstring(xml))
    made.add_table(1, 2).cell(0, 1).text = "sel (Geertz, 1960)"
    return packed(made)


def packed(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def text_of(data: bytes) -> str:
    return docx.read(ByteSource("a.docx", data, "latin-1")).text


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


SIGNS = {"tab": "\t", "br": "\n"}


def marked(data: bytes) -> dict[str, str]:
    """The words between the marks of each comment, by its id, told by the XML alone; paragraphs are not told apart."""
    opened: set[str] = set()
    words: dict[str, str] = {}
    for element in etree.fromstring(parts(data)["word/document.xml"]).iter():
        name = str(element.tag).removeprefix(W)
        id = element.get(f"{W}id")
        if name == "commentRangeStart":
            opened.add(id)
            words[id] = ""
        elif name == "commentRangeEnd":
            opened.discard(id)
        elif name == "t" or name in SIGNS:
            for one in opened:
                words[one] += SIGNS.get(name, element.text or "")
    assert not opened
    return words


def plain(text: str) -> str:
    return text.replace("\n\n", "").replace("\n", "")


@settings(max_examples=25)
@given(places=st.lists(st.tuples(st.integers(0, 170), st.integers(1, 60)), min_size=1, max_size=6))
def test_each_comment_stands_at_its_very_words(document: bytes, places: list[tuple[int, int]]) -> None:
    """Wherever words begin and end, in runs, links, fields or tables, overlapping or not; the text stays."""
    text = text_of(document)
    spans = [(at, at + size) for at, size in places if text[at : at + size].strip()]
    data = commented(document, [Comment(start, end, ["x"]) for start, end in spans], "citekit")

    assert text_of(data) == text
    assert [plain(marked(data)[str(id)]) for id in range(len(spans))] == [plain(text[a:b]) for a, b in spans]


def test_only_the_parts_of_comments_change(document: bytes) -> None:
    """Every other part has the bytes it had, and the runs that were cut keep their looks."""
    at = text_of(document).index("perundingan")
    data = commented(document, [Comment(at, at + 11, ["x"])], "citekit")
    before, after = parts(document), parts(data)
    runs = python_docx.Document(io.BytesIO(data)).paragraphs[1].runs

    assert {name for name in after if after[name] != before.get(name)} == CHANGED
    assert before.keys() <= after.keys()
    assert [run.text for run in runs if run.bold] == ["tanpa ", "perundingan", " (Wendt, 1992)"]
    for kept in (b"<w:hyperlink", b" PAGEREF x ", b"<w:ins "):
        assert after["word/document.xml"].count(kept) == before["word/document.xml"].count(kept) == 1


def test_comments_that_are_there_stay(document: bytes) -> None:
    """New ones come after them, with numbers of their own; the old are untouched to the byte."""
    made = python_docx.Document(io.BytesIO(document))
    made.add_comment(made.paragraphs[1].runs, text="perlu sumber", author="Editor", initials="E")
    theirs = packed(made)
    ours = commented(theirs, [Comment(0, 5, ["Error: x", "→ y"])], "citekit")
    comments = list(python_docx.Document(io.BytesIO(ours)).comments)
    old, new = parts(theirs)["word/comments.xml"], parts(ours)["word/comments.xml"]

    assert [(one.author, one.text) for one in comments] == [("Editor", "perlu sumber"), ("citekit", "Error: x\n→ y")]
    assert len({one.comment_id for one in comments}) == 2
    assert new.startswith(old.rstrip().removesuffix(b"</w:comments>"))


def test_hostile_text_of_a_finding(document: bytes) -> None:
    """Markup, control characters and other directions in a message do no harm: the comment says them."""
    hostile = 'a ]]> & <w:p> "c" \x00\x1b \ufffe שלום'
    data = commented(document, [Comment(0, 5, [hostile])], 'ci"<tekit')
    (one,) = python_docx.Document(io.BytesIO(data)).comments

    assert one.text == 'a ]]> & <w:p> "c" ·· · שלום'
    assert one.author == 'ci"<tekit'


def test_notes_and_formulas(word: Any) -> None:
    """What stands in a note is marked at the note's sign, what stands in a formula at the formula."""
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a=b</m:t></m:r></m:oMath>'
    original = word.docx(
        word.paragraph("Satu", '<w:r><w:t>dua</w:t><w:footnoteReference w:id="2"/><w:t>tiga</w:t></w:r>', formula, "."),
        footnotes=["Catatan (Wendt, 1992)."],
    )
    text = text_of(original)
    at, sum = text.index("Wendt"), text.index("a=b")
    data = commented(original, [Comment(at, at + 5, ["x"]), Comment(sum + 1, sum + 2, ["y"])], "citekit")
    xml = parts(data)["word/document.xml"].decode()

    assert text_of(data) == text
    inside = xml[xml.index("commentRangeStart") : xml.index("commentRangeEnd")]
    assert "footnoteReference" in inside
    assert "dua" not in inside
    assert "tiga" not in inside
    second = xml[xml.rindex("commentRangeStart") : xml.rindex("commentRangeEnd")]
    assert second.count("<m:oMath") == second.count("</m:oMath>") == 1


def test_the_command_and_libreoffice(
    document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, need: Callable[[str], str]
) -> None:
    """The copy holds the findings as comments, the original keeps its bytes, and LibreOffice shows the comments."""
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(document)
    Path("refs.bib").write_text("@book{x, author = {Y, Z.}, title = {T}, publisher = {P}, year = {1999}}\n")
    check = ["check", "a.docx", "-l", "refs.bib", "--format", "docx", "-o"]

    assert CliRunner().invoke(main, [*check, "a.docx"]).exit_code == 2
    CliRunner().invoke(main, [*check, "checked.docx"])
    assert Path("a.docx").read_bytes() == document
    comments = [one.text for one in python_docx.Document("checked.docx").comments]
    assert [one.count("fits") for one in comments if "CIT104" in one] == [1, 1]

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [need("soffice"), profile, "--headless", "--convert-to", "fodt", "checked.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    office = etree.parse("checked.fodt")
    names = office.getroot().nsmap
    shown = office.findall(".//office:annotation", names)
    assert [one.findtext("dc:creator", namespaces=names) for one in shown] == ["citekit"] * len(comments)
    assert ["\n".join("".join(p.itertext()) for p in one.findall("text:p", names)) for one in shown] == comments
    assert len(office.findall(".//office:annotation-end", names)) == len(comments)


def test_what_is_no_word_document_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments asked for without a Word document, or for two: one line that says so, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Kerja sama.\n")
    for name in ("b.docx", "c.docx"):
        python_docx.Document().save(name)
    for files in (["a.txt"], ["b.docx", "c.docx"]):
        done = CliRunner().invoke(main, ["check", *files, "--format", "docx", "-o", "out.docx"])
        assert (done.exit_code, Path("out.docx").exists()) == (2, False)
        assert "comments can only be put into" in done.output


def test_a_part_full_of_comments_takes_no_longer_than_it_is(
    grows_linearly: Callable[[Callable[[int], object], int, int], bool],
) -> None:
    """Ten times the paragraphs, each with a finding, take about ten times as long."""

    def work(size: int) -> None:
        made = python_docx.Document()
        body = "<w:p><w:r><w:t>satu dua tiga</w:t></w:r></w:p>" * size
        whole = parts(packed(made))["word/document.xml"].replace(b"<w:body>", b"<w:body>" + body.encode())
        buffer = io.BytesIO()
        with ZipFile(buffer, "w") as file:
            for name, part in parts(packed(made)).items():
                file.writestr(name, whole if name == "word/document.xml" else part)
        commented(buffer.getvalue(), [Comment(at * 15 + 5, at * 15 + 8, ["x"]) for at in range(size)], "citekit")

    assert grows_linearly(work, 500, 5000)
