"""Fixes in real files: byte-exact, in the file's own encoding and line ends."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from citekit.checker import check
from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.edits.changes import carry_out, last, undo
from citekit.edits.fixing import Fixing, fixed
from citekit.loader import load_files

BIB = (
    b"@book{plano1979, author = {Jack Plano and Roy Olton}, title = {T}, publisher = {P}, year = {1979}}\r\n"
    b"@book{abel1990, author = {Abel, A. and Berg, B. and Carl, C.}, title = {T}, publisher = {P}, year = {1990}}\r\n"
)


def fixing(folder: Path, name: str, data: bytes, *unsafe: str) -> Fixing:
    """The fixes of a document beside a library."""
    (folder / "r.bib").write_bytes(BIB)
    (folder / name).write_bytes(data)
    made = load_files([name], libraries=["r.bib"], root=folder)
    return fixed(made, check(made), unsafe)


@pytest.mark.parametrize("name", ["a.md", "a.tex", "a.typ", "a.txt"])
def test_a_misspelt_name(tmp_path: Path, name: str) -> None:
    """It is put right and no other byte is touched; undo gives the old bytes back."""
    sign = rb"\&" if name == "a.tex" else b"&"
    data = b"Kata \xc3\xa9 itu (Planno " + sign + b" Olton, 1979).\r\n\r\nTeks.\n"
    found = fixing(tmp_path, name, data)
    carry_out(found.changes, "citekit check --fix")
    assert (tmp_path / name).read_bytes() == data.replace(b"Planno", b"Plano")
    record = last(tmp_path)
    assert record
    undo(record)
    assert (tmp_path / name).read_bytes() == data


def test_latin_1_stays_latin_1(tmp_path: Path) -> None:
    """The bytes of other letters are as they were."""
    data = b"% Encoding: ISO-8859-1\nD\xe9j\xe0 vu (Planno \\& Olton, 1979).\n"
    found = fixing(tmp_path, "a.tex", data)
    assert [change.after for change in found.changes] == [data.replace(b"Planno", b"Plano")]


def test_unsafe_fixes_are_made_only_when_named(tmp_path: Path) -> None:
    """A bracket is put where it belongs when its code is given."""
    data = b"Kata itu (Plano & Olton, 1979. Teks.\n"
    assert fixing(tmp_path, "a.txt", data).changes == ()
    (change,) = fixing(tmp_path, "a.txt", data, "CIT201").changes
    assert change.after == b"Kata itu (Plano & Olton, 1979). Teks.\n"


AMP = r"A (Plano \& Olton, 1979). B (Plano \& Olton, 1979). C (Plano \& Olton, 1979)."
AND = "A (Plano and Olton, 1979). B (Plano and Olton, 1979). C (Plano and Olton, 1979)."
DKK = "A (Abel dkk., 1990). B (Abel dkk., 1990). C (Abel dkk., 1990)."


@pytest.mark.parametrize(
    ("code", "data", "now"),
    [
        ("CIT203", AMP.replace(r"C (Plano \&", "C (Plano and"), AMP),
        ("CIT203", AND.replace("C (Plano and", r"C (Plano \&"), AND),
        ("CIT202", DKK.replace("C (Abel dkk.", "C (Abel et al."), DKK),
        ("CIT202", DKK.replace("A (Abel dkk.", r"A (Abel \emph{et al.}"), DKK),
    ],
)
def test_terms_in_latex(tmp_path: Path, code: str, data: str, now: str) -> None:
    """The odd term becomes the usual one, written as LaTeX writes it, with no half of a command left."""
    (change,) = fixing(tmp_path, "a.tex", f"\\begin{{document}}\n{data}\n\\end{{document}}\n".encode()).changes
    assert change.after == f"\\begin{{document}}\n{now}\n\\end{{document}}\n".encode()


def test_a_name_in_a_printed_list(tmp_path: Path) -> None:
    """A misspelt name in the list of references is put right among the marks of italics."""
    data = b"Satu (Plano & Olton, 1979).\n\n# References\n\n*Planno, J.*, & Olton, R. (1979). *T*. P.\n"
    (change,) = fixing(tmp_path, "a.md", data).changes
    assert change.after == data.replace(b"Planno", b"Plano")


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_packed_files_are_left_to_their_programs(tmp_path: Path, name: str) -> None:
    """A fix in a file that is no plain text is refused with the reason, and nothing is written."""
    if name == "a.docx":
        made = docx.Document()
        made.add_paragraph("Kata itu (Planno & Olton, 1979).")
        made.save(str(tmp_path / name))
    else:
        content = f"{_ODT}<text:p>Kata itu (Planno &amp; Olton, 1979).</text:p></office:text></office:body>{_END}"
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            packed.writestr("content.xml", content)
    found = fixing(tmp_path, name, (tmp_path / name).read_bytes())
    assert (found.changes, len(found.impossible)) == ((), 1)


def test_a_pdf_is_left_to_its_program(tmp_path: Path) -> None:
    """A PDF has places but no text of its own to write to: its fix is refused, and the file stays as it was."""
    pytest.importorskip("pypdf")
    typst = pytest.importorskip("typst")
    (tmp_path / "a.typ").write_text("Kata itu (Planno & Olton, 1979).")
    data = typst.compile(str(tmp_path / "a.typ"), ignore_system_fonts=True)
    found = fixing(tmp_path, "a.pdf", data)
    assert found.changes == ()
    ((finding, why),) = found.impossible
    assert (finding.code, why.partition(":")[0].endswith("a.pdf is no file of plain text")) == ("CIT103", True)
    assert (tmp_path / "a.pdf").read_bytes() == data


def test_of_fixes_that_overlap_the_first_wins(tmp_path: Path) -> None:
    """Two fixes of one word are not made into one another: the first is made, the other waits for the next time."""
    (tmp_path / "a.txt").write_text("Satu dua tiga.\n")
    project = load_files(["a.txt"], root=tmp_path)
    source = project.documents[0].source
    places = ((0, 8, "SATU DUA"), (5, 13, "DUA TIGA"), (9, 13, "TIGA"))
    one, two, three = (
        Diagnostic(span, "CIT102", "salah", Severity.WARNING, fix=Fix(span, new))
        for start, end, new in places
        for span in [source.span(start, end)]
    )
    made = fixed(project, [three, two, one])
    assert [change.after for change in made.changes] == [b"SATU DUA TIGA.\n"]
    assert made.overlapping == (two,)


_NS = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    f'<office:document-content xmlns:office="{_NS}:office:1.0" xmlns:text="{_NS}:text:1.0"><office:body><office:text>'
)
_END = "</office:document-content>"
