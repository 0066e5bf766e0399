"""Adding works: what is told from what is given, the library's vocabulary and encoding, works that are there."""

from __future__ import annotations

import json
from contextlib import chdir
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit.cli import main
from citekit.diagnostic import Severity
from citekit.edits.incoming import is_text, take
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.library import Library

REFERENCE = "Roe, R. (1980). Seas and straits. Water, 12(3), 45–67."


def run(folder: Path, *words: str, given: str | bytes | None = None) -> Result:
    with chdir(folder):
        return CliRunner().invoke(main, ["add", *words], input=given)


def library(path: Path) -> Library:
    source, _ = prepare(path.read_bytes(), path.name)
    return bibtex.FORMAT.read(source)


# --------------------------------------------------------------------------------------------- what is given


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("citekit").joinpath("schemas", f"{name}.schema.json").read_text("utf-8"))
    return found


def test_what_is_printed_as_json_fits_its_schema(tmp_path: Path) -> None:
    """Tried, added, and there already: each is valid by add.schema.json."""
    schemas = [schema(name) for name in ("add", "changes", "findings")]
    registry: Registry[Any] = Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in schemas])
    validator = Draft202012Validator(schemas[0], registry=registry)
    text = "Kalevi J. Holsti, Power, 7th ed. (Englewood Cliffs: Prentice Hall, 1995), 34.\n\n" + REFERENCE
    said = []
    for words in (["--dry-run"], [], []):
        result = run(tmp_path, "-l", "new.bib", "--format", "json", *words, given=text)
        said.append(json.loads(result.stdout))
        assert list(validator.iter_errors(said[-1])) == []
    tried, made, again = said
    assert (tried["written"], made["written"], again["written"]) == (False, True, False)
    assert [one["key"] for one in made["added"]] == ["Holsti1995", "Roe1980"]
    assert {"field": "author", "text": "Kalevi J. Holsti"} in made["added"][0]["unsure"]
    assert made["added"][0]["rest"] == ["34"]
    assert sorted(one["key"] for one in again["known"]) == ["Holsti1995", "Roe1980"]


@pytest.mark.parametrize(
    ("given", "format"),
    [
        ("@book{k, title = {T}, year = 2001}", "bibtex"),
        ("TY  - BOOK\nTI  - T\nPY  - 2001\nER  - \n", "ris"),
        ('[{"id": "k", "type": "book", "title": "T"}]', "csl-json"),
        ('{"message": {"items": [{"type": "book", "title": ["T"], "member": "1"}]}}', "csl-json"),
        ("%0 Book\n%T T\n%D 2001\n", "enw"),
        (REFERENCE, "reference"),
    ],
)
def test_what_is_given_is_told_by_what_is_in_it(given: str, format: str) -> None:
    """From standard input, whose name says nothing."""
    (work,) = take("-", "", given.encode()).works
    assert work.format == format


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (REFERENCE, True),
        ("@book{k, title = {T}}", True),
        ("refs.ris", False),
        ("my own refs 2001.bib", False),
        ("x", False),
    ],
)
def test_a_text_is_told_from_the_name_of_a_file(word: str, expected: bool) -> None:
    """A misspelt file name is not taken for a reference."""
    assert is_text(word) is expected


