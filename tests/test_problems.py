"""Every kind of finding is documented, and its examples run: the bad one shows it, the good one does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from citekit.checker import check, problems
from citekit.diagnostic import Problem, Severity
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]

FENCE = re.compile(r"^~~~(\S+)\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)

# What no text can show, or no short one: files that are not there or not text, pages that cannot be written, faults of
# programs, losses in a conversion, very many entries.
WITHOUT_EXAMPLE = {
    "FIL001", "FIL002", "FIL003", "FIL004", "FIL005", "FIL006", "FIL007", "FIL009",
    "BIB013", "BIB014", "BIB027", "BIB106", "BIB135", "BIB201", "BIB202", "BIB203", "BIB211", "BIB212",
    "STY001", "STY002", "PLG001", "PLG002",
    "TPL001", "TPL002", "PRJ007",
}  # fmt: skip

ALL = problems()
SHOWN = [problem for problem in ALL if problem.code not in WITHOUT_EXAMPLE]


def sections(problem: Problem) -> dict[str, str]:
    """The documentation by its headings; what stands before the first has the heading ""."""
    pieces = re.split(r"^## (.+)\n", f"{problem.documentation}\n", flags=re.MULTILINE)
    return dict(zip(["", *pieces[1::2]], pieces[::2], strict=True))


def files(section: str) -> dict[str, str | bytes]:
    """The files of an example, by name."""
    return dict(FENCE.findall(section))


def codes(project: Project) -> set[str]:
    return {found.code for found in check(project)}


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.code)
def test_documentation_has_its_form(problem: Problem) -> None:
    """A first sentence, why it matters, and either examples or what to do."""
    found = sections(problem)

    assert problem.summary.endswith(".")
    assert re.fullmatch(r"[A-Z]{3}\d{3}", problem.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", problem.name)
    expected = ["What to do"] if problem.code in WITHOUT_EXAMPLE else ["Example", "Use instead"]
    assert list(found) == ["", "Why it matters", *expected]
    assert all(text.strip() for text in found.values())


@pytest.mark.parametrize("problem", SHOWN, ids=lambda problem: problem.code)
def test_bad_example_shows_it(problem: Problem, project: Build) -> None:
    """The files of "Example" give this finding."""
    assert problem.code in codes(project(files(sections(problem)["Example"])))


@pytest.mark.parametrize("problem", SHOWN, ids=lambda problem: problem.code)
def test_good_example_does_not(problem: Problem, project: Build) -> None:
    """The files of "Use instead" do not give it, and nothing else that is an error in its place."""
    given = files(sections(problem)["Use instead"])
    found = check(project(given))

    assert given
    assert problem.code not in {one.code for one in found}
    assert not [str(one.span) for one in found if one.severity is Severity.ERROR and one.code[:3] == problem.code[:3]]


def test_codes_and_names_are_unique() -> None:
    """A code and a name each mean one thing, and the list is in code order."""
    assert [problem.code for problem in ALL] == sorted({problem.code for problem in ALL})
    assert len({problem.name for problem in ALL}) == len(ALL)


def test_every_family_is_there() -> None:
    """No family of findings is left without explanation."""
    families = {problem.code[:3] for problem in ALL}

    assert families == {"FIL", "BIB", "CIT", "CLM", "QUO", "STD", "LST", "PRJ", "TPL", "PLG", "STY"}
