"""README's promises: its Python example, its two commands."""

from __future__ import annotations

import doctest
import re
from contextlib import chdir
from pathlib import Path


def test_python_example(repository: Path) -> None:
    """The three lines of Python do what README shows, on the worked example."""
    with chdir(repository):
        results = doctest.testfile(str(repository / "README.md"), module_relative=False)

    assert results.attempted >= 4
    assert results.failed == 0


def test_quick_start(repository: Path) -> None:
    """Quick start has just two `sh` blocks of one line each."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    section = text.split("## Quick start")[1].split("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", section, re.M | re.S)

    assert [len(block.splitlines()) for block in blocks] == [1, 1]
    assert "citekit build" in blocks[0]
    assert "pytest" in blocks[1]


def test_links(repository: Path) -> None:
    """Every file that README links to is there."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]

    assert links
    assert [link for link in links if not (repository / link).exists()] == []
