"""LaTeX: citation commands as the manuals of natbib (§2) and biblatex (§3.9) define them, and the prose around them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import prose
from citekit.documents import latex
from citekit.documents.latex.tables import tables
from citekit.model import CitationItem, Document, Mode
from citekit.source import TextSource


def read(text: str) -> Document:
    return latex.read(TextSource("thesis.tex", text))


def items(text: str) -> list[CitationItem]:
    return [item for citation in read(text).citations for item in citation.items]


def keys(text: str) -> list[str]:
    return [item.key for item in items(text)]


def short(item: CitationItem) -> tuple[str, str, str, str]:
    """Key, locator, prefix, suffix."""
    where = f"{item.locator.label} {item.locator.value}" if item.locator else ""
    return item.key, where, item.prefix, item.suffix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{a}", [("a", "", "", "")]),
        (r"\citep[p.~3]{a}", [("a", "page 3", "", "")]),
        (r"\citep[see][]{a}", [("a", "", "see", "")]),
        (r"\citep[see][pp.~3--5]{a,b}", [("a", "", "see", ""), ("b", "page 3--5", "", "")]),
        (r"\parencite*[12]{a}", [("a", "page 12", "", "")]),
        (r"\textcite[bab 3]{a}", [("a", "chapter 3", "", "")]),
        (r"\autocite[lihat][hlm. 4, cetakan kedua]{a}", [("a", "page 4", "lihat", "cetakan kedua")]),
        (r"\citep[see \emph{esp.}][]{a}", [("a", "", "see esp.", "")]),
        (r"\cite<lihat>[4]{a}", [("a", "page 4", "lihat", "")]),
        ("\\cite\n  [3]\n  {a}", [("a", "page 3", "", "")]),
        ("\\cite{a, % first\n  b ,c}", [("a", "", "", ""), ("b", "", "", ""), ("c", "", "", "")]),
        (r"\cites[1]{a}[see][2]{b}", [("a", "page 1", "", ""), ("b", "page 2", "see", "")]),
        (r"\textcites(pre)(post)[1]{a}{b}", [("a", "page 1", "pre", ""), ("b", "", "", "post")]),
        (r"\volcite{2}[5]{a}", [("a", "page 5", "", "vol. 2")]),
        (r"\pvolcite[see]{2}{a}", [("a", "volume 2", "see", "")]),
        (r"\Parencite{a}", [("a", "", "", "")]),
    ],
)
def test_reads_notes_and_locators(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    """One note stands after the citation, of two the first before it; lists of keys are taken apart."""
    (citation,) = read(f"Ini {text} begitu.").citations
    assert [short(item) for item in citation.items] == expected
    assert citation.span.text == text


@pytest.mark.parametrize(
    ("command", "mode"),
    [
        ("citep", Mode.PARENTHETICAL),
        ("citet", Mode.NARRATIVE),
        ("Textcite", Mode.NARRATIVE),
        ("citeauthor", Mode.NARRATIVE),
        ("citeyear", Mode.SUPPRESSED),
    ],
)
def test_commands_tell_the_mode(command: str, mode: Mode) -> None:
    """The command says whether the author stands in the sentence."""
    assert [item.mode for item in items(f"\\{command}{{a}}")] == [mode]


def test_uncited_works_count() -> None:
    r"""`\nocite` asks for works without a mark, `\nocite{*}` for all of them."""
    found = read(r"\nocite{a,b}\nocite{*}")
    assert [item.key for citation in found.citations for item in citation.items] == ["a", "b"]
    assert found.cites_all
    assert not read(r"\nocite{a}").cites_all


@pytest.mark.parametrize(
    ("text", "files"),
    [
        (r"\bibliography{one,two.bib}", ("one.bib", "two.bib")),
        (r"\addbibresource{a.bib}\addbibresource[label=x]{b/c.bib}", ("a.bib", "b/c.bib")),
        (r"% \bibliography{no}", ()),
        (r"\bibliography{\jobname}\bibliography", ()),
    ],
)
def test_names_its_libraries(text: str, files: tuple[str, ...]) -> None:
    """The library files that the document names, with their suffix."""
    assert read(text).bibliography == files


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (r"\usepackage[english,indonesian]{babel}", "id"),
        (r"\usepackage[main=english,indonesian]{babel}", "id"),
        (r"\setdefaultlanguage{english}", "en"),
        (r"\usepackage[utf8]{inputenc}", ""),
    ],
)
def test_names_its_language(text: str, language: str) -> None:
    """The last language that babel is told is the document's."""
    assert read(text).language == language


_UNREAD = [
    "% \\cite{a} (Doe, 1999)",
    "\\verb|\\cite{a} (Doe, 1999)|",
    "\\begin{verbatim}\n\\cite{a} (Doe, 1999)\n\\end{verbatim}",
    "\\begin{lstlisting}[language=C]\n\\cite{a} (Doe, 1999)\n\\end{lstlisting}",
    "\\begin{comment}\n\\cite{a} 1999 \\end{comment}",
    "\\begin{document}x\\end{document} \\cite{a} (Doe, 1999)",
    "\\newcommand{\\my}[1]{\\cite{#1} 1999}",
]


