"""LaTeX in several files: what is taken in, commands of the writer's own, and what real runs of LaTeX have cited."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.documents import auxiliary, latex
from citekit.loader import load_files
from citekit.model import Document, Mode, Project
from citekit.source import TextSource

Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files, and gives their folder."""

    def made(files: dict[str, str]) -> Path:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return made


def read(text: str) -> Document:
    return latex.read(TextSource("thesis.tex", text))


def keys(document: Document) -> list[str]:
    return [item.key for citation in document.citations for item in citation.items]


def cited(project: Project) -> list[str]:
    return sorted(key for document in project.documents for key in keys(document) if key)


def codes(project: Project) -> list[tuple[str, str]]:
    return [(one.code, one.message.rpartition("/")[2]) for one in project.diagnostics]


# -------------------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\volcites(pre)(post)[see]{2}[5]{a}{3}{b}", [("a", "page 5"), ("b", "volume 3")]),
        (r"\tvolcites{1}{a}", [("a", "volume 1")]),
        (r"\citefield{a}[format]{title}", [("a", "")]),
        (r"\apud[12]{a}{b}", [("a", ""), ("b", "page 12")]),
        (r"\apudonline{a}{b}", [("a", ""), ("b", "")]),
        (r"\textcquote[12]{a}{Kata-kata}", [("a", "page 12")]),
        (r"\foreignblockcquote{german}[lihat][5]{a}[.]{Worte}", [("a", "page 5")]),
        (r"\begin{displaycquote}[3]{a}Kata-kata\end{displaycquote}", [("a", "page 3")]),
        (r"\footcites{a}[2]{b}", [("a", ""), ("b", "page 2")]),
        (r"\fullCiteA{a}", [("a", "")]),
    ],
)
def test_further_commands(text: str, expected: list[tuple[str, str]]) -> None:
    """biblatex §3.9, csquotes §§4–5, apacite §4.2 and abntex2cite §2: keys and locators, by their manuals."""
    found = [item for citation in read(f"Satu {text} dua.").citations for item in citation.items]
    where = [f"{item.locator.label} {item.locator.value}" if item.locator else "" for item in found]
    assert [(item.key, place) for item, place in zip(found, where, strict=True)] == expected


def test_a_quotation_keeps_its_words() -> None:
    """Of a quotation that names its work the words are prose, the arguments before them are not."""
    prose = read(r"Satu \foreigntextcquote{german}[5]{a}{die Worte} dua.").prose
    assert " ".join(prose.split()) == "Satu die Worte dua."
    assert " ".join(read(r"Satu \citefield{a}{title} dua.").prose.split()) == "Satu dua."


def test_what_is_defined_is_not_set() -> None:
    r"""The body of a `\def` is none of the words, and cites nothing."""
    document = read(r"Satu \def\a#1{dua \cite{b}}tiga {\def\c{d}empat}.")
    assert (" ".join(document.prose.split()), keys(document)) == ("Satu tiga empat .", [])


@pytest.mark.parametrize(
    ("made", "used", "mode"),
    [
        (r"\newcommand{\lihat}[1]{(lihat \citealp[][]{#1})}", r"\lihat{a}", Mode.PARENTHETICAL),
        (r"\newcommand\bacaan{\citet}", r"\bacaan[3]{a}", Mode.NARRATIVE),
        (r"\let\kutip=\citeyear", r"\kutip{a}", Mode.SUPPRESSED),
        (r"\DeclareCiteCommand{\kutip}[\mkbibparens]{}{}{}{}", r"\kutip[3]{a}", Mode.PARENTHETICAL),
        (r"\newcites{web}{Laman}", r"\citetweb{a}", Mode.NARRATIVE),
    ],
)
def test_commands_of_the_text_itself(made: str, used: str, mode: Mode) -> None:
    """A command that the text defines by one that cites is read like that one; its definition cites nothing."""
    document = read(f"{made}\n\\begin{{document}}\nSatu {used}.\n\\end{{document}}")
    assert [(item.key, item.mode) for citation in document.citations for item in citation.items] == [("a", mode)]


def test_what_is_never_set_cites_nothing() -> None:
    r"""Between `\iffalse` and its `\fi` nothing counts, conditions within it included; without an end all is read."""
    assert keys(read(r"\cite{a} \iffalse \ifodd1 \cite{b}\fi \cite{c} \fi \cite{d}")) == ["a", "d"]
    assert keys(read(r"\iffalse \cite{a}")) == ["a"]


# ----------------------------------------------------------------------------------------------------------- files


def test_files_are_taken_in(write: Write) -> None:
    """Each file is a document of its own; names count from the main file's folder, `\\subimport`'s from their own."""
    folder = write(
        {
            "main.tex": r"\input{bab/a} \include{bab/b.tex} \subfile{bab/c} \import{bagian/}{d} \input bab/e",
            "bab/a.tex": r"\cite{a} \input{bab/a}",
            "bab/b.tex": r"\cite{b} \input{main}",
            "bab/c.tex": r"\documentclass[../main]{subfiles}\begin{document}\cite{c}\subimport{x/}{f}\end{document}",
            "bab/x/f.tex": r"\cite{f}",
            "bagian/d.tex": r"\cite{d}",
            "bab/e.tex": "\\cite{e}\n",
        }
    )
    project = load_files(["main.tex"], root=folder)
    assert (cited(project), codes(project)) == (["a", "b", "c", "d", "e", "f"], [])


