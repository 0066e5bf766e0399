"""What claims and quotations rest on: what the examples of the rules do not show. Expectations are by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Day
from datetime import timedelta

import pytest

from citekit.checker import check
from citekit.diagnostic import Diagnostic, Severity
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]

LIBRARY = """@book{holsti1995, author = {K. J. Holsti}, title = {Politics}, publisher = {P}, year = {1995}}
@book{waltz1979, author = {Kenneth Waltz}, title = {Theory}, publisher = {P}, year = {1979}}
@book{contoh2001, author = {Ani Contoh}, title = {Pasar}, publisher = {P}, year = {2001}, langid = {indonesian}}
"""


@pytest.fixture
def found(project: Build) -> Callable[..., list[Diagnostic]]:
    """`found("CLM108", {"e.md": text})`: the findings of one rule on files with the library."""

    def run(code: str, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
        return check(project({"a.bib": LIBRARY, **files}), select=[code])

    return run


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Menurut Holsti, negara bekerja sama.", ["Holsti"]),
        ("Menurut K. J. Holsti, negara bekerja sama. Holsti menyatakan itu lagi.", ["Holsti"]),
        ("Holsti argues that states do so. Waltz argues that they do not.", ["Holsti", "Waltz"]),
        ("Selon Holsti, les États coopèrent.", ["Holsti"]),
        ("Laut Holsti arbeiten Staaten zusammen.", ["Holsti"]),
        ("Menurut Holsti (1995), negara bekerja sama. Menurut Holsti, ada empat alasan.", []),
        ("Menurut Holsti, negara bekerja sama [@holsti1995].", []),
        ("Menurut Holsti, negara bekerja sama.\n\nLain lagi (Holsti, 1995).", ["Holsti"]),
        ("Jalan Holsti ramai. Menurut Geertz, tidak.", []),
    ],
)
def test_views_without_a_citation(text: str, named: list[str], found: Callable[..., list[Diagnostic]]) -> None:
    """A view of an author of the library wants a citation of theirs in its paragraph; each name is told once."""
    assert [one.span.text for one in found("CLM108", {"e.md": text + "\n"})] == named


@pytest.mark.parametrize(
    ("items", "count"),
    [
        (("satu", "dua", "tiga (Holsti, 1995)"), 1),
        (("satu (Waltz, 1979)", "dua", "tiga (Holsti, 1995)"), 0),
        (("satu (Holsti, 1995)", "dua", "tiga"), 0),
        (("satu", "dua (Holsti, 1995)"), 0),
    ],
)
def test_one_citation_for_a_list(items: tuple[str, ...], count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Told where the last of three items or more is the only one with a citation."""
    text = "Ada beberapa alasan:\n\n" + "\n".join(f"- {item}" for item in items) + "\n"
    assert len(found("CLM109", {"e.md": text})) == count


@pytest.mark.parametrize(("most", "count"), [(0, 0), (4, 1), (5, 0)])
def test_one_citation_for_a_paragraph(most: int, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """From how many sentences on, the house says."""
    config = f'library = ["a.bib"]\ndocuments = ["e.md"]\n[check.settings]\nsentences-under-one-citation = {most}\n'
    text = "Pasar itu ramai. Ia juga tua. Banyak yang datang. Mereka membeli beras (Holsti, 1995).\n"
    assert len(found("CLM109", {"citekit.toml": config, "e.md": text})) == count


@pytest.mark.parametrize(("times", "count"), [(5, 0), (6, 1)])
def test_a_section_of_one_work(times: int, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Six citations of one work alone are told, at the heading."""
    text = "# Satu\n\n" + "Kata [@holsti1995]. " * times + "\n\n# Dua\n\nLain [@waltz1979; @contoh2001].\n"
    told = found("CLM110", {"e.md": text})
    assert [(one.span.line, one.subject) for one in told] == [(1, "holsti1995")] * count


def claims(verdict: str, setting: str) -> dict[str, str | bytes]:
    """A project with one claim."""
    return {
        "citekit.toml": 'library = ["a.bib"]\ndocuments = ["e.md"]\nclaims = ["c.toml"]\n'
        f"[check.settings]\n{setting}\n",
        "e.md": "Negara bekerja sama (Holsti, 1995).\n",
        "c.toml": 'document = "e.md"\n\n[[claim]]\nid = "a"\nexact = "Negara bekerja sama"\n'
        f'[[claim.source]]\nkey = "holsti1995"\n{verdict}',
    }


@pytest.mark.parametrize(
    ("status", "days", "count"),
    [("supported", 10, 0), ("supported", 40, 1), ("supported", None, 1), ("unchecked", None, 0)],
)
def test_old_verdicts(status: str, days: int | None, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """One that is older than thirty days, or has no day, is told; a claim without verdict has none that is old."""
    on = f"on = {Day.today() - timedelta(days)}\n" if days is not None else ""
    verdict = f'[claim.verdict]\nstatus = "{status}"\nby = "Ani"\n{on}'
    assert len(found("CLM112", claims(verdict, "verdict-days = 30"))) == count
    assert found("CLM112", claims(verdict, "verdict-days = 0")) == []


@pytest.mark.parametrize(("wanted", "count"), [("true", 1), ("false", 0)])
def test_missing_verdicts(wanted: str, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Told where the house wants one for each claim, and nowhere else."""
    assert len(found("CLM111", claims("", f"verdicts-wanted = {wanted}"))) == count


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("url = {https://en.wikipedia.org/wiki/Market}", 1),
        ("url = {https://pasar.blogspot.com/2001}", 1),
        ("author = {{Wikipedia contributors}}", 1),
        ("howpublished = {\\url{https://www.quora.com/x}}", 1),
        ("url = {https://notwikipedia.organics.com}", 0),
        ("url = {https://example.org/wikipedia-study.pdf}", 0),
        ("title = {Wikipedia in the classroom}", 0),
    ],
)
def test_pages_by_anybody(field: str, count: int, project: Build) -> None:
    """Known by the site, or by the encyclopaedia in the author's place; a study of it is none."""
    made = project({"a.bib": f"@misc{{a, {field}, year = {{2001}}}}"})
    assert len(check(made, select=["CLM113"])) == count


