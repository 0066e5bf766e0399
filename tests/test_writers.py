"""The writers: what they write is read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citekit import writers
from citekit.runs import Run

HOSTILE = (
    "Trade & aid <script>alert(1)</script>",
    "a_b_c and *stars* and ~~struck~~ and ^up^",
    "50 % of $10 is #5 in {braces}",
    r"back\slash \emph{x} \input{/etc/passwd}",
    "a|b||c",
    '=HYPERLINK("http://evil.example","click")',
    "+1", "-1", "@SUM(A1)", "  =1+1", "\uff1d1+1",
    "[x](javascript:alert(1)) and ![i](y) and [^1]",
    "`code` and ``more``",
    "@key2020 and [@key2020] and a@b.example",
    "# heading", "> quote", "- item", "* item", "1. item", "2) item", "--- rule", "=== line", ": term", "+ plus",
    "& &amp; &lt; &#65; AT&T R&D;",
    "\U0001f600 \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 \u4e2d\u6587 Łódź",
    "two -- and --- dashes, ,,low'' and <<guillemets>>",
    "https://example.org/a_b*c?d=e&copy=1",
    "What a title!", "ends in a backslash \\", "\\", "!", "|", "~", "\"straight\" and 'single'",
    "[option] first", "*{starred}", "&", "a &", "::: warning", "$$x$$ \\(y\\)", "{{ jinja }} {% raw %}",
)  # fmt: skip


def pandoc(need: Callable[[str], str], source: str, reader: str) -> list[str]:
    """The text of each paragraph as pandoc reads it; anything that is not plain text is an error."""
    done = subprocess.run(
        [need("pandoc"), "--from", reader, "--to", "json"], input=source, capture_output=True, text=True, check=True
    )
    return [spoken(block["c"]) for block in json.loads(done.stdout)["blocks"] if block["t"] == "Para"]


def spoken(inlines: list[dict[str, Any]]) -> str:
    parts = []
    for inline in inlines:
        assert inline["t"] in ("Str", "Space", "SoftBreak", "Span"), inline
        match inline["t"]:
            case "Str":
                parts.append(inline["c"])
            case "Span":  # braces of LaTeX that only keep signs apart
                parts.append(spoken(inline["c"][1]))
            case _:
                parts.append(" ")
    return "".join(parts)


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_html_is_read_as_the_text(text: str) -> None:
    """HTML's own unescaping gives the text back, and no tag or attribute can start in it."""
    written = writers.escape(text, "html")

    assert folded(unescape(written)) == folded(text)
    assert not set(written) & set("<>\"'")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "- {}", "| {} | x |\n| - | - |\n", "before {} after", "# {}"])
def test_markdown_is_read_as_the_text(text: str, frame: str) -> None:
    """markdown-it, with tables and strikethrough, reads nothing but text: in a paragraph, item, cell or heading."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(frame.format(writers.escape(text, "md")))
    inline = next(token for token in tokens if token.type == "inline")

    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    said = "".join(child.content for child in inline.children or ())
    assert folded(said) == folded(("before {} after" if "before" in frame else "{}").format(text))


@pytest.mark.parametrize("reader", ["markdown-smart", "gfm", "commonmark_x-smart"])
def test_markdown_is_read_as_the_text_by_pandoc(need: Callable[[str], str], reader: str) -> None:
    """pandoc, with citations, maths and attributes, and GitHub's dialect, read nothing but text."""
    source = "\n\n".join("x " + writers.escape(text, "md") for text in HOSTILE)

    assert pandoc(need, source, reader) == [folded("x " + text) for text in HOSTILE]


