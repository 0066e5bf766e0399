"""The printed list of references: found, split, read, joined. Expected values are read off the lists by hand."""

from __future__ import annotations

import pytest

from citekit import linker, prose
from citekit.documents import markdown, plain
from citekit.model import Document, Entry, Field, Library, Name, NameList, PrintedReference
from citekit.source import TextSource

SOURCE = TextSource("references.bib", "")


def entry(key: str, year: str, title: str, *people: Name, **texts: str) -> Entry:
    nowhere = SOURCE.span(0, 0)
    given = {"year": year, "title": title, **texts}
    fields = {name: Field(name, text, text, nowhere) for name, text in given.items() if text}
    return Entry(key, "book", fields, {"author": NameList(people)} if people else {}, nowhere, nowhere)


HOLSTI = entry("holsti1995", "1995", "International Politics: A Framework for Analysis", Name("Holsti", "K. J."))
PLANO = entry("plano1979", "1979", "The International Relations Dictionary", Name("Plano", "J."), Name("Olton", "R."))
WHO = entry("who2020", "2020", "World Health Statistics", Name(literal="World Health Organization"))


def document(text: str, path: str = "article.txt") -> Document:
    reader = markdown.read if path.endswith(".md") else plain.read
    return prose.read(reader(TextSource(path, text)), prose.lexicon(()))


def said(reference: PrintedReference) -> str:
    names = " + ".join(name.short for name in reference.entry.people)
    return f"{reference.number} {names} {reference.year}{reference.letter}".strip()


APA = """Holsti, K. J. (1995). International Politics. Prentice Hall.

Plano, J., & Olton, R. (1979a). The Dictionary. ABC.

World Health Organization. (n.d.-b). World Health Statistics."""


@pytest.mark.parametrize(
    "heading",
    [
        "Daftar Pustaka", "DAFTAR PUSTAKA", "References", "7. References", "VII. Works Cited", "Senarai Rujukan",
        "Literatur", "Literaturverzeichnis:", "Bibliographie", "Références bibliographiques", "Bibliografía",
        "Referências",
        "Riferimenti bibliografici", "Literatuurlijst", "BAB VI DAFTAR PUSTAKA",
    ],
)  # fmt: skip
def test_the_list_is_found_under_its_heading(heading: str) -> None:
    """In every language, with the number of its chapter or without, in capitals or not."""
    found = document(f"Pengantar.\n\n{heading}\n\n{APA}\n")
    assert [said(each) for each in found.references] == [
        "1 Holsti 1995",
        "2 Plano + Olton 1979a",
        "3 World Health Organization b",
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "[1] K. J. Holsti, International Politics, 1995.\n[2] J. Plano and R. Olton, “The Dictionary,” 1979.",
        "1. Holsti KJ. International Politics. 1995.\n2. Plano J, Olton R. The Dictionary. 1979.",
        "Holsti, K. J. (1995). International Politics.\nPlano, J., & Olton, R. (1979). The Dictionary.",
        "Holsti, K. J. 1995. International\n    Politics. ABC.\nPlano, J., and R. Olton. 1979. The\n    Dictionary.",
        "Holsti, K. J. (1995). International\nPolitics. ABC.\nPlano, J., & Olton, R. (1979). The\nDictionary.",
        "Holsti, K. J. (1995) „International Politics“.\n\nPlano, J. und Olton, R. (1979) „The Dictionary“.",
        "- Holsti, K. J. (1995). International Politics.\n- Plano, J., & Olton, R. (1979). The Dictionary.",
    ],
)
def test_the_list_is_split_into_works(listed: str) -> None:
    """Numbered or not, a line each or wrapped, with hanging indents or without."""
    found = document(f"Text.\n\nReferences\n\n{listed}\n").references
    assert [said(each).removeprefix(each.number).strip() for each in found] == ["Holsti 1995", "Plano + Olton 1979"]


def test_dashes_stand_for_the_authors_before() -> None:
    """A dash in place of the authors repeats those of the work before it."""
    listed = "Holsti, K. J. 1995. International Politics.\n\n———. 1996. The State, War.\n\n———. 2004. Taming.\n"
    found = document(f"Text.\n\nReferences\n\n{listed}").references
    assert [said(each) for each in found] == ["1 Holsti 1995", "2 Holsti 1996", "3 Holsti 2004"]


