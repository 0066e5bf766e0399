"""Markdown: what is prose, what is cited by key. Expected values follow pandoc's manual, read by hand."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import documents
from citekit.documents import markdown
from citekit.model import CitationItem, Document, Mode
from citekit.source import TextSource


def read(text: str) -> Document:
    return markdown.read(TextSource("article.md", text))


def keys(text: str) -> list[str]:
    return [item.key for citation in read(text).citations for item in citation.items]


def short(item: CitationItem) -> tuple[str, str, str, str]:
    """Key, locator, prefix, suffix."""
    where = f"{item.locator.label} {item.locator.value}" if item.locator else ""
    return item.key, where, item.prefix, item.suffix


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Ini [@doe99].", [("doe99", "", "", "")]),
        ("Ini [@doe99, p. 3].", [("doe99", "page 3", "", "")]),
        ("Ini [@doe99, hlm. 3–5].", [("doe99", "page 3–5", "", "")]),
        ("Ini [@doe99, 33].", [("doe99", "page 33", "", "")]),
        ("Ini [@doe99, bab 2 dan seterusnya].", [("doe99", "chapter 2", "", "dan seterusnya")]),
        ("Ini [see @doe99, pp. 33-35; also @smith04, chap. 1].",
         [("doe99", "page 33-35", "see", ""), ("smith04", "chapter 1", "also", "")]),
        ("Ini [@smith{ii, A, D-Z}, with a suffix].", [("smith", "page ii, A, D-Z", "", "with a suffix")]),
        ("Ini [@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here].",
         [("smith", "page iv, vi-xi, (xv)-(xvii)", "", "with suffix here")]),
        ("Ini @doe99 [p. 33].", [("doe99", "page 33", "", "")]),
        ("Ini @doe99 [p. 33; also @smith04, ch. 2].",
         [("doe99", "page 33", "", ""), ("smith04", "chapter 2", "also", "")]),
        ("Ini [@doe99, [sic] p. 3].", [("doe99", "", "", "[sic] p. 3")]),
        ("Ini [*see* @doe99].", [("doe99", "", "see", "")]),
    ],
)  # fmt: skip
def test_reads_notes_and_locators(text: str, items: list[tuple[str, str, str, str]]) -> None:
    """Prefix, locator and suffix are those that pandoc's manual gives such citations."""
    (citation,) = read(text).citations
    assert [short(item) for item in citation.items] == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Foo_bar.baz.", ["Foo_bar.baz"]),
        ("@Foo_bar--baz", ["Foo_bar"]),
        ("@{Foo_bar--baz.}", ["Foo_bar--baz."]),
        ("@{https://example.com/bib?name=foobar&date=2000}, yes", ["https://example.com/bib?name=foobar&date=2000"]),
        ("[@a:b/c#d]", ["a:b/c#d"]),
        ("(@Foo), @_x1!", ["Foo", "_x1"]),
        ("@2010report", ["2010report"]),
        ("write to name@example.org or a.b@c.d", []),
        (r"\@nobody", []),
        ("@ alone, @- too", []),
        ("See @fig-map, @tbl:results and [@sec-method]", []),
        ("*@a* and __@b__ and **[@c]** and _ @d_", ["a", "b__", "c", "d_"]),
        ("[@a, @b]", ["a", "b"]),
        ("[text @a](http://x.org/@b)", ["a"]),
        ("[@a", ["a"]),
        ("@a [@b]", ["a", "b"]),
        ("| x |\n|---|\n| @a |", ["a"]),
        ("> @a\n\n- @b\n\n# @c", ["a", "b", "c"]),
        ("text[^1]\n\n[^1]: see [@a]", ["a"]),
    ],
)
def test_reads_keys(text: str, expected: list[str]) -> None:
    """A key begins and ends as in pandoc; addresses, escaped signs and cross-references are none."""
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("@a says", [Mode.NARRATIVE]),
        ("[@a]", [Mode.PARENTHETICAL]),
        ("[-@a]", [Mode.SUPPRESSED]),
        ("a says -@a [p. 3]", [Mode.SUPPRESSED]),
        ("@a [p. 3; @b]", [Mode.NARRATIVE, Mode.PARENTHETICAL]),
    ],
)
def test_tells_modes(text: str, modes: list[Mode]) -> None:
    """In the sentence, in brackets, or without the author."""
    assert [item.mode for citation in read(text).citations for item in citation.items] == modes


