"""docs/csl.md: its example runs, and its table has every module."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest


@pytest.fixture
def page(repository: Path) -> Path:
    """The page on the processor."""
    return repository / "docs" / "csl.md"


def test_example(page: Path) -> None:
    """The example prints what the page shows."""
    results = doctest.testfile(str(page), module_relative=False)

    assert results.attempted >= 12
    assert results.failed == 0


def test_modules(page: Path, repository: Path) -> None:
    """Every module is named beside its chapter, and no other is."""
    table = page.read_text(encoding="utf-8").split("## Where a rule is")[1].split("\n## ")[0]
    named = {name for row in re.findall(r"^\|[^|]+\|(.+)\|$", table, re.M) for name in re.findall(r"`(\w+)`", row)}
    folder = repository / "citekit" / "csl"
    there = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}

    assert named == there - {"__init__"}
