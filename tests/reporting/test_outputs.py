"""The outputs of a check: each valid by the schema of its format, whatever the files of a person hold."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from lxml import etree

from citekit.checker import check, problems
from citekit.cli import main
from citekit.diagnostic import Diagnostic, Fix, Related, Severity, UsageError
from citekit.model import Project
from citekit.reporting import errorformat, github, junit, sarif, table, webannotations, workbook
from citekit.reporting.audit import Audit, Hidden, by_code
from citekit.reporting.registry import OUTPUTS
from citekit.source import ByteSource, TextSource

HOSTILE = "a ]]> & <b> \"c\" 'd' \x00\x1b[31m\u202egnirts \ufffe 50%\n=SUM(1)\t,;\r\nשלום — 😀"
SOURCE = TextSource("a.md", "Menurut Holsty (1995),\nnegara 😀 bekerja sama.\n")
BIB = ByteSource("b.bib", "@book{é, title = {Übung},\n  year = 1995}\n".encode())


def found(severity: Severity = Severity.ERROR, code: str = "CIT103", **more: Any) -> Diagnostic:
    more = {"span": SOURCE.span(8, 14), "message": "the name is off", "hint": "write Holsti", **more}
    return Diagnostic(code=code, severity=severity, **more)


EVERYTHING = (
    found(
        subject="holsti1995",
        related=(Related(BIB.span(6, 8), "the work"), Related(SOURCE.span(23, 29), HOSTILE)),
        fix=Fix(SOURCE.span(8, 14), HOSTILE),
    ),
    found(Severity.WARNING, "BIB101", span=BIB.span(19, 25), message=HOSTILE, hint=HOSTILE, subject=HOSTILE),
    found(Severity.INFORMATION, span=SOURCE.span(30, 31), hint=""),
    found(span=TextSource("odd ]]> name:%.txt", "").span(0, 0), code="FIL001", unreadable=True),
)


def audit(*findings: Diagnostic, **more: Any) -> Audit:
    return Audit(Project(Path()), findings, by_code(problems()), **more)


# ------------------------------------------------------------------------------------------------------ schemas


@pytest.fixture(scope="module")
def sarif_fits(shared: Path) -> Callable[[str], Any]:
    """The log as JSON, valid by the schema of OASIS."""
    schema = json.loads((shared / "schemas/sarif-schema-2.1.0.json").read_text("utf-8"))

    def check(text: str) -> Any:
        log = json.loads(text)
        Draft4Validator(schema).validate(log)
        return log["runs"][0]

    return check


@pytest.fixture(scope="module")
def junit_fits(shared: Path) -> Callable[[str], Any]:
    """The document as a tree, valid by the layout that Jenkins reads."""
    schema = etree.XMLSchema(etree.parse(shared / "schemas/junit-10.xsd"))

    def check(text: str) -> Any:
        tree = etree.fromstring(text.encode())
        schema.assertValid(tree)
        return tree

    return check


def test_sarif_is_valid_and_complete(sarif_fits: Callable[[str], Any]) -> None:
    """By the schema of OASIS; levels, regions, related places, fixes and suppressions are those of the findings."""
    hidden = Hidden(found(span=SOURCE.span(0, 7)), "a quotation", in_source=True)
    run = sarif_fits(sarif.write(audit(*EVERYTHING, hidden=(hidden,))))
    first, second, third, fourth, aside = run["results"]

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note", "error", "error"]
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 15,
    }  # fmt: skip
    assert first["relatedLocations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "b.bib"}
    assert first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": HOSTILE}
    assert second["message"]["text"] == f"{HOSTILE}. {HOSTILE}"
    assert third["locations"][0]["physicalLocation"]["region"]["startColumn"] == 8
    assert fourth["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "odd%20%5D%5D%3E%20name%3A%25.txt"
    assert aside["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "a quotation"}]
    assert "suppressions" not in first
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert all(rule["help"]["markdown"] and "helpUri" not in rule for rule in rules)


def test_sarif_knows_a_finding_that_moved(sarif_fits: Callable[[str], Any]) -> None:
    """A line put in before changes the place and not the fingerprint; two alike findings have two."""
    moved = TextSource("a.md", "\n\n" + SOURCE.text)
    before = sarif_fits(sarif.write(audit(found(), found())))["results"]
    after = sarif_fits(sarif.write(audit(found(span=moved.span(10, 16)), found(span=moved.span(10, 16)))))["results"]

    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]
    assert before[0]["partialFingerprints"] != before[1]["partialFingerprints"]
    assert before[0]["locations"] != after[0]["locations"]


def test_junit_is_valid_and_counts(junit_fits: Callable[[str], Any]) -> None:
    """By Jenkins's layout; what does not make the check fail is no failure, and hostile text is read back whole."""
    tree = junit_fits(junit.write(audit(*EVERYTHING)))
    cases = tree.findall(".//testcase")

    assert (tree.get("tests"), tree.get("failures"), tree.get("errors")) == ("4", "1", "1")
    assert [suite.get("name") for suite in tree] == ["a.md", "b.bib", "odd ]]> name:%.txt"]
    assert [one.get("message") for one in tree.iter("failure")] == ["the name is off"]
    assert [case.find("failure") is not None for case in cases] == [True, False, False, False]
    assert "a ]]> & <b> \"c\" 'd' ·" in cases[2].find("system-out").text
    assert len(junit_fits(junit.write(audit(*EVERYTHING, fail_on=Severity.INFORMATION))).findall(".//failure")) == 3
    assert not junit_fits(junit.write(audit(*EVERYTHING[:3], fail_on=None))).findall(".//failure")


