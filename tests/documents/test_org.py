"""Org: Org-cite and org-ref, the words between; compared with pandoc's reader of Org."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import org
from citekit.loader import load_files
from citekit.model import Document
from citekit.source import TextSource


def read(text: str) -> Document:
    return org.read(TextSource("a.org", text))


def short(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Key, locator, prefix, suffix, mode."""
    return [
        (item.key, item.locator.value if item.locator else "", item.prefix, item.suffix, item.mode.value)
        for citation in document.citations
        for item in citation.items
    ]


P, N, S = "parenthetical", "narrative", "suppressed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[cite:@a]", [("a", "", "", "", P)]),
        ("[cite/t/caps:@a]", [("a", "", "", "", N)]),
        ("[cite/noauthor/bare:@a p. 3]", [("a", "3", "", "", S)]),
        ("[cite/a:@a;@b]", [("a", "", "", "", N), ("b", "", "", "", N)]),
        ("[cite: lihat; terutama @a hlm. 3-5, dst. ; @b:c.d; akhirnya]",
         [("a", "3-5", "lihat terutama", "dst.", P), ("b:c.d", "", "", "akhirnya", P)]),
        ("[cite:see\n@a\np. 4]", [("a", "4", "see", "", P)]),
        ("[cite/n:@a]", [("a", "", "", "", P)]),
        ("[cite:tanpa kunci]", []),
        ("cite:a,b.", [("a", "", "", "", P), ("b", "", "", "", P)]),
        ("citet:a: kata", [("a", "", "", "", N)]),
        ("Citeyear:a", [("a", "", "", "", S)]),
        ("autocite:&a;&b", [("a", "", "", "", P), ("b", "", "", "", P)]),
        ("[[citep:see &a p. 3;also &b]]", [("a", "3", "see", "", P), ("b", "", "also", "", P)]),
        ("[[cite:a][lihat::hlm. 7]]", [("a", "7", "lihat", "", P)]),
        ("exciteme:a dan cite: a", []),
        ("=[cite:@a]= ~cite:a~ \\(cite:a\\) https://e.org/cite:a", []),
        (": [cite:@a]\n# [cite:@b]\n#+caption: [cite:@c]", [("c", "", "", "", P)]),
    ],
)  # fmt: skip
def test_citations(text: str, expected: list[tuple[str, str, str, str, str]]) -> None:
    """Styles, affixes and locators of Org-cite (Org manual, "Citations"); links of org-ref, old and new."""
    assert short(read(text)) == expected


def test_prose_and_blocks() -> None:
    """Titles, headlines without tags, items, quotations, cells, notes; no drawers, code, keywords."""
    text = (
        "#+title: Judul\n* TODO [#A] Bab :a:b:\n:PROPERTIES:\n:ID: 1\n:END:\n"
        "Satu /dua/ *tiga* a_b.[fn:: Catatan.] Lagi.\n"
        "- [X] item\n1. dua\n#+begin_quote\nKata orang.\n#+end_quote\n| a | b |\n|---+---|\n#+begin_src org\n* Kode\n"
        "#+end_src\n: tetap\n* COMMENT Buang\nDibuang.\n** Juga\n* Akhir\n"
        "[[file:a.org][sini]] [[https://e.org]] lalu[fn:1]\n"
    )  # fmt: skip
    document = read(text)
    told = [(one.kind, " ".join(document.prose[one.start : one.end].split())) for one in document.blocks]
    assert told == [
        ("paragraph", "Judul"), ("heading", "Bab"), ("paragraph", "Satu dua tiga a_b. Catatan. Lagi."),
        ("note", "Catatan."), ("item", "item"), ("item", "dua"), ("quote", "Kata orang."), ("cell", "a"), ("cell", "b"),
        ("heading", "Akhir"), ("paragraph", "sini lalu"),
    ]  # fmt: skip


def test_names_libraries_language_and_files() -> None:
    """Keywords and org-ref's links; what is included as code is no document."""
    document = read(
        "#+bibliography: a.bib\n#+LANGUAGE: id\n#+include: \"b c.org\" :lines 1-2\n#+include: d.py src python\n"
        "#+include: e.org::*Bab\nbibliography:f,g.bib\n[cite/n:@*]\n"
    )  # fmt: skip
    assert (document.bibliography, document.language, document.cites_all) == (("a.bib", "f.bib", "g.bib"), "id", True)
    assert [(one.name, one.span.text) for one in document.includes] == [("b c.org", "b c.org"), ("e.org", "e.org")]


def test_whole_paper(samples: Path) -> None:
    """The sample with the file that it takes in: each citation finds its work."""
    project = load_files([samples / "org" / "makalah.org"])
    assert [one.code for one in project.diagnostics] == []
    assert len(project.attributions) == 17
    assert all(attribution.entry for attribution in project.attributions)


def test_agrees_with_pandoc(samples: Path, by_pandoc: Callable[[str, Path], list[str]]) -> None:
    """The keys are those of pandoc, which follows the include but reads none of org-ref's links in brackets."""
    documents = load_files([samples / "org" / "makalah.org"]).documents
    own = [
        item.key
        for document in documents
        for one in document.citations
        if one.span.text[:2] != "[["
        for item in one.items
        if item.key
    ]
    assert sorted(own) == sorted(by_pandoc("org", samples / "org" / "makalah.org"))


_PIECES = ["[cite:", "@a", ";", "]", "[[", "][", "cite:a", "[fn:", "[fn:1:", "~", "=", "*", "\n", "* ",
           "#+begin_quote\n",
           "#+end_quote\n", "#+begin_src\n", "#+end_src\n", "| ", "- ", "COMMENT ", "$", "\\(", "kata ",
           ":a:"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_never_raises_and_keeps_every_offset(pieces: list[str]) -> None:
    """Whatever stands in the file, every character of the prose is that of the text or a space."""
    text = "".join(pieces)
    document = read(text)
    assert all(seen in (written, " ") for written, seen in zip(text, document.prose, strict=True))
    assert all(one.span.start < one.span.end <= len(text) for one in document.citations)


@pytest.mark.parametrize(
    "unit",
    ["[cite:", "[cite:@a;", "[[a][", "cite", "cite:a,", "~a ", "=a", "\\(", "$a ", "[fn:1:", "#+begin_quote\n",
     "#+begin_src\n", "* COMMENT a\n", "* a :b ", "<<a", "[cite:[a]", "#+include: ", "|-"],
)  # fmt: skip
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """The same sign over and over takes no more than its length in time."""
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 20_000, 80_000)
