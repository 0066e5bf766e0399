"""The built-in templates: what they print is read back by programs that are not ours."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from citekit.diagnostic import Severity
from citekit.model import Config, Locator, Name, Project, ReadingList, Section, Verdict
from citekit.renderer import render, templates

HOSTILE = (
    "Trade & aid <script>alert(1)</script>",
    "a_b *c* ~~d~~ 50 % of $1 #2 {x} \\emph{y} ^z",
    "a|b",
    '=HYPERLINK("http://evil.example")',
    "two\nlines",
    "[x](javascript:alert(1)) ![i](j)",
    "@key `code` &amp; !",
    "\U0001f600 \u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645 ż",
    "# 1. - > *",
    "{{ 7 * 7 }} {% x %}",
)
VOID = {"meta", "br"}


def folded(text: str) -> str:
    return " ".join(text.split())


def hostile(desk: Any) -> tuple[Project, ReadingList]:
    """A project whose every text is hostile."""
    entries = tuple(
        desk.entry(f"key{number}", text, [Name(text, f"{number}")], url="javascript:alert(1)")
        for number, text in enumerate(HOSTILE)
    )
    claims = tuple(
        desk.claim(
            f"{number} {text}",
            text,
            desk.cite(f"key{number}", locator=Locator("page", text), intent=text, via=text, note=text),
            desk.cite(text),
            kind=text,
            note=text,
            verdict=Verdict(text if number else "supported", text, date(2026, 11, 24), text),
        )
        for number, text in enumerate(HOSTILE)
    )
    items = tuple(
        desk.item(f"key{number}", importance=text, locator=Locator("chapter", text), note=text)
        for number, text in enumerate(HOSTILE)
    )
    missing = tuple(desk.item(text) for text in HOSTILE)
    weeks = (*(Section(text, (), text) for text in HOSTILE), Section("all", items), Section("", missing))
    source = type(desk.project().libraries[0])
    desk.diagnostics = tuple(
        type(found)(found.span, found.code, text, found.severity, text)
        for text, claim in zip(HOSTILE, claims, strict=True)
        for found in (desk.finding(claim), desk.finding(claims[0], severity=Severity.WARNING))
    )
    project = desk.project(
        config=Config("citekit.toml", HOSTILE[0], 'en"><script>'),
        libraries=(source("references.bib", desk.project().libraries[0].source, entries),),
        claims=claims,
        anchors={},
    )
    return project, ReadingList("reading-list.toml", HOSTILE[1], weeks, HOSTILE[2])


class Page(HTMLParser):
    """Reads a page, minding that every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return folded("".join(self.words))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


PAGES = ("claim-table.html", "reading-list.html")
EVERY = (
    "claim-table.csv", "claim-table.html", "claim-table.md", "claim-table.tex",
    "reading-list.html", "reading-list.md", "reading-list.tex", "reading-list.txt",
)  # fmt: skip


def test_every_template_is_tested_here(desk: Any) -> None:
    """The list of the tests below is the list of what there is."""
    assert templates(desk.project(config=Config(templates="none"))) == EVERY


@pytest.mark.parametrize("template", EVERY)
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("fragment", [False, True])
def test_no_stray_white_space(desk: Any, template: str, listed: bool, fragment: bool) -> None:
    """No two blank lines in a row, none at either end, no space at the end of a line; one line end at the end."""
    desk.diagnostics = tuple(desk.finding(claim) for claim in desk.project().claims[:2])
    asked = {"reading_list": desk.reading_list()} if listed else {}
    page = render(desk.project(), template, fragment=fragment, **asked).replace("\r\n", "\n")

    assert "\n\n\n" not in page
    assert page == page.strip("\n") + "\n"
    assert not re.search(r"[ \t]\n", page)


@pytest.mark.parametrize("template", EVERY)
def test_an_empty_project(desk: Any, template: str) -> None:
    """A project with nothing in it makes a page that says so."""
    project = Project(desk.root)
    page = render(project, template)

    assert ("There are no" in page) != template.endswith("csv")


# --------------------------------------------------------------------------------------------------------- HTML


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize("listed", [False, True])
def test_html_holds_against_hostile_texts(desk: Any, template: str, listed: bool) -> None:
    """Every text is on the page as text: no element, attribute or address of its own, no resource from outside."""
    project, reading_list = hostile(desk)
    page = Page(render(project, template, reading_list=reading_list if listed else None))

    assert all(folded(text) in page.text for text in HOSTILE)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "http://", "https://"))
        assert "src" not in attributes
    [policy] = [meta for meta in page.all("meta") if "http-equiv" in meta]
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert page.all("html") == [{"lang": 'en"><script>'}]


