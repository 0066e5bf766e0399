"""The JSON Schemas of the files that people write: for editors that check and complete TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit.cli import main
from citekit.projectfiles import claims, config, reading_list
from citekit.projectfiles.vocabulary import IMPORTANCES, INTENTS, LOCATORS, SEVERITIES, STATUSES


def schema(name: str) -> dict[str, Any]:
    text = files("citekit").joinpath("schemas", f"{name}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def plain(value: Any) -> Any:
    """A TOML value as JSON has it: dates as text."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(name: str, text: str) -> list[str]:
    validator = Draft202012Validator(schema(name))
    return [error.message for error in validator.iter_errors(plain(tomllib.loads(text)))]


@pytest.mark.parametrize("name", ["claims", "reading-list", "citekit"])
def test_the_schemas_are_schemas(name: str) -> None:
    """Each is valid by the meta-schema of draft 2020-12."""
    Draft202012Validator.check_schema(schema(name))


def described(part: Any, way: str = "") -> Iterator[tuple[str, bool]]:
    if isinstance(part, dict):
        for name, inner in part.get("properties", {}).items():
            yield f"{way}.{name}", "description" in inner or "$ref" in inner
        for name, inner in part.items():
            yield from described(inner, f"{way}.{name}")


def test_what_commands_print_fits_its_schema(tmp_path: Path) -> None:
    """`edit` and `undo` with --format json: an edit tried, made, made for nothing, listed and undone twice."""
    (tmp_path / "a.bib").write_text("@book{k, year = 1995}\n")
    (tmp_path / "a.md").write_text("See @k.\n")
    (tmp_path / "citekit.toml").write_text('library = "a.bib"\ndocuments = ["a.md"]\n')
    shapes = Registry().with_resources(
        (found["$id"], Resource.from_contents(found))
        for found in (schema(name) for name in ("changes", "findings", "edit", "undo"))
    )
    edit = ["edit", "k", "year=1994", "--key", "l", "--format", "json"]
    for words in (
        [*edit, "--dry-run"],
        edit,
        ["edit", "l", "year=1994", "--format", "json"],
        ["undo", "--list", "--format", "json"],
        ["undo", "--format", "json"],
        ["undo", "--format", "json"],
    ):
        done = CliRunner().invoke(main, ["-C", str(tmp_path), *words])
        assert done.exit_code == 0, done.output
        Draft202012Validator(schema(words[0]), registry=shapes).validate(json.loads(done.stdout))


@pytest.mark.parametrize("name", ["claims", "reading-list", "citekit"])
def test_every_field_is_described(name: str) -> None:
    """An editor can say what each field is for."""
    assert [way for way, has in described(schema(name)) if not has] == []


def test_the_schemas_know_the_fields_that_the_readers_know() -> None:
    """Property by property, table by table: neither knows one that the other does not."""
    one, two, three = schema("claims"), schema("reading-list"), schema("citekit")
    for table, known in (
        (one, claims.FILE_FIELDS),
        (one["$defs"]["claim"], claims.CLAIM_FIELDS),
        (one["$defs"]["source"], claims.SOURCE_FIELDS),
        (one["$defs"]["verdict"], claims.VERDICT_FIELDS),
        (two, reading_list.FILE_FIELDS),
        (two["$defs"]["section"], reading_list.SECTION_FIELDS),
        (two["$defs"]["item"], reading_list.ITEM_FIELDS),
        (three, config.FILE_SETTINGS),
        (three["properties"]["check"], config.CHECK_SETTINGS),
        (three["$defs"]["output"], config.OUTPUT_SETTINGS),
    ):
        assert sorted(table["properties"]) == sorted(known)
        assert table["additionalProperties"] is False


def test_the_schemas_know_the_words_that_the_readers_know() -> None:
    """The closed lists of words are the same."""
    one, two, three = schema("claims")["$defs"], schema("reading-list")["$defs"], schema("citekit")
    assert one["source"]["properties"]["intent"]["enum"] == list(INTENTS)
    assert one["verdict"]["properties"]["status"]["enum"] == list(STATUSES)
    assert two["item"]["properties"]["importance"]["enum"] == list(IMPORTANCES)
    assert three["properties"]["check"]["properties"]["fail-on"]["enum"] == list(SEVERITIES)


