"""PDF: the text of pages that Typst has set; places by page and line, and files that cannot be read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.documents import pdf
from citekit.loader import load_files
from citekit.model import Document
from citekit.prose import references
from citekit.source import ByteSource

SETTINGS = (
    "#set page(width: 12cm, height: 9cm, header: [Jurnal Kawasan 12 (2024)], footer: context counter(page).display())\n"
)
TEXT = (
    "Politik internasional dipahami sebagai tindakan negara terhadap lingkungan luarnya (Holsti, 1995, hlm. 12). "
    "Negara bukan satu-satunya aktor di dalamnya, sebagaimana ditunjukkan oleh Keohane (1988) dan banyak penulis lain "
    "yang membahas lembaga dan organisasi antarpemerintah. Efisiensi konflik tidak dibahas.\n\n"
)  # fmt: skip


def made(tmp_path: Path, text: str) -> bytes:
    """The PDF that Typst makes of a text."""
    typst = pytest.importorskip("typst")
    (tmp_path / "a.typ").write_text(
        SETTINGS + '#set text(lang: "id", hyphenate: true)\n#set par(justify: true)\n' + text
    )
    done: bytes = typst.compile(str(tmp_path / "a.typ"), ignore_system_fonts=True)
    return done


def read(data: bytes) -> Document:
    return pdf.read(ByteSource("a.pdf", data, "latin-1"))


def test_words_of_pages(tmp_path: Path) -> None:
    """Words that were cut are whole, heads and feet of pages are left out, paragraphs end where they end."""
    pytest.importorskip("pypdf")
    words = TEXT.split()
    text = "".join(" ".join([*words[at:-1], *words[:at], words[-1]]) + "\n\n" for at in range(0, 32, 4))
    document = read(made(tmp_path, text))
    assert document.diagnostics == ()
    assert " ".join(document.text.split()) == " ".join(text.split())
    assert [one.kind for one in document.blocks] == ["paragraph"] * 8
    where = document.source.where(document.text.rindex("Efisiensi"))
    assert where.startswith("page 4:") or where.startswith("page 3:")


def test_citations_are_found_and_told_by_page(tmp_path: Path) -> None:
    """Citations in words, one of them over the end of a line, with page, line and column."""
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(made(tmp_path, TEXT))
    (tmp_path / "a.bib").write_text(
        "@book{holsti, author={Holsti, K. J.}, title={T}, publisher={P}, year=1995}\n"
        "@article{keohane, author={Keohane, R.}, title={T}, journal={J}, year=1988}\n"
    )
    project = load_files(["a.pdf", "a.bib"], root=tmp_path)
    told = [(one.entry and one.entry.key, str(one.origin.span).rpartition("a.pdf:")[2]) for one in project.attributions]
    assert [key for key, _ in told] == ["holsti", "keohane"]
    assert all(place.startswith("page 1:") for _, place in told)


def test_the_heading_of_a_list_stands_by_itself(tmp_path: Path) -> None:
    """A list of references under a heading that is a line among lines is found, its works read and cited."""
    pytest.importorskip("pypdf")
    works = (
        "Assmann, Jan (1992): Das kulturelle Gedächtnis. Schrift, Erinnerung und politische Identität. München: Beck.",
        "Holsti, K. J. (1995): International Politics. A Framework for Analysis. Englewood Cliffs: Prentice-Hall.",
        "Keohane, Robert (1988): International Institutions: Two Approaches. London: Verlag der Schule.",
    )
    # The last line of the text is a full one, so that nothing but its words tells the heading.
    text = "Vgl. dazu Assmann (1992, S. 14) und Holsti (1995), die beide mit Keohane (1988) streiten, wie man weiß. "
    for heading in ("Literaturverzeichnis", "6. References", "R EFERENCES", "Daftar Pustaka"):
        document = read(made(tmp_path, "#set par(spacing: 0.65em)\n" + f"{text}\\ {heading} \\ " + " \\ ".join(works)))
        printed = [(one.entry.names["author"].names[0].family, one.year) for one in references(document)]
        assert [year for _, year in printed] == ["1992", "1995", "1988"], heading
        assert [name for name, _ in printed] == ["Assmann", "Holsti", "Keohane"], heading


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """One line for each: no PDF, a damaged one, one behind a password."""
    pypdf = pytest.importorskip("pypdf")
    whole = made(tmp_path, "Satu.")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(whole))
    writer.encrypt("rahasia", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    for data, why in ((b"", "no PDF"), (b"%PDF-1.7\n", "damaged"), (locked.getvalue(), "protected by a password")):
        (finding,) = read(data).diagnostics
        assert (finding.code, finding.unreadable) == ("FIL007", True)
        assert why in finding.message


def test_without_pypdf_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra: where it is missing, the finding says how to get it."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (finding,) = read(b"%PDF-1.7\n").diagnostics
    assert (finding.code, finding.hint) == ("FIL007", "run: pip install 'citekit-bib[pdf]', or save it as plain text")


@settings(max_examples=30)
@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=40))
def test_no_damage_raises(tmp_path_factory: pytest.TempPathFactory, places: list[tuple[float, int]]) -> None:
    """Bytes changed anywhere give a document, with findings or without."""
    pytest.importorskip("pypdf")
    kept = tmp_path_factory.getbasetemp() / "whole.pdf"
    if not kept.exists():
        kept.write_bytes(made(tmp_path_factory.mktemp("pdf"), TEXT))
    data = bytearray(kept.read_bytes())
    for place, value in places:
        data[int(place * (len(data) - 1))] = value
    document = read(bytes(data))
    assert len(document.prose) == len(document.text)


def test_ligatures_that_came_out_as_codes_are_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """TeX's T1 and OT1 encodings have ff at 0x1B and 0x0B, fi at 0x1C, ffi at 0x1E (the tables of fontenc); some of
    these codes would end a line.
    """
    monkeypatch.setattr(pdf, "_pages", lambda data: iter(["e\x1bect of the \x1cnal di\x0berence, o\x1ece"]))
    assert read(b"%PDF-1.5").text.strip() == "effect of the final difference, office"