def test_html_claim_table_is_a_table(desk: Any) -> None:
    """A caption, headed columns, a headed row for each claim; and the same roles where the layout is another."""
    page = Page(render(desk.project(), "claim-table.html"))

    assert len(page.all("caption")) == 1
    heads = [(head["scope"], head["role"]) for head in page.all("th")]
    assert heads == [("col", "columnheader")] * 4 + [("row", "rowheader")] * 4
    assert len(page.all("td")) == 12
    assert all(cell["role"] == "cell" and cell["data-label"] for cell in page.all("td"))
    ids = [row["id"] for row in page.all("tr") if "id" in row]
    assert ids == ["claim-shared", "claim-trust", "claim-nobody", "claim-lost"]


def test_html_claim_table_says_everything(desk: Any) -> None:
    """Words, place, source, locator, use, verdict, finding and hint of a claim; the sums above."""
    project = desk.project()
    desk.diagnostics = (desk.finding(project.claims[3]),)
    said = Page(render(project, "claim-table.html")).text

    for words in (
        "Why states cooperate",
        "States share problems article.md, line 3 · reason Holsti, Kalevi. Politics. 1995. pp. 418–420 support "
        "supported Ana 2026-11-24 Seen.",
        "as cited in Holsti (1995) gone: not in the library",
        "Nobody knows. article.md, line 5 No source is named. not yet checked",
        "article.md · not found in the document",
        "error the words are not there CLM101 write them again",
        "claims4 with a source3 without a source1 errors1 warnings0 notes0",
        "supported 1 not yet checked 3",
    ):
        assert words in said, said


def test_html_fragment_is_the_body_alone(desk: Any) -> None:
    """A fragment can be put into another page."""
    page = Page(render(desk.project(), "claim-table.html", fragment=True))

    assert not {tag for tag, _ in page.tags} & {"html", "head", "body", "style", "h1"}
    assert page.tags[0][0] == "main"


def test_html_reading_list(desk: Any) -> None:
    """Sections, importance and what to read in words, links live, a work that is missing shown."""
    page = Page(render(desk.project(), "reading-list.html", reading_list=desk.reading_list()))

    assert (
        "Course For beginners. Week 1 Begin here. Holsti, Kalevi. Politics. 1995. essential Read chap. 3 Slowly. "
        "Week 2 Plano, Jack, Olton, Roy. Dictionary. 1979. https://doi.org/10.1/x_y recommended "
        "gone: not in the library"
    ) in page.text
    assert page.all("a") == [{"href": "https://doi.org/10.1/x_y"}]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = (
    *[(ink, paper) for ink in ("ink", "soft", "link", "bad", "part") for paper in ("paper", "card", "wash")],
    *[(name, f"{name}-wash") for name in ("good", "part", "bad", "open", "doubt")],
    *[(ink, f"{name}-wash") for ink in ("ink", "soft") for name in ("part", "bad", "open")],
)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS)
def test_contrast(scheme: int, pair: tuple[str, str]) -> None:
    """Every text stands out from its ground by 4.5 : 1 or more (WCAG 2.2, 1.4.3, its formula), light and dark."""
    style = files("citekit").joinpath("templates/_style.html.j2").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", block))

    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


# ----------------------------------------------------------------------------------------------------- Markdown


def spoken(token: Any) -> str:
    """The words of a Markdown token; nothing but emphasis, breaks and web links may be in it."""
    words = []
    for child in token.children or ():
        assert child.type in (
            "text", "text_special", "softbreak", "hardbreak", "em_open", "em_close", "strong_open", "strong_close",
            "link_open", "link_close", "html_inline",
        )  # fmt: skip
        assert child.type != "html_inline" or child.content in ("<br>", "<em>", "</em>", "<strong>", "</strong>")
        assert child.type != "link_open" or str(child.attrs["href"]).startswith("http")
        words.append(child.content if child.type.startswith("text") else " " if "break" in child.type else "")
    return folded("".join(words))