def test_junit_shows_a_clean_file(
    junit_fits: Callable[[str], Any], project: Callable[[Mapping[str, str]], Project]
) -> None:
    """A file without findings is a case that passes, so that one sees that it was checked."""
    read = project({"clean.txt": "Nothing to see here.\n"})
    tree = junit_fits(junit.write(Audit(read, [])))

    assert [case.get("name") for case in tree.iter("testcase")] == ["no findings"]
    assert (tree.get("tests"), tree.get("failures")) == ("1", "0")


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=30)
@given(ANY, ANY, ANY, ANY)
def test_no_text_breaks_a_format(text: str, message: str, hint: str, path: str) -> None:
    """Whatever a file, its name, a message hold: XML and JSON are well-formed, and a line stays a line."""
    source = TextSource(path, text)
    one = Diagnostic(source.span(0, len(text)), "CIT103", message, Severity.ERROR, hint, subject=text)
    whole = audit(one, one)

    ElementTree.fromstring(junit.write(whole).encode())
    assert json.loads(sarif.write(whole))["runs"][0]["results"][0]["ruleId"] == "CIT103"
    assert json.loads(webannotations.write(whole))["items"][1]["target"]["selector"][0]["exact"] == text
    assert len(errorformat.write(whole).splitlines()) == 2
    assert len(list(csv.reader(io.StringIO(table.write(whole), newline="")))) == 3
    assert github.write(whole).count("\n") == 2
    openpyxl.load_workbook(io.BytesIO(workbook.write(whole)))


# -------------------------------------------------------------------------------------------------- each format


def test_github() -> None:
    """GitHub's workflow commands, with its escapes for line ends, colons and commas."""
    odd = TextSource("a,b:c.md", "x\n")
    one = Diagnostic(odd.span(0, 1), "CLM101", "50% gone\nreally", Severity.WARNING)

    assert github.write(audit(one)) == (
        "::warning file=a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=CLM101::50%25 gone%0Areally\n"
    )
    assert github.write(audit(found(Severity.INFORMATION))).startswith("::notice ")


# What Vim's 'errorformat' has for it (%f:%l:%c:%m), and the pattern `gnu` of Emacs's compilation mode in its essence:
# a file that begins with no digit, line, column, then the word that tells how bad it is.
VIM = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+):(?P<message>.*)")
EMACS = re.compile(r"(?P<file>[^\d\s].*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|note): ")


def test_errorformat() -> None:
    """Editors find file, line and column by their own patterns; severity and code are in the line."""
    lines = errorformat.write(audit(*EVERYTHING[:3])).splitlines()

    assert lines[0] == "a.md:1:9: error: the name is off [CIT103]"
    for pattern in (VIM, EMACS):
        read = [match.groupdict() for line in lines if (match := pattern.match(line))]
        assert [(one["file"], one["line"], one["column"]) for one in read] == [
            ("a.md", "1", "9"), ("b.bib", "1", "19"), ("a.md", "2", "8"),
        ]  # fmt: skip
    assert all(line.isprintable() for line in lines)


def test_csv() -> None:
    """RFC 4180: CRLF, every row as long as the head; no cell is one that a spreadsheet works out."""
    formula = found(message="=HYPERLINK(1)", hint="-1+1", subject="@SUM(A1)")
    text = table.write(audit(*EVERYTHING, formula))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert text.count("\r\n") == 6
    assert rows[0]["severity"] == "error"
    assert rows[0]["name"] == "misspelt-author"
    assert (rows[0]["line"], rows[0]["column"], rows[0]["words"]) == ("1", "9", "Holsty")
    assert (rows[4]["message"], rows[4]["hint"], rows[4]["subject"]) == ("'=HYPERLINK(1)", "'-1+1", "'@SUM(A1)")