@pytest.mark.parametrize("text", _UNREAD)
def test_comments_and_verbatim_are_not_read(text: str) -> None:
    """What LaTeX does not set is neither prose nor cited, nor are the parameters of a new command."""
    found = read(text)
    assert "1999" not in found.prose
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (r"Negara \emph{bekerja} \textbf{sama}~lagi\footnote{Catatan.}.", "Negara bekerja sama lagi Catatan. ."),
        (r"Untung 50\% \& rugi\\ lagi", "Untung 50 % & rugi lagi"),
        (r"Maka $a = (b, 1999)$ dan \(c\) dan \[d\] dan $$e$$.", "Maka dan dan dan ."),
        ("\\begin{equation}\nx (Doe, 1999)\n\\end{equation} lalu", "lalu"),
        (r"Lihat \ref{sec:a} \url{http://x.org} \href{http://x.org}{di sini}", "Lihat di sini"),
        (r"\section[pendek]{Judul \emph{panjang}}\label{sec:a} Isi", "Judul panjang Isi"),
        (r"\documentclass[a4paper]{article}\title{T}\begin{document}Isi\end{document}", "Isi"),
        ("Satu $ dua\n\ntiga $ empat", "Satu dua tiga empat"),
        (r"Ia \citep{a} ``bilang'' begitu", "Ia ``bilang'' begitu"),
        ("\\begin{tabular}{ll}\na & b \\\\\n\\end{tabular}", "a b"),
        ("\\begin{thebibliography}{9}\n\\bibitem{a} Doe (1999).\n\\end{thebibliography}", "Doe (1999)."),
    ],
)
def test_what_is_prose_stays(text: str, prose: str) -> None:
    """Words that are set stay in place; commands, maths and addresses go."""
    found = read(text)
    assert len(found.prose) == len(text)
    assert " ".join(found.prose.split()) == prose


def test_citations_in_maths_environments_count() -> None:
    """An equation is no prose, yet what it cites is cited."""
    assert keys("\\begin{align}\nx &= y \\quad \\text{by \\cite{a}}\n\\end{align}") == ["a"]


def test_blocks() -> None:
    """Headings, paragraphs, items and quotations are told apart."""
    text = "\\section{Judul}\nSatu\ndua.\n\nTiga.\n\\begin{quote}\nEmpat.\n\nLima.\n\\end{quote}\n" \
           "\\begin{itemize}\n\\item Enam\n\\item Tujuh\n\\end{itemize}\nDelapan"  # fmt: skip
    found = read(text)
    assert [(block.kind, text[block.start : block.end]) for block in found.blocks] == [
        ("heading", "Judul"),
        ("paragraph", "Satu\ndua."),
        ("paragraph", "Tiga."),
        ("quote", "Empat."),
        ("quote", "Lima."),
        ("item", "Enam"),
        ("item", "Tujuh"),
        ("paragraph", "Delapan"),
    ]


def test_every_command_of_the_table_is_read() -> None:
    """Each citation command that `commands.toml` lists yields its key."""
    known = tables()
    for name in (*known.citations, *known.several, *known.uncited):
        assert keys(f"\\{name}[3]{{a}}") == ["a"], name
    for name in known.volume:
        assert keys(f"\\{name}{{2}}{{a}}") == ["a"], name


@given(st.text(alphabet="\\{}[]()$%&~ \n\r`'abcite19|*", max_size=120))
def test_never_raises_and_keeps_every_offset(text: str) -> None:
    """Whatever the text, prose is as long as it and differs only by blanks, and spans lie within it."""
    found = read(text)
    assert len(found.prose) == len(text)
    assert all(seen in (written, " ") for written, seen in zip(text, found.prose, strict=True))
    for citation in found.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
        assert all(item.key == item.span.text for item in citation.items)


_UNITS = ["\\", "\\cite{", "\\cite[", "\\cite[a]{", "{", "}", "\\begin{verbatim}", "\\begin{equation}", "\\begin{a}",
          "\\(", "$", "$a", "$$", "\\verb|", "\\verb!a", "%", "\\section{", "\\cites(", "\\label{ {a}", "\\item ",
          "\\footnote{"]  # fmt: skip


@pytest.mark.parametrize("unit", _UNITS)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """A line of one command over and over takes no more than its length in time."""

    def work(size: int) -> None:
        latex.read(TextSource("a.tex", unit * (size // len(unit))))

    assert grows_linearly(work, 40_000, 160_000)


_ORACLE = r"""
\documentclass{article}
\begin{document}
Satu \citep[see][p.~3]{a,b} dan \citet{c}. % \cite{no}
\begin{verbatim}
\cite{no}
\end{verbatim}
Lihat \parencite[12]{d} dan \textcites{e}[4]{f}; \citeyear{g}, \footcite{h}.
\begin{itemize}
\item \cite{i}
\end{itemize}
\end{document}
\cite{no}
"""


def test_agrees_with_pandoc(need: Callable[[str], str]) -> None:
    """The keys are those that pandoc finds, in its order."""
    command = [need("pandoc"), "-f", "latex", "-t", "json"]
    run = subprocess.run(command, input=_ORACLE, capture_output=True, text=True, check=True)

    def cited(node: object) -> list[str]:
        if isinstance(node, dict):
            if node.get("t") == "Cite":
                return [citation["citationId"] for citation in node["c"][0]]
            return [key for value in node.values() for key in cited(value)]
        return [key for value in node for key in cited(value)] if isinstance(node, list) else []

    assert keys(_ORACLE) == cited(json.loads(run.stdout)["blocks"])


def test_the_works_of_thebibliography_are_its_printed_list() -> None:
    r"""Each `\bibitem` is a work of the list, under the key that `\cite` has; nothing in it is a citation."""
    text = (
        "\\cite{a,b}\n\\begin{thebibliography}{9}\n\\bibitem{a} Doe, J. (1999). Title.\n\n"
        "\\bibitem[Roe(1998)]{b} Roe, R. (1998). Other. \\newblock See also Doe (1999).\n\\end{thebibliography}\n"
    )
    document = prose.read(read(text), prose.lexicon(()))
    assert [(one.label, one.year) for one in document.references] == [("a", "1999"), ("b", "1998")]
    assert [item.key for citation in document.citations for item in citation.items] == ["a", "b"]