@pytest.mark.parametrize("listed", [False, True])
def test_markdown_list_holds_against_hostile_texts(desk: Any, listed: bool) -> None:
    """markdown-it reads one item for each work, with its text; headings are headings."""
    project, reading_list = hostile(desk)
    written = render(project, "reading-list.md", reading_list=reading_list if listed else None)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    said = [spoken(token) for token in tokens if token.type == "inline"]

    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "code_block", "fence", "hr", "blockquote_open", "table_open"}
    assert sum(token.type == "list_item_open" for token in tokens) == len(HOSTILE) * (2 if listed else 1)
    assert all(any(folded(text) in words for words in said) for text in HOSTILE)


def test_markdown_table_holds_against_hostile_texts(desk: Any) -> None:
    """markdown-it reads one table of four columns, a row for each claim, with the claim's words in the first."""
    project, _ = hostile(desk)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(render(project, "claim-table.md"))
    cells = [spoken(tokens[place + 1]) for place, token in enumerate(tokens) if token.type == "td_open"]

    assert [token.type for token in tokens].count("table_open") == 1
    assert len(cells) == 4 * len(HOSTILE)
    for text, words in zip(HOSTILE, cells[::4], strict=True):
        assert words.startswith(folded(text) + "(article.md")


def test_markdown_by_hand(desk: Any) -> None:
    """The reading list and the table as a person would write them."""
    assert render(desk.project(), "reading-list.md", reading_list=desk.reading_list()) == (
        "# Course\n\nFor beginners.\n\n## Week 1\n\nBegin here.\n\n"
        "- Holsti, Kalevi. *Politics*. 1995. **essential** (Read chap. 3)\\\n  Slowly.\n\n"
        "## Week 2\n\n- Plano, Jack, Olton, Roy. *Dictionary*. 1979. <https://doi.org/10.1/x_y> **recommended**\n"
        "- gone: not in the library\n"
    )
    table = render(desk.project(), "claim-table.md").splitlines()
    assert table[:2] == ["# Why states cooperate", ""]
    assert table[2] == "4 claims: 3 with a source, 1 without a source. Supported: 1. Not yet checked: 3."
    assert table[6] == (
        "| States share problems<br>(article.md, line 3) | Holsti, Kalevi. *Politics*. 1995. (pp. 418–420; support) "
        "| supported (Ana, 2026-11-24)<br>Seen. | |"
    )


def test_labels_of_a_style(desk: Any) -> None:
    """Numbers make a numbered list, other labels stand in brackets, and without labels there are bullets."""
    desk.labels = lambda number: f"Hol{number}"
    assert render(desk.project(), "reading-list.md", fragment=True).startswith("- \\[Hol1\\] Holsti")
    assert render(desk.project(), "reading-list.txt", fragment=True).startswith("[Hol1] Holsti")
    assert "\\bibitem[{Hol1}]{holsti}\n" in render(desk.project(), "reading-list.tex")
    desk.labels = lambda number: ""
    assert render(desk.project(), "reading-list.md", fragment=True).startswith("- Holsti")
    assert render(desk.project(), "reading-list.txt", fragment=True).startswith("* Holsti")
    assert "\\bibitem[{Holsti (1995)}]{holsti}\n" in render(desk.project(), "reading-list.tex")


# ---------------------------------------------------------------------------------------------------------- CSV


def test_csv(desk: Any) -> None:
    """RFC 4180: a row for each source, one for a claim without; every cell quoted, lines ended by CRLF."""
    written = render(desk.project(), "claim-table.csv")
    rows = list(csv.DictReader(written.split("\r\n")[:-1], strict=True))

    assert written.count("\r\n") == written.count("\n") == 6
    assert [(row["claim"], row["key"]) for row in rows] == [
        ("shared", "holsti"), ("trust", "plano"), ("trust", "gone"), ("nobody", ""), ("lost", "holsti"),
    ]  # fmt: skip
    assert list(rows[0].items()) == [
        ("claim", "shared"), ("text", "States share problems"), ("document", "article.md"), ("line", "3"),
        ("kind", "reason"), ("key", "holsti"), ("reference", "Holsti, Kalevi. Politics. 1995."),
        ("locator", "pp. 418–420"), ("intent", "obtainsSupportFrom"), ("via", ""), ("verdict", "supported"),
        ("by", "Ana"), ("on", "2026-11-24"), ("note", "Seen."), ("findings", ""),
    ]  # fmt: skip


