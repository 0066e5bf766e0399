"""What languages do differently with letters, and a document that is opened as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from citekit.csl import Session, compile_style, find_style, locale_of, locale_reader, plain, read_citation, read_items
from citekit.csl.collation import collation_key


@pytest.mark.parametrize(
    ("language", "text"), [("tr-TR", "İçinde"), ("ru-RU", "В"), ("hy-AM", "Ի\u00a0մեջ"), ("fr-FR", "In")]
)
def test_terms_begin_with_a_capital(csl: Any, language: str, text: str) -> None:
    """A term is capitalized by the letters of its language, also one of one letter (by hand, from the locale files)."""
    element = '<text variable="title"/><text term="in" text-case="capitalize-first" prefix=" "/>'
    assert csl.one({"title": "T"}, element, style=f'class="in-text" default-locale="{language}"') == f"T {text}"


@pytest.mark.parametrize(
    ("language", "words"), [("cy-GB", "cwm chwaer dydd ddraig lwc llan"), ("tl-PH", "nanay ñandu ngiti oras")]
)
def test_letters_of_two_characters(language: str, words: str) -> None:
    """Welsh and Tagalog sort ch, ng and others as letters of their own (the alphabets; as ICU does)."""
    order = words.split()
    assert sorted(set(order), key=lambda word: collation_key(word, language)) == order


def test_a_document_is_opened_whole() -> None:
    """Loading citations gives the same texts as placing them one after the other, and tells what is new."""
    style = find_style("apa")
    program = compile_style(style, locale_of(style, locale_reader()))
    items = read_items(
        {"id": key, "title": key, "author": [{"family": "Doe"}], "issued": {"date-parts": [[2000]]}} for key in "abc"
    )
    citations = [read_citation({"citationID": key, "citationItems": [{"id": key}]}) for key in "abc"]
    placed, loaded = Session(program, items), Session(program, items)
    for number, citation in enumerate(citations):
        placed.place(citation, list("abc")[:number], [], {})

    assert loaded.load(citations) == {"a", "b", "c"}
    assert loaded.load(citations) == set()
    assert [plain(text) for text in loaded.texts] == ["(Doe, 2000a)", "(Doe, 2000b)", "(Doe, 2000c)"]
    assert [plain(text) for text in placed.texts] == [plain(text) for text in loaded.texts]
