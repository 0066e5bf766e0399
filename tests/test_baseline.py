"""Accepted findings: hidden while sentence and entry stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from citekit.checker import Audit, audit
from citekit.checker.baseline import Baseline, Fingerprints, accept, parse, written
from citekit.checker.choosing import Paths
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]
BIB = "@book{plano1979, author = {Jack Plano}, title = {T}, publisher = {P}, year = {1979}}\n"
TEXT = "It is a need (Planno, 1979). It lasts."


def accepted(made: Project) -> Baseline:
    """What a file would hold after accepting everything, written and read again."""
    marks = Fingerprints(made, Paths(made.root).of)
    return parse(written(accept(audit(made, select=["CIT103"]).found, marks)), "citekit.baseline.json")


def again(made: Project, known: Baseline) -> Audit:
    """The audit that knows what was accepted."""
    return audit(made, select=["CIT103"], baseline=known)


@pytest.mark.parametrize("text", [TEXT, "New.\n\nIt is a need\n(Planno, 1979). It goes.", f"Before. {TEXT}"])
def test_moved_text_stays_hidden(project: Build, text: str) -> None:
    """Other lines and other sentences do not bring a finding back."""
    known = accepted(project({"r.bib": BIB, "a.md": TEXT}))
    found = again(project({"r.bib": BIB, "a.md": text}), known)
    assert [len(found.found), len(found.suppressed), len(found.stale)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("bib", "text"), [(BIB, TEXT.replace("need", "want")), (BIB.replace("title = {T}", "title = {U}"), TEXT)]
)
def test_it_comes_back_when_sentence_or_entry_changes(project: Build, bib: str, text: str) -> None:
    """And what was accepted is then found no more."""
    known = accepted(project({"r.bib": BIB, "a.md": TEXT}))
    found = again(project({"r.bib": bib, "a.md": text}), known)
    assert [len(found.found), len(found.suppressed), len(found.stale)] == [1, 0, 1]


def test_the_second_of_two_alike_is_new(project: Build) -> None:
    """As many are hidden as were accepted."""
    known = accepted(project({"r.bib": BIB, "a.md": TEXT}))
    found = again(project({"r.bib": BIB, "a.md": f"{TEXT}\n\n{TEXT}"}), known)
    assert [len(found.found), len(found.suppressed)] == [1, 1]


def test_of_a_file_that_was_not_read_nothing_is_dropped(project: Build) -> None:
    """One document of several is looked at: what was accepted in another may still be there."""
    known = accepted(project({"r.bib": BIB, "a.md": TEXT, "b.md": TEXT.replace("need", "want")}))
    found = again(project({"r.bib": BIB, "a.md": TEXT}), known)
    assert [len(found.found), len(found.suppressed), len(found.stale)] == [0, 1, 0]


@pytest.mark.parametrize(
    "data", [b"{", b"\xff", b"[]", b'{"version": 2, "accepted": []}', b'{"version":1,"accepted":[3]}']
)
def test_a_damaged_file_is_told_and_hides_nothing(project: Build, data: bytes) -> None:
    """It is never taken for a clean run."""
    found = again(project({"r.bib": BIB, "a.md": TEXT}), parse(data, "citekit.baseline.json"))
    assert sorted(one.code for one in found.found) == ["CIT103", "PRJ007"]
    assert any(one.unreadable for one in found.found)
