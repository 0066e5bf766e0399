"""How documents come into a project: by their endings, through those that take them in, with the works they carry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from citekit import documents
from citekit.checker import check
from citekit.cli import main
from citekit.documents import docx
from citekit.edits import init
from citekit.loader import load, load_files
from citekit.model import Document, Match
from citekit.plugin import DocumentFormat
from citekit.source import ByteSource, TextSource

Word = Any
BOOK = "@book{holsti1995, author={Holsti, K. J.}, title={International Politics}, publisher={P}, year=1995}\n"


def test_every_format_has_its_endings() -> None:
    """No ending belongs to two formats, each format reads either text or bytes, and all that it can find is told."""
    endings = [suffix for format in documents.DOCUMENT_FORMATS for suffix in format.suffixes]
    assert len(endings) == len(set(endings))
    assert all((format.read is None) != (format.read_bytes is None) for format in documents.DOCUMENT_FORMATS)
    assert all(documents.by_path(f"a{end}") is one for one in documents.DOCUMENT_FORMATS for end in one.suffixes)
    assert all(set(one.problems) <= set(documents.problems()) for one in documents.DOCUMENT_FORMATS)
    assert documents.by_path("A/THESIS.DOCX") is docx.FORMAT
    assert documents.by_path("notes.xyz").name == documents.named("nothing").name == "plain"


def test_an_unknown_ending_is_plain_text_and_said_so(tmp_path: Path) -> None:
    """The file is read, and one finding tells how."""
    (tmp_path / "a.xyz").write_text("Satu (Holsti, 1995).")
    (tmp_path / "a.bib").write_text(BOOK)
    project = load_files(["a.xyz", "a.bib"], root=tmp_path)
    assert [(one.code, one.message.rpartition("/")[2]) for one in project.diagnostics] == [
        ("FIL006", "a.xyz was read as plain text")
    ]
    assert [one.entry and one.entry.key for one in project.attributions] == ["holsti1995"]


@pytest.fixture
def shout(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A plugin that reads `.shout` files from their bytes."""

    def read(source: ByteSource) -> Document:
        text = source.data.decode().upper()
        return Document(source.path, TextSource(source.path, text), text, format="shout")

    found = DocumentFormat("shout", (".shout",), read_bytes=read)
    monkeypatch.setattr(documents, "discover", lambda group: (found,) if group == "documents" else ())
    documents.added.cache_clear()
    yield
    documents.added.cache_clear()


@pytest.mark.usefixtures("shout")
def test_a_plugin_may_read_bytes(tmp_path: Path) -> None:
    """A format of another package gets the bytes as they are, even where they begin like a packed file."""
    (tmp_path / "a.shout").write_bytes(b"PK\x03\x04 satu")
    (document,) = load_files(["a.shout"], root=tmp_path).documents
    assert document.text == "PK\x03\x04 SATU"


def test_a_packed_file_under_another_name_is_refused(word: Word, tmp_path: Path) -> None:
    """Only the ending says that a file is no text; under `.txt` it is told what it is."""
    (tmp_path / "a.txt").write_bytes(word.thesis())
    (finding,) = load_files(["a.txt"], root=tmp_path).diagnostics
    assert (finding.code, finding.hint) == ("FIL002", "give it the ending of what it is, or save it as plain text")


def test_two_documents_may_carry_one_work_or_two_of_one_name(word: Word, tmp_path: Path) -> None:
    """A work that both carry is there once; two works that would have one key get two, and both are found."""
    other = {**word.HOLSTI, "title": "Another Book of That Year"}
    for name, work in (("a", word.HOLSTI), ("b", word.HOLSTI), ("c", other)):
        cited = word.zotero("(Holsti, 1995)", word.item(work, word.uri(name)))
        (tmp_path / f"{name}.docx").write_bytes(word.docx(word.paragraph("Satu ", cited)))
    project = load_files(["a.docx", "b.docx", "c.docx"], root=tmp_path)
    assert [(entry.key, entry.title[:7]) for entry in project.entries] == [
        ("holsti1995", "Interna"), ("holsti1995-2", "Another"),
    ]  # fmt: skip
    assert [(one.match, one.entry and one.entry.key) for one in project.attributions] == [
        (Match.EXACT, "holsti1995"), (Match.EXACT, "holsti1995"), (Match.EXACT, "holsti1995-2"),
    ]  # fmt: skip


