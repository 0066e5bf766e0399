"""How findings are printed."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from citekit.cli.printers import error_text, excerpt, summary_line, text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, Fix, Related, Severity, UsageError
from citekit.reporting.findings import as_json
from citekit.source import ByteSource, TextSource

SOURCE = TextSource("a.md", "Menurut Holsty (1995),\nnegara bekerja sama.\n")


def diagnostic(severity: Severity = Severity.ERROR, **more: object) -> Diagnostic:
    return Diagnostic(SOURCE.span(8, 14), "CIT103", "the name is off", severity, "write Holsti", **more)  # type: ignore[arg-type]


def test_text() -> None:
    """A finding is its place, code and message, then the line with a caret, then what to do."""
    printed = click.unstyle(text([diagnostic()]))

    assert printed == (
        "a.md:1:9: CIT103 the name is off\n    1 | Menurut Holsty (1995),\n                ^^^^^^\n  → write Holsti\n"
    )


def test_text_shows_related_places() -> None:
    """Other places that a finding is about have a line each."""
    found = diagnostic(related=(Related(SOURCE.span(23, 29), "also here"),))

    assert "  see a.md:2:1: also here\n" in text([found])


def test_caret_stands_under_wide_characters() -> None:
    """A character that takes two cells moves the caret by two; a combining one not at all."""
    source = TextSource("a.md", "字字e\u0301x")
    line, caret = map(click.unstyle, excerpt(source.span(4, 5)))

    assert line == "    1 | 字字e\u0301x"
    assert caret == " " * (8 + 5) + "^"


def test_long_line_is_cut_around_the_place() -> None:
    """Of a line of a million characters a hundred are shown, and the caret stands under the right one."""
    source = ByteSource("a.bib", b"a" * 500_000 + b"X" + b"b" * 500_000)
    line, caret = map(click.unstyle, excerpt(source.span(500_000, 500_001)))

    assert len(line) < 120
    assert line[caret.index("^")] == "X"


@pytest.mark.parametrize("character", ["\t", "\x00", "\x1b", "\u202e"])
def test_nothing_moves_the_cursor(character: str) -> None:
    """A control character in a user's line is shown as a sign and never sent to the terminal."""
    source = TextSource("a.md", f"a{character}b")

    assert character not in excerpt(source.span(2, 3))[0]


def test_json_keeps_its_schema(repository: Path) -> None:
    """What is printed as JSON is valid by the published schema, whatever parts a finding has."""
    schema = json.loads((repository / "citekit/schemas/findings.schema.json").read_text(encoding="utf-8"))
    related = (Related(SOURCE.span(0, 3), "here"),)
    found = [
        diagnostic(),
        diagnostic(Severity.INFORMATION, related=related, subject="holsti1995", fix=Fix(SOURCE.span(8, 14), "Holsti")),
    ]
    value = json.loads(as_json(found))

    Draft202012Validator(schema).validate(value)
    assert value["summary"] == {"error": 1, "warning": 0, "information": 1}
    assert value["findings"][1]["fix"]["new"] == "Holsti"


def test_schema_refuses(repository: Path) -> None:
    """The schema is not a sieve: a finding without a line does not pass."""
    schema = json.loads((repository / "citekit/schemas/findings.schema.json").read_text(encoding="utf-8"))
    value = json.loads(as_json([diagnostic()]))
    del value["findings"][0]["line"]

    assert not Draft202012Validator(schema).is_valid(value)


def test_summary_line() -> None:
    """The last line counts by severity, in the singular where it is one."""
    found = [diagnostic(), diagnostic(), diagnostic(Severity.WARNING), diagnostic(Severity.INFORMATION)]

    assert summary_line(found) == "2 errors, 1 warning, 1 for information"
    assert summary_line([]) == "nothing found"


def test_error_text() -> None:
    """What stops citekit is one line, and one that says what to do; with its place when that is known."""
    assert click.unstyle(error_text(UsageError("no such thing", hint="try another"))) == (
        "citekit: no such thing\n  → try another"
    )
    assert click.unstyle(error_text(UsageError("odd", span=SOURCE.span(0, 7)))).splitlines()[0] == "a.md:1:1: odd"


@pytest.mark.parametrize(
    ("found", "fail_on", "expected"),
    [
        ([], Severity.INFORMATION, Status.DONE),
        ([diagnostic(Severity.WARNING)], Severity.ERROR, Status.DONE),
        ([diagnostic(Severity.WARNING)], Severity.WARNING, Status.FINDINGS),
        ([diagnostic()], Severity.ERROR, Status.FINDINGS),
        ([diagnostic()], None, Status.DONE),
        ([diagnostic(), diagnostic(unreadable=True)], Severity.ERROR, Status.FILE),
        ([diagnostic(unreadable=True)], None, Status.FILE),
    ],
)
def test_status(found: list[Diagnostic], fail_on: Severity | None, expected: Status) -> None:
    """Findings count from --fail-on up; a file that could not be read goes before them."""
    assert status(found, fail_on) == expected
