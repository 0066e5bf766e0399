"""Markdown in several files, with Quarto's includes, R Markdown's children, and MyST's roles and directives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from citekit.documents import markdown
from citekit.loader import load_files
from citekit.model import Document, Mode, Project
from citekit.source import TextSource


def read(text: str) -> Document:
    return markdown.read(TextSource("a.md", text))


def short(document: Document) -> list[tuple[str, str, str]]:
    """Key, locator, prefix."""
    items = [item for citation in document.citations for item in citation.items]
    return [(item.key, item.locator.value if item.locator else "", item.prefix) for item in items]


def cited(project: Project) -> list[str]:
    return [item.key for document in project.documents for one in document.citations for item in one.items if item.key]


def test_whole_report(samples: Path) -> None:
    """A Quarto report with a child and an include: every key of its three files, and none that is only shown."""
    project = load_files([samples / "quarto" / "laporan.qmd"])
    assert cited(project) == [
        "kartasasmita1997", "holsti1995", "keohane1988", "acharya2001", "jones2006", "wendt1992", "krasner1983",
        "tarling1999",
    ]  # fmt: skip
    assert [one.code for one in project.diagnostics] == []
    assert all(attribution.entry for attribution in project.attributions)


def test_whole_article(samples: Path) -> None:
    """A MyST article: roles, a directive within which one stands, an include; code cites nothing."""
    project = load_files([samples / "myst" / "artikel.md"])
    assert cited(project) == [
        "holsti1995", "plano1979", "keohane1988", "wendt1992", "plano1979", "krasner1983", "acharya2001", "jones2006",
        "tarling1999",
    ]  # fmt: skip
    assert project.documents[0].bibliography == ("pustaka.bib", "pustaka.bib")
    assert all(attribution.entry for attribution in project.attributions)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{< include a.qmd >}}", ["a.qmd"]),
        ('{{<include "bab satu.qmd">}} dan {{< include b.md >}}', ["bab satu.qmd", "b.md"]),
        ("{{{< include a.qmd >}}}", []),
        ("```\n{{< include a.qmd >}}\n```", []),
        ("~~~~ {.md}\n~~~\n{{< include a.qmd >}}\n~~~~\n{{< include b.qmd >}}", ["b.qmd"]),
        ("```{include} a.md\n:start-line: 1\n```", ["a.md"]),
        (":::{include} a.md\n:::", ["a.md"]),
        ("````{note}\n```{include} a.md\n```\n````", []),
        ('```{r, child="a.Rmd", echo=FALSE}\n```', ["a.Rmd"]),
        ("```{r child = c('a.Rmd', 'b.Rmd')}\n```", ["a.Rmd", "b.Rmd"]),
        ("---\ntitle: '{{< include a.md >}}'\n---\n", []),
    ],
)
def test_includes(text: str, names: list[str]) -> None:
    """What Quarto, R Markdown and MyST take in, by their manuals; the place is that of the name."""
    found = read(text).includes
    assert [include.name for include in found] == names
    assert all(include.span.text == include.name for include in found)


def test_included_files_count_from_their_own_folder(tmp_path: Path) -> None:
    """A name counts from the file that has it, one with a slash before it from the project; what is missing is told."""
    (tmp_path / "bab").mkdir()
    (tmp_path / "a.qmd").write_text("{{< include bab/b.qmd >}}\n")
    (tmp_path / "bab" / "b.qmd").write_text(
        "[@b]\n\n{{< include c.qmd >}}\n\n{{< include /d.qmd >}}\n\n{{< include x >}}\n"
    )
    (tmp_path / "bab" / "c.qmd").write_text("[@c]\n\n{{< include ../a.qmd >}}\n")
    (tmp_path / "d.qmd").write_text("[@d]\n")
    project = load_files(["a.qmd"], root=tmp_path)
    assert sorted(cited(project)) == ["b", "c", "d"]
    assert [(one.code, one.span.line) for one in project.diagnostics] == [("FIL001", 7)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{cite}`a`", [("a", "", "")]),
        ("{cite:p}`a,b`", [("a", "", ""), ("b", "", "")]),
        ("{cite:p}`{see}a{p. 3-5}, b`", [("a", "3-5", "see"), ("b", "", "")]),
        ("{cite:t}`a\n  ,b`", [("a", "", ""), ("b", "", "")]),
        ("{footcite:t}`a`", [("a", "", "")]),
        ("{cite:none}`a`", []),
        ("`{cite}` dan ``{cite}`a` ``", []),
        (r"\{cite}`a`", []),
        ("{ref}`a`", []),
    ],
)
def test_roles(text: str, expected: list[tuple[str, str, str]]) -> None:
    """sphinxcontrib-bibtex and mystmd: keys between commas, words in braces before and after each."""
    document = read(f"Satu {text} dua.")
    assert short(document) == expected
    assert " ".join(document.prose.split()) == "Satu dua." if expected else True


def test_roles_tell_the_mode() -> None:
    """Textual roles stand in the sentence, roles of the year alone leave out the author."""
    items = [one.items[0] for one in read("{cite:p}`a` {cite:t}`b` {cite:year}`c` {cite:author}`d`").citations]
    assert [item.mode for item in items] == [Mode.PARENTHETICAL, Mode.NARRATIVE, Mode.SUPPRESSED, Mode.NARRATIVE]


def test_directives_with_prose() -> None:
    """A note and a figure have words, their options have none; code, maths and cells that run have none."""
    text = "```{note} Judul\n:class: tip\n\nKata [@a]\n\n> dan [@b]\n```\n\n"
    text += "```{code-cell}\n[@no]\n```\n\n```{math}\nx\n```\n"
    document = read(text)
    assert (short(document), document.prose.split()) == (
        [("a", "", ""), ("b", "", "")],
        ["Kata", "[@a]", "dan", "[@b]"],
    )
    assert [(one.kind, text[one.start : one.end]) for one in document.blocks] == [
        ("paragraph", "Kata [@a]"), ("quote", "dan [@b]"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit", ["{cite}`", "{cite}`a", "```{note}\n", "{{< include ", '{{< include "', "```{r child=c("]
)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """The same sign over and over takes no more than its length in time."""
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 40_000, 160_000)
