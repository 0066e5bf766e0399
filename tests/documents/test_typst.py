"""Typst: citations by key, the prose between code, includes; compared with what Typst itself finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import typst as format
from citekit.loader import load_files
from citekit.model import Document, Mode
from citekit.source import TextSource


def read(text: str) -> Document:
    return format.read(TextSource("a.typ", text))


def short(document: Document) -> list[tuple[str, str, str]]:
    """Key, locator, mode."""
    items = [item for citation in document.citations for item in citation.items]
    return [(item.key, item.locator.value if item.locator else "", item.mode.value) for item in items]


def keys(document: Document) -> list[str]:
    return [key for key, _, _ in short(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@a", [("a", "", "parenthetical")]),
        ("@a.", [("a", "", "parenthetical")]),
        ("@a:b-c.d_e!", [("a:b-c.d_e", "", "parenthetical")]),
        ("@a[hlm. 3] @b", [("a", "3", "parenthetical"), ("b", "", "parenthetical")]),
        ("#cite(<a>)", [("a", "", "parenthetical")]),
        ('#cite(<a>, form: "prose", supplement: [p.~3--5])', [("a", "3--5", "narrative")]),
        ('#cite(\n  label("a/b c"),\n  form: "year",\n)', [("a/b c", "", "suppressed")]),
        ("#cite(<a>, form: none)", [("a", "", "parenthetical")]),
        ("#footnote[@a]", [("a", "", "parenthetical")]),
        ("#text(red)[@a] #emph[*@b*]", [("a", "", "parenthetical"), ("b", "", "parenthetical")]),
        ("#let x = [@a]\n#{ [@b]; cite(<c>) }", [(key, "", "parenthetical") for key in "abc"]),
        ("#if 1 < 2 [@a] else [@b]", [("a", "", "parenthetical"), ("b", "", "parenthetical")]),
        ("#for x in (1, 2) {\n  [@a]\n}", [("a", "", "parenthetical")]),
        (r"\@a a@b.id `@c` ```typ @d``` // @e", []),
        ("/* @a /* @b */ @c */ @d", [("d", "", "parenthetical")]),
        ("$x_@a$ https://e.org/@a #link(\"https://e.org/@a\")[@b]", [("b", "", "parenthetical")]),
        ("= Judul <a>\n@a dan @fig:b", []),
        ("#let s = \"@a\"\n#let t = \"\\\"@b\"", []),
        ("#set page(header: [@a])", [("a", "", "parenthetical")]),
    ],
)  # fmt: skip
def test_citations(text: str, expected: list[tuple[str, str, str]]) -> None:
    """References, calls of `cite`, their supplements and forms, as Typst's reference has them."""
    assert short(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Satu *dua* _tiga_ a_b ~ c", "Satu dua tiga a_b ~ c"),
        ("Satu #emph[dua] #h(1em) #x.y(1)[tiga](4)[lima].", "Satu dua tiga lima ."),
        ("#set text(11pt)\nSatu #let x = 3\ndua", "Satu dua"),
        ("#show: doc => conf(a: 1, doc)\nSatu", "Satu"),
        ("Satu [dua] #(1 + 2) #{3} #\"empat\" lima", "Satu [dua] lima"),
        ("#image(\"a.png\", width: (1 + 2) * 1pt) Satu", "Satu"),
        ("#import \"a.typ\": *; Satu", "Satu"),
        (r"Satu \# dua \\ tiga", r"Satu # dua \ tiga"),
        ("Satu [dua) tiga] empat", "Satu [dua) tiga] empat"),
    ],
)  # fmt: skip
def test_prose(text: str, prose: str) -> None:
    """Words in markup and in content blocks stay; code, comments and marks go."""
    assert " ".join(read(text).prose.split()) == prose


def test_blocks() -> None:
    """Headings, items, cells, captions, quotations, notes."""
    text = (
        "= Judul\n\nSatu\ndua.#footnote[Catatan.]\n- item\n+ dua\n\n#table(columns: 2, [a b], [c])\n"
        "#figure(image(\"x\"), caption: [Peta.])\n#quote[Kata orang.]\n"
    )  # fmt: skip
    document = read(text)
    assert [(one.kind, text[one.start : one.end]) for one in document.blocks] == [
        ("heading", "Judul"), ("paragraph", "Satu\ndua.#footnote[Catatan."), ("note", "Catatan."), ("item", "item"),
        ("item", "dua"), ("cell", "a b"), ("cell", "c"), ("paragraph", "Peta."), ("quote", "Kata orang."),
    ]  # fmt: skip


