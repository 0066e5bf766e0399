"""Quotations held against the kept text of their source: what is lawful is silent, what is altered is told.

The text and its quotations are our own; what counts as lawful follows APA 7, 8.30–8.31, as `citekit.quoting` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.checker import check
from citekit.diagnostic import Severity
from citekit.model import Project
from citekit.quoting import SourceText, State, copied

Build = Callable[[Mapping[str, str | bytes]], Project]

SOURCE = (
    "Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagang-\nnya. "
    "Pada 1997 ada 412 pedagang ﬁktif di pasar itu, kata petugas “senior” yang mencatatnya."
)
OTHER = "Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya."
LIBRARY = """@book{contoh2001, author = {Ani Contoh}, title = {Pasar}, publisher = {P}, year = {2001}}
@book{misal2005, author = {Budi Misal}, title = {Kota}, publisher = {P}, year = {2005}}
"""


def told(project: Build, quotation: str, cited: str = "Contoh, 2001, hlm. 3") -> list[tuple[str, str, str]]:
    """The QUO findings on a quotation, but that of its missing page: code, words marked, message."""
    made = project(
        {
            "a.bib": LIBRARY,
            "sources/contoh2001.txt": SOURCE,
            "sources/misal2005.txt": OTHER,
            "a.txt": f"Ia menulis: “{quotation}” ({cited}).\n",
        }
    )
    return [(found.code, found.span.text, found.message) for found in check(made) if found.code.startswith("QUO")]


@pytest.mark.parametrize(
    "quotation",
    [
        "pasar yang ramai tidak selalu berarti pasar yang adil",
        "Pasar yang ramai tidak selalu berarti PASAR yang adil",
        "[P]asar yang ramai tidak selalu berarti pasar yang adil",
        "pasar yang ramai … berarti pasar yang adil",
        "pasar yang ramai ... berarti pasar yang adil",
        "pasar yang ramai [...] berarti pasar yang adil",
        "pasar yang ramai (…) berarti pasar yang adil",
        "pasar yang ramai [itu] tidak selalu berarti [sic] pasar yang adil",
        "pasar [tersebut] tidak selalu berarti pasar yang adil",
        "pasar yang adil bagi para pedagangnya",
        "pasar yang adil bagi para pedagang-nya",
        "ada 412 pedagang fiktif di pasar itu",
        "di pasar itu, kata petugas 'senior' yang mencatatnya",
        "pasar  yang\nramai tidak selalu berarti: pasar yang adil!",
    ],
)
def test_a_lawful_change_is_silent(project: Build, quotation: str) -> None:
    """Ellipses, brackets, case, marks, spaces, hyphens at line ends and ligatures change no word."""
    assert told(project, quotation) == []


@pytest.mark.parametrize(
    ("quotation", "marked", "message"),
    [
        ("pasar yang sepi tidak selalu berarti pasar yang adil", "sepi", '"sepi" where contoh2001 has "ramai"'),
        ("pasar yang ramai tidak pernah selalu berarti pasar yang adil", "pernah", '"pernah", which contoh2001'),
        ("pasar yang ramai selalu berarti pasar yang adil", "i", 'lacks "tidak", which contoh2001 has here'),
        ("Pada 1979 ada 412 pedagang fiktif di pasar itu", "1979", '"1979" where contoh2001 has "1997"'),
        ("pasar yang ramai [itu] tidak selalu bermakna pasar yang adil", "bermakna", 'contoh2001 has "berarti"'),
    ],
)
def test_an_altered_word_is_told(project: Build, quotation: str, marked: str, message: str) -> None:
    """Changed, put in, left out, a number, and beside lawful brackets: the very words, once; what is left
    out is told at the letter before the gap."""
    ((code, words, said),) = told(project, quotation)
    assert (code, words) == ("QUO103", marked)
    assert message in said


def test_the_words_of_another_work(project: Build) -> None:
    """They stand in another kept text: that work is named, and it is an error; nowhere: a person must look."""
    words = "Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan"
    ((code, _, message),) = told(project, words)
    assert code == "QUO104"
    assert message.endswith("stands in misal2005, not in contoh2001")
    ((code, _, message),) = told(project, "Tidak seorang pun pernah menulis kalimat yang panjang ini di mana pun")
    assert code == "QUO104"
    assert message.endswith("does not stand in " + message.rsplit(" ", 1)[1])


def test_words_copied_without_marks(project: Build) -> None:
    """Eight words of a kept text in a row are told, whatever they are cited by; seven are not."""
    files = {"a.bib": LIBRARY, "sources/contoh2001.txt": SOURCE}
    for words, expected in (
        ("pasar yang ramai tidak selalu berarti pasar yang", 1),
        ("pasar yang ramai tidak selalu berarti pasar", 0),
    ):
        made = project({**files, "a.txt": f"Ternyata {words} (Contoh, 2001).\n"})
        assert len([found for found in check(made) if found.code == "QUO106"]) == expected


@pytest.mark.parametrize(("words", "expected"), [(41, 1), (40, 0)])
def test_a_long_quotation_is_one_of_more_than_forty_words(project: Build, words: int, expected: int) -> None:
    """The setting says from how many words on; it is information only."""
    text = " ".join(["kata"] * words)
    made = project({"a.txt": f"Ia menulis: “{text}” (Contoh, 2001, hlm. 3).\n"})
    long = [one for one in check(made) if one.code == "QUO107"]
    assert len(long) == expected
    assert all(one.severity is Severity.INFORMATION for one in long)


WORD = st.text("abcdefghij", min_size=3, max_size=9)


@given(st.lists(WORD, min_size=12, max_size=60, unique=True), st.data())
def test_a_piece_of_a_text_is_faithful_and_a_changed_one_is_not(words: list[str], data: st.DataObject) -> None:
    """Whatever the text: any run of its words is faithful; with one word changed it is altered, just there."""
    source = SourceText(" ".join(words))
    start = data.draw(st.integers(0, len(words) - 10))
    piece = words[start : start + 10]
    assert source.compare(" ".join(piece)).state is State.FAITHFUL
    at = data.draw(st.integers(1, 8))
    changed = [*piece[:at], "zzzzz", *piece[at + 1 :]]
    text = " ".join(changed)
    result = source.compare(text)
    assert result.state is State.ALTERED
    assert [text[one.start : one.end] for one in result.differences] == ["zzzzz"]


def test_comparing_grows_with_the_text(grows_linearly: Callable[..., bool]) -> None:
    """An altered quotation is found in ten times the text in about ten times the time, the same words throughout."""

    def work(size: int) -> object:
        text = " ".join(f"kata{number % 997} itu" for number in range(size))
        source = SourceText(text)
        return source.compare("kata5 itu kata6 itu kata9 itu kata8 itu"), list(copied("kata1 itu " * 200, source))

    assert grows_linearly(work, 4_000, 40_000)


@pytest.mark.parametrize(
    ("pages", "type", "expected"), [("745", "article", 0), ("745--746", "article", 1), ("745", "book", 1)]
)
def test_work_on_one_page(project: Build, pages: str, type: str, expected: int) -> None:
    """Of an article on one page nobody need say which; a book's one number is that of all its pages."""
    library = LIBRARY.replace("@book{contoh2001,", f"@{type}{{contoh2001, pages = {{{pages}}},")
    text = "Ia menulis: “Pasar yang ramai tidak selalu berarti pasar yang adil” (Contoh, 2001).\n"

    found = check(project({"a.bib": library, "a.txt": text}), select=["QUO101"])

    assert len(found) == expected


