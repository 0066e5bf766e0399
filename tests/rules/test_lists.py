"""Works and their lists: what the examples of some rules do not show. Expectations are by hand, from their docs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from citekit.checker import check
from citekit.diagnostic import Diagnostic, Severity
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]


@pytest.fixture
def told(project: Build) -> Callable[..., list[Diagnostic]]:
    """`told("CIT113", {"e.txt": text})`: the findings of one rule."""

    def run(code: str, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
        return check(project(files), select=[code])

    return run


def numbered(text: str, *names: str) -> str:
    """A text with a numbered list of works by these authors."""
    works = (f"[{at}] {name}, Judul Karya {at}. Jakarta: Penerbit, 200{at}." for at, name in enumerate(names, 1))
    return text + "\n\nDaftar Pustaka\n\n" + "\n\n".join(works) + "\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Satu [1], dua [2].", []),
        ("Satu [1], dua [3].", ["3"]),
        ("Satu [1, 4] dan dua [2].", ["4"]),
        ("Satu [1]–[3].", ["3"]),
        ("Satu [0].", []),
    ],
)
def test_numbers_beyond_the_list(text: str, wrong: list[str], told: Callable[..., list[Diagnostic]]) -> None:
    """Each number that the list of two works does not have is told; what is no citation is not."""
    found = told("CIT113", {"e.txt": numbered(text, "B. Abel", "A. Bakri")})
    assert [one.message.split()[7].strip(";") for one in found] == wrong


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Satu [1], dua [2], tiga [3], lagi [1].", ""),
        ("Satu [1], dua [3], tiga [2].", "3 is cited first where 2 should be"),
        ("Satu [2], dua [1], tiga [3].", "2 is cited first where 1 should be"),
        ("Satu [1]–[3].", ""),
    ],
)
def test_numbers_in_order(text: str, message: str, told: Callable[..., list[Diagnostic]]) -> None:
    """The first number that is out of order is told, once; the authors are in no order, so the numbers count."""
    found = told("CIT206", {"e.txt": numbered(text, "B. Cahya", "A. Bakri", "D. Abel")})
    assert [str(one.message) for one in found] == [message] * bool(message)


def test_an_alphabetical_list_is_cited_in_any_order(told: Callable[..., list[Diagnostic]]) -> None:
    """Some styles number the works of the alphabet."""
    assert not told("CIT206", {"e.txt": numbered("Satu [3], dua [1], tiga [2].", "A. Abel", "B. Bakri", "C. Cahya")})


LIST = """Kelompok lahir dari hubungan (Soekanto, 1982).

Daftar Pustaka