def test_a_work_of_crossref_is_read_as_csl_says_it(tmp_path: Path) -> None:
    """Lists are their first, `subtitle` joins the title, an unknown date falls back, its registration is no field.

    By hand from the API's format description."""
    work = {
        "type": "book-chapter", "DOI": "10.1000/7", "URL": "https://doi.org/10.1000/7", "title": ["Lakes"],
        "subtitle": ["A history"], "container-title": ["Water of the north", "Series"], "ISBN": ["9780306406157", "1"],
        "author": [{"given": "Pia", "family": "Poe", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[None]]}, "published-print": {"date-parts": [[2011, 4]]}, "page": "101-119",
        "publisher": "Northern Press", "publisher-location": "Oslo", "prefix": "10.1000", "member": "1", "score": 1,
        "reference": [{"key": "a"}], "license": [{"URL": "x"}], "abstract": "<jats:p>All of it.</jats:p>",
        "event": {"name": "Water days", "location": "Oslo"}, "language": "en",
    }  # fmt: skip
    (found,) = take("-", "", json.dumps({"status": "ok", "message": work}).encode()).works
    said = {name: field.text for name, field in found.entry.fields.items()}
    assert found.entry.type == "incollection"
    assert said == {
        "author": "Poe, Pia", "doi": "10.1000/7", "title": "Lakes: A history", "booktitle": "Water of the north",
        "isbn": "9780306406157", "date": "2011-04", "pages": "101–119", "publisher": "Northern Press",
        "location": "Oslo", "abstract": "All of it.", "eventtitle": "Water days", "venue": "Oslo", "langid": "english",
    }  # fmt: skip


# --------------------------------------------------------------------------------------------------- the library


@pytest.mark.parametrize(
    ("there", "fields"),
    [
        ("@article{k, journal = {J}, year = 2001}", {"journal": "Water", "year": "1980"}),
        ("@article{k, journaltitle = {J}, date = {2001}}", {"journaltitle": "Water", "date": "1980"}),
    ],
)
def test_a_work_is_written_in_the_vocabulary_of_the_library(tmp_path: Path, there: str, fields: dict[str, str]) -> None:
    """BibTeX's in a file for BibTeX, biblatex's in one for biblatex."""
    path = tmp_path / "a.bib"
    path.write_text(there + "\n")
    assert run(tmp_path, "-l", "a.bib", given=REFERENCE).exit_code == 0
    new = library(path).entries[-1]
    assert {name: new.text(name) for name in fields} == fields


def test_letters_that_the_file_lacks_are_composed(tmp_path: Path) -> None:
    """ł is no letter of Latin-1, so the entry is written in ASCII; the bytes that were there stay."""
    path = tmp_path / "a.bib"
    before = "% Encoding: ISO-8859-1\n@book{k, title = {Über}, year = 2001}\n".encode("latin-1")
    path.write_bytes(before)
    run(tmp_path, "-l", "a.bib", given="Łoś, J. (1980). Flüsse und Seen. Warszawa: Znak.".encode())
    data = path.read_bytes()
    assert data.startswith(before[:-1])
    assert data[len(before) :].isascii()
    new = library(path).entries[-1]
    assert (new.names["author"].names[0].family, new.title) == ("Łoś", "Flüsse und Seen")


def test_a_pasted_entry_stays_as_it_was(tmp_path: Path) -> None:
    """Its TeX is not escaped again; its strings are put in."""
    pasted = (
        '@string{w = "Water"}\n@article{x, title = {R\\&D at 50\\,\\% of {NATO}}, journal = w # " Q", year = 1999}\n'
    )
    run(tmp_path, "-l", "a.bib", given=pasted)
    text = (tmp_path / "a.bib").read_text()
    assert "title = {R\\&D at 50\\,\\% of {NATO}}" in text
    assert "journal = {Water Q}" in text


def test_a_dash_stands_for_the_people_of_the_work_before(tmp_path: Path) -> None:
    """As Chicago and MLA print several works by one author; the third has another."""
    text = (
        "Knuth, Donald E. 1984. The Art of Lists. Oslo: Northern Press.\n\n"
        "———. 1986. Trees and Heaps. Oslo: Northern Press.\n\nRoe, Rita. 1999. Seas. Oslo: Northern Press.\n"
    )
    run(tmp_path, "-l", "a.bib", given=text)
    people = [entry.names["author"].names[0].inverted for entry in library(tmp_path / "a.bib").entries]
    assert people == ["Knuth, Donald E.", "Knuth, Donald E.", "Roe, Rita"]