def test_what_is_missing_is_told_once(write: Write) -> None:
    """At the place that names it; not where the text says that it may be missing, nor for files of TeX's own."""
    text = r"\input{bab/satu} \input{glyphtounicode} \InputIfFileExists{lokal}{}{} \newcommand{\x}[1]{\input{#1}}"
    project = load_files(["main.tex"], root=write({"main.tex": text + r" \input{bab/satu}"}))
    (finding,) = project.diagnostics
    assert (finding.code, finding.span.text, finding.span.column) == ("FIL001", "bab/satu", 8)


def test_nothing_outside_is_read(write: Write, tmp_path: Path) -> None:
    """A file that somebody sent leads neither up nor away from its folder."""
    folder = write({"kirim/main.tex": r"\input{../rahasia} \input{/etc/hostname}", "rahasia.tex": r"\cite{r}"})
    project = load_files(["main.tex"], root=folder / "kirim")
    assert ([one.code for one in project.diagnostics], cited(project)) == (["FIL008", "FIL008"], [])


def test_definitions_serve_all_files(write: Write) -> None:
    """A command that one file defines is known in all that belong to the same document."""
    folder = write(
        {
            "main.tex": r"\input{perintah} \begin{document}\lihat{a} \input{bab}\end{document}",
            "perintah.tex": r"\newcommand{\lihat}[1]{(\citealp{#1})}",
            "bab.tex": r"\lihat{b}",
            "lain.tex": r"\lihat{c}",
        }
    )
    assert cited(load_files(["main.tex"], root=folder)) == ["a", "b"]
    assert cited(load_files(["lain.tex"], root=folder)) == []


def test_libraries_count_from_the_main_file(write: Write) -> None:
    """A chapter that names the library means the one beside the main file."""
    folder = write(
        {"m.tex": r"\input{bab/a}", "bab/a.tex": r"\cite{a}\bibliography{p}", "p.bib": "@misc{a, title={T}}"}
    )
    project = load_files(["m.tex"], root=folder)
    assert ([entry.key for entry in project.entries], codes(project)) == (["a"], [])


# ----------------------------------------------------------------------------------------------------- real runs


def test_agrees_with_biber(samples: Path, need: Callable[[str], str], tmp_path: Path) -> None:
    """The keys of the thesis are, one by one, those that biblatex hands to biber in a real run; so says its .bcf."""
    shutil.copytree(samples / "tesis", tmp_path, dirs_exist_ok=True)
    run = [need("pdflatex"), "-interaction=batchmode", "-draftmode", "tesis.tex"]
    subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    told = (tmp_path / "tesis.bcf").read_text("utf-8")
    expected = sorted(re.findall(r"<bcf:citekey[^>]*>([^<]*)<", told))
    assert len(expected) == 15
    assert cited(load_files(["tesis.tex"], root=tmp_path)) == expected
    project = load_files(["tesis.bcf"], root=tmp_path)
    assert (cited(project), len(project.entries), codes(project)) == (expected, 9, [])


def test_agrees_with_bibtex(write: Write, need: Callable[[str], str]) -> None:
    """The keys of a text with natbib are those that its run has put into the .aux files, main and chapter."""
    folder = write(
        {
            "main.tex": "\\documentclass{article}\n\\usepackage{natbib}\n"
            "\\newcommand{\\lihat}[1]{(lihat \\citealp{#1})}\n"
            "\\defcitealias{k}{Kitab}\n\\begin{document}\n\\citep[lihat][2]{a,b} \\Citet*{c} \\citetext{\\citealt{d}}"
            "\\include{bab}\\lihat{e}\\nocite{*}\\bibliographystyle{plainnat}\\bibliography{p,q}\n\\end{document}\n",
            "bab.tex": "\\citeyearpar{f}, \\citetalias{k}, \\citeauthor{g} \\verb|\\cite{h}|\n",
        }
    )
    run = [need("pdflatex"), "-interaction=batchmode", "-draftmode", "main.tex"]
    subprocess.run(run, cwd=folder, capture_output=True, check=False)
    told = (folder / "main.aux").read_text() + (folder / "bab.aux").read_text()
    expected = sorted({key for keys in re.findall(r"\\citation\{([^}]*)\}", told) for key in keys.split(",")} - {"*"})
    assert expected == ["a", "b", "c", "d", "e", "f", "g", "k"]
    own = load_files(["main.tex"], libraries=["none.bib"], root=folder)
    theirs = load_files(["main.aux"], libraries=["none.bib"], root=folder)
    assert sorted(set(cited(own))) == sorted(set(cited(theirs))) == expected
    for project in (own, theirs):
        assert project.documents[0].cites_all
        assert [name.removesuffix(".bib") for name in project.documents[0].bibliography] == ["p", "q"]


def test_reads_control_files() -> None:
    """Keys stand where they stand; a key that XML escapes is read as it is."""
    document = auxiliary.read(TextSource("a.bcf", '<bcf:citekey order="1">a&amp;b</bcf:citekey>'))
    ((citation,), text) = document.citations, document.prose
    assert (citation.items[0].key, citation.span.text, text.strip()) == ("a&b", "a&amp;b", "")
    told = auxiliary.read(TextSource("a.aux", "\\abx@aux@cite{0}{x y}\n\\citation{a,b}\n"))
    assert keys(told) == ["x y", "a", "b"]