def test_spans_of_citations_and_items() -> None:
    """A citation spans its brackets; an item spans its key, so that a message can point at it."""
    first, second = read("Satu [lihat -@a, p. 3; @b] dan\n@c\n[hlm. 4].").citations
    assert first.span.text == "[lihat -@a, p. 3; @b]"
    assert [item.span.text for item in first.items] == ["@a", "@b"]
    assert second.span.text == "@c\n[hlm. 4]"


_CODE = [
    "`[@a] (Doe, 1999)`",
    "``a ` [@a]``",
    "```\n[@a] (Doe, 1999)\n```",
    "~~~python\n[@a]\n~~~",
    "    [@a] (Doe, 1999)",
    "$[@a] (Doe, 1999)$",
    "$$\n[@a] (Doe, 1999)\n$$",
    "<!-- [@a] (Doe, 1999) -->",
    "text <!-- [@a] (Doe, 1999) --> text",
    "<div>\n[@a] (Doe, 1999)\n</div>",
    '<a title="[@a] (Doe, 1999)">',
    "[words](http://x.org/[@a])",
    '[words](http://x.org "(Doe, 1999)")',
    "https://x.org/@a",
    "[label]: http://x.org '(Doe, 1999) @a'",
    "---\ntitle: '[@a] (Doe, 1999)'\n---",
]


@pytest.mark.parametrize("text", _CODE)
def test_what_is_no_prose_is_blanked(text: str) -> None:
    """Code, maths, HTML, comments, addresses, definitions and front matter are blank, and nothing is cited in them."""
    found = read(text)
    assert "1999" not in found.prose
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("*Administrasi* **Internasional** itu_ini 5*3 a * b", "Administrasi Internasional itu_ini 5*3 a * b"),
        ("[buku ini](http://x.org) dan [itu][1]\n\n[1]: http://x.org", "buku ini dan itu"),
        ("![gambar](a.png) [x]", "gambar [x]"),
        ("[x] dan [y][]\n\n[x]: http://a\n[y]: http://b", "x dan y"),
        ("> satu\n> dua", "satu dua"),
        ("1. satu\n2. dua\n   tiga", "satu dua tiga"),
        ("# Judul {#a .b}", "Judul"),
        ("Judul\n=====\nisi", "Judul isi"),
        ("A &amp; B &lt; C", "A & B C"),
        (r"satu\* dua", "satu * dua"),
        ("harga $5 dan $6", "harga $5 dan $6"),
        ("a | b\n--|--\nc | d", "a b c d"),
        ("::: note\nisi\n:::", "isi"),
        ("satu\r\ndua", "satu dua"),
        ("\x00 satu", "\x00 satu"),
    ],
)
def test_what_is_prose_stays(text: str, prose: str) -> None:
    """The words that a reader sees stay in place; the marks around them go."""
    found = read(text)
    assert len(found.prose) == len(text)
    assert " ".join(found.prose.split()) == prose


def test_blocks() -> None:
    """Headings, paragraphs, items, quotes and cells are told apart, each from its first word to its last."""
    text = "# Judul\n\nSatu\ndua\n\n- tiga\n\n  empat\n\n> lima\n\n| a |\n|---|\n| b |\n"
    found = read(text)
    assert [(block.kind, text[block.start : block.end]) for block in found.blocks] == [
        ("heading", "Judul"),
        ("paragraph", "Satu\ndua"),
        ("item", "tiga"),
        ("item", "empat"),
        ("quote", "lima"),
        ("cell", "a"),
        ("cell", "b"),
    ]


@pytest.mark.parametrize(
    ("front", "bibliography", "language", "everything", "cited"),
    [
        ("bibliography: a.bib", ("a.bib",), "", False, []),
        ("bibliography: [a.bib, 'b c.bib']\nlang: id-ID", ("a.bib", "b c.bib"), "id-ID", False, []),
        ('bibliography:\n  - "a.bib"\n  - b.bib # the other', ("a.bib", "b.bib"), "", False, []),
        ("bibliography:\n- a.bib\ntitle: x", ("a.bib",), "", False, []),
        ("nocite: '@*'", (), "", True, []),
        ("nocite: |\n  @a, @b", (), "", False, ["a", "b"]),
        ("nocite: [@a]", (), "", False, ["a"]),
        ("author:\n  - name: A\n    email: a@b.c", (), "", False, []),
        ("nothing", (), "", False, []),
    ],
)
def test_front_matter(
    front: str, bibliography: tuple[str, ...], language: str, everything: bool, cited: list[str]
) -> None:
    """The libraries, the language and the uncited works that the head of the file names."""
    found = read(f"---\n{front}\n---\n\nIsi.\n")
    assert found.bibliography == bibliography
    assert found.language == language
    assert found.cites_all is everything
    assert [item.key for citation in found.citations for item in citation.items] == cited
    assert found.prose.strip() == "Isi."


