"""The standing of works, from a file laid out as Retraction Watch's. Expectations are by hand, from its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from click.testing import CliRunner

from citekit.checker import check
from citekit.cli import main
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes,\n"
)
CONFIG = 'library = "references.bib"\nretractions = "watch.csv"\n'
WORK = "@misc{wells1998, title = {A Finding}, doi = {https://doi.org/10.1234/ABC}, pmid = {777}}\n"


def row(nature: str, *, doi: str = "10.1234/abc", pubmed: str = "0", on: str = "2/6/2010 0:00") -> str:
    """A line of the file, with the comma with which each ends there."""
    return f'1,"A, Finding",,,,,,,,,{on},10.1234/r,0,1/1/1998 0:00,{doi},{pubmed},{nature},+Error in Data;+Hoax;,No,,\n'


def codes(project: Project) -> list[str]:
    """The codes about standing that were found."""
    return [found.code for found in check(project) if found.code.startswith("STD")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (row("Retraction"), ["STD101"]),
        (row("Expression of concern"), ["STD102"]),
        (row("Correction"), ["STD103"]),
        (row("Retraction", doi="unavailable", pubmed="777"), ["STD101"]),
        (row("Retraction", doi="10.1234/other"), []),
        (row("Correction") + row("Retraction"), ["STD101"]),
        (row("Retraction") + row("Reinstatement", on="3/1/2011 0:00"), []),
        (row("Reinstatement", on="1/1/2009 0:00") + row("Retraction"), ["STD101"]),
        ("", []),
    ],
)
def test_notices(rows: str, expected: list[str], project: Build) -> None:
    """A work is joined by DOI in any spelling or by PubMed's number; the worst notice that still counts is told."""
    found = project({"citekit.toml": CONFIG, "references.bib": WORK, "watch.csv": HEAD + rows})

    assert codes(found) == expected


def test_the_finding_says_when_and_why(project: Build) -> None:
    """The date, the reasons and the notice's own DOI are told."""
    files = {"citekit.toml": CONFIG, "references.bib": WORK, "watch.csv": HEAD + row("Retraction")}
    (found,) = [one for one in check(project(files)) if one.code == "STD101"]

    assert found.message == "wells1998 was retracted (2010-02-06): Error in Data, Hoax"
    assert "10.1234/r" in found.hint


@pytest.mark.parametrize(
    "data", [b"<html>", b"", b"a,b\n1,2\n", b"\x00\xff" * 40, b'RetractionDate,"' + b"x" * 200_000]
)
def test_a_file_that_is_none_is_told(data: bytes, project: Build) -> None:
    """Whatever the file holds: it is said that nothing is known, never that all is well."""
    found = project({"citekit.toml": CONFIG, "references.bib": WORK, "watch.csv": data})

    assert [one.unreadable for one in check(found) if one.span.path.endswith("citekit.toml")] == [True]
    assert not found.notices


def test_a_missing_file_is_told(project: Build) -> None:
    """A file that is not there is an error, as any other that citekit.toml names."""
    found = project({"citekit.toml": CONFIG, "references.bib": WORK})

    assert "FIL001" in [one.code for one in check(found)]


def test_command_line(project: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--retractions` names the file without a citekit.toml, and the work fails the check."""
    root = project({"references.bib": WORK, "watch.csv": HEAD + row("Retraction")}).root
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["check", "references.bib", "--retractions", "watch.csv"])

    assert result.exit_code == 1
    assert "STD101" in result.output


def test_time_grows_with_the_file(
    project: Build, grows_linearly: Callable[[Callable[[int], object], int, int], bool]
) -> None:
    """Ten times the rows take about ten times as long."""

    def work(size: int) -> object:
        rows = "".join(row("Retraction", doi=f"10.1234/x{number}") for number in range(size))
        return project({"citekit.toml": CONFIG, "references.bib": WORK, "watch.csv": HEAD + rows})

    assert grows_linearly(work, 1_000, 10_000)
