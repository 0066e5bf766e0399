"""What the tests share. Tests take these as fixtures: this file cannot be imported."""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Callable, Generator, Mapping
from math import inf
from pathlib import Path
from secrets import token_hex
from time import process_time

import pytest
from hypothesis import settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit import loader
from citekit.model import Project

# A machine that is busy is no fault of the code; and what everything depends on must not fail by chance.
settings.register_profile("citekit", deadline=None, derandomize=os.environ.get("CITEKIT_REQUIRE") == "1")
settings.load_profile("citekit")

_REPOSITORY = Path(__file__).resolve().parent.parent


def _missing(reason: str) -> None:
    """Skips the test that lacks something; fails it where everything must be there."""
    if os.environ.get("CITEKIT_REQUIRE") == "1":
        pytest.fail(f"{reason} (CITEKIT_REQUIRE=1)", pytrace=False)
    pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be there, a test that is skipped has failed, whatever it lacked and however it said so."""
    report = yield
    if report.skipped and os.environ.get("CITEKIT_REQUIRE") == "1" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{reason} (CITEKIT_REQUIRE=1)"
    return report


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml and the worked example."""
    return _REPOSITORY


@pytest.fixture(autouse=True)
def own_journal(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a journal of changes and a cache of its own, never the person's."""
    monkeypatch.setenv("CITEKIT_STATE", str(tmp_path_factory.getbasetemp() / "state" / token_hex(8)))
    monkeypatch.setenv("CITEKIT_CACHE", str(tmp_path_factory.getbasetemp() / "cache" / token_hex(8)))


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are in English unless a test asks for another language, whatever the person's own is."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The test data kept outside the repository: `../shared`, or what CITEKIT_SHARED names."""
    folder = Path(os.environ.get("CITEKIT_SHARED") or _REPOSITORY.parent / "shared")
    if not folder.is_dir():
        _missing(f"no test data at {folder}; CITEKIT_SHARED can name their folder")
    return folder


@pytest.fixture(scope="session")
def need() -> Callable[[str], str]:
    """`need("pdflatex")`: the path of a real program to compare with."""

    def find(program: str) -> str:
        found = shutil.which(program)
        if found is None:
            _missing(f"{program} is not installed")
        assert found is not None
        return found

    return find


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Project]:
    """`project({"references.bib": "…", "article.md": "…"})`: writes the files and reads them.

    With a citekit.toml among them the folder is read as a project, else the files one by one.
    """

    def build(files: Mapping[str, str | bytes]) -> Project:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if "citekit.toml" in files:
            return loader.load(tmp_path)
        # The texts of works stand beside what is read, as in a project.
        return loader.load_files([name for name in files if not name.startswith("sources/")], root=tmp_path)

    return build


@pytest.fixture(scope="session")
def fits() -> Callable[[str, object], None]:
    """`fits("merge", told)`: what a command printed as JSON fits its schema in `citekit/schemas`."""
    paths = (_REPOSITORY / "citekit" / "schemas").glob("*.schema.json")
    schemas = {path.name.partition(".")[0]: json.loads(path.read_text("utf-8")) for path in paths}
    shapes = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas.values())

    def check(name: str, told: object) -> None:
        Draft202012Validator.check_schema(schemas[name])
        Draft202012Validator(schemas[name], registry=shapes).validate(told)

    return check


@pytest.fixture(scope="session")
def grows_linearly() -> Callable[[Callable[[int], object], int, int], bool]:
    """Does the work for the larger size take about as many times as long as it is larger?

    What it guards against is a hostile text that stops the program, so half-way to the square is let pass. The least
    CPU time of some tries counts, with the garbage collector off, since a run of it costs more than the work.
    """

    def seconds(work: Callable[[int], object], size: int) -> float:
        begin = process_time()
        work(size)
        return process_time() - begin

    def compare(work: Callable[[int], object], small: int, large: int) -> bool:
        work(small // 8)
        little = much = inf
        gc.collect()
        gc.disable()
        try:
            for _ in range(5):
                little, much = min(little, seconds(work, small)), min(much, seconds(work, large))
                if much < (large / small) ** 1.5 * max(little, 0.05):
                    return True
        finally:
            gc.enable()
        return False

    return compare
