"""Quotations in running text: which marks make pairs, and which stand alone.

Each expectation is what a person who knows the language's marks sees; the marks of each language are those of its
printers (CLDR's quotation marks agree).
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import latex
from citekit.model import Block, Document
from citekit.prose.quotations import quotations
from citekit.source import TextSource


def document(text: str, format: str = "plain") -> Document:
    """A document whose blocks are what blank lines divide."""
    pieces = re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    blocks = tuple(Block("paragraph", piece.start(), piece.end()) for piece in pieces)
    return Document("a", TextSource("a", text), text, blocks, format=format)


def paired(text: str, format: str = "plain") -> list[str]:
    return [text[q.start : q.end] for q in quotations(document(text, format)) if q.opened and q.closed]


def lone(text: str, format: str = "plain") -> list[str]:
    return [text[q.start : q.end] for q in quotations(document(text, format)) if not (q.opened and q.closed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kata “kutipan” lain", ["“kutipan”"]),
        ('kata "kutipan" lain', ['"kutipan"']),
        ("das „Wort“ und „Wort”", ["„Wort“", "„Wort”"]),
        ("das »Wort« hier", ["»Wort«"]),
        ("un « mot » ici", ["« mot »"]),
        ("un «mot» ici", ["«mot»"]),
        ("ett ”ord” och »ord» här", ["”ord”", "»ord»"]),
        ("“a “b” c”", ["“a “b” c”", "“b”"]),
        ('"a "b" c"', ['"a "b" c"', '"b"']),
        ("“luar «dalam» luar”", ["“luar «dalam» luar”", "«dalam»"]),
        ('tulisnya:"kutipan"(2001)', ['"kutipan"']),
        ("他说“你好”。", ["“你好”"]),
        ("**“tebal”** dan _“miring”_", ["“tebal”", "“miring”"]),
        ("(“dalam kurung”)", ["“dalam kurung”"]),
        ("kata—“sela”—kata", ["“sela”"]),
        ("“salah ketik“ saja", ["“salah ketik“"]),
        ('“campur" dan "campur”', ['“campur"', '"campur”']),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    """Marks that a reader sees as a pair are one, in every language's way and mixed."""
    assert paired(text) == expected
    assert lone(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tanda buka hilang” (Contoh, 2001)", ["Tanda buka hilang”"]),
        ("Di sini “tanda tutup hilang (Contoh, 2001)", ["“tanda tutup hilang (Contoh, 2001)"]),
        ('Di sini "tanda tutup hilang', ['"tanda tutup hilang']),
        ('Di sini tanda buka hilang".', ['Di sini tanda buka hilang"']),
        ("“Satu” lalu dua” dan tiga", ["lalu dua”"]),
        ("“Satu” lalu “dua dan tiga", ["“dua dan tiga"]),
        ("mot\u00a0» suite", ["mot\u00a0»"]),
        ("Wort« danach", ["Wort«"]),
    ],
)
def test_lone_mark(text: str, expected: list[str]) -> None:
    """A mark without its partner is told, with what it may have enclosed."""
    assert lone(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Qur’an, jum’at, the states’ interest, rock ’n’ roll, '90s",
        'a 6" pipe and a 7" pipe',
        "Home » News » Today",
        'צה"ל',
        "‘single’ marks are not looked at’",
        'a ditto " mark',
    ],
)
def test_no_quotation_mark(text: str) -> None:
    """Apostrophes, inches, arrows and the like are no quotation marks."""
    assert quotations(document(text)) == ()


def test_latex_marks() -> None:
    """In LaTeX `` and '' are a pair, and a straight mark is half of a shorthand."""
    text = """``Kutipan'' und "`Wort"' mit f"ur und \\"Ubung"""

    assert paired(text, "latex") == ["``Kutipan''", '"`Wort"\'']
    assert lone(text, "latex") == []
    assert lone("``Kutipan tanpa penutup", "latex") == ["``Kutipan tanpa penutup"]
    assert lone('"Uber f"ur "a', "latex") == []


def test_one_block_at_a_time() -> None:
    """A mark in one paragraph is no partner of one in the next."""
    assert lone("Ini “satu.\n\nItu dua” juga.") == ["“satu.", "Itu dua”"]


def test_quotation_over_paragraphs() -> None:
    """Each paragraph of a long quotation begins with the opening mark; only the last is closed."""
    text = "“Satu.\n\n“Dua.\n\n“Tiga.” Akhir."

    assert paired(text) == ["“Satu.\n\n“Dua.\n\n“Tiga.”"]
    assert lone(text) == []
    assert lone("“Satu.\n\n“Dua.\n\nTiga.") == ["“Satu.\n\n“Dua."]


def test_nested_blocks_are_read_once() -> None:
    """A quotation in an item that stands within an item counts once."""
    text = "luar “satu”\n  dalam “dua”\n"
    made = document(text)
    nested = Document("a", made.source, text, (Block("item", 0, len(text)), Block("item", 12, len(text))))

    assert [text[q.start : q.end] for q in quotations(nested)] == ["“satu”", "“dua”"]


def test_a_note_does_not_part_a_quotation() -> None:
    """A quotation goes on after a note within it, and the note's own marks are its own affair."""
    text = r"Ia berkata “satu\footnote{Kata “dua” dan “tiga.} empat” lagi."
    read = latex.read(TextSource("a.tex", text))
    found = [(text[q.start : q.end], q.closed) for q in quotations(read)]

    assert found == [(text[11 : text.index(" lagi")], True), ("“dua”", True), ("“tiga.", False)]


def test_inside() -> None:
    """The quoted words are what stands between the marks."""
    text = "Ia menulis ``kata'' itu."
    (quotation,) = quotations(document(text, "latex"))

    assert text[slice(*quotation.inside)] == "kata"


@given(st.text("ab1 .,()\n“”„«»\"'`*‘’", max_size=60), st.sampled_from(["plain", "latex"]))
def test_offsets_are_sound(text: str, format: str) -> None:
    """Whatever the marks: every quotation lies in the text, has a mark, and its marks stand where it says."""
    for quotation in quotations(document(text, format)):
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert quotation.opened or quotation.closed
        assert text.startswith(quotation.open_mark, quotation.start)
        assert text.endswith(quotation.close_mark, 0, quotation.end)


@given(st.lists(st.sampled_from(["“x”", "«x»", "kata", '"x"', "„x“"]), max_size=12))
def test_balanced_text_has_no_lone_mark(words: list[str]) -> None:
    """Where every pair is whole, none is reported."""
    assert lone(" ".join(words)) == []
