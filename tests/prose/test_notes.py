"""Citations in notes, and what repeats an earlier one. Expected values are read off the texts by hand."""

from __future__ import annotations

import pytest

from citekit import linker, prose
from citekit.documents import latex, markdown, plain
from citekit.model import CitationItem, Document, Entry, Field, Library, Name, NameList
from citekit.source import TextSource

SOURCE = TextSource("references.bib", "")


def entry(key: str, year: str, title: str, *people: Name) -> Entry:
    nowhere = SOURCE.span(0, 0)
    fields = {name: Field(name, text, text, nowhere) for name, text in (("year", year), ("title", title))}
    return Entry(key, "book", fields, {"author": NameList(people)}, nowhere, nowhere)


POLITICS = entry("politics", "1995", "International Politics: A Framework for Analysis", Name("Holsti", "K. J."))
STATE = entry("state", "1996", "The State, War, and the State of War", Name("Holsti", "K. J."))
PLANO = entry("plano", "1979", "The International Relations Dictionary", Name("Plano", "Jack C."), Name("Olton", "Roy"))
WORKS = (POLITICS, STATE, PLANO)
NOTES = """Kerja sama tumbuh.¹ Negara berperang.²

¹ Lihat K. J. Holsti, *International Politics: A Framework for Analysis* (New York: Prentice, 1995), hlm. 4;
Plano dan Olton 1979, hlm. 7.
² Ibid., hlm. 9.
³ K. J. Holsti, *The State, War, and the State of War* (Cambridge: University Press, 1996), hlm. 12-15.
⁴ Holsti, *International Politics*, hlm. 6.
⁵ Plano dan Olton, op. cit., hlm. 20. Bandingkan Holsti, The State, War, hlm. 3.
"""


def read(text: str, path: str = "article.txt", works: tuple[Entry, ...] = WORKS) -> Document:
    reader = {"txt": plain.read, "md": markdown.read, "tex": latex.read}[path.rsplit(".", 1)[1]]
    return prose.read(reader(TextSource(path, text)), prose.lexicon(works))


def keys(document: Document, works: tuple[Entry, ...] = WORKS) -> list[str]:
    links = linker.link([Library("references.bib", SOURCE, works)], [document], [], [])
    return [each.entry.key if each.entry else "" for each in links.attributions]


def items(document: Document) -> list[CitationItem]:
    return [item for citation in document.citations for item in citation.items]


def test_notes_are_read_and_joined() -> None:
    """In full, again by *ibid.* and *op. cit.*, again by a short title: each is the work that is meant."""
    found = read(NOTES)
    assert keys(found) == ["politics", "plano", "plano", "state", "politics", "plano", "state"]
    assert [item.locator.value for item in items(found) if item.locator] == ["4", "7", "9", "12-15", "6", "20", "3"]
    assert found.citations[3].span.text == (
        "K. J. Holsti, *The State, War, and the State of War* (Cambridge: University Press, 1996), hlm. 12-15"
    )