def test_a_rule_is_no_front_matter() -> None:
    """Three hyphens further down are a line across the page; at the head they need their partner."""
    assert read("Satu\n\n---\nbibliography: a.bib\n---\n").bibliography == ()
    assert read("---\nbibliography: a.bib\n").bibliography == ()
    assert read("---\n\nSatu\n\n---\n").prose.split() == ["Satu"]


def test_formats_by_suffix() -> None:
    """A file's suffix names its format; any other is plain text."""
    names = {path: documents.by_path(path).name for path in ("a.md", "a.QMD", "b.tex", "c.txt", "d", "e.xyz")}
    assert names == {
        "a.md": "markdown",
        "a.QMD": "markdown",
        "b.tex": "latex",
        "c.txt": "plain",
        "d": "plain",
        "e.xyz": "plain",
    }


@given(st.text(alphabet="@[]();-{}`$*_<>!#|&\\ab1 \n\r\t.,:", max_size=120))
def test_never_raises_and_keeps_every_offset(text: str) -> None:
    """Whatever the text, prose is as long as it and differs only by blanks, and spans lie within it."""
    found = read(text)
    assert len(found.prose) == len(text)
    assert all(seen in (written, " ") for written, seen in zip(text, found.prose, strict=True))
    assert all(text[i] in "\r\n" or seen == " " or seen == text[i] for i, seen in enumerate(found.prose))
    for citation in found.citations:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
        assert all(item.key in item.span.text for item in citation.items)
    assert all(0 <= block.start < block.end <= len(text) for block in found.blocks)


_UNITS = ["(", "A ", "[", "[@a ", "[@a; ", "@a [", "`", "``` ", "$", "$a", "<!-- ", "<a ", "](", "](  ", "[a][", "![",
          "*", "_a", "&amp", "{#", "\\", "> ", "- ", "|", "[^a]: ", "[a]: b\n", "@{"]  # fmt: skip


@pytest.mark.parametrize("unit", _UNITS)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """A line of one sign over and over takes no more than its length in time."""

    def work(size: int) -> None:
        markdown.read(TextSource("a.md", unit * (size // len(unit))))

    assert grows_linearly(work, 40_000, 160_000)


_ORACLE = """\
Satu [see @doe99, pp. 33-35; also @smith04, chap. 1], dan @a_b.c. Juga [-@x:y] serta @z [p. 3].

`[@no1]` dan $@no2$ dan a@no3.org dan \\@no4.

> Kutipan @quoted
> [@two; @three].

- @item [hlm. 4]

| a | b |
|---|---|
| @cell | x |

    @no5

<!-- @no6 -->

Akhir @{any-key--here}.
"""


def test_agrees_with_pandoc(need: Callable[[str], str]) -> None:
    """The keys are those that pandoc finds, in its order."""
    command = [need("pandoc"), "-f", "markdown", "-t", "json"]
    run = subprocess.run(command, input=_ORACLE, capture_output=True, text=True, check=True)

    def cited(node: object) -> list[str]:
        if isinstance(node, dict):
            if node.get("t") == "Cite":
                return [citation["citationId"] for citation in node["c"][0]]
            return [key for value in node.values() for key in cited(value)]
        return [key for value in node for key in cited(value)] if isinstance(node, list) else []

    assert keys(_ORACLE) == cited(json.loads(run.stdout)["blocks"])


def test_elements_with_data_cite_are_citations() -> None:
    """As nbconvert's manual has notebooks cite for LaTeX; the words within are those the key stands for."""
    document = read('Lihat <cite data-cite="a1">(Granger, 2013)</cite> dan <strong data-cite="b2,c3">x</strong>.')
    assert [[item.key for item in citation.items] for citation in document.citations] == [["a1"], ["b2", "c3"]]
    assert "Granger" not in document.prose
