"""Citations by number. Expected values are read off the texts by hand."""

from __future__ import annotations

import pytest

from citekit import linker, prose
from citekit.documents import plain
from citekit.model import Document, Locator
from citekit.source import TextSource

LIST = "\n\nReferences\n\n" + "\n".join(
    f"[{n}] A. Author{'abcdefghij'[n - 1]}, Title {n}, 200{n % 10}." for n in range(1, 11)
)


def document(text: str) -> Document:
    return prose.read(plain.read(TextSource("article.txt", text)), prose.lexicon(()))


def numbers(text: str) -> list[tuple[str, str]]:
    """The mark of each citation, and its numbers."""
    return [(each.span.text, " ".join(item.number for item in each.items)) for each in document(text).citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As shown [3].", [("[3]", "3")]),
        ("As shown[3].", [("[3]", "3")]),
        ("As shown [3, 7–9].", [("[3, 7–9]", "3 7 8 9")]),
        ("As shown [3,7].", [("[3,7]", "3 7")]),
        ("As shown [3; 7].", [("[3; 7]", "3 7")]),
        ("As shown [ 3 ].", [("[ 3 ]", "3")]),
        ("As shown [6, hlm. 3].", [("[6, hlm. 3]", "6")]),
        ("As shown [6, S. 3–5], [7].", [("[6, S. 3–5], [7]", "6 7")]),
        ("As shown [7], S. 3.", [("[7], S. 3", "7")]),
        ("As shown [2]–[4].", [("[2]–[4]", "2 3 4")]),
        ("As shown [see 2].", [("[see 2]", "2")]),
        ("In [2] and [4] it is.", [("[2]", "2"), ("[4]", "4")]),
        ("As shown.³ Then this,⁷⁻⁹ and that.¹⁰", [("³", "3"), ("⁷⁻⁹", "7 8 9"), ("¹⁰", "10")]),
        ("As shown [4 and so on.", [("[4", "4")]),
    ],
)
def test_numbers_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    """One number or several, ranges, pages, in brackets or raised; brackets with just a comma between are one mark."""
    assert numbers(text + LIST) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The interval [0, 5] is open.",
        "For x ∈ [1, 2] it holds.",
        "The element a[3] is set.",
        "He said “[2010] was hard”.",
        "See [the list](list.md) and [1](one.md).",
        "An area of 12 m² and 3 km³.",
        "The text [sic] is old.",
    ],
)
def test_other_brackets_are_no_citations(text: str) -> None:
    """Intervals, indexes, links, units and remarks stay what they are."""
    assert numbers(text + LIST) == []


def test_without_a_list_numbers_count_where_nothing_else_is_cited() -> None:
    """A text that cites by number throughout; not one that cites by author and has a number in brackets."""
    assert [mark for mark, _ in numbers("It grew [1]. It fell [2, 3]. It rose [1].")] == ["[1]", "[2, 3]", "[1]"]
    assert [mark for mark, _ in numbers("It grew (Holsti, 1995). It fell [2]. So (Plano, 1979).")] == [
        "(Holsti, 1995)",
        "(Plano, 1979)",
    ]


def test_footnote_marks_are_no_citations() -> None:
    """The note's text is the citation, not its mark."""
    text = "It grew.¹ It fell.²\n\n¹ Holsti 1995, p. 4.\n² Ibid., p. 7.\n"
    assert [each.span.text for each in document(text).citations] == ["Holsti 1995, p. 4", "Ibid., p. 7"]


def test_locators_are_kept() -> None:
    """The page belongs to the number it follows."""
    (found,) = document("As shown [3, 6, hlm. 12–14]." + LIST).citations
    assert [item.locator for item in found.items] == [None, Locator("page", "12–14")]


def test_numbers_lead_to_the_list() -> None:
    """Each number is joined to the work of the list that has it; one beyond the list to none."""
    found = document("As shown [2, 7] and [99]." + LIST)
    links = linker.link([], [found], [], [])
    listed = [each.reference.entry.text("note") if each.reference else "" for each in links.attributions]
    assert listed == ["A. Authorb, Title 2, 2002.", "A. Authorg, Title 7, 2007.", ""]