def test_fields_beside_citations_by_hand(word: Word, tmp_path: Path) -> None:
    """Where some works are cited by fields, those that are cited by hand are found in the printed list; what is in
    neither is missing, and what the list has for nothing is told as where the list is all there is.
    """
    cited = word.zotero("(Holsti, 1995)", word.item(word.HOLSTI, word.uri("A")))
    text = ["Satu ", cited, ". Dua (Soekanto, 1982). Tiga (Weber, 1922)."]
    listed = (
        "Geertz, C. (1960). The Religion of Java. Free Press.",
        "Holsti, K. J. (1995). International Politics: A Framework for Analysis. Prentice Hall.",
        "Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.",
    )
    packed = word.docx(word.paragraph(*text), *map(word.paragraph, ("Daftar Pustaka", *listed)))
    (tmp_path / "a.docx").write_bytes(packed)
    project = load_files(["a.docx"], root=tmp_path)
    assert [(one.match, one.entry and one.entry.key) for one in project.attributions] == [
        (Match.EXACT, "holsti1995"), (Match.EXACT, "Soekanto 1982"), (Match.UNKNOWN, None),
    ]  # fmt: skip
    told = [(found.code, found.span.text) for found in check(project) if found.code.startswith("CIT1")]
    assert told == [("CIT104", "Weber, 1922"), ("CIT116", listed[0])]


def test_a_chapter_that_is_named_first_finds_its_files(tmp_path: Path) -> None:
    """Of a project that names every .tex file, a chapter's own includes count from the main file's folder."""
    (tmp_path / "bab").mkdir()
    (tmp_path / "citekit.toml").write_text('documents = ["**/*.tex"]\n')
    (tmp_path / "utama.tex").write_text(r"\input{bab/a}")
    (tmp_path / "bab" / "a.tex").write_text(r"\cite{a} \input{bab/b}")
    (tmp_path / "bab" / "b.tex").write_text(r"\cite{b}")
    project = load(tmp_path)
    assert [one.code for one in project.diagnostics] == []
    assert len(project.documents) == 3


@pytest.mark.parametrize(
    ("name", "text", "document"),
    [
        ("_quarto.yml", "project:\n  type: book\nbibliography: pustaka/a.bib  # semua\n", "bab/a.qmd"),
        ("myst.yml", "project:\n  bibliography:\n    - https://example.org/x\n    - 'pustaka/a.bib'\n", "bab/a.md"),
        ("_config.yml", "bibtex_bibfiles:\n  - pustaka/a.bib\n", "a.md"),
        ("conf.py", 'bibtex_bibfiles = [\n    "pustaka/a.bib",\n]\n', "a.rst"),
    ],
)
def test_settings_of_the_publisher_name_the_library(tmp_path: Path, name: str, text: str, document: str) -> None:
    """Where a document names none, those of Quarto, MyST, Jupyter Book and Sphinx count, from their own folder."""
    for path in ("bab", "pustaka"):
        (tmp_path / path).mkdir()
    (tmp_path / name).write_text(text)
    (tmp_path / "pustaka" / "a.bib").write_text(BOOK)
    (tmp_path / document).write_text(":cite:`holsti1995`" if document.endswith(".rst") else "[@holsti1995]")
    project = load_files([document], root=tmp_path)
    assert [one.entry and one.entry.key for one in project.attributions] == ["holsti1995"]
    assert project.diagnostics == ()
    (tmp_path / document).write_text("Tanpa sitasi.")
    (tmp_path / "pustaka" / "a.bib").unlink()
    (finding,) = load_files([document], root=tmp_path).diagnostics
    assert (finding.code, Path(finding.span.path).name, finding.span.text) == ("FIL001", name, "pustaka/a.bib")


def test_check_speaks_of_chapters_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a project, what is said of a named file includes what is said of the files that it takes in."""
    (tmp_path / "citekit.toml").write_text('library = "a.bib"\ndocuments = ["lain.tex"]\n')
    (tmp_path / "a.bib").write_text(BOOK)
    (tmp_path / "lain.tex").write_text(r"\cite{lain}")
    (tmp_path / "utama.tex").write_text(r"\input{bab}")
    (tmp_path / "bab.tex").write_text(r"\input{anak}")
    (tmp_path / "anak.tex").write_text(r"\cite{holsti1994}")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["check", "utama.tex", "--select", "CIT101"]).output
    assert [line for line in printed.splitlines() if "CIT101" in line] == [
        'anak.tex:1:7: CIT101 no entry has the key "holsti1994"'
    ]


def test_a_new_project_takes_no_products(word: Word, tmp_path: Path) -> None:
    """Of a folder, `init` takes the Word file, and neither the PDF nor the .aux that programs have made."""
    (tmp_path / "a.docx").write_bytes(word.thesis())
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "a.aux").write_text("\\citation{a}\n")
    ((_, text),) = init.plan(tmp_path).contents
    assert '"a.docx"' in text
    assert ".pdf" not in text
    assert ".aux" not in text