Geertz, C. (1960). The Religion of Java. Free Press.

Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.
"""
SOEKANTO = (
    "@book{s, author = {Soerjono Soekanto}, title = {Sosiologi: Suatu Pengantar}, publisher = {R}, year = {1982}}"
)


def test_works_of_a_list_that_nothing_cites(told: Callable[..., list[Diagnostic]]) -> None:
    """Told of the list where there is no library, once; a misspelt citation may mean the work, and is told itself."""
    assert [one.span.text[:6] for one in told("CIT116", {"e.txt": LIST})] == ["Geertz"]
    assert not told("CIT116", {"e.txt": LIST.replace("(Soekanto, 1982)", "(Soekanto, 1982; Gertz, 1960)")})
    assert not told("CIT116", {"a.bib": SOEKANTO, "e.txt": LIST})


def test_works_that_no_library_has(told: Callable[..., list[Diagnostic]]) -> None:
    """With a library, the work of the list that it lacks is told; without any there is nothing to lack it."""
    assert [one.span.text[:6] for one in told("CIT118", {"a.bib": SOEKANTO, "e.txt": LIST})] == ["Geertz"]


def test_without_a_library_nothing_lacks(told: Callable[..., list[Diagnostic]]) -> None:
    """The list stands for the library then."""
    assert not told("CIT118", {"e.txt": LIST})


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ("Soekanto, S. (1982). Sosiologi: suatu pengantar. Jakarta: Rajawali.", 1),
        ("Soekanto, S. (1983). Struktur Masyarakat. Rajawali.", 0),
    ],
)
def test_works_twice_in_a_list(again: str, count: int, told: Callable[..., list[Diagnostic]]) -> None:
    """The same work in other words is told at its second place, with the first; another work of hers is not."""
    found = told("CIT117", {"a.bib": SOEKANTO, "e.txt": f"{LIST}\n{again}\n"})
    assert [(one.span.text[:8], len(one.related)) for one in found] == [("Soekanto", 1)] * count


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ("author = {Geertz, C.}, title = {The religion of {Java}}, year = {1960}", 1),
        ("author = {Clifford Geertz}, title = {Agricultural Involution}, year = {1960}", 0),
        ("author = {Clifford Geertz}, title = {The Religion of Java}, year = {1976}, edition = {2}", 0),
    ],
)
def test_entries_of_one_work(other: str, count: int, told: Callable[..., list[Diagnostic]]) -> None:
    """Under two keys, with the name written in another way; another book or another edition is another work."""
    first = "@book{a, author = {Clifford Geertz}, title = {The Religion of Java}, year = {1960}}\n"
    found = told("BIB107", {"a.bib": f"{first}@book{{b, {other}}}\n"})
    assert [(one.subject, one.message) for one in found] == [("b", "b is the same work as a")] * count


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("@article{b, author = {Robert Keohane}, title = {The Demand for Regimes}, doi = {10.2307/201}}", 1),
        ("@article{b, author = {Robert Keohane}, title = {The Demand for Regimes}, doi = {10.2307/202}}", 0),
        ("@article{b, author = {K. J. Holsti}, title = {Cooperation among States}, doi = {10.2307/201}}", 0),
        ("@article{b, author = {A. B.}, title = {Other}, doi = {https://doi.org/10.2307/201}}", 1),
    ],
)
def test_one_doi_for_two_works(second: str, count: int, told: Callable[..., list[Diagnostic]]) -> None:
    """However it is written; two entries of one work may share it."""
    first = "@article{a, author = {K. J. Holsti}, title = {Cooperation among States}, doi = {10.2307/201}}\n"
    assert [one.subject for one in told("BIB108", {"a.bib": first + second})] == ["b"] * count


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("year = {1995}, date = {1996-02-01}", 1),
        ("year = {1995}, date = {1995-02-01}", 0),
        ("year = {1995}, date = {1994/1995}", 0),
        ("date = {1995}", 0),
    ],
)
def test_year_and_date(fields: str, count: int, told: Callable[..., list[Diagnostic]]) -> None:
    """A year beside a date that has it not is told."""
    assert len(told("BIB119", {"a.bib": f"@book{{a, title = {{T}}, {fields}}}"})) == count


@pytest.mark.parametrize(
    ("types", "told_there"),
    [
        (["book", "misc", "online", "software"], []),
        (["artcle"], [(Severity.WARNING, "did you mean @article?")]),
        (["zettel", "zettel"], [(Severity.INFORMATION, "choose one that BibTeX or biblatex knows")]),
    ],
)
def test_types(types: list[str], told_there: list[tuple[Severity, str]], told: Callable[..., list[Diagnostic]]) -> None:
    """A slip is a warning with what was meant; a type of one's own is told once for a file."""
    text = "\n".join(f"@{one}{{k{at}, title = {{T}}}}" for at, one in enumerate(types))
    assert [(one.severity, str(one.hint)) for one in told("BIB132", {"a.bib": text})] == told_there


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("year = {2009}, note = {In press}", 1),
        ("year = {in press}, urldate = {2010-02-03}", 1),
        ("year = {2009}, pubstate = {forthcoming}", 1),
        ("year = {2009}, note = {In press coverage of the strike}", 0),
        ("year = {2100}, note = {In press}", 0),
        ("note = {In press}", 0),
    ],
)
def test_in_press_for_years(fields: str, count: int, told: Callable[..., list[Diagnostic]]) -> None:
    """Told where the entry itself says how old it is; words that only begin so are something else."""
    assert len(told("BIB134", {"a.bib": f"@article{{a, title = {{T}}, journal = {{J}}, {fields}}}"})) == count