def test_title_for_an_author_is_no_quotation(project: Build) -> None:
    """A long title that stands for the author of one citation is not quoted from the work cited after it."""
    library = """@misc{buku2012, title = {Buku Panduan Menjaga Data Orang Lain}, year = {2012}}
@misc{berita2022, title = {Privasi Berita}, year = {2022}}
"""
    text = "Panduannya (“Buku Panduan Menjaga Data Orang Lain”, 2012), dan undang-undang (“Privasi Berita”, 2022).\n"

    assert check(project({"a.bib": library, "a.txt": text}), select=["QUO"]) == []


@pytest.mark.parametrize(
    ("quoted", "place", "theirs"),
    [
        ("tidak selalu berarti pasar yang adil bagi para peda", "ends", "pedagangnya"),
        ("mai tidak selalu berarti pasar yang adil bagi para pedagangnya", "begins", "ramai"),
    ],
)
def test_words_next_to_the_common_ones_are_shown(project: Build, quoted: str, place: str, theirs: str) -> None:
    """Where a quotation is cut within a word, that word of the source is named, not the last or first of its text."""
    library = "@book{contoh2001, author = {Ani Contoh}, title = {Pasar}, publisher = {P}, year = {2001}}"
    source = "Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya. Hujan turun."
    text = f"Ia menulis: “{quoted}” (Contoh, 2001, hlm. 12).\n"
    made = project({"r.bib": library, "sources/contoh2001.txt": source, "e.txt": text})
    (found,) = check(made, select=["QUO103"])
    assert str(found.message) == f'the quotation {place} within the word "{theirs}" of contoh2001'


@pytest.mark.parametrize(
    ("quotation", "message", "severity"),
    [
        ("asar yang ramai tidak selalu berarti", 'begins within the word "pasar"', Severity.INFORMATION),
        ("pasar yang ramai tidak selalu berart", 'ends within the word "berarti"', Severity.INFORMATION),
        ("ada 412 pedagang fiktif di pasar i", 'ends within the word "itu"', Severity.INFORMATION),
        ("997 ada 412 pedagang fiktif", '"997" where', Severity.ERROR),
        ("hak atas tempatnya di pasar itu", '"hak" where', Severity.WARNING),
        ("asar yang ramai tidak selalu bermakna pasar", '"asar" where', Severity.ERROR),
    ],
)
def test_a_word_that_is_cut_is_a_slip(project: Build, quotation: str, message: str, severity: Severity) -> None:
    """A quotation that is cut within a word is only told, where no other word is left (our own rule, by hand): a
    number cut short is another number, and "hak" of "berhak" is a word of the text besides.
    """
    source = SOURCE + " Ia berhak atas tempatnya di pasar itu, dan tidak setiap hak ditulis."
    text = f"Ia menulis: “{quotation}” (Contoh, 2001, hlm. 3).\n"
    made = project({"a.bib": LIBRARY, "sources/contoh2001.txt": source, "a.txt": text})
    (found,) = [found for found in check(made) if found.code == "QUO103"]
    assert message in found.message
    assert found.severity is severity
