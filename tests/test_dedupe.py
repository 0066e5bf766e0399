"""Entries of one work made one: nothing that they say is lost, and all that points to them still points to the work."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import duplicates
from citekit.cli import main
from citekit.edits.choosing import Choice, choose, letters
from citekit.edits.dedupe import Plan, plan, surely_alike
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Entry, Library, Project

Build = Callable[[Mapping[str, str | bytes]], Project]


def library(data: bytes | str) -> Library:
    source, _ = prepare(data.encode() if isinstance(data, str) else data, "a.bib")
    return bibtex.read(source)


def merged(project: Project, *keys: str) -> Plan:
    """The plan to make one of all entries with some keys, whichever is to stay."""
    return plan(project, [[entry for entry in project.entries if entry.key in keys]])


def written(found: Plan) -> dict[str, str]:
    """What each file is to hold, by its name."""
    return {change.path.name: (change.after or b"").decode() for change in found.changes}


def by_key(text: str) -> dict[str, Entry]:
    return {entry.key: entry for entry in library(text).entries}


# ------------------------------------------------------------------------------------------------- properties


VALUES = st.sampled_from(["a", "B b", "12", "{C} & c", "é", "x, y", "long words of one kind", "other words"])
NAMES = ("note", "annote", "keywords", "file", "abstract", "usera", "address", "publisher", "doi", "pages", "series")
COPIES = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5), min_size=2, max_size=3)


@settings(max_examples=100)
@given(COPIES, st.sampled_from([("{", "}"), ('"', '"')]))
def test_nothing_that_a_copy_says_is_lost(copies: list[dict[str, str]], marks: tuple[str, str]) -> None:
    """The letters and digits of each value stand in a field of what stays, under that name or beside it."""
    text = "\n\n".join(
        f"@misc{{k{number},\n  title = {{T}}" + "".join(f",\n  {name} = {marks[0]}{value}{marks[1]}"
        for name, value in copy.items()) + "\n}"
        for number, copy in enumerate(copies)
    )  # fmt: skip
    found = library(text)
    project = Project(root="", libraries=(found,))

    made = plan(project, [found.entries])

    (kept,) = library((made.changes[0].after or b"").decode()).entries
    assert [one.why for one in made.refusals] == []
    for entry in found.entries:
        for name, field in entry.fields.items():
            said = [letters(one.text) for other, one in kept.fields.items() if other.partition("-")[0] == name]
            missing = [item for item in field.text.split(",") if not any(letters(item) in one for one in said)]
            assert missing == []


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5))
def test_a_copy_adds_nothing(fields: dict[str, str]) -> None:
    """An entry made one with its copy is the entry, byte for byte. `note-other` and the like do not come of it."""
    body = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items()) + "\n}\n"
    text = f"@misc{{k, title = {{T}}{body}\n@misc{{l, title = {{T}}{body}"
    found = library(text)
    made = plan(Project(root="", libraries=(found,)), [found.entries])
    assert made.changes[0].after == f"@misc{{k, title = {{T}}{body}".encode()


@pytest.mark.parametrize(
    ("field", "one", "other", "expected"),
    [
        ("title", "after hegemony", "After Hegemony", Choice.YOURS),
        ("title", "After Hegemony", "After Hegemony: Cooperation and Discord", Choice.YOURS),
        ("title", "After Hegemony", "Before Hegemony", Choice.BOTH),
        ("journal", "Int. Organ.", "International Organization", Choice.YOURS),
        ("publisher", "Cambridge University Press", "CUP", Choice.MINE),
        ("publisher", "Sage", "Routledge", Choice.BOTH),
        ("pages", "325", "325--355", Choice.YOURS),
        ("pages", "325--355", "325--356", Choice.BOTH),
        ("volume", "36", "36", Choice.MINE),
        ("edition", "2", "2nd", Choice.MINE),
        ("isbn", "0-306-40615-2", "978-0-306-40615-7", Choice.MINE),
        ("doi", "10.1000/X", "https://doi.org/10.1000/x", Choice.MINE),
        ("url", "http://example.org/", "https://www.example.org", Choice.YOURS),
        ("url", "https://example.org/a", "https://example.org/b", Choice.BOTH),
        ("date", "1982", "1982-05", Choice.YOURS),
        ("year", "1982", "1983", Choice.BOTH),
        ("address", "Cambridge", "Cambridge, England", Choice.YOURS),
        ("note", "read", "unread", Choice.BOTH),
        ("urldate", "2020-01-01", "2021-01-01", Choice.YOURS),
        ("timestamp", "2020-01-01", "2021-01-01", Choice.MINE),
    ],
)
def test_which_of_two_values_stays(field: str, one: str, other: str, expected: Choice) -> None:
    """The fuller of two that say the same; both where they contradict each other. By hand, from docs/duplicates.md."""
    assert choose(field, one, other) is expected


# ---------------------------------------------------------------------------------------------------- by hand


def test_a_pointer_in_another_format_is_no_trouble(project: Build) -> None:
    """A library of another format may point to what goes; it is left, and the .bib file is changed. By hand."""
    found = project(
        {
            "a.bib": "@book{one, title = {After Hegemony}}\n@book{two, title = {After Hegemony}}\n",
            "b.yaml": "paper:\n  type: article\n  title: A paper on it\n  parent:\n    type: book\n    title: two\n",
        }
    )
    made = merged(found, "one", "two")
    assert written(made) == {"a.bib": "@book{one, title = {After Hegemony}}\n"}


def test_pointers_of_every_kind_follow_in_two_libraries(project: Build) -> None:
    """crossref (whatever its case), xref, xdata, related, entryset, in the file that loses an entry and the other."""
    found = project(
        {
            "a.bib": "@book{one, title = {After Hegemony}}\n@misc{p, related = {x, two ,y}, xref = {two}}\n",
            "b.bib": "@inbook{q, crossref = {TWO}, title = {Q}}\n@set{s, entryset = {two,q}}\n"
            '@misc{r, xdata = "two"}\n\n@book{two, title = {After Hegemony}, year = 1984}\n',
        }
    )
    # Of the two the one with more fields would stay; a crossref asks for the last, which it is.
    assert written(merged(found, "one", "two")) == {
        "a.bib": "@misc{p, related = {x, two ,y}, xref = {two}}\n",
    }
    made = plan(found, [], first_stays=[[found.entries[0], found.entries[5]]])
    assert written(made) == {
        "a.bib": "@book{one, title = {After Hegemony}, year = {1984}}\n@misc{p, related = {x, one ,y}, xref = {one}}\n",
        "b.bib": '@inbook{q, crossref = {one}, title = {Q}}\n@set{s, entryset = {one,q}}\n@misc{r, xdata = "one"}\n',
    }


def test_a_library_of_another_format_is_left(project: Build) -> None:
    """What cannot be written is told; the .bib file is not changed either. By hand."""
    found = project(
        {
            "a.bib": "@book{one, title = {After Hegemony}}\n",
            "b.json": '[{"id": "two", "type": "book", "title": "After Hegemony", "note": "read"}]',
        }
    )
    made = merged(found, "one", "two")
    assert made.changes == ()
    assert [one.why for one in made.refusals] == [f"{found.libraries[1].path} is no .bib file"]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("@book{two, title = {After Hegemony}, note = {a}, note = {b}}\n", "two has the field note twice"),
        ("@book{two, title = {After Hegemony}, year = 1984\n", "something is wrong with two"),
    ],
)
def test_a_broken_entry_is_left_alone(project: Build, broken: str, why: str) -> None:
    """What its fields do not hold would be lost. By hand."""
    made = merged(project({"a.bib": "@book{one, title = {After Hegemony}}\n" + broken}), "one", "two")
    assert (made.changes, [one.why for one in made.refusals]) == ((), [why])


def test_an_entry_without_a_key_goes(project: Build) -> None:
    """However full it is, or nothing could cite the work. By hand."""
    found = project(
        {
            "a.bib": "@book{, title = {After Hegemony}, year = 1984, publisher = {PUP}}\n"
            "@book{one, title = {After Hegemony}}\n@misc{p, related = {one}}\n"
        }
    )
    assert written(plan(found, [found.entries[:2]]))["a.bib"] == (
        "@book{one, title = {After Hegemony}, year = {1984}, publisher = {PUP}}\n@misc{p, related = {one}}\n"
    )


def test_fields_that_a_parent_lends_are_not_copied(project: Build) -> None:
    """The booktitle of one is its parent's: it gets the other's pages, and no booktitle of its own. By hand."""
    found = project(
        {
            "a.bib": "@inproceedings{one, title = {A Paper}, crossref = {p}}\n"
            "@inproceedings{two, title = {A Paper}, crossref = {p}, pages = {1--9}}\n"
            "@proceedings{p, title = {The Meeting}, booktitle = {The Meeting}, year = 2001}\n"
        }
    )
    kept = by_key(written(merged(found, "one", "two"))["a.bib"])
    assert list(kept) == ["two", "p"]
    assert list(kept["two"].fields) == ["title", "crossref", "pages"]


def test_two_parents_stay_below_their_children(project: Build, tmp_path: Path, need: Callable[[str], str]) -> None:
    """Of two copies of a volume the last stays, or the real BibTeX would not find the parent of the second child."""
    volume = "@proceedings{%s, editor = {Ed Itor}, title = {The Meeting}, booktitle = {The Meeting}, year = 2001%s}\n"
    child = "@inproceedings{%s, author = {Au Thor}, title = {%s}, crossref = {%s}}\n"
    first = child % ("a", "First Paper", "p") + volume % ("p", ", note = {full}")
    found = project({"a.bib": first + child % ("b", "Second Paper", "q") + volume % ("q", "")})

    new = written(merged(found, "p", "q"))["a.bib"]

    assert [entry.key for entry in library(new).entries] == ["a", "b", "q"]
    (tmp_path / "new.bib").write_text(new)
    (tmp_path / "a.aux").write_text("\\citation{a}\n\\citation{b}\n\\bibstyle{plain}\n\\bibdata{new}\n")
    done = subprocess.run([need("bibtex"), "a"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "a.bbl").read_text().count("In Itor \\cite{q}") == 2


def test_a_string_that_is_defined_below_is_written_out(project: Build) -> None:
    """A value moves with its string only where BibTeX knows that string already. By hand."""
    found = project(
        {
            "a.bib": "@misc{one, title = {After Hegemony}, year = 1984, note = {x}}\n@string{pup = {Princeton}}\n"
            "@misc{two, title = {After Hegemony}, publisher = pup}\n"
            "@misc{three, title = {Other}, year = 1, note = {x}}\n@misc{four, title = {Other}, publisher = pup}\n"
        }
    )
    entries = found.entries
    new = written(plan(found, [entries[:2], entries[2:]]))["a.bib"]
    assert "@misc{one, title = {After Hegemony}, year = 1984, note = {x}, publisher = {Princeton}}" in new
    assert "@misc{three, title = {Other}, year = 1, note = {x}, publisher = pup}" in new


def test_of_a_preprint_and_its_article_the_article_speaks(project: Build) -> None:
    """Type, year and journal are those of the publication; what the preprint had is beside. By hand."""
    found = project(
        {
            "a.bib": "@misc{one, title = {Sparse Graphs}, author = {Ada Chen}, eprint = {1501.00001}, year = 2015, "
            "note = {a}, keywords = {b}}\n"
            "@article{two, title = {Sparse Graphs}, author = {Ada Chen}, journal = {Graphs}, volume = 2, year = 2016}\n"
        }
    )
    made = merged(found, "one", "two")
    (kept,) = library(written(made)["a.bib"]).entries
    assert (kept.key, kept.type, kept.text("year"), kept.text("year-other")) == ("one", "article", "2016", "2015")
    assert kept.text("eprint") == "1501.00001"
    assert [(one.field, one.place) for one in made.merges[0].conflicts] == [("type", ""), ("year", "year-other")]


def test_exact_copies_become_one(project: Build) -> None:
    """In one file and in another; keys that stay are not touched in claims. By hand."""
    entry = "@book{one, title = {After Hegemony}, author = {Keohane, Robert}, year = 1984}\n"
    found = project(
        {
            "citekit.toml": 'library = ["a.bib", "b.bib"]\nclaims = "claims.toml"\n',
            "claims.toml": '[[claim]]\nexact = "x"\n[[claim.source]]\nkey = "one"\n',
            "a.bib": entry * 2,
            "b.bib": "% mine\n" + entry,
        }
    )
    made = plan(found, surely_alike(duplicates.find(found.entries)))
    assert written(made) == {"a.bib": entry, "b.bib": "% mine\n"}


# ------------------------------------------------------------------------------------------------ the command


COPIED = (
    "@article{a, author = {Robert O. Keohane}, title = {The Demand for International Regimes}, journal = {IO}, "
    "volume = 36, year = 1982}\n"
    "@article{b, author = {Keohane, R. O.}, title = {The Demand for International Regimes}, volume = 36, "
    "journal = {International Organization}, year = 1982}\n"
    "@book{c, author = {Keohane, Robert}, title = {After Hegemony: Cooperation and Discord}, year = 1984}\n"
    "@book{d, author = {Keohane, Robert}, title = {After Hegemony}, year = 1984}\n"
)


def test_apply_merges_only_what_is_sure(tmp_path: Path, fits: Callable[[str, object], None]) -> None:
    """Shown, tried and made as JSON, by the schema; the doubtful pair stays, and undo gives the bytes back."""
    path = tmp_path / "a.bib"
    path.write_text(COPIED)
    words = ["-C", str(tmp_path), "dedupe", "a.bib", "--format", "json"]

    told = []
    for extra in ([], ["--apply", "--dry-run"], ["--apply"]):
        done = CliRunner().invoke(main, [*words, *extra])
        assert done.exit_code == 0, done.output
        told.append(json.loads(done.stdout))
        fits("dedupe", told[-1])
        assert (path.read_text() == COPIED) is (extra != ["--apply"])

    shown, tried, made = told
    assert [(one["sure"], one["merged_by_apply"]) for one in shown["groups"]] == [(True, [["a", "b"]]), (False, [])]
    assert tried["merges"] == made["merges"]
    assert [(one["kept"]["key"], [gone["key"] for gone in one["gone"]]) for one in made["merges"]] == [("a", ["b"])]
    assert [entry.key for entry in library(path.read_bytes()).entries] == ["a", "c", "d"]
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "undo"]).exit_code == 0
    assert path.read_text() == COPIED
