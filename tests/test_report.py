"""The report: one HTML file, safe to open whatever stands in the text, and usable by everybody.

A real browser (Chromium) shows it, axe-core looks for barriers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.checker import check
from citekit.model import Project
from citekit.renderer.report import page
from citekit.renderer.report.segments import Mark, cut

HOSTILE = {
    "references.bib": "@book{holsti1995, author={Holsti, K. J.}, year={1995}, publisher={Prentice}, address={London},\n"
    "  title={</script><script>alert(1)</script>}, url={javascript:alert(1)}, doi={10.1/x}}\n"
    "@book{plano1979, title={Kamus}, year={197}}\n",
    "article.md": '---\nlang: id\n---\n# Kerja <img src=x onerror="alert(1)">\n\n'
    'Kata <script>alert(2)</script> "terlalu panjang untuk dibaca di sini" (Holsty, 1995).\n\n'
    "Negara *bekerja* sama (Holsti, 1995; Nobody, 2001) dan (Plano, 1980).\n\n```\n<b>kode</b>\n```\n",
}


@pytest.fixture
def hostile(project: Callable[[Mapping[str, str]], Project]) -> Project:
    """A project whose files try to become part of the page."""
    return project(HOSTILE)


@pytest.fixture(scope="module")
def browser(need: Callable[[str], str]) -> Iterator[Any]:
    """Chromium, driven by Playwright."""
    path = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """`show(html, width=320)`: the page in the browser; that nothing failed in its script is seen to."""
    opened, errors = [], []

    def show_it(html: str, *, width: int = 1280, height: int = 900, **media: str) -> Any:
        path = tmp_path / "report.html"
        path.write_text(html, encoding="utf-8")
        tab = browser.new_page(viewport={"width": width, "height": height})
        opened.append(tab)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.emulate_media(**media)
        tab.goto(path.as_uri())
        return tab

    yield show_it
    for tab in opened:
        tab.close()
    assert errors == []


class _Texts(HTMLParser):
    """The text of each article, as a browser's textContent has it, and all addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth, self.texts, self.hrefs, self.scripts = 0, [""], [], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.hrefs += [found["href"]] if "href" in found else []
        self.scripts += tag == "script"
        if self.depth or (tag == "div" and (found.get("class") or "").startswith("text ")):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data


def test_article_is_shown_whole(hostile: Project) -> None:
    """What stands in the article's column is the article's text, character for character, markup and all."""
    found = _Texts()
    found.feed(page(hostile, []))
    assert found.texts == [hostile.documents[0].text]


def test_text_of_files_becomes_no_markup(hostile: Project) -> None:
    """No script but the report's own is in the page, and no link leads anywhere but within it or to http(s)."""
    found = _Texts()
    found.feed(page(hostile, check(hostile)))
    assert found.scripts == 1
    assert found.hrefs
    assert all(href.startswith(("#", "https://", "http://")) for href in found.hrefs)


def test_quotation_stands_beside_its_source(project: Callable[[Mapping[str, str]], Project]) -> None:
    """An altered quotation is shown with the passage of the kept text, the word that differs there marked."""
    read = project(
        {
            "r.bib": "@book{holsti1995, author={Holsti, K. J.}, title={T}, year={1995}, publisher={P}, address={L}}",
            "a.md": 'Menurut Holsti (1995, hlm. 3), "negara bekerja sama karena kepentingan yang berbeda sekali".\n',
            "sources/holsti1995.txt": "Awal. negara bekerja sama karena kepentingan yang sama sekali. Akhir.",
        }
    )
    html = page(read, check(read))
    passage = "Awal. negara bekerja sama karena kepentingan yang <mark>sama</mark> sekali. Akhir."
    assert f'<blockquote dir="auto">{passage}</blockquote>' in html


MARKS = st.builds(
    lambda start, long, kind, number: Mark(start, start + long, kind, f"m{number}", f"c{number}"),
    st.integers(0, 60),
    st.integers(0, 30),
    st.sampled_from(["claim", "citation", "quotation", "error", "warning", "syntax"]),
    st.integers(),
)


