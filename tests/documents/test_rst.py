"""reStructuredText: Sphinx's roles and docutils' citations, the words between; compared with pandoc's reader."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import rst
from citekit.loader import load_files
from citekit.model import Document
from citekit.source import TextSource


def read(text: str) -> Document:
    return rst.read(TextSource("a.rst", text))


def short(document: Document) -> list[tuple[str, str, str, str]]:
    """Key, locator, prefix, mode."""
    items = [item for citation in document.citations for item in citation.items]
    return [(item.key, item.locator.value if item.locator else "", item.prefix, item.mode.value) for item in items]


P, N, S = "parenthetical", "narrative", "suppressed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":cite:`a`", [("a", "", "", P)]),
        (":cite:p:`{see}a{p. 3},\n  b`", [("a", "3", "see", P), ("b", "", "", P)]),
        (":cite:t:`a` :cite:year:`b` :cite:author:`c`", [("a", "", "", N), ("b", "", "", S), ("c", "", "", N)]),
        (":footcite:`a`", [("a", "", "", P)]),
        ("[Holsti95]_ dan [1]_ [#]_ [#x]_ [*]_", [("Holsti95", "", "", P)]),
        ("``:cite:`a``` ``[b]_`` \\:cite:`c` :cite:`d`", [("d", "", "", P)]),
        (":ref:`a` `b`_ |c|", []),
        ("Contoh::\n\n   :cite:`a`\n\n:cite:`b`", [("b", "", "", P)]),
        (".. komentar :cite:`a`\n   :cite:`b`\n:cite:`c`", [("c", "", "", P)]),
        (".. note:: \n   :class: x\n\n   :cite:`a`", [("a", "", "", P)]),
        (".. math::\n\n   :cite:`a`\n", []),
        (".. [1] Lihat :cite:`a`.", [("a", "", "", P)]),
        (".. [1]\n   Lihat :cite:`a`.", [("a", "", "", P)]),
        (">>> :cite:`a`", []),
    ],
)  # fmt: skip
def test_citations(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Roles of sphinxcontrib-bibtex, citations of docutils; what is literal or a comment cites nothing."""
    assert short(read(text)) == expected


def test_prose_and_blocks() -> None:
    """Headings over and under lines, items, cells, prose of directives; no markup, targets or fields."""
    text = (
        ":Author: N\n\n=====\nJudul\n=====\n\nBab\n---\n\n"
        "Satu *dua* **tiga** `empat <https://e.org>`_ lima_ a_b ``kode``.\n\n"
        "- item\n1. dua\n\n.. _sasaran:\n.. |x| replace:: y\n.. figure:: a.png\n   :alt: z\n\n   Keterangan.\n\n"
        "+---+---+\n| a | b |\n+---+---+\n"
    )  # fmt: skip
    document = read(text)
    assert [(one.kind, " ".join(document.prose[one.start : one.end].split())) for one in document.blocks] == [
        ("heading", "Judul"), ("heading", "Bab"), ("paragraph", "Satu dua tiga empat lima a_b ."), ("item", "item"),
        ("item", "dua"), ("paragraph", "Keterangan."), ("cell", "a"), ("cell", "b"),
    ]  # fmt: skip


def test_names_libraries_and_files() -> None:
    """Libraries of the `bibliography` directive, files of `include`; those of docutils' own are none."""
    document = read(".. include:: a.txt\n.. include:: <isonum.txt>\n.. bibliography:: a.bib b.bib\n   :style: plain\n")
    assert document.bibliography == ("a.bib", "b.bib")
    assert [(one.name, one.span.text) for one in document.includes] == [("a.txt", "a.txt")]


def test_whole_article(samples: Path) -> None:
    """The sample with the file that it takes in, which is read as what it is taken into."""
    project = load_files([samples / "rst" / "article.rst"])
    assert [(document.format, len(document.citations)) for document in project.documents] == [("rst", 9), ("rst", 2)]
    assert [one.code for one in project.diagnostics] == []
    assert all(attribution.entry for attribution in project.attributions)


def test_agrees_with_pandoc(samples: Path, by_pandoc: Callable[[str, Path], list[str]]) -> None:
    """The keys of the roles that pandoc knows are those that it finds; it has no `[key]_`."""
    documents = load_files([samples / "rst" / "article.rst"]).documents
    own = [
        item.key
        for document in documents
        for one in document.citations
        if one.span.text.startswith(":cite:")
        for item in one.items
    ]
    # pandoc takes `:ref:` for a citation where what it names has no target.
    assert sorted(own) == sorted(key for key in by_pandoc("rst", samples / "rst" / "article.rst") if key != "none")


_PIECES = [":cite:", "`a`", "`", "``", "[a]_", "|", "*", "**", "\n", "\n\n", "   ", ".. ", "note::", "::\n",
           "====", "+--",
           "- ", "kata ", "<", ">`_", "_", ".. [1] ", "\\", ":a: b", ">>> "]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_never_raises_and_keeps_every_offset(pieces: list[str]) -> None:
    """Whatever stands in the file, every character of the prose is that of the text or a space."""
    text = "".join(pieces)
    document = read(text)
    assert all(seen in (written, " ") for written, seen in zip(text, document.prose, strict=True))
    assert all(one.span.start < one.span.end <= len(text) for one in document.citations)


@pytest.mark.parametrize(
    "unit",
    [
        ":cite:`",
        ":cite:`a",
        ":a",
        "`a ",
        "` ",
        "``a",
        "[a",
        "|a",
        "*a",
        "a_",
        ".. a\n",
        ".. note::\n ",
        "==\n",
        "{",
        "`a <",
    ],
)
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """The same sign over and over takes no more than its length in time."""
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 20_000, 80_000)


def test_a_role_with_much_space_is_soon_read(grows_linearly: Callable[..., bool]) -> None:
    """Space within a role's keys is gone over once."""
    assert grows_linearly(lambda size: read(f":cite:`a{' ' * size}{{b`"), 20_000, 80_000)