def test_notes_are_read_without_a_library() -> None:
    """The first note of a work says what the later ones repeat."""
    found = items(read(NOTES, works=()))
    assert [bool(item.repeats) for item in found] == [False, False, True, False, True, True, True]
    assert found[4].repeats is found[0]
    assert found[6].repeats is found[3]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "Kerja sama.[^1] Perang.[^b]\n\n[^1]: Plano dan Olton 1979, hlm. 7.\n\n[^b]: Ibid., hlm. 9.\n"),
        ("a.md", "Kerja sama.[^1] Perang.[^b]\n\n[^1]: Plano dan Olton 1979, hlm. 7.\n[^b]: Ibid., hlm. 9.\n"),
        ("a.md", "Kerja sama.^[Plano dan Olton 1979, hlm. 7.] Perang.^[Ibid., hlm. 9.]\n"),
        ("a.tex", "Kerja sama.\\footnote{Plano dan Olton 1979, hlm. 7.} Perang.\\footnote{Ibid., hlm. 9.}\n"),
        ("a.txt", "Kerja sama [1].\n\nCatatan\n\n1. Plano dan Olton 1979, hlm. 7.\n2. Ibid., hlm. 9.\n"),
    ],
)
def test_notes_of_every_format(path: str, text: str) -> None:
    """Footnotes of Markdown and LaTeX, and a section of notes in plain text."""
    found = read(text, path)
    assert [citation.span.text for citation in found.citations] == ["Plano dan Olton 1979, hlm. 7", "Ibid., hlm. 9"]
    assert keys(found) == ["plano", "plano"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ini (Holsti, 1995). Itu (ibid.).", ["politics", "politics"]),
        ("Ini (Holsti, 1995). Itu (ibid., hlm. 4).", ["politics", "politics"]),
        (
            "Ini (Holsti, 1995). Lalu (Plano dan Olton, 1979). Itu (Holsti, op. cit., hlm. 4).",
            ["politics", "plano", "politics"],
        ),
        ("Ini (Holsti, 1996). Das (ebd., S. 4).", ["state", "state"]),
        ("Ini (Holsti, 1996). Itu (Holsti, a. a. O., S. 4).", ["state", "state"]),
        ("Ini (Plano dan Olton, op.cit.:4).", ["plano"]),
        ("Ini (Holsti, 1995). Holsti (ibid.) pun begitu.", ["politics", "politics"]),
        ("Ini (ibid.).", [""]),
    ],
)
def test_repeated_works_in_running_text(text: str, expected: list[str]) -> None:
    """What stands in brackets repeats the citation before it, or the last one of its author."""
    assert keys(read(text)) == expected


def test_both_works_of_a_secondary_citation() -> None:
    """The work in hand is what is cited; the one that was read in it is told with it."""
    (item,) = items(read("Ini (Zilles, 1954, dalam Holsti, 1995: 12)."))
    assert [name.text for name in item.names] == ["Holsti"]
    assert item.original is not None
    assert ([name.text for name in item.original.names], item.original.year and item.original.year.text) == (
        ["Zilles"],
        "1954",
    )


def test_the_author_whom_the_sentence_names() -> None:
    """A bracket with just the year means the work of that year by the author named before it in the sentence."""
    found = read("Menurut Holsti, seperti kata orang, negara bekerja sama (1995). Tahun itu (1996) sulit.")
    assert [citation.span.text for citation in found.citations] == ["(1995)"]
    assert keys(found) == ["politics"]


