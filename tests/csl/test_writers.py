"""Output as runs, in every format, and step by step."""

from typing import Any

import pytest

from citekit.csl import WRITERS, Session, plain, read_citation, read_items, runs, write_html, write_json

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
        (
            "markdown",
            r"J Doe\_. On *E. coli* & $x_1$ 50% **bold** H~2~O [https://a.org/b\_c](https://a.org/b_c)",
        ),
        (
            "latex",
            r"J Doe\_. On \textit{E. coli} \& $x_1$ 50\% \textbf{bold} H\textsubscript{2}O "
            r"\href{https://a.org/b_c}{https://a.org/b\_c}",
        ),
        (
            "typst",
            r"J Doe\_. On #emph[E. coli] & \$x\_1\$ 50% #strong[bold] H#sub[2]O "
            r'#link("https://a.org/b_c")[https://a.org/b\_c]',
        ),
        ("rtf", r"J Doe_. On {\i E. coli} & $x_1$ 50% {\b bold} H{\sub 2}O https://a.org/b_c"),
        ("rst", r"J Doe\_. On \ *E. coli*\  & $x\_1$ 50% \ **bold**\  H\ :sub:`2`\ O https://a.org/b\_c"),
        ("org", r"J Doe_. On /E. coli/ & $x_1$ 50% *bold* H_{2}O [[https://a.org/b_c][https://a.org/b_c]]"),
    ],
)
def test_formats(csl: Any, name: str, text: str) -> None:
    """One citation in each format: emphasis, escapes, sub- and superscripts, links, mathematics left alone."""
    nodes = csl.document([ITEM], citation=ELEMENT).citations[0]
    assert WRITERS[name](nodes) == text


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
