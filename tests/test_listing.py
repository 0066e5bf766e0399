"""What `citekit list`, `search` and `show` print: tables that fit, JSON by its schema, and works of large libraries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit.cli import main
from citekit.cli.listing import table
from citekit.cli.printers import cells

LIBRARY = r"""@string{pup = {Princeton University Press}}
@book{holsti1995, author = {Holsti, K. J.}, title = {International Politics}, publisher = pup, year = 1995}
@article{müller2001, author = {M{\"u}ller, Ana}, title = {Macht}, year = 2001}
@book{holsti1995, title = {The Same Key}}
@inbook{part, title = {A Part}, crossref = {holsti1995}, note = undefined}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a library that counts as large, and in it."""
    monkeypatch.setattr("citekit.index.opening.WORTH", 1)
    (tmp_path / "references.bib").write_text(LIBRARY, encoding="utf-8")
    with chdir(tmp_path):
        yield tmp_path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, arguments)


@pytest.fixture(scope="session")
def schemas(repository: Path) -> Registry:
    """The published schemas, by name."""
    paths = (repository / "citekit/schemas").glob("*.json")
    loaded = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in loaded)


ROWS = [
    ["holsti1995", "1995", "Holsti", "International Politics: A Framework for Analysis"],
    ["字字", "", "é" * 50, "T"],
]
NAMES = ["key", "year", "people", "title"]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_table_fits(width: int) -> None:
    """On a terminal no line is wider than it, down to what four columns need; what is cut ends in an ellipsis."""
    lines = list(table(NAMES, ROWS, width))

    assert all(cells(line.rstrip("\n")) <= max(width, 4 * 6 + 3 * 2) for line in lines)
    assert "…" in "".join(lines) or width == 200


def test_table_in_a_pipe_is_whole() -> None:
    """Where nobody has to fit it on a screen nothing is cut; columns are aligned by cells, two for a Han character."""
    first, second = table(NAMES, ROWS, None)

    assert first == "holsti1995  1995  Holsti" + " " * 32 + "International Politics: A Framework for Analysis\n"
    assert second == "字字" + " " * 6 + "  " + " " * 4 + "  " + "é" * 50 + "  T\n"


@pytest.mark.usefixtures("folder")
def test_a_very_long_title_is_printed_whole() -> None:
    """A title of a hundred thousand words is in every form just what it is, though it is printed in pieces."""
    title = "long été " * 100_000 + "end"
    Path("long.bib").write_text(f"@book{{k, title = {{ {title}\n}}, year = 1995}}", encoding="utf-8")

    assert run("list", "long.bib").stdout == f"k  1995    {title}\n"
    assert run("list", "long.bib", "--columns", "title", "--format", "csv").stdout == f"title\n{title}\n"
    assert json.loads(run("list", "long.bib", "--format", "json").stdout)["entries"][0]["title"] == title
    assert run("search", '"été end"', "long.bib", "--format", "keys").stdout == "k\n"


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("entries", ["list", "references.bib"]),
        ("entries", ["list", "references.bib", "--columns", "key,publisher"]),
        ("entries", ["search", "holsti", "references.bib"]),
        ("entries", ["search", "holsti", "references.bib", "--count"]),
        ("entry", ["show", "müller2001", "references.bib"]),
        ("entry", ["show", "müller2001", "references.bib", "--full"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_json_keeps_its_schema(schema: str, arguments: list[str], schemas: Registry) -> None:
    """What a command prints as JSON is valid by its schema."""
    found = schemas.contents(f"urn:citekit:schema:{schema}:1")
    printed = json.loads(run(*arguments, "--format", "json").stdout)

    Draft202012Validator(found, registry=schemas).validate(printed)


@pytest.mark.usefixtures("folder")
def test_csv_is_read_back() -> None:
    """The CSV has a row for each work, duplicates too, and its columns by name."""
    rows = list(csv.DictReader(io.StringIO(run("list", "references.bib", "--format", "csv").stdout)))

    assert [row["key"] for row in rows] == ["holsti1995", "müller2001", "holsti1995", "part"]
    assert [row["line"] for row in rows] == ["2", "3", "4", "5"]


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "json"], ["--format", "bib"], ["--columns", "key,line,publisher"]]
)
@pytest.mark.parametrize("query", ["holsti", "-type:book", "pup OR princeton", "year:1995..", "key:holsti*"])
def test_search_is_the_same_with_an_index(
    query: str, arguments: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index changes nothing of the answer."""
    command = ["search", query, "references.bib", *arguments]
    made, used = run(*command), run(*command)
    monkeypatch.setattr("citekit.index.opening.WORTH", 10**9)

    assert made.output == used.output == run(*command).output
    assert made.exit_code == 0


def test_show_is_the_same_with_an_index(folder: Path) -> None:
    """Of a large library only the work is read; it is printed in the same way, and what was not looked at is said."""
    quick, full = run("show", "müller2001", "references.bib"), run("show", "müller2001", "references.bib", "--full")

    assert quick.stdout == full.stdout.split("\nreferences.bib:3:")[0]
    assert "--full does" in quick.stderr
    assert "BIB102" in full.stdout
    assert full.stderr == ""


def test_show_tells_what_reading_finds(folder: Path) -> None:
    """Findings about the entry itself, and that others have its key, are told without reading the rest."""
    part, twice = run("show", "part", "references.bib"), run("show", "holsti1995", "references.bib")

    column = LIBRARY.splitlines()[4].index("undefined") + 1
    assert f"references.bib:5:{column}: BIB009 the string `undefined` is not defined" in part.stdout
    assert twice.stderr.startswith("2 entries have this key, and this is the first; ")
    assert "(book, references.bib:2:1)" in twice.stdout


def test_show_an_unknown_key(folder: Path) -> None:
    """The keys most like it are named, with an index as without."""
    result = run("show", "holsti1996", "references.bib")

    assert result.exit_code == 2
    assert result.stderr == "citekit: no work has the key holsti1996\n  → did you mean holsti1995?\n"


def test_show_in_a_project(folder: Path) -> None:
    """In a project with a large library the style is the project's, and citations are only looked for with --full."""
    (folder / "citekit.toml").write_text(
        'library = "references.bib"\ndocuments = "article.md"\nstyle = "pybtex:alpha"\n', encoding="utf-8"
    )
    (folder / "article.md").write_text("Vgl. [@müller2001].\n", encoding="utf-8")
    quick, full = run("show", "müller2001"), run("show", "müller2001", "--full")

    assert "Cited:" not in quick.stdout
    assert "and where the work is cited; --full does" in quick.stderr
    assert "Cited:\n  article.md:1:7" in full.stdout


def test_several_files_of_all_sizes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large and small files are searched in the order in which they are named, each once; a part by its book, too."""
    monkeypatch.setattr("citekit.index.opening.WORTH", 200)
    (folder / "small.bib").write_text("@book{small, title = {Politics}}\n", encoding="utf-8")
    result = run("search", "politics", "small.bib", "references.bib", "./small.bib", "--format", "keys")

    assert result.stdout == "small\nholsti1995\npart\n"
    assert result.stderr == "3 of 5 works\n"


def test_missing_beside_a_large_one(folder: Path) -> None:
    """A file that is not there is told, and the status says so, though the work was found."""
    result = run("show", "müller2001", "references.bib", "nosuch.bib")

    assert result.exit_code == 3
    assert "Müller" in result.stdout
    assert "FIL001" in result.stderr


def test_cache_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept, the answer is the same, and why the next one will be as slow is said."""
    (folder / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CITEKIT_CACHE", str(folder / "file"))
    result = run("search", "muller", "references.bib")

    assert result.exit_code == 0
    assert result.stdout == "müller2001  2001  Müller  Macht\n"
    assert result.stderr.startswith("the index of references.bib could not be kept: ")
