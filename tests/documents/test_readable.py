"""What a reader sees of a document: read off each source by hand, as LaTeX and pandoc print it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import documents, prose
from citekit.model import Document
from citekit.source import TextSource


def read(text: str, path: str) -> Document:
    return documents.by_path(path).read(TextSource(path, text))


def seen(text: str, path: str) -> str:
    return documents.readable(read(text, path), 0, len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Some 40\% of \asean{} members", "Some 40% of asean members"),
        (r"\textit{Another} \textbf{bold \emph{fact}}", "Another bold fact"),
        (r"``So'' -- it is --- pp.~3--4", "“So” – it is — pp. 3–4"),
        (
            r"caf\'e, na\"{\i}ve, Stra\ss e, \v{S}koda, \c cedilla, \O stre",
            "café, naïve, Straße, Škoda, çedilla, Østre",
        ),
        (r"$n$ of \LaTeX{} \& \verb|a_b|\ldots{} yes", "n of LaTeX & a_b… yes"),
        (r"as \citet{a} say \citep[pp.~3--4]{b,c}.", "as a say [b; c, 3–4]."),
        ("one % not this\ntwo\\\\ three~four", "one two three four"),
        (r"see Table~\ref{tab:x}\label{here} at \url{http://x.org/a_b}", "see Table … at http://x.org/a_b"),
        (r"one\footnote{Not \emph{this}. \cite{a}} two.\nocite{b}", "one two."),
        (r"\item it costs \$5 {\em now} \noindent or \asean\ then", "it costs $5 now or asean then"),
        ("\\section{One}\n\\begin{quote}\nTwo\n\\end{quote}", "One Two"),
        (r"\newcommand{\x}{y}\title{\LaTeX}\begin{document}One\end{document} Two", "One"),
    ],
)
def test_latex(text: str, expected: str) -> None:
    """Signs as they are printed, no commands but those that stand for words of the writer's own, no notes."""
    assert seen(text, "a.tex") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An *unclear* **case** of `a_b` and $n$", "An unclear case of a_b and n"),
        ("[the site](http://x.org/a_(b)), ![map](m.png)", "the site, map"),
        ("It is.[^1] So^[not this].\n\n[^1]: Note.", "It is. So. Note."),
        ("caf&eacute; A &amp; B, \\*not\\* <b>bold</b>", "café A & B, *not* bold"),
        ("> quoted\n> words\n\n- item <https://x.org/a>", "quoted words item https://x.org/a"),
        ("As @a [p. 3] says [see @b; -@c].", "As a, 3 says [b; c]."),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    """No emphasis, no addresses of links, no marks of notes; code, maths and entities as a page has them."""
    assert seen(text, "a.md") == expected


def test_plain_text_is_as_it_is() -> None:
    """In a plain text everything is words."""
    assert seen("*Ini*  [@a]\n40\\% {x}", "a.txt") == "*Ini* [@a] 40\\% {x}"


def test_a_note_is_read_where_it_is_asked_for() -> None:
    """Of a stretch within a note the note is what is seen."""
    text = r"One\footnote{Two \emph{three}.} four."
    found = read(text, "a.tex")
    assert documents.readable(found, text.index("Two"), text.index("} four")) == "Two three."


def test_what_is_not_set_is_not_seen() -> None:
    """The preamble, tables of works and drawings have nothing that a reader of the text sees."""
    text = r"\title{\LaTeX}\begin{document}One\begin{tikzpicture}\node{$x$};\end{tikzpicture} two\end{document}"
    assert read(text, "a.tex").seen.split() == ["One", "two"]


def test_citations_are_written_as_asked() -> None:
    """The marks of citations by key are the caller's; those in words stay."""
    text = r"As \citet{a} and Holsti (1995) say \citep{b}."
    found = read(text, "a.tex")
    found = replace(found, citations=(*found.citations, *prose.find(found, prose.lexicon([]))))
    marked = documents.readable(found, 0, len(text), lambda citation: f"<{citation.items[0].key}>")
    assert marked == "As <a> and Holsti (1995) say <b>."


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.tex", r"40% of \asean{} \emph{members}", "40% of asean members"),
        ("a.tex", "it costs $5  now", "it costs $5 now"),
        ("a.md", "a *b*\n`c`", "a *b* `c`"),
        ("a.txt", r"\asean{}", r"\asean{}"),
    ],
)
def test_quoted_words_that_are_gone(path: str, text: str, expected: str) -> None:
    """A passage that is no longer there is printed without commands; what may be its own words is left alone."""
    assert documents.quoted(path, text) == expected


@given(
    st.text(alphabet="\\{}[]()$%&~ \n`'\"abcite*_^<>!#@|-.", max_size=80),
    st.sampled_from([".tex", ".md", ".txt"]),
    st.data(),
)
def test_never_raises(text: str, suffix: str, data: st.DataObject) -> None:
    """Any stretch of any text can be read, on one line; what is seen of it stands in its order and within the text."""
    found = read(text, f"a{suffix}")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert "\n" not in documents.readable(found, start, end)
    assert len(found.seen) == len(text)
    assert all(0 <= start < end <= len(text) for start, end in found.shown)
    assert all(one[1] < other[0] for one, other in zip(found.shown, found.shown[1:], strict=False))
    assert all(one[1] <= other[0] for one, other in zip(found.notes, found.notes[1:], strict=False))


_UNITS = ["\\footnote{", "\\footnote{a}", "\\'", "\\asean", "$", "$a$", "^[", "^[a]", "`a`", "&eacute;", "{", "}"]


@pytest.mark.parametrize("unit", _UNITS)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """A text of one thing over and over is read, cut into sentences and printed in the time of its length."""

    def work(size: int) -> None:
        text = unit * (size // len(unit))
        for path in ("a.tex", "a.md"):
            found = read(text, path)
            list(prose.sentences(found))
            prose.quotations(found)
            documents.readable(found, 0, len(text))

    assert grows_linearly(work, 20_000, 80_000)


_ORACLE = r"""
\documentclass{article}
\begin{document}
Some 40\% of the \emph{members} -- ``not all'' --- pay \$5 in a caf\'e in Stra\ss{}burg,
m\"{u}de, on pp.~3--4 \& so on\ldots{}
\textit{Another} {\em fact} of \LaTeX{} % no
is \textbf{known}.
\end{document}
"""


def test_agrees_with_pandoc(need: Callable[[str], str]) -> None:
    """Words, signs and accents are those of pandoc's plain text."""
    command = [need("pandoc"), "-f", "latex", "-t", "plain", "--wrap=none"]
    run = subprocess.run(command, input=_ORACLE, capture_output=True, text=True, check=True)
    printed = " ".join(run.stdout.replace("_", "").split())
    assert seen(_ORACLE, "a.tex") == printed
