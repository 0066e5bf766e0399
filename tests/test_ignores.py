"""Findings that are ignored with a reason, in citekit.toml and beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from citekit.checker import audit
from citekit.diagnostic import Diagnostic
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]
LONE = 'He called it a "second home.'


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    """The codes of some findings."""
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("a.md", "<!-- citekit: ignore QUO102 an inch -->"),
        ("a.tex", "% citekit: ignore QUO102 an inch"),
        ("a.typ", "// citekit: ignore unbalanced-quotation-mark an inch"),
        ("a.org", "# citekit: ignore QUO102 an inch"),
        ("a.rst", ".. citekit: ignore QUO102 an inch\n"),
        ("a.adoc", "// citekit: ignore QUO102 an inch"),
    ],
)
def test_a_remark_counts_for_the_next_paragraph(project: Build, name: str, remark: str) -> None:
    """The finding is kept apart with its reason, and the paragraph after is not covered."""
    lone = LONE.replace('"', "``") if name == "a.tex" else LONE
    found = audit(project({name: f"{remark}\n{lone}\n\n{lone}\n"}), select=["QUO102", "PRJ"])
    assert codes(found.found) == ["QUO102"]
    assert [(one.by, one.reason) for one in found.suppressed] == [("comment", "an inch")]


def test_a_remark_in_a_library_counts_for_the_next_entry(project: Build) -> None:
    """In a .bib file it stands between entries."""
    entry = "@book{%s, author = {A}, title = {T}, publisher = {P}, year = {1990}}\n"
    bib = f"% citekit: ignore CIT102 for the seminar\n{entry % 'one'}{entry % 'two'}"
    found = audit(project({"r.bib": bib, "a.md": "Text."}), select=["CIT102", "PRJ"])
    assert [one.subject for one in found.found] == ["two"]
    assert [one.finding.subject for one in found.suppressed] == ["one"]


def test_what_is_shown_as_code_ignores_nothing(project: Build) -> None:
    """A remark in a code block is an example of one."""
    text = f"```\n<!-- citekit: ignore QUO102 an inch -->\n```\n{LONE}\n"
    assert codes(audit(project({"a.md": text}), select=["QUO102", "PRJ"]).found) == ["QUO102"]


@pytest.mark.parametrize("told", ["QUO102", "", "because I say so", "QUO999 no such code"])
def test_a_remark_that_says_too_little_has_no_effect(project: Build, told: str) -> None:
    """Without code or reason it is told, and so is the finding."""
    found = audit(project({"a.md": f"<!-- citekit: ignore {told} -->\n{LONE}\n"}), select=["QUO102", "PRJ"])
    assert codes(found.found) == ["PRJ005", "QUO102"]


def test_an_ignore_that_fits_nothing_is_told(project: Build) -> None:
    """But not where what it names was not looked for."""
    made = project({"a.md": "<!-- citekit: ignore QUO102 an inch -->\nNothing.\n"})
    assert codes(audit(made).found) == ["PRJ006"]
    assert codes(audit(made, ignore=["QUO"]).found) == []


TABLE = '[[check.ignore]]\ncode = "QUO102"\nreason = "an inch"\n'


@pytest.mark.parametrize(
    ("more", "left"),
    [("", []), ('text = "second"', []), ('text = "third"', ["QUO102"]), ('subject = "x"', ["QUO102"])],
)
def test_a_table_of_the_configuration(project: Build, more: str, left: list[str]) -> None:
    """It leaves out what has its code, its words and its subject."""
    config = f'documents = ["a.md"]\n{TABLE}{more}\n'
    found = audit(project({"citekit.toml": config, "a.md": LONE}), select=["QUO102"])
    assert codes(found.found) == left


def test_a_table_without_a_reason_is_told(project: Build) -> None:
    """And ignores nothing."""
    config = 'documents = ["a.md"]\n[[check.ignore]]\ncode = "QUO102"\n'
    found = audit(project({"citekit.toml": config, "a.md": LONE}))
    assert codes(found.found) == ["QUO102", "PRJ003"]