def test_acronyms_that_the_text_introduces() -> None:
    """A short name leads to the body whose full name stood before it, whatever its letters."""
    ministry = entry("ministry", "2018", "Hasil Riskesdas", Name(literal="Kementerian Kesehatan"))
    text = "Kementerian Kesehatan (Kemenkes) mencatat. Angkanya naik (Kemenkes, 2018)."
    found = read(text, works=(ministry,))
    assert found.acronyms == {"kemenkes": "Kementerian Kesehatan"}
    assert keys(found, (ministry,)) == ["ministry"]


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("¹ Holsti, Politics, New York 1995, S. 3.\n² Ders., The State, Cambridge 1996, S. 4.", ["politics", "state"]),
        ("¹ Holsti, Politics, New York 1995, p. 3; id., The State, p. 4.", ["politics", "state"]),
        ("¹ Holsti, Politics, New York 1995, p. 3.\n² Idem, p. 40.", ["politics", "politics"]),
        ("¹ Holsti, Politics, New York 1995, p. 3.\n² *Ibid.*, p. 9.", ["politics", "politics"]),
        ("¹ Holsti, International Politics 1945–1990, New York 1995, p. 3.", ["politics"]),
    ],
)
def test_the_same_author_is_the_one_before(notes: str, expected: list[str]) -> None:
    """*Ders.* and *id.* with a title are the author of the work just before, *idem* with a page is that work; years in
    a title are not the work's.
    """
    assert keys(read(f"Text.¹ Text.²\n\n{notes}\n")) == expected


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("¹ Holsti, Politics, New York 1995, S. 3.\n² Holsti (Fn. 1), S. 4.", ["politics", "politics"]),
        ("¹ Holsti, K. J., Politics, New York 1995, S. 3.\n² Holsti (wie Anm. 1), S. 4.", ["politics", "politics"]),
        ("¹ Holsti, *Politics* (New York, 1995), 2:3.\n² Holsti, supra note 1, 2:4.", ["politics", "politics"]),
        ("¹ For another view, see Holsti, *Politics* (New York, 1995), 3.", ["politics"]),
        ("¹ Holsti, *Politics*, New York 1995, p. 3, and Plano, *Dictionary*, 1979, p. 4.", ["politics", "plano"]),
        ("¹ Holsti, Politics, New York 1995 [1967], p. 3.", ["politics"]),
        ("¹ Holsti, *Politics*. New York: Free Press, 1995. p. 3.", ["politics"]),
        ("¹ Holsti, *Politics* (New York, 1995), 3.\n² The figures in Holsti, 51, are higher.", ["politics"] * 2),
        (
            "¹ Holsti, *Politics* (New York, 1995), 3–9, taken up again in Plano, *Dictionary* (New York, 1979), 4.",
            ["politics", "plano"],
        ),
        ("¹ Bandingkan: K. J. Holsti, *Politics*, New York, 1995, hlm. 3.", ["politics"]),
    ],
)
def test_notes_of_many_habits(notes: str, expected: list[str]) -> None:
    """The note in which a work stands in full, words that lead to a work, two works joined by "and" or by a remark, a
    volume before the page, the first printing behind the year, a page alone behind the name.
    """
    assert keys(read(f"Text.¹ Text.²\n\n{notes}\n")) == expected


def test_a_year_alone_is_a_work_that_begins_with_its_date() -> None:
    """Styles give a work without author and title by its year; other years in brackets are no citations."""
    listed = "(2022). In GDPR.eu. https://gdpr.eu/what\n\nSmith, J. (2019). A book. Oxford: Press."
    text = "It set standards (2022, 3–5). Windows (2022) came, the war (2021) too; rules (2022, see above)."
    found = read(f"{text}\n\nReferences\n\n{listed}\n", works=())
    assert [citation.span.text for citation in found.citations] == ["(2022, 3–5)"]
    (joined,) = linker.link([], [found], [], []).attributions
    assert joined.reference is found.references[0]


def test_who_stands_for_another_is_not_misspelt() -> None:
    """A name that *ders.* stands for has nothing to correct where *ders.* stands."""
    found = read("Siehe (Holstie 1995; ders. 1996).")
    links = linker.link([Library("references.bib", SOURCE, WORKS)], [found], [], []).attributions
    assert [each.entry.key if each.entry else "" for each in links] == ["politics", "state"]
    assert [len(each.misspellings) for each in links] == [1, 0]


def test_years_of_events_are_told_apart() -> None:
    """Long before any work of the library, or where the notes cite, a year behind an unknown name is when it was."""
    assert keys(read("Menurut Holsti (1995) begitu. Kota Rochdale (1844) membuka toko.")) == ["politics"]
    notes = "".join(f"{mark} Holsti, *Politics*, New York 1995, hlm. {mark}.\n" for mark in "¹²³⁴")
    events = read(f"Bangsa Aztlan (1990) hilang.¹ Nahdlatul Zaman (1985) berdiri.²\n\n{notes}", works=())
    assert len(events.citations) == len("¹²³⁴")
    assert len(read("Bangsa Aztlan (1990) hilang. Nahdlatul Zaman (1985) berdiri.", works=()).citations) == 2


def test_a_name_with_id_in_a_bracket_is_its_last_work() -> None:
    """*Id.* with a page behind the author's name means what was cited of that author."""
    assert keys(read("Holsti (1995, p. 3) escreve; Holsti (id., p. 4) retoma a crítica.")) == ["politics", "politics"]