def test_what_points_to_another_work_still_does(tmp_path: Path) -> None:
    """A book whose key is taken gets another, and its chapter that is given with it points to that."""
    (tmp_path / "a.bib").write_text("@book{b, author = {Doe, Jane}, title = {Seas and straits}, year = 1980}\n")
    book = "@book{b, editor = {Roe, Rita}, title = {Rivers of the north}, year = 1999}"
    run(
        tmp_path,
        "-l",
        "a.bib",
        given=f"@incollection{{c, author = {{Poe, Pia}}, title = {{Ice}}, crossref = {{b}}}}\n{book}",
    )
    there, chapter, added = library(tmp_path / "a.bib").entries
    assert (there.key, chapter.key, chapter.text("crossref")) == ("b", "c", added.key)
    assert added.key not in ("b", "")


@pytest.mark.parametrize(
    "given",
    [
        "@book{k, title = {T, year = 2001}\n",
        "@book{k, title = {T}} more}, year = 2001}\n",
        '@book{k, title = "T, year = 2001}\n@book{l, title = {L}, year = 2002}\n',
        "@book{k title = {T}, year = 2001,\n",
        "@book{k}, title = {T}, a b = {c}, year = undefined # 1}\n",
    ],
)
def test_what_is_broken_breaks_nothing(tmp_path: Path, given: str) -> None:
    """Whatever the reader makes of a pasted entry, the library has what it had, and no error in it."""
    path = tmp_path / "a.bib"
    path.write_text("@book{a, title = {A}, year = 1999}\n\n@book{z, title = {Z}, year = 2000}\n")
    assert run(tmp_path, "-l", "a.bib", given=given).exit_code in (0, 1, 3)
    found = library(path)
    assert {"a", "z"} <= {entry.key for entry in found.entries}
    assert not [one for one in found.diagnostics if one.severity is Severity.ERROR]


def test_a_work_given_twice_is_added_once(tmp_path: Path) -> None:
    """Also when both are new."""
    result = run(tmp_path, "-l", "a.bib", given=f"{REFERENCE}\n\n{REFERENCE}\n")
    assert result.exit_code == 0
    assert len(library(tmp_path / "a.bib").entries) == 1
    run(tmp_path, "-l", "a.bib", "--anyway", given=REFERENCE)
    assert [entry.key for entry in library(tmp_path / "a.bib").entries] == ["Roe1980", "Roe1980a"]


def test_a_work_that_may_be_there_is_added_and_told(tmp_path: Path) -> None:
    """Two books of one short title and year by one person need not be one work."""
    (tmp_path / "a.bib").write_text("@book{old, author = {Roe, Rita}, title = {Seas}, year = 1980, publisher = {N}}\n")
    result = run(tmp_path, "-l", "a.bib", given="Roe, R. (1980). Seas. Oslo: Northern Press.")
    assert "perhaps the same work as old" in result.stderr
    assert len(library(tmp_path / "a.bib").entries) == 2


def test_all_libraries_of_the_project_are_looked_through(tmp_path: Path) -> None:
    """The work goes to the first .bib file, unless another has it."""
    (tmp_path / "citekit.toml").write_text('library = ["a.bib", "b.bib"]\n')
    (tmp_path / "a.bib").write_text("")
    run(tmp_path, "-l", str(tmp_path / "b.bib"), given=REFERENCE)
    assert "in b.bib:1:1 already" in run(tmp_path, given=REFERENCE).stderr
    run(tmp_path, given="Doe, J. (1990). Rivers and rills. Oslo: Northern Press.")
    assert [len(library(tmp_path / name).entries) for name in ("a.bib", "b.bib")] == [1, 1]


def test_nothing_given_is_no_success(tmp_path: Path) -> None:
    """A source without any work ends with 3, as a file that yields nothing does everywhere."""
    for given in ("", "\n\n", "Lunch is at noon today.\n"):
        result = run(tmp_path, "-l", "a.bib", given=given)
        assert result.exit_code == 3
        assert not (tmp_path / "a.bib").exists()
