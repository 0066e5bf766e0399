"""`citekit convert` and what stands behind it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from contextlib import chdir
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit import dialects, formats, loader
from citekit.cli import main
from citekit.diagnostic import UsageError
from citekit.edits.convert import convert, take, target
from citekit.plugin import Format

BIB = """@book{holsti1995,
  author = {Holsti, K. J.},
  title = {International Politics},
  publisher = {Prentice Hall},
  year = {1995},
}
"""
ARTICLE = """@article{a, author = {van der Berg, Jan and {World Bank}}, title = {On \\& on}, journal = {J}, volume = 3,
  number = 4, pages = {12--20}, year = 1997, doi = {10.1000/x}, issn = {1234-5678}}
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("convert", …)` in an empty folder."""

    def call(*words: str, input: str | bytes | None = None) -> Result:
        with chdir(tmp_path):
            result = CliRunner().invoke(main, words, input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


NAMES = [format.name for format in formats.FORMATS if format.write]


@pytest.mark.parametrize(("one", "other"), list(itertools.product(NAMES, NAMES)))
def test_any_pair(tmp_path: Path, one: str, other: str) -> None:
    """From every format to every other: author, title, year, journal, volume and pages are there at the end."""
    source = tmp_path / "a.bib"
    source.write_text(ARTICLE, encoding="utf-8")
    first = convert([take(str(source), None)], formats.named(one))
    (tmp_path / "b").write_bytes(first.data)
    second = convert([take(str(tmp_path / "b"), formats.named(one))], formats.named(other))
    (tmp_path / "c").write_bytes(second.data)
    found = take(str(tmp_path / "c"), formats.named(other)).entries

    assert first.complete
    assert second.complete
    assert len(found) == 1
    work = dialects.to_biblatex(found[0])
    assert [name.full for name in work.people][1:] == ["World Bank"]
    assert work.people.names[0].full.replace(" van der", "").replace("J ", "Jan ") in ("Jan Berg", "Jan van der Berg")
    assert (work.text("title"), work.year, work.text("journaltitle")) == ("On & on", "1997", "J")
    assert (work.text("volume"), work.text("pages").replace("-", "–")) == ("3", "12–20")


def test_the_help_names_all_formats() -> None:
    """The list in `convert --help` is that of the formats that there are."""
    text = " ".join(CliRunner().invoke(main, ["convert", "--help"]).output.split())
    listed = text.partition("FORMAT is ")[2].partition(".")[0].replace(" or ", " ").replace(",", "").split()

    assert set(listed) == set(NAMES)


def test_many_files_into_one(run: Run, tmp_path: Path) -> None:
    """In their order; of works with the same key the second gets another, which is told."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "b.json").write_text('[{"id": "holsti1995", "type": "book", "title": "T"}]', encoding="utf-8")
    result = run("convert", "a.bib", "b.json", "c.json")

    written = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in written] == ["holsti1995", "holsti1995a"]
    assert "b.json:1:3: BIB202 there is another work with the key holsti1995; this one gets the key holsti1995a" in (
        result.stderr
    )
    assert result.stderr.endswith("wrote 2 works as csl-json to c.json; 1 key changed\n")
    assert result.exit_code == 0


def test_standard_input_and_output(run: Run) -> None:
    """`-` for either; what is said goes to standard error."""
    result = run("convert", "-", "-", "--to", "ris", input=BIB)

    assert result.stdout.startswith("TY  - BOOK")
    assert result.stderr == "wrote 1 work as ris to standard output\n"


def test_undo_gives_back_what_was_written_over(run: Run, tmp_path: Path) -> None:
    """A file that was there is replaced, and `citekit undo` brings it back."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "b.json").write_text("old", encoding="utf-8")
    run("convert", "a.bib", "b.json")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))

    run("undo")
    assert (tmp_path / "b.json").read_text(encoding="utf-8") == "old"


def test_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    """It shows the difference instead."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    result = run("convert", "a.bib", "b.json", "--dry-run")

    assert '+    "id": "holsti1995",' in result.stdout
    assert result.stderr == "would write 1 work as csl-json to b.json\n"
    assert not (tmp_path / "b.json").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("a.bib",), "name the files to read, then the one to write"),
        (("a.bib", "a.bib"), "a.bib is read and would be written over"),
        (("a.bib", "./b/../a.bib"), "./b/../a.bib is read and would be written over"),
        (("a.bib", "link.bib"), "link.bib is read and would be written over"),
        (("a.bib", "b.xyz"), "b.xyz does not tell the format to write"),
        (("a.bib", "b.yaml"), ".yaml may be csl-yaml, hayagriva"),
        (("a.bib", "-"), "standard output has no ending"),
        (("-", "-", "b.json"), "standard input can be read only once"),
        (("a.bib", "b.json", "--to", "jsn"), "there is no format jsn"),
        (("a.bib", "b.json", "--from", "bib"), "there is no format bib"),
        (("a.bib", "-", "--to", "ris", "--format", "json"), "--format json and OUT both want standard output"),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    """Status 2, one line, and no file is touched."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "link.bib").symlink_to(tmp_path / "a.bib")
    result = run("convert", *words, input="")

    assert result.exit_code == 2
    assert f"citekit: {message}" in result.stderr
    assert (tmp_path / "a.bib").read_text(encoding="utf-8") == BIB


@pytest.mark.parametrize(
    ("name", "content"),
    [("b.json", "[]"), ("b.bib", "prose"), ("missing.bib", None), ("b.csv", "a,b\n1,2\n")],
)
def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path, name: str, content: str | None) -> None:
    """Status 3; nothing is written, so that nobody takes a part for the whole."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = run("convert", "a.bib", name, "c.json")

    assert result.exit_code == 3
    assert result.stderr.endswith("nothing written: not all files could be read\n")
    assert not (tmp_path / "c.json").exists()


def test_a_format_that_is_only_read_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is said, with the formats that can."""
    only_read = Format("reading", (".reading",), formats.FORMATS[0].read)
    known = (*formats.FORMATS, only_read)
    monkeypatch.setattr("citekit.formats.registry.all_formats", lambda: known)

    with pytest.raises(UsageError, match="reading can be read but not written"):
        target("-", "reading")


def test_json_is_as_its_schema_says(run: Run, tmp_path: Path) -> None:
    """`--format json`: what was read and written, and every finding."""
    schemas = {
        name: json.loads(files("citekit").joinpath("schemas", f"{name}.schema.json").read_text("utf-8"))
        for name in ("convert", "changes", "findings")
    }
    registry: Any = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in schemas.values())
    (tmp_path / "a.bib").write_text(BIB.replace("year", "keywords = {x}, date"), encoding="utf-8")
    printed = json.loads(run("convert", "a.bib", "b.yaml", "--to", "hayagriva", "--format", "json").stdout)

    Draft202012Validator(schemas["convert"], registry=registry).validate(printed)
    assert (printed["from"], printed["to"], printed["entries"]) == (["bibtex"], "hayagriva", 1)
    assert [one["code"] for one in printed["findings"]] == ["BIB201"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "biblatex"])
def test_every_format_is_a_library(tmp_path: Path, name: str) -> None:
    """A project reads any of them where it reads a .bib."""
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    path = tmp_path / f"refs{formats.named(name).suffixes[0]}"
    path.write_bytes(convert([take(str(tmp_path / "a.bib"), None)], formats.named(name)).data)
    project = loader.load_files([path])

    assert [entry.year for entry in project.entries] == ["1995"]
    assert not [one for one in project.diagnostics if one.unreadable]
