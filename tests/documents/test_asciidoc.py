"""AsciiDoc with asciidoctor-bibtex: expectations from the language documentation and the README of that extension."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import asciidoc
from citekit.loader import load_files
from citekit.model import Document
from citekit.source import TextSource


def read(text: str) -> Document:
    return asciidoc.read(TextSource("a.adoc", text))


def short(document: Document) -> list[tuple[str, str, str, str]]:
    """Key, locator, prefix, mode."""
    items = [item for citation in document.citations for item in citation.items]
    return [(item.key, item.locator.value if item.locator else "", item.prefix, item.mode.value) for item in items]


P, N = "parenthetical", "narrative"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cite:[a]", [("a", "", "", P)]),
        ("cite:[a(3), b(12-15)]", [("a", "3", "", P), ("b", "12-15", "", P)]),
        ("cite:See[a(bab 3),b]", [("a", "3", "See", P), ("b", "", "", P)]),
        ("citenp:[a:b/c]", [("a:b/c", "", "", N)]),
        ("fullcite:[a] nocite:[b]", [("a", "", "", P), ("b", "", "", P)]),
        ("footnote:[Lihat cite:[a], lalu.]", [("a", "", "", P)]),
        ("`cite:[a]` \\cite:[b] incite:[c]", []),
        ("// cite:[a]\n////\ncite:[b]\n////\n----\ncite:[c]\n----\n  cite:[d]\n", []),
        ("stem:[cite:a] pass:[cite] https://e.org[cite:[a]]", [("a", "", "", P)]),
        ("----\ncite:[a]", [("a", "", "", P)]),
        ("cite:a[3] cite:b[12-15] cite:See[c]", [("a", "3", "", P), ("b", "12-15", "", P), ("c", "", "See", P)]),
        (
            "See <<pp>>, <<ab,Hunt>> and <<part>>.\n\n[bibliography]\n== References\n\n* [[[pp]]] A.\n* [[[ab,2]]] B.",
            [("pp", "", "", P), ("ab", "", "", P)],
        ),
    ],
)
def test_citations(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Keys with their pages, words before them, the four macros, cross references to works of a bibliography section;
    code, comments and literal lines cite nothing.
    """
    assert short(read(text)) == expected


def test_prose_and_blocks() -> None:
    """Headings, items, terms, cells, quotations, titles, notes; no attributes, macros or marks."""
    text = (
        "= Judul\n:lang: id\n\n== Bab\nSatu *dua* _tiga_ a_b {x} <<y>>.footnote:[Catatan.]\n\n* item\n.. dua\n"
        "Istilah:: arti\n\n.Judul tabel\n|===\n|a |b\n|===\n\n____\nKata orang.\n____\n\nimage::a.png[b]\n\n"
        "https://e.org[laman] link:a[sini]\n"
        "[source]\n----\nkode\n----\n'''\n====\nContoh.\n====\n"
    )  # fmt: skip
    document = read(text)
    assert [(one.kind, " ".join(document.prose[one.start : one.end].split())) for one in document.blocks] == [
        ("heading", "Judul"), ("heading", "Bab"), ("paragraph", "Satu dua tiga a_b . Catatan."), ("note", "Catatan."),
        ("item", "item"), ("item", "dua"), ("item", "Istilah:: arti"), ("paragraph", "Judul tabel"), ("cell", "a"),
        ("cell", "b"), ("quote", "Kata orang."), ("paragraph", "laman sini"), ("paragraph", "Contoh."),
    ]  # fmt: skip
    assert document.language == "id"


def test_quotation_marks_and_literal_text_are_words() -> None:
    """Curved quotation marks and what is passed through are read; only their marks go."""
    assert (
        " ".join(read("Satu \"`dua`\" '`tiga`' ++[++empat++]++ `kode`.").prose.split()) == "Satu dua tiga [ empat ] ."
    )


def test_names_libraries_and_files() -> None:
    """The library of `bibtex-file`; includes, but for those whose name is worked out or lies on the net."""
    document = read(
        ":bibtex-file: a.bib\ninclude::b c.adoc[]\ninclude::{x}/d.adoc[]\ninclude::https://e.org/f.adoc[]\n"
    )
    assert document.bibliography == ("a.bib",)
    assert [(one.name, one.span.text) for one in document.includes] == [("b c.adoc", "b c.adoc")]


def test_whole_paper(samples: Path) -> None:
    """The sample with the file that it takes in: each citation finds its work."""
    project = load_files([samples / "asciidoc" / "makalah.adoc"])
    assert [one.code for one in project.diagnostics] == []
    assert len(project.attributions) == 10
    assert all(attribution.entry for attribution in project.attributions)


_PIECES = ["cite:", "[a]", "[", "]", "`", "``", "*", "_", "\n", "\n\n", "----\n", "////\n", "____\n", "|===\n", "|",
           "* ", "footnote:[", "https://e.org[", "<<", ">>", "include::a[]", "== ", "kata ", "\\", "{a}",
           ":a: b\n"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_never_raises_and_keeps_every_offset(pieces: list[str]) -> None:
    """Whatever stands in the file, every character of the prose is that of the text or a space."""
    text = "".join(pieces)
    document = read(text)
    assert all(seen in (written, " ") for written, seen in zip(text, document.prose, strict=True))
    assert all(one.span.start < one.span.end <= len(text) for one in document.citations)


@pytest.mark.parametrize(
    "unit",
    ["cite:", "cite:[", "cite:a b ", "footnote:[", "`a ", "<<a", "[[a", "*a", "https://e", "----\n",
    "____\n", "a:: ", "link:",
     "include::a", "{a", "[.a", "a::"],
)  # fmt: skip
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """The same sign over and over takes no more than its length in time."""
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 20_000, 80_000)
