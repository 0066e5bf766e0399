"""Sentences that want a source, works at second hand, strings of works; web pages as kept texts.

Expected answers are by hand, from what an editor would say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from citekit.checker import check
from citekit.documents import webpage
from citekit.model import Project
from citekit.prose.assertions import Reason, reasons
from citekit.prose.terms import languages
from citekit.source import TextSource

Build = Callable[[Mapping[str, str | bytes]], Project]
CITED = "Harga ditentukan bersama oleh para pedagang pasar (Contoh, 2001).\n\n"


def unsourced(project: Project) -> int:
    return sum(one.code == "CLM104" for one in check(project))


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("id", "Menurut penelitian, pasar itu makin sepi.", Reason.RESEARCH),
        ("id", "Banyak ahli menolak pendapat itu.", Reason.UNNAMED),
        ("en", "About 40 per cent of them never came back.", Reason.NUMBER),
        ("de", "Studien zeigen, dass der Markt wächst.", Reason.RESEARCH),
        ("fr", "La langue se définit comme un système.", Reason.DEFINITION),
        ("es", "La pobreza se debe a la guerra.", Reason.CAUSE),
        ("it", "Roma è una delle più antiche città.", Reason.SUPERLATIVE),
        ("nl", "Volgens deskundigen is dat onjuist.", Reason.UNNAMED),
        ("pt", "Muitos autores discordam disso.", Reason.UNNAMED),
        ("ms", "Kajian menunjukkan pasar itu sepi.", Reason.RESEARCH),
    ],
)
def test_each_language_tells_its_reason(language: str, text: str, reason: Reason) -> None:
    """Every shipped language has words for it."""
    assert reasons(text, language)[0] is reason


def test_every_language_has_every_list() -> None:
    """No language lacks a list, so that none is silent."""
    lists = {frozenset(language.claims) for language in languages()}

    assert len(languages()) == 9
    assert len(lists) == 1
    assert all(all(language.claims.values()) for language in languages())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Menurut penelitian, 40 persen pedagang pasar tidak pernah mendapat pinjaman.", 1),
        ("Menurut penelitian, 40 persen pedagang pasar tidak pernah mendapat pinjaman (Misal, 2005).", 0),
        ("Kami menemukan bahwa 40 persen pedagang pasar tidak pernah mendapat pinjaman.", 0),
        ("Apakah menurut penelitian 40 persen pedagang pasar tidak pernah mendapat pinjaman?", 0),
        ("Para pedagang pasar itu menjual sayur kepada tetangga mereka sendiri.", 0),
        ("Banyak ahli menolak pendapat itu sejak lama sekali. Mereka menyebut empat alasan (Misal, 2005).", 0),
    ],
)
def test_sentence_with_and_without_a_source(text: str, count: int, project: Build) -> None:
    """A citation in the sentence, or the one that closes its paragraph, is a source; one's own result wants none."""
    assert unsourced(project({"makalah.txt": f"{CITED}{text}\n"})) == count


def test_a_chapter_gets_a_handful(project: Build) -> None:
    """However many sentences want a source, eight are told."""
    many = "Menurut penelitian, 40 persen pedagang pasar tidak pernah mendapat pinjaman.\n\n" * 300

    assert unsourced(project({"makalah.txt": CITED + many})) == 8


def test_page_is_read_as_its_reader_sees_it() -> None:
    """Paragraphs part, entities are letters, scripts and styles are nothing; text in an open element counts."""
    html = (
        "<html lang=id><head><title>T</title><style>p{}</style></head><body><h1>Pasar</h1>"
        "<p>Satu&nbsp;&amp; <b>dua</b><script>x('<p>')</script>\ntiga<li>empat<p>lima"
    )
    document = webpage.read(TextSource("a.html", html))

    assert document.text.split("\n\n") == ["Pasar", "Satu & dua tiga", "empat", "lima"]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "item", "paragraph"]
    assert document.language == "id"


@pytest.mark.parametrize("text", ["<", "<!--" * 1000, "<p" * 5000, "</p>" * 5000, "<b>" * 20000, "&#x110000;", ""])
def test_hostile_page(text: str) -> None:
    """No page raises."""
    assert webpage.read(TextSource("a.html", text)).format == "webpage"