@given(st.text(max_size=60), st.lists(MARKS, max_size=12), st.sets(st.integers(1, 59), max_size=3))
def test_marks_overlap_in_any_way(text: str, marks: list[Mark], inner: set[int]) -> None:
    """However marks lie, the segments joined are the text, and each has the kinds that lie over it, by hand."""
    borders = sorted({0, len(text), *(place for place in inner if place < len(text))})
    stretches = cut(text, marks, borders if len(borders) > 1 else [0, 0])
    at = 0
    for segment in (one for stretch in stretches for one in stretch):
        assert text.startswith(segment.text, at)
        over = {mark.kind for mark in marks if mark.end <= len(text) and mark.start <= at < mark.end}
        if segment.text:
            findings = over & {"error", "warning"}
            assert set(segment.kinds) == (over - findings) | ({min(findings)} if findings else set())
        at += len(segment.text)
    assert at == len(text)
    assert [len("".join(one.text for one in stretch)) for stretch in stretches] == [
        end - start for start, end in pairwise(borders)
    ] or len(borders) == 1


@pytest.mark.parametrize(
    ("width", "media"),
    [
        (1280, {}),
        (1280, {"color_scheme": "dark"}),
        (1280, {"forced_colors": "active"}),
        (800, {"media": "print"}),
        (320, {}),
        (320, {"color_scheme": "dark"}),
    ],
    ids=["light", "dark", "forced-colors", "print", "320px-and-400-percent", "320px-dark"],
)
def test_no_barriers(hostile: Project, show: Callable[..., Any], width: int, media: dict[str, str]) -> None:
    """axe-core finds nothing, and nothing needs sideways scrolling; 320 px is 1280 px at 400 % (WCAG 1.4.10)."""
    tab = show(page(hostile, check(hostile)), width=width, **media)
    tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    assert tab.evaluate("axe.run().then(found => found.violations.map(one => [one.id, one.nodes[0].html]))") == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_policy_stops_what_is_injected(hostile: Project, show: Callable[..., Any]) -> None:
    """Even if text became markup, the page's policy would not run it."""
    html = page(hostile, check(hostile)).replace("</h1>", "</h1><script>document.title = 'taken'</script>")
    assert show(html).title() != "taken"


def test_every_finding_is_reached_by_keyboard(hostile: Project, show: Callable[..., Any]) -> None:
    """The Tab key comes to every finding, and so do j and, the other way, k."""
    findings = check(hostile)
    tab = show(page(hostile, findings))
    all_ids = set(tab.evaluate("[...document.querySelectorAll('.finding')].map(one => one.id)"))
    assert len(all_ids) == len(findings) > 2
    where = "document.activeElement.closest('.finding')?.id"
    for key in ("j", "k", "n", "p"):
        reached = []
        for _ in findings:
            tab.keyboard.press(key)
            reached.append(tab.evaluate(where))
        assert set(reached) == all_ids
    tab.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(20 + 12 * len(findings)):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate(where))
    assert reached >= all_ids


def test_filter_and_links_both_ways(hostile: Project, show: Callable[..., Any]) -> None:
    """Only problems are left when asked for, by severity too; a mark leads to its card and the card back."""
    tab = show(page(hostile, check(hostile)))
    visible = "[...document.querySelectorAll('.card, .row')].filter(one => one.checkVisibility()).length"
    before = tab.evaluate(visible)
    tab.check("#only")
    assert 0 < tab.evaluate(visible) < before
    for box in tab.query_selector_all("input[name=severity]"):
        box.uncheck()
    assert tab.evaluate(visible) == 0
    links = (
        "[...document.querySelectorAll('main a[href^=\"#\"]')].filter(one => !document.querySelector(one.hash)).length"
    )
    assert tab.evaluate(links) == 0
    assert tab.evaluate("document.querySelectorAll('a.mark.citation').length") > 0


def test_print_shows_all(hostile: Project, show: Callable[..., Any]) -> None:
    """On paper everything is there, whatever the filter, and the folded cards are open."""
    tab = show(page(hostile, check(hostile)))
    tab.check("#only")
    tab.emulate_media(media="print")
    hidden = "[...document.querySelectorAll('.card, .row, .reference')].filter(one => !one.checkVisibility()).length"
    assert tab.evaluate(hidden) == 0
    heights = (
        "[...document.querySelectorAll('.reference')].filter(one => one.getBoundingClientRect().height < 5).length"
    )
    assert tab.evaluate(heights) == 0
