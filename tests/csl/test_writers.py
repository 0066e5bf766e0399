"""Output as runs, in every format, and step by step."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from citekit.csl import WRITERS, Session, plain, read_citation, read_items, runs, write_html, write_json
from citekit.csl.writers import latex, rtf

ITEM = {
    "title": "On <i>E. coli</i> & $x_1$ 50% <b>bold</b> H<sub>2</sub>O",
    "URL": "https://a.org/b_c",
    "author": [{"family": "Doe_", "given": "J"}],
}
ELEMENT = '<names variable="author"/><text variable="title" prefix=". "/><text variable="URL" prefix=" "/>'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("html", "J Doe_. On <i>E. coli</i> &#38; $x_1$ 50% <b>bold</b> H<sub>2</sub>O https://a.org/b_c"),
        ("plain", "J Doe_. On E. coli & $x_1$ 50% bold H2O https://a.org/b_c"),
        ("markdown", r"J Doe\_. On *E. coli* & $x_1$ 50% **bold** H<sub>2</sub>O <https://a.org/b_c>"),
        (
            "latex",
            r"J Doe\_. On \textit{E. coli} \& $x_1$ 50\% \textbf{bold} H\textsubscript{2}O "
            r"\href{https://a.org/b\_c}{https://\allowbreak{}a.\allowbreak{}org/\allowbreak{}b\_\allowbreak{}c}",
        ),
        (
            "typst",
            r"J Doe\_. On #emph[E. coli]; & \$x\_1\$ 50% #strong[bold]; H#sub[2];O "
            r'#link("https://a.org/b_c")[https:\/\/a.org/b\_c];',
        ),
        (
            "rtf",
            r"J Doe_. On {\i E. coli} & $x_1$ 50% {\b bold} H{\sub 2}O "
            r'{\field{\*\fldinst{HYPERLINK "https://a.org/b_c"}}{\fldrslt{https://a.org/b_c}}}',
        ),
        (
            "rst",
            r"J Doe\_. On *E. coli* & $x\_1$ 50% **bold** H\ :sub:`2`\ O `https://a.org/b\_c <https://a.org/b_c>`__",
        ),
        ("org", "J Doe_\u200b. On /E. coli/ & $x_1$ 50% *bold* H_{2}O [[https://a.org/b_c]]"),
    ],
)
def test_formats(csl: Any, name: str, text: str) -> None:
    """One citation in each format: emphasis, escapes, sub- and superscripts, links, mathematics left alone."""
    nodes = csl.document([ITEM], citation=ELEMENT).citations[0]
    assert WRITERS[name](nodes) == text


FORMULAS = {r"$\alpha_{1}$": True, r"$\input{x}$": False, "$x}$": False, "$a%b$": False, r"$\frac{1}{2}$": True}


@pytest.mark.parametrize("formula", FORMULAS)
def test_mathematics_is_left_alone_where_it_is_harmless(csl: Any, formula: str) -> None:
    """A formula stands as it is; what reads a file, ends early or hides the rest of a line is text like any other."""
    nodes = csl.document([{"title": f"a {formula} b"}], citation='<text variable="title"/>').citations[0]
    for name in ("latex", "markdown", "org"):
        assert (formula in WRITERS[name](nodes)) is FORMULAS[formula], name


def test_narrow_spaces_in_latex() -> None:
    """The thin spaces of French quotation marks are commands: pdfLaTeX stops at U+202F and U+2009 (run by hand)."""
    assert latex.escape("«\u202fx\u202f» 1\u2009000") == r"«\,x\,» 1\,000"


READERS = {
    "html": "html",
    "markdown": "markdown-smart",
    "latex": "latex-smart",
    "typst": "typst",
    "rtf": "rtf",
    "rst": "rst-smart",
    "org": "org-smart",
}
HOSTILE = (
    "Trade & aid <script>x</script> 50 % of #5_a^b~c",
    "*stars* _under_ [x](javascript:y) ![i](z) [^1] [1]_ [fn:1] [[a][b]]",
    "\\textbf{b} {braces} \\u123 \\par @key #let x = 1 := a",
    "- item", "1. item", "# head", "= head", ".. note::", "#+begin_src", "/ term: x", "+ plus",
    "a. letter", "(a) letter", "iv. roman", "II) roman", "(3) three",
    "A) letter", "K. J. Holsti",
    "<<target>> {{{macro}}} @@html:x@@ :role:text <2024-01-01>",
    "שלום 中文 Łódź half \ud83d pair\x1b[31m",
)  # fmt: skip


@pytest.fixture(scope="module")
def pandoc() -> Callable[[str, str], list[str]]:
    """`pandoc(text, format)`: the paragraphs that pandoc reads, as text."""
    pypandoc = pytest.importorskip("pypandoc")

    def paragraphs(text: str, format: str) -> list[str]:
        command = [pypandoc.get_pandoc_path(), "--from", READERS[format], "--to", "json"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        return [said(block).replace("\u200b", "") for block in json.loads(done.stdout)["blocks"]]

    return paragraphs


def said(block: dict[str, Any]) -> str:
    """The text of a paragraph; of any other block nothing."""
    parts: list[str] = []
    stack = [block] if block["t"] == "Para" else []
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack += reversed(node)
        elif isinstance(node, dict) and node["t"] in ("Str", "Space", "SoftBreak", "Code"):
            found = node.get("c", " ")
            parts.append(found if isinstance(found, str) else found[-1])
        elif isinstance(node, dict):
            stack.append(node.get("c", []))
    return " ".join("".join(parts).split())


@pytest.mark.parametrize("format", READERS)
def test_every_format_is_read_as_the_same_text(csl: Any, pandoc: Callable[[str, str], list[str]], format: str) -> None:
    """pandoc reads the text that the plain writer has, whatever stands in the fields and however they are marked."""
    element = (
        '<text variable="title"/><text variable="publisher" font-style="italic" prefix=", "/>'
        '<text variable="genre" font-weight="bold" font-style="italic"/><text variable="volume"/>'
    )
    items = [{"title": text, "publisher": text, "genre": text, "volume": "x"} for text in HOSTILE]
    citations = csl.document(items, citation=element).citations
    written = [WRITERS[format](nodes) for nodes in citations]
    if format == "html":
        written = [f"<p>{text}</p>" for text in written]
    source = rtf.document(written) if format == "rtf" else "\n\n".join(written)

    assert pandoc(source, format) == [" ".join(WRITERS["plain"](nodes).split()) for nodes in citations]


def test_runs_say_where_text_came_from(csl: Any) -> None:
    """Every run has its variable and its item, so that what was printed can be looked up."""
    found = runs(csl.document([ITEM], citation=ELEMENT).citations[0])
    assert found[0].text == "J Doe_"
    assert [(run.variable, run.item) for run in found if run.text.startswith(("J ", "E. ", "https"))] == [
        ("author", "i0"),
        ("title", "i0"),
        ("URL", "i0"),
    ]
    assert found[-1].link == "https://a.org/b_c"
    italic = next(run for run in found if run.text == "E. coli")
    assert italic.format == (("font-style", "italic"),)


def test_json_is_the_runs(csl: Any) -> None:
    """The JSON form holds the same text."""
    nodes = csl.document([ITEM], citation=ELEMENT).citations[0]
    assert "".join(str(run["text"]) for run in write_json(nodes)) == plain(nodes)


def test_identifiers_link(csl: Any) -> None:
    """A DOI links to its resolver, without the affixes around it (Appendix VI)."""
    nodes = csl.document([{"DOI": "10.1/x"}], citation='<text variable="DOI" prefix="doi: "/>').citations[0]
    assert write_html(nodes, links=True) == 'doi: <a href="https://doi.org/10.1/x">10.1/x</a>'


def session(csl: Any, *ids: str) -> Session:
    program = csl.program(
        citation='<names variable="author"><name form="short"/></names><date variable="issued" prefix=" ">'
        '<date-part name="year"/></date>',
        options='disambiguate-add-year-suffix="true"',
        bibliography='<text variable="title"/>',
    )
    items = [
        {"id": key, "title": key, "author": [{"family": "Doe"}], "issued": {"date-parts": [[2000]]}} for key in ids
    ]
    return Session(program, read_items(items))


def citation(key: str, *items: str) -> Any:
    return read_citation({"citationID": key, "citationItems": [{"id": item} for item in items]})


def test_changes_are_told(csl: Any) -> None:
    """A citation that makes another ambiguous changes both; taking it away changes the other back."""
    document = session(csl, "a", "b")
    assert document.place(citation("1", "a"), [], [], {}) == {"1"}
    assert document.place(citation("2", "b"), ["1"], [], {}) == {"1", "2"}
    assert [plain(nodes) for nodes in document.texts] == ["Doe 2000a", "Doe 2000b"]
    assert document.remove("2") == {"1"}
    assert [plain(nodes) for nodes in document.texts] == ["Doe 2000"]
    assert [plain(entry.children) for entry in document.bibliography] == ["a"]


def test_a_citation_is_replaced_and_moved(csl: Any) -> None:
    """A citation with a known id takes the place of the old one; the others keep their order."""
    document = session(csl, "a", "b", "c")
    document.place(citation("1", "a"), [], [], {})
    document.place(citation("2", "c"), ["1"], [], {})
    assert document.place(citation("1", "b"), ["2"], [], {"2": 0}) == {"1", "2"}
    assert [plain(nodes) for nodes in document.texts] == ["Doe 2000a", "Doe 2000b"]
    assert [shown.id for shown in document.citations] == ["2", "1"]