def test_spans_hold_each_work() -> None:
    """The span of a work is all of it, its number included, and nothing else."""
    text = "Text.\n\nReferences\n\n[1] K. J. Holsti, Politics, 1995.\n[2] J. Plano, A Dictionary,\nABC, 1979.\n"
    assert [each.span.text for each in document(text).references] == [
        "[1] K. J. Holsti, Politics, 1995.",
        "[2] J. Plano, A Dictionary,\nABC, 1979.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Isi\n\nDaftar Pustaka\n\nBab I Pendahuluan\n\nBab II Teori\n\nPenutup\n\nHolsti (1995) menulis.",
        "The references of this text are many.\n\nHolsti (1995) wrote.",
        "References matter. (Holsti, 1995)",
    ],
)
def test_what_only_looks_like_a_heading_begins_no_list(text: str) -> None:
    """A table of contents and a sentence begin no list: the citation behind them is found."""
    found = document(text)
    assert found.references == ()
    assert len(found.citations) == 1


def test_the_list_ends_where_something_else_begins() -> None:
    """Citations in an appendix behind the list are found, those in the list are not."""
    appendix = "Appendix A\n\nThe survey of this part follows Holsti (1995) in all.\n\nIt is long.\n"
    text = f"Text.\n\nReferences\n\n{APA}\n\n{appendix}"
    for path in ("article.txt", "article.md"):
        marked = text if path.endswith("txt") else text.replace("References", "# References").replace("App", "# App")
        found = document(marked, path)
        assert [each.span.text for each in found.citations] == ["Holsti (1995)"]
        assert len(found.references) == 3


def test_each_work_is_joined_to_the_entry_it_describes() -> None:
    """By DOI, else by title, names and year together; a work that the library lacks is joined to none."""
    doi = entry("other", "2001", "Quite Another Title", Name("Nobody", "A."), doi="10.1000/XYZ")
    listed = (
        "[1] K. J. Holsti, International Politics: A Framework for Analysis, 1995.\n"
        "[2] Plano J, Olton R. The International Relations Dictionary. 1979.\n"
        "[3] World Health Organization, World Health Statistics, Geneva, 2020.\n"
        "[4] A. Someone, Her Work, 2001. doi: 10.1000/xyz.\n"
        "[5] K. J. Holsti, Taming the Sovereigns, 1995.\n"
    )
    entries = (HOLSTI, PLANO, WHO, doi)
    found = document(f"Text [1].\n\nReferences\n\n{listed}")
    links = linker.link([Library("references.bib", SOURCE, entries)], [found], [], [])
    assert [each.entry.key if each.entry else "" for each in links.listed] == [
        "holsti1995", "plano1979", "who2020", "other", "",
    ]  # fmt: skip


def test_two_works_with_nearly_one_title_are_told_apart() -> None:
    """The longer title is the better one where both are in the text."""
    article = entry("article", "2021", "Effects of School Meals", Name("Sari", "R."))
    data = entry("data", "2021", "Data for: Effects of School Meals", Name("Sari", "R."))
    listed = "Sari, R. (2021a). Data for: Effects of School Meals.\n\nSari, R. (2021b). Effects of School Meals.\n"
    text = f"T.\n\nReferences\n\n{listed}"
    links = linker.link([Library("r", SOURCE, (article, data))], [document(text)], [], [])
    assert [each.entry.key for each in links.listed if each.entry] == ["data", "article"]


def test_the_list_tells_works_of_one_year_apart() -> None:
    """The letter is that of the list, whatever order the library has."""
    article = entry("article", "2021", "Effects of School Meals", Name("Sari", "R."))
    data = entry("data", "2021", "Data for: Effects of School Meals", Name("Sari", "R."))
    text = (
        "It works (Sari, 2021a) as said (Sari, 2021b).\n\nReferences\n\n"
        "Sari, R. (2021a). Effects of School Meals.\n\nSari, R. (2021b). Data for: Effects of School Meals.\n"
    )
    links = linker.link([Library("r", SOURCE, (article, data))], [document(text)], [], [])
    assert [each.entry.key for each in links.attributions if each.entry] == ["article", "data"]
    assert [each.reference.letter for each in links.attributions if each.reference] == ["a", "b"]


def test_without_a_library_citations_are_joined_to_the_list() -> None:
    """The list is then what the citations are checked against."""
    found = document(f"Lihat (Holsti, 1995) dan Plano & Olton (1979a); (Doe, 2000).\n\nDaftar Pustaka\n\n{APA}\n")
    links = linker.link([], [found], [], [])
    assert [each.reference.number if each.reference else "" for each in links.attributions] == ["1", "2", ""]