def test_pages_by_anybody_in_a_printed_list(project: Build) -> None:
    """Where the list is all there is, it is looked at."""
    text = "Kata (Abel, 2001).\n\nDaftar Pustaka\n\nAbel, A. (2001). Pasar. https://id.wikipedia.org/wiki/Pasar\n"
    assert [one.severity for one in check(project({"e.txt": text}), select=["CLM113"])] == [Severity.INFORMATION]


@pytest.mark.parametrize(("number", "count"), [(6, 0), (7, 1)])
def test_many_works_in_one_bracket(number: int, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """More than six works at once are told, once, with their number."""
    cited = "; ".join(f"@work{at}" for at in range(number))
    told = found("CLM105", {"e.md": f"Pasar itu ramai [{cited}].\n"})
    assert [one.message for one in told] == ["7 works are cited at once"] * count


# ------------------------------------------------------------------------------------------------ quotations

SOURCE = (
    "Pasar yang ramai adalah pasar yang adil bagi pedagangnya, kecuali di kota yang sewanya naik. Itu jelas sekali."
)


@pytest.mark.parametrize(
    ("quotation", "count"),
    [
        ("Pasar yang ramai adalah pasar yang adil bagi pedagangnya", 1),
        ("Pasar yang ramai adalah pasar yang adil …", 0),
        ("Pasar yang ramai adalah pasar yang adil bagi pedagangnya … Itu jelas sekali", 1),
        ("Pasar yang ramai adalah pasar yang adil bagi pedagangnya, kecuali di kota yang sewanya naik", 0),
        ("kecuali di kota yang sewanya naik", 0),
    ],
)
def test_limits_that_are_cut_off(quotation: str, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Told where the very next words of the source are "kecuali …", at the end or at an ellipsis."""
    text = f"Ia menulis: “{quotation}” (Contoh, 2001, hlm. 1).\n"
    assert len(found("QUO109", {"sources/contoh2001.txt": SOURCE, "e.txt": text})) == count


@pytest.mark.parametrize(
    ("quotation", "cited", "count"),
    [
        ("Pasar yang ramai *adalah pasar yang* adil", "hlm. 1", 1),
        ("Pasar yang ramai *adalah pasar yang* adil", "hlm. 1, cetak miring dari saya", 0),
        ("Pasar yang ramai *adalah pasar yang* adil", "p. 1, emphasis added", 0),
        ("Pasar yang ramai *bazaar* adil bagi pedagangnya", "hlm. 1", 0),
        ("*Pasar yang ramai adalah pasar yang adil*", "hlm. 1", 0),
    ],
)
def test_whose_emphasis(quotation: str, cited: str, count: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Three words or more in emphasis want a word about it; a term, and a quotation all in italics, do not."""
    assert len(found("QUO110", {"e.md": f"Ia menulis: “{quotation}” (Contoh, 2001, {cited}).\n"})) == count


ENGLISH = "the markets that are in these towns have not been fair to the people which come there by the morning"


@pytest.mark.parametrize(("more", "codes"), [("", ["QUO111"]), (", my translation", [])])
def test_translated_quotations(more: str, codes: list[str], found: Callable[..., list[Diagnostic]]) -> None:
    """English words of an Indonesian work are a translation: said so, or told; never words that the work lacks."""
    files = {"sources/contoh2001.txt": SOURCE * 3, "e.txt": f"He writes “{ENGLISH}” (Contoh, 2001, p. 1{more}).\n"}
    assert [one.code for one in found("QUO", files)] == codes


def test_quotations_that_cannot_be_checked(found: Callable[..., list[Diagnostic]]) -> None:
    """Told once for a work without a text, with all its quotations, where the project has texts of others."""
    text = "Ia menulis: “negara yang besar itu bekerja sama” (Holsti, 1995, hlm. 1).\n\n" * 2
    assert found("QUO112", {"e.txt": text}) == []
    (one,) = found("QUO112", {"sources/contoh2001.txt": SOURCE, "e.txt": text})
    assert (one.subject, len(one.related), one.message[:12]) == ("holsti1995", 1, "2 quotations")


def test_a_word_that_was_cut_is_no_change(found: Callable[..., list[Diagnostic]]) -> None:
    """Marked a few letters too late, a quotation is told for information, and is still not altered."""
    files = {"sources/contoh2001.txt": SOURCE}
    for words, severity in (
        ("sar yang ramai adalah pasar yang adil", Severity.INFORMATION),
        ("Pasar yang sunyi adalah pasar yang adil", Severity.ERROR),
    ):
        (one,) = found("QUO103", {**files, "e.txt": f"Ia menulis: “{words}” (Contoh, 2001, hlm. 1).\n"})
        assert one.severity is severity