def test_names_libraries_language_and_files() -> None:
    """One library or several, `full: true`, the language, the files taken in."""
    document = read(
        '#set text(font: "lang", lang: "id", region: "ID")\n#include "bab/a.typ"\n#include("b.typ")\n'
        '#bibliography(("a.bib", "b.yml"), title: "Pustaka", style: "apa", full: true)'
    )
    assert (document.bibliography, document.language, document.cites_all) == (("a.bib", "b.yml"), "id", True)
    assert [(one.name, one.span.text) for one in document.includes] == [("bab/a.typ", "bab/a.typ"), ("b.typ", "b.typ")]


def test_whole_paper(samples: Path) -> None:
    """The sample with its chapter: each citation finds its work; a label of the main file is none in the chapter."""
    project = load_files([samples / "typst" / "makalah.typ"])
    assert [one.code for one in project.diagnostics] == []
    assert all(attribution.entry for attribution in project.attributions)
    assert keys(project.documents[1]) == ["acharya2001", ""]


def test_agrees_with_typst(samples: Path) -> None:
    """Keys and forms are, in order, those of the `cite` elements of the compiled paper; the chapter stands in it."""
    typst = pytest.importorskip("typst")
    told = json.loads(typst.query(str(samples / "typst" / "makalah.typ"), "cite", ignore_system_fonts=True))
    expected = [(one["key"].strip("<>"), one["form"]) for one in told]
    modes = {"normal": "parenthetical", "prose": "narrative", "author": "narrative", "year": "suppressed"}
    own = [
        (item.key, item.mode.value)
        for document in load_files([samples / "typst" / "makalah.typ"]).documents
        for citation in document.citations
        for item in citation.items
        if item.key
    ]
    assert sorted(own) == sorted((key, modes.get(form or "", "parenthetical")) for key, form in expected)
    assert own[:8] == [(key, modes[form]) for key, form in expected[:8]]


@pytest.mark.parametrize(
    "text",
    [
        "#let f(x) = [#x @a]\n#f[@b] #f([@c])",
        "#table(columns: 1, [@a], table.cell(colspan: 1)[@b])",
        "#{\n  let y = 2\n  [@a]\n  if y > 1 { cite(<b>) } else { [x] }\n}",
        "#show \"x\": it => [#it]\nx @a // @b\n#quote(attribution: <c>)[@d]",
        "- @a\n  - @b\n/ Istilah: @c\n#list([@d], [#emph[@a]])",
        "#footnote[Lihat @a[hlm. 3]; #cite(<b>, supplement: [bab _2_], form: \"prose\").]",
        "$ a @b $ @a `@c` \\@d ```\n@e\n``` @c",
        "#text(fill: red, size: 1em)[@a#text[@b]] #[@c]@d",
        "#align(center)[#box[@a]] @b:\n@c.",
    ],
)  # fmt: skip
def test_agrees_with_typst_on_code(text: str, tmp_path: Path) -> None:
    """Code of many shapes: the keys that Typst cites are those read, however often it runs the code."""
    typst = pytest.importorskip("typst")
    (tmp_path / "p.bib").write_text(
        "".join(f"@misc{{{key}, title={{T}}, author={{N, M}}, year=2000}}" for key in "abcd")
    )
    (tmp_path / "a.typ").write_text(f'{text}\n\n#bibliography("p.bib")\n')
    expected = {
        one["key"].strip("<>")
        for one in json.loads(typst.query(str(tmp_path / "a.typ"), "cite", ignore_system_fonts=True))
    }
    assert set(keys(read(text))) == expected


_PIECES = ["@a", "[", "]", "(", ")", "{", "}", "#", "#cite(", "<a>", "#footnote[", "#let x = ", "#if ", "\n", "$", "`",
           "```", '"', "/*", "*/", "//", "supplement: [", ", ", "#table(", "= ", "- ", "|", "\\", "kata "]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_never_raises_and_keeps_every_offset(pieces: list[str]) -> None:
    """Whatever stands in the file, every character of the prose is that of the text or a space."""
    text = "".join(pieces)
    document = read(text)
    assert len(document.prose) == len(text)
    assert all(seen in (written, " ") for written, seen in zip(text, document.prose, strict=True))
    assert all(one.span.start < one.span.end <= len(text) for one in document.citations)


@pytest.mark.parametrize("unit", ["#", "#x(", "#x[", "[", "@a[", "$", "`", "/*", "#cite(<a>", "#let ", '"', "#{", "_a"])
def test_time_grows_with_the_text_only(unit: str, grows_linearly: object) -> None:
    """The same sign over and over takes no more than its length in time."""
    assert callable(grows_linearly)
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 20_000, 80_000)


def test_what_is_shown_is_printed() -> None:
    """Code and maths are seen without their marks, dashes as dashes."""
    assert format.FORMAT.printed("`a` $b$ ```c```") == "a b c"
    assert format.FORMAT.words("3--5 --- ya~ini...") == "3–5 — ya\u00a0ini…"
    assert Mode.NARRATIVE in {item.mode for one in read('#cite(<a>, form: "author")').citations for item in one.items}