def test_latex_is_read_as_the_text_by_pandoc(need: Callable[[str], str]) -> None:
    r"""pandoc's reader of LaTeX gives the text back; the signs whose commands it does not know are left out here."""
    unknown = dict.fromkeys(map(ord, '"|`'))  # \symbol, \textbar, \textasciigrave
    texts = [text.translate(unknown) for text in HOSTILE]
    source = "\n\n".join("x " + writers.escape(text, "tex") for text in texts)

    # An apostrophe is set as one.
    assert pandoc(need, source, "latex-smart") == [folded("x " + text).replace("'", "’") for text in texts]


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_is_one_cell_and_no_formula(text: str) -> None:
    """The csv module reads one cell, whose text no spreadsheet takes for a formula."""
    rows = list(csv.reader(io.StringIO(writers.escape(text, "csv") + "\r\n"), strict=True))

    assert len(rows) == 1
    assert len(rows[0]) == 1
    assert rows[0][0].removeprefix("'").strip() == folded(text)
    assert rows[0][0].lstrip()[0] not in "=+-@\uff1d"


@pytest.mark.parametrize("format", writers.FORMATS)
def test_no_control_characters(format: str) -> None:
    """What a terminal would obey, NUL and half surrogates are taken out; a line break becomes a space."""
    written = writers.escape("a\x00b\x1b[31mc\r\nd\u2028e\x9bf\ud800", format)

    assert written.isprintable()
    assert "d e" in written
    written.encode("utf-8")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example", "https:", "//x", "http://a b"]
)
@pytest.mark.parametrize("format", writers.FORMATS)
def test_only_web_addresses_are_linked(href: str, format: str) -> None:
    """An address of any other kind than http and https gives the text alone."""
    assert writers.link("text", href, format) == writers.escape("text", format)


HREF = "https://example.org/a_(b)?x=1&copy=2#top~%20[z]|\"<>'"


def test_link_in_html() -> None:
    """The address keeps its meaning inside the attribute."""
    found: list[str | None] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value for name, value in attrs)

    Links().feed(writers.link("x", HREF, "html"))

    assert found == ["https://example.org/a_(b)?x=1&copy=2#top~%20[z]%7C%22%3C%3E'"]


@pytest.mark.parametrize("frame", ["{}", "| {} | x |\n| - | - |\n"])
def test_link_in_markdown(frame: str) -> None:
    """markdown-it finds the address, brackets of its own percent-encoded."""
    html = MarkdownIt("commonmark").enable("table").render(frame.format(writers.link("x", HREF, "md")))

    assert 'href="https://example.org/a_%28b%29?x=1&amp;copy=2#top~%20%5Bz%5D%7C%22%3C%3E%27"' in html


def test_an_address_as_its_own_text() -> None:
    """In Markdown an address that is its own text is an autolink; in plain text it is not said twice."""
    run = Run("https://example.org/a_b", href="https://example.org/a_b")

    assert writers.write([run], "md") == "<https://example.org/a_b>"
    assert writers.write([run], "txt") == "https://example.org/a_b"
    assert writers.write([Run("Site", href="https://example.org")], "txt") == "Site <https://example.org>"
    assert writers.write([Run("doi:10.1/x", href="https://doi.org/10.1/x")], "txt") == "doi:10.1/x"


LOOKS = {
    "html": 'a <i>b</i> <b>c</b> <span style="font-variant-caps: small-caps">d</span>'
    "<code>e</code><sup>f</sup><sub>g</sub>",
    "md": "a *b* **c** d`e`<sup>f</sup><sub>g</sub>",
    "tex": r"a \textit{b} \textbf{c} \textsc{d}\texttt{e}\textsuperscript{f}\textsubscript{g}",
    "txt": "a b c defg",
    "csv": '"a b c defg"',
}


@pytest.mark.parametrize("format", writers.FORMATS)
def test_looks(format: str) -> None:
    """Each format has its own marks for each look (written by hand from the formats' manuals)."""
    runs = [
        Run("a "), Run("b", italic=True), Run(" "), Run("c", bold=True), Run(" "), Run("d", small_caps=True),
        Run("e", code=True), Run("f", superscript=True), Run("g", subscript=True),
    ]  # fmt: skip

    assert writers.write(runs, format) == LOOKS[format]