def test_xlsx() -> None:
    """Read back by openpyxl: the head is frozen and has a filter; text is no formula and no link."""
    formula = found(message="=HYPERLINK(1)", hint="https://example.org", subject=" 007")
    data = workbook.write(audit(*EVERYTHING, formula))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[0][:3] == ["severity", "code", "name"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:L6"
    assert rows[1][4:6] == [1, 9]
    assert rows[5][8:11] == ["=HYPERLINK(1)", "https://example.org", " 007"]
    assert {cell.data_type for cell in sheet[6]} <= {"s", "n"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert data == workbook.write(audit(*EVERYTHING, formula))


def test_xlsx_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without XlsxWriter one is told how to install it."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(UsageError) as stopped:
        workbook.write(audit())
    assert 'pip install "citekit-bib[xlsx]"' in stopped.value.hint


def test_annotations_point_at_the_words() -> None:
    """Each position, in code points, is that of the quoted words, in a file kept as bytes as well."""
    page = json.loads(webannotations.write(audit(*EVERYTHING)))
    texts = {"a.md": SOURCE.text, "b.bib": BIB.text}

    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({one["id"] for one in page["items"]}) == 4
    for item in page["items"][:3]:
        quote, position = item["target"]["selector"]
        text, start, end = texts[item["target"]["source"]], position["start"], position["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote.get("prefix", ""))
        assert text[end:].startswith(quote.get("suffix", ""))
    assert page["items"][1]["target"]["selector"][0]["exact"] == "Übung"
    assert [body["value"] for body in page["items"][0]["body"]] == ["the name is off. write Holsti", "CIT103", "error"]


def test_findings_of_all_formats_are_in_one_order(project: Callable[[Mapping[str, str]], Project]) -> None:
    """The formats hold the same findings in the order of `check`."""
    read = project(
        {
            "refs.bib": "@book{holsti1995, author = {Holsti, K. J.}, title = {T}, publisher = {P}, year = {1995}}\n",
            "a.txt": "Kerja sama (Holsty, 1995). Konflik (Wendt, 1992).\n",
        }
    )
    every = check(read)
    whole = Audit(read, every, by_code(problems()))
    codes = [one.code for one in every]

    assert len(codes) > 1
    assert [row["code"] for row in csv.DictReader(io.StringIO(table.write(whole)))] == codes
    assert re.findall(r"\[(\w{6})\]$", errorformat.write(whole), re.M) == codes
    assert [one["ruleId"] for one in json.loads(sarif.write(whole))["runs"][0]["results"]] == codes
    assert [one["body"][1]["value"] for one in json.loads(webannotations.write(whole))["items"]] == codes


# ------------------------------------------------------------------------------------------- the command itself


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Kerja sama (Wendt, 1992).\n")
    (tmp_path / "refs.bib").write_text("@book{x, author = {Y, Z.}, title = {T}, publisher = {P}, year = {1999}}\n")
    return tmp_path


CHECK = ["check", "a.txt", "-l", "refs.bib"]


@pytest.mark.parametrize("format", ["text", *(name for name in OUTPUTS if name != "docx")])
def test_each_format_goes_to_a_file(article: Path, format: str) -> None:
    """With -o a file holds just what would have gone to standard output; the exit status is that of the findings."""
    printed = CliRunner().invoke(main, [*CHECK, "--format", format])
    written = CliRunner().invoke(main, [*CHECK, "--format", format, "-o", "out"])

    assert (article / "out").read_bytes() == printed.stdout_bytes != b""
    assert written.stdout == ""
    assert written.exit_code == printed.exit_code == 0


def test_what_was_read_is_not_written_over(article: Path) -> None:
    """An output named like a file that was checked is refused, and the file stays."""
    before = (article / "a.txt").read_bytes()
    done = CliRunner().invoke(main, [*CHECK, "--format", "sarif", "-o", "a.txt"])

    assert (done.exit_code, (article / "a.txt").read_bytes()) == (2, before)
    assert "would be written over" in done.output


def test_a_terminal_is_not_flooded_with_bytes(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook on a terminal is refused, with what to do instead."""
    monkeypatch.setattr("citekit.cli.outputs._is_terminal", lambda: True)
    done = CliRunner().invoke(main, [*CHECK, "--format", "xlsx"])

    assert done.exit_code == 2
    assert "-o findings.xlsx" in done.output
