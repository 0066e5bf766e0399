"""README's promises: its Python example, its commands."""

from __future__ import annotations

import doctest
import re
import shlex
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from citekit.cli import main


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


README_FILES = {
    "zotero.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/'
    'namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#">'
    "<bib:Book rdf:about='#1'><z:itemType>book</z:itemType><dc:title>International Politics</dc:title>"
    "<dc:date>1995</dc:date></bib:Book></rdf:RDF>",
    "more.ris": "TY  - BOOK\nTI  - After Hegemony\nAU  - Holsti, K. J.\nPY  - 1995\nID  - holsti1995\nER  - \n",
    "pasted.txt": "Waltz, K. N. (1979). Theory of International Politics. New York: McGraw-Hill.\n",
    "old.bib": "@book{old, title = {Old}}\n",
    "article.txt": "Order is what states make (Holsti, 1995).\n",
    "thesis.tex": "\\cite{holsti1995}\n",
}


def test_use(repository: Path, tmp_path: Path) -> None:
    """The commands under Use do something as they stand there, one after the other; only `check`, `diff` and `scan`
    find."""
    text = (repository / "README.md").read_text(encoding="utf-8")
    section = text.split("## Use")[1].split("\n## ")[0]
    blocks = re.findall(r"^```text\n(.*?)^```", section, re.M | re.S)
    lines = [re.split(r" {2,}", line)[0] for block in blocks for line in block.splitlines()]
    for name, content in README_FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    with chdir(tmp_path):
        ended = {line: CliRunner().invoke(main, shlex.split(line)[1:]).exit_code for line in lines}

    assert len(lines) >= 12
    assert {line for line, status in ended.items() if status} <= {
        "citekit diff old.bib refs.bib",
        "citekit check article.txt -l refs.bib",
        "citekit scan thesis.tex article.txt -l refs.bib",
    }
    assert set(ended.values()) <= {0, 1}