def test_neighbours_of_one_look_are_joined() -> None:
    """Two italic runs in a row are one stretch of italics, and runs without text leave no trace."""
    assert writers.write([Run("a", italic=True), Run("", bold=True), Run("b", italic=True)], "html") == "<i>ab</i>"


Look = tuple[bool, bool, str]


def looked_at(markdown: str) -> Iterator[tuple[str, Look]]:
    """The letters of a Markdown paragraph with their look, as markdown-it reads it."""
    italic = bold = 0
    href = ""
    for token in MarkdownIt("commonmark").parseInline(markdown)[0].children or ():
        match token.type, token.content:
            case ("em_open", _) | ("html_inline", "<em>"):
                italic += 1
            case ("em_close", _) | ("html_inline", "</em>"):
                italic -= 1
            case ("strong_open", _) | ("html_inline", "<strong>"):
                bold += 1
            case ("strong_close", _) | ("html_inline", "</strong>"):
                bold -= 1
            case ("link_open", _):
                href = str(token.attrs["href"])
            case ("link_close", _):
                href = ""
            case _:
                for letter in token.content:
                    yield letter, (italic > 0, bold > 0, href)


def meant(runs: list[Run]) -> Iterator[tuple[str, Look]]:
    for run in runs:
        for letter in run.text:
            yield letter, (run.italic, run.bold, run.href)


def shown(letters: Iterator[tuple[str, Look]]) -> list[tuple[Look, str]]:
    """Stretches of one look, white space left out: it looks the same in every look."""
    stretches = groupby((pair for pair in letters if not pair[0].isspace()), key=lambda pair: pair[1])
    return [(look, "".join(letter for letter, _ in pairs)) for look, pairs in stretches]


pieces = st.builds(
    Run,
    st.text(st.sampled_from("ab é*_[]()`!.,<&\\|'\"1-:€😀"), max_size=6),
    italic=st.booleans(),
    bold=st.booleans(),
    href=st.sampled_from(["", "https://e.org/x"]),
)


@given(st.lists(pieces, max_size=5))
@example([Run("a", italic=True), Run("b", bold=True), Run("c", italic=True)])
@example([Run("x"), Run("(y)", italic=True), Run("z")])
@example([Run("Stop!"), Run("here", href="https://e.org/x")])
def test_markdown_keeps_every_look(runs: list[Run]) -> None:
    """Whatever runs stand side by side, markdown-it sees each letter in its own look."""
    assert shown(looked_at(writers.write(runs, "md"))) == shown(meant(runs))


@given(st.text(max_size=40))
def test_any_text_is_one_line_in_every_format(text: str) -> None:
    """No text breaks a line, a table row or the encoding."""
    for format in writers.FORMATS:
        written = writers.escape(text, format)
        assert len(written.splitlines()) <= 1
        written.encode("utf-8")


@given(st.text(max_size=40))
def test_any_text_goes_through_csv(text: str) -> None:
    """The csv module reads any text back, white space folded, controls and the guard aside."""
    [[cell]] = csv.reader([writers.escape(text, "csv")], strict=True)

    assert cell in (writers.escape(text, "txt"), "'" + writers.escape(text, "txt"))


def test_latex_compiles(need: Callable[[str], str], tmp_path: Path) -> None:
    """pdfLaTeX sets every hostile text in a paragraph, in a table cell and as the text of a link."""
    lines = [
        r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{hyperref}\makeatletter",
        r"\def\UTFviii@undefined@err#1{?}\makeatother\begin{document}",
    ]
    for text in HOSTILE:
        run = Run(text, italic=True, href=HREF)
        lines += [writers.escape(text, "tex"), "", writers.write([run], "tex"), ""]
        lines += [rf"\begin{{tabular}}{{ll}} a & b \\ {writers.escape(text, 'tex')} & b \\ \end{{tabular}}", ""]
    file = tmp_path / "page.tex"
    file.write_text("\n".join([*lines, r"\end{document}"]), encoding="utf-8")
    command = [need("pdflatex"), "-interaction=nonstopmode", "-halt-on-error", file.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]
