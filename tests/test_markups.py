"""Typst, RTF, reStructuredText and Org as pandoc reads them, Typst as Typst itself does; JSON as Python reads it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from citekit import writers
from citekit.csl.writers import rtf
from citekit.runs import Run

READERS = {"typ": "typst", "rtf": "rtf", "rst": "rst-smart", "org": "org-smart"}

HOSTILE = (
    "Trade & aid <script>alert(1)</script>",
    "a_b_c and *stars* and ~~struck~~ and ^up^ and /slashes/ and =equal= and +plus+",
    "50 % of $10 is #5 in {braces}",
    "a|b||c |sub| and |*|",
    "[x](javascript:alert(1)) and ![i](y) and [^1] and [1]_ and [fn:1]",
    "[[https://evil.example][click]] and <<target>> and <https://evil.example>",
    "`code` and ``more`` and :role:`text` and `link <https://evil.example>`__",
    "@key2020 and [@key2020] and a@b.example and [cite:@key]",
    "# heading", "> quote", "- item", "* item", "1. item", "2) item", "--- rule", "=== line", ": term", "+ plus",
    "= heading", "/ term: text", ".. raw:: html", "#let x = 1", "#+begin_src", "#. enumerated", "a. letter",
    "iv) roman",
    "& &amp; &lt; &#65; AT&T R&D;",
    "שלום السلام 中文 Łódź",
    "two -- and --- dashes, ,,low'' and <<guillemets>>",
    "https://example.org/a_b*c?d=e&copy=1 and mailto:a@b.example",
    "What a title!", "!", "|", "~", "\"straight\" and 'single' … and ...", "a // comment /* and more */",
    "[option] first", "*{starred}", "&", "::: warning", "$$x$$ $a$", "{{ jinja }} {% raw %} {{{macro}}} @@html:<b>@@",
    "word_ and word__ and _word", "1984. A novel", "<2024-01-01 Mon> and src_python{1}",
)  # fmt: skip

DOI = "https://doi.org/10.1/a_b"
LONG = "https://example.org/a_(b)?x=1&y=2"
STYLED = (
    (Run("Holsti, K. J. "), Run("Politics", italic=True), Run(". "), Run("10.1/a_b", href=DOI), Run(".")),
    (Run("pre"), Run("mid", italic=True), Run("post "), Run("bold", bold=True), Run(", "), Run("x*y_z", italic=True)),
    (Run("H"), Run("2", subscript=True), Run("O and x"), Run("n", superscript=True), Run(" "), Run("A*", bold=True)),
    (Run(LONG, href=LONG), Run(" and "), Run("here", href="https://a.org/?q=\"<>'`")),
)
SEEN = (
    "Holsti, K. J. <Emph:Politics>. <Link https://doi.org/10.1/a_b:10.1/a_b>.",
    "pre<Emph:mid>post <Strong:bold>, <Emph:x*y_z>",
    "H<Subscript:2>O and x<Superscript:n> <Strong:A*>",
    "<Link https://example.org/a_(b)?x=1&y=2:https://example.org/a_(b)?x=1&y=2> and"
    " <Link https://a.org/?q=%22%3C%3E'%60:here>",
)


@pytest.fixture(scope="module")
def read() -> Callable[[str, str], list[str]]:
    """`read(text, format)`: each paragraph as pandoc reads it, anything but plain text in angle brackets."""
    pypandoc = pytest.importorskip("pypandoc")

    def paragraphs(text: str, format: str) -> list[str]:
        command = [pypandoc.get_pandoc_path(), "--from", READERS[format], "--to", "json"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        blocks = json.loads(done.stdout)["blocks"]
        # A zero width space is Org's escape.
        return [said(block["c"]).replace("\u200b", "") if block["t"] == "Para" else str(block) for block in blocks]

    return paragraphs


def said(inlines: Sequence[dict[str, Any]]) -> str:
    return "".join(map(said_one, inlines))


def said_one(inline: dict[str, Any]) -> str:
    kind, content = inline["t"], inline.get("c")
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "Span":
            return said(content[1])
        case "Link":
            return f"<Link {content[2][0].replace('`', '%60')}:{said(content[1])}>"
        case "Emph" | "Strong" | "Superscript" | "Subscript":
            return f"<{kind}:{said(content)}>"
        case _:
            return f"<{kind}>"


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("lead", ["", "x "], ids=["first", "inside"])
@pytest.mark.parametrize("format", READERS)
def test_text_is_read_as_the_text(read: Callable[[str, str], list[str]], format: str, lead: str) -> None:
    """pandoc reads nothing but the text, where a line begins and within it."""
    source = writers.document([[Run(lead + text)] for text in HOSTILE], format)

    assert list(map(folded, read(source, format))) == [folded(lead + text) for text in HOSTILE]


@pytest.mark.parametrize("format", READERS)
def test_escaped_text_is_read_as_the_text(read: Callable[[str, str], list[str]], format: str) -> None:
    """What `escape` makes of a text stands for the text, too."""
    made = [writers.escape(text, format) for text in HOSTILE]
    source = rtf.document(made) if format == "rtf" else "\n\n".join(made)

    assert list(map(folded, read(source, format))) == list(map(folded, HOSTILE))


@pytest.mark.parametrize("format", READERS)
def test_looks_and_links_are_read(read: Callable[[str, str], list[str]], format: str) -> None:
    """pandoc sees the looks and the addresses, within words as well."""
    assert tuple(read(writers.document(STYLED, format), format)) == SEEN


def test_typst_compiles_it() -> None:
    """Typst itself finds nothing wrong with hostile text and looks."""
    typst = pytest.importorskip("typst")
    source = writers.document([*([Run(text)] for text in HOSTILE), *STYLED], "typ")

    assert typst.compile(source.encode(), format="svg", ignore_system_fonts=True)


def test_a_backslash() -> None:
    """It is one everywhere; in Org, which would read a command, it is verbatim text (manual, "Emphasis")."""
    assert writers.escape("a\\b", "typ") == "a\\\\b"
    assert writers.escape("a\\b", "rtf") == "a\\\\b"
    assert writers.escape("a\\b", "rst") == "a\\\\b"
    assert writers.escape("a\\b", "org") == "a\u200b=\\=\u200bb"


def test_rtf_beyond_the_basic_plane() -> None:
    r"""A character of plane 1 is two signed numbers, those of its UTF-16 form (RTF 1.9.1, `\u`)."""
    assert writers.escape("\U0001f600", "rtf") == r"\u-10179 ?\u-8704 ?"


def test_json_keeps_what_the_runs_are_of() -> None:
    """Python reads an object for each run: text, looks, address, variable; what is empty is left out."""
    runs = [Run("Holsti", variable="author"), Run(", "), Run("1995", italic=True, variable="issued", key="k")]

    assert json.loads(writers.write(runs, "json")) == [
        {"text": "Holsti", "variable": "author"},
        {"text": ", "},
        {"text": "1995", "italic": True, "variable": "issued", "key": "k"},
    ]


def test_what_runs_are_of_does_not_part_them() -> None:
    """In markup, neighbours of one look are one stretch, whatever they are of."""
    runs = [Run("a", italic=True, variable="title"), Run("b", italic=True, variable="volume"), Run("c", italic=True)]

    assert writers.write(runs, "md") == "*abc*"
    assert writers.write(runs, "typ") == "#emph[abc];"


@pytest.mark.parametrize("format", writers.MARKUPS)
def test_only_web_addresses_are_linked(format: str) -> None:
    """An address of any other kind is no link in any format."""
    assert "alert" not in writers.write([Run("text", href="javascript:alert(1)")], format)


@pytest.mark.parametrize("format", writers.MARKUPS)
def test_no_control_characters(format: str) -> None:
    """NUL, escape sequences and half surrogates are in no document of any format."""
    written = writers.document([[Run("a\x00b\x1b[31mc\r\nd\u2028e\x9bf\ud800", bold=True)]], format)

    assert not set(written) & set("\x00\x1b\x9b\ud800\u2028\r")
    written.encode("utf-8")