@pytest.mark.parametrize("name", ["claims", "reading-list", "citekit"])
def test_the_worked_example_is_valid(repository: Path, name: str) -> None:
    """The files at the top of the repository fit their schemas."""
    path = repository / f"{name}.toml"
    assert faults(name, path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["claims"])
def test_the_starter_is_valid(name: str) -> None:
    """What `citekit init` writes into an empty folder fits its schema."""
    text = files("citekit").joinpath("edits", "starter", f"{name}.toml").read_text("utf-8")
    assert faults(name, text) == []


CLAIM = '[[claim]]\nexact = "x"\n'
SOURCE = '[[claim.source]]\nkey = "k"\n'
ITEM = '[[section]]\n[[section.item]]\nkey = "k"\n'
OUTPUT = '[[output]]\ntemplate = "a.md"\nfile = "build/a.md"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("claims", "[[claim]]\n"),
        ("claims", '[[claim]]\nexact = " "\n'),
        ("claims", CLAIM + "pages = 3\n"),
        ("claims", CLAIM + '[[claim.source]]\npage = "3"\n'),
        ("claims", CLAIM + SOURCE + "page = 3.5\n"),
        ("claims", CLAIM + SOURCE + 'intent = "likes"\n'),
        ("claims", CLAIM + '[claim.verdict]\nstatus = "true"\n'),
        ("claims", CLAIM + '[claim.verdict]\non = "yesterday"\n'),
        ("claims", '[claim]\nexact = "x"\n'),
        ("reading-list", '[[section]]\n[[section.item]]\nnote = "n"\n'),
        ("reading-list", ITEM + 'importance = "must"\n'),
        ("reading-list", 'section = "x"\n'),
        ("citekit", 'libary = "a.bib"\n'),
        ("citekit", "documents = [3]\n"),
        ("citekit", '[check]\nfail-on = "errors"\n'),
        ("citekit", '[check]\nselect = "unused"\n'),
        ("citekit", '[[output]]\nfile = "a.md"\n'),
        ("citekit", '[[output]]\ntemplate = "a.md"\nfile = "../a.md"\n'),
        ("citekit", '[[output]]\ntemplate = "a.md"\nfile = "/a.md"\n'),
        ("citekit", 'templates = "C:/pages"\n'),
        ("citekit", 'language = "Bahasa Indonesia"\n'),
        ("citekit", OUTPUT + 'list = "a.toml"\ncited-in = ["a.md"]\n'),
    ],
)
def test_what_the_reader_faults_the_schema_faults(name: str, text: str) -> None:
    """Each of these is a finding of the reader's own tests, and no editor passes it either."""
    assert faults(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("claims", CLAIM + SOURCE + 'page = 3\nnote = "n"\n[claim.verdict]\non = 2026-11-24\n'),
        ("claims", 'document = "a.md"\n'),
        ("reading-list", ITEM + 'footnote = "3"\nimportance = "further"\n'),
        ("citekit", 'library = "a.bib"\n[check]\nignore = ["CIT", "BIB102"]\n' + OUTPUT + 'cited-in = "a.md"\n'),
        ("citekit", ""),
    ],
)
def test_what_the_reader_takes_the_schema_takes(name: str, text: str) -> None:
    """Single texts for lists, numbers for locators, dates, and files with nothing in them are all right."""
    assert faults(name, text) == []


def test_every_word_is_printed_in_every_language(repository: Path) -> None:
    """Each intent, verdict and importance that a file may use has its words in each language; locators in English."""
    words = tomllib.loads((repository / "citekit/templates/words.toml").read_text(encoding="utf-8"))
    needed = {"intents": INTENTS, "verdicts": STATUSES, "importance": IMPORTANCES}

    assert set(LOCATORS.values()) - words["en"]["locators"].keys() == set()
    for language, tables in words.items():
        for table, names in needed.items():
            assert set(names) - tables[table].keys() == set(), (language, table)
