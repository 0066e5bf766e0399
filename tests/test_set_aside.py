"""What `citekit check` tells beside its findings: those that are set aside, and files that are not in house style."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from citekit.checker import check
from citekit.cli import main
from citekit.edits.housekeeping import with_house_style
from citekit.loader import load

CONFIG = 'library = ["a.bib"]\ndocuments = ["e.md"]\n'
IGNORE = '[[check.ignore]]\ncode = "CIT104"\nreason = "not yet printed"\n'
TEXT = "Kata (Gertz, 1960). Dan “tanpa akhir.\n"
BIB = "@book{b,\n  title = {B},\n}\n\n@book{a,\n  title = {A},\n}\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """`run("--baseline")`: what `citekit check --format json` prints in a small project, after those options."""
    monkeypatch.chdir(tmp_path)
    Path("citekit.toml").write_text(CONFIG + IGNORE, "utf-8")
    Path("a.bib").write_text(
        "@book{h, author = {K. J. Holsti}, title = {T}, publisher = {P}, year = {1995}}\n", "utf-8"
    )
    Path("e.md").write_text(TEXT, "utf-8")

    def told(*options: str) -> dict[str, Any]:
        if options:
            CliRunner().invoke(main, ["check", *options])
        found: dict[str, Any] = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).stdout)
        return found

    return told


def test_what_is_ignored_is_in_the_json(
    run: Callable[..., dict[str, Any]], fits: Callable[[str, object], None]
) -> None:
    """Apart from the findings, with what sets it aside and why; the summary does not count it."""
    told = run()
    fits("findings", told)
    assert [(one["code"], one["suppressed"]) for one in told["suppressed"]] == [
        ("CIT104", {"by": "configuration", "reason": "not yet printed"})
    ]
    assert "CIT104" not in {one["code"] for one in told["findings"]}
    assert sum(told["summary"].values()) == len(told["findings"])


def test_what_was_accepted_is_in_the_json(
    run: Callable[..., dict[str, Any]], fits: Callable[[str, object], None]
) -> None:
    """After --baseline all findings are set aside, and marked so."""
    before = {one["code"] for one in run()["findings"]}
    told = run("--baseline")
    fits("findings", told)
    accepted = {one["code"] for one in told["suppressed"] if one["suppressed"]["by"] == "baseline"}
    assert (accepted, told["findings"]) == (before, [])


@pytest.mark.parametrize(
    ("wish", "subject", "message"),
    [
        ("space = 4", "b", "2 entries are not written as [format] wants them"),
        ('case = "upper"', "b", "2 entries are not written as [format] wants them"),
        ('sort = "key"', "", "the order of the entries, or what stands between them, is not what [format] wants"),
        ("space = 2", None, ""),
    ],
)
def test_a_file_in_another_style(tmp_path: Path, wish: str, subject: str | None, message: str) -> None:
    """One finding for a file, at the first entry that would change; none when the house style changes nothing."""
    (tmp_path / "citekit.toml").write_text(f'library = ["a.bib"]\n[format]\n{wish}\n', "utf-8")
    (tmp_path / "a.bib").write_text(BIB, "utf-8")
    found = check(with_house_style(load(tmp_path)), select=["BIB135"])
    assert [(one.subject, one.message) for one in found] == ([] if subject is None else [(subject, message)])


def test_without_a_style_nothing_is_told(tmp_path: Path) -> None:
    """What the house has no wish for is as it should be."""
    (tmp_path / "citekit.toml").write_text('library = ["a.bib"]\n', "utf-8")
    (tmp_path / "a.bib").write_text(BIB, "utf-8")
    assert not check(with_house_style(load(tmp_path)), select=["BIB135"])