def test_csv_holds_against_hostile_texts(desk: Any) -> None:
    """The csv module reads rows of one length, no cell of which a spreadsheet takes for a formula."""
    project, _ = hostile(desk)
    rows = list(csv.reader(render(project, "claim-table.csv").split("\r\n")[:-1], strict=True))

    assert len(rows) == 1 + 2 * len(HOSTILE)
    assert {len(row) for row in rows} == {15}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert [row[1].removeprefix("'") for row in rows[1::2]] == [folded(text) for text in HOSTILE]


# --------------------------------------------------------------------------------------------------- plain text


def test_plain_text_by_hand(desk: Any) -> None:
    """The reading list as a person would type it."""
    assert render(desk.project(), "reading-list.txt", reading_list=desk.reading_list()) == (
        "Course\n======\n\nFor beginners.\n\nWeek 1\n------\n\nBegin here.\n\n"
        "* Holsti, Kalevi. Politics. 1995.\n  essential; Read chap. 3\n  Slowly.\n\n"
        "Week 2\n------\n\n"
        "* Plano, Jack, Olton, Roy. Dictionary. 1979. https://doi.org/10.1/x_y\n  recommended\n"
        "* gone: not in the library\n"
    )


def test_plain_text_holds_against_hostile_texts(desk: Any) -> None:
    """Every text is there, folded into lines of at most 78 characters where its words allow."""
    project, reading_list = hostile(desk)
    written = render(project, "reading-list.txt", reading_list=reading_list)

    assert all(folded(text) in folded(written) for text in HOSTILE)
    assert max(map(len, written.splitlines())) <= 78


# -------------------------------------------------------------------------------------------------------- LaTeX


def found_by_tex(need: Callable[[str], str], file: str) -> bool:
    return subprocess.run([need("kpsewhich"), file], capture_output=True, check=False).returncode == 0


def compiled(need: Callable[[str], str], program: str, folder: Path, text: str) -> str:
    (folder / "page.tex").write_text(text, encoding="utf-8")
    command = [need(program), "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    log = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, log[-2000:]
    return log


@pytest.mark.parametrize("template", ["claim-table.tex", "reading-list.tex"])
@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("program", ["pdflatex", "lualatex"])
def test_latex_compiles(
    desk: Any, need: Callable[[str], str], tmp_path: Path, template: str, listed: bool, program: str
) -> None:
    """The document compiles though every text is hostile."""
    if (
        program == "lualatex"
        and not found_by_tex(need, "luaotfload-main.lua")
        and not os.environ.get("CITEKIT_REQUIRE")
    ):
        pytest.skip("lualatex is installed without luaotfload, the part that loads fonts")
    project, reading_list = hostile(desk)

    compiled(need, program, tmp_path, render(project, template, reading_list=reading_list if listed else None))


@pytest.mark.parametrize("template", ["claim-table.tex", "reading-list.tex"])
def test_latex_fragment_compiles_in_another_document(
    desk: Any, need: Callable[[str], str], tmp_path: Path, template: str
) -> None:
    r"""A fragment stands in a thesis without hyperref, and its keys answer `\cite`."""
    body = render(desk.project(), template, fragment=True)
    start = "\\documentclass{article}\\usepackage{array,longtable}\\begin{document}\n\\cite{holsti}\n"

    assert "\\documentclass" not in body
    for _ in range(2):
        log = compiled(need, "pdflatex", tmp_path, start + body + "\\end{document}")
    assert ("undefined" in log) == (template == "claim-table.tex")


def test_latex_is_read_by_pandoc(desk: Any, need: Callable[[str], str]) -> None:
    """pandoc reads the claims' words out of the table (but the signs whose commands it does not know)."""
    project, _ = hostile(desk)
    source = render(project, "claim-table.tex")
    command = [need("pandoc"), "--from", "latex-smart", "--to", "plain", "--wrap", "none", "--columns", "9999"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    said = re.sub(r"[\W_]+", "", done.stdout)

    for text in HOSTILE:
        assert re.sub(r"[\W_]+", "", text) in said


def test_words_are_whole() -> None:
    """Every language of words.toml knows only what English knows, and locators have two forms."""
    data = tomllib.loads(files("citekit").joinpath("templates/words.toml").read_text("utf-8"))
    for language, words in data.items():
        assert set(words) <= set(data["en"]), language
        for name, table in words.items():
            if isinstance(table, dict):
                assert set(table) <= set(data["en"][name]), (language, name)
        assert all(len(forms) == 2 for forms in words["locators"].values())
