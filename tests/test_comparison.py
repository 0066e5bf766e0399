"""What differs between two bibliographies: works, not lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.cli import main
from citekit.edits.comparison import Comparison, FieldChange, compare
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Library

TITLES = (
    "The Anarchical Society", "Theory of International Politics", "Cooperation under the Security Dilemma",
    "After Hegemony", "Man, the State and War",
)  # fmt: skip


FIELDS = st.sampled_from(["note = {a}", "year = 1999", 'note = "b"', "publisher = pup"])


def library(data: bytes | str) -> Library:
    source, _ = prepare(data.encode() if isinstance(data, str) else data, "a.bib")
    return bibtex.read(source)


def compared(old: str, new: str) -> Comparison:
    return compare(library(old), library(new))


@st.composite
def files(draw: st.DrawFn) -> str:
    """Entries, with one key twice, one work twice, or neither, and fields that come twice."""
    entries = []
    for number in draw(st.lists(st.integers(0, 4), max_size=5)):
        fields = draw(
            st.lists(st.sampled_from(["note = {a}", "year = 1999", 'note = "b"', "publisher = pup"]), max_size=3)
        )
        key = draw(st.sampled_from([f"key{number}", "key", ""]))
        entries.append(f"@misc{{{key}, {', '.join([f'title = {{{TITLES[number]}}}', *fields])}}}")
    return "\n".join(entries)


@settings(max_examples=60)
@given(files())
def test_a_file_does_not_differ_from_itself(text: str) -> None:
    """Whatever it holds: keys twice, works twice, entries without keys."""
    assert compared(text, text).is_same


@settings(max_examples=60)
@given(files(), files())
def test_each_entry_is_told_once(old: str, new: str) -> None:
    """Added, removed, changed or the same: as many of either are the same or changed."""
    there = compared(old, new)
    met = len(library(new).entries) - len(there.added)
    assert met == len(library(old).entries) - len(there.removed)
    assert len(there.changed) <= met
    assert not {id(one.new) for one in there.changed} & {id(entry) for entry in there.added}


@pytest.mark.parametrize(
    "new",
    [
        '@MISC(a, year = "1984", title = "After  Hegemony")',
        "% a remark\n@misc{a,\n  title =\n    {After\n Hegemony},\n  year = {1984},\n}\n",
        "@string{y = {1984}}\n@misc{a, title = {After Hegemony}, year = y}",
    ],
)
def test_layout_makes_no_difference(new: str) -> None:
    """Case of the type, order of fields, braces or quotes, white space, remarks, strings. By hand."""
    assert compared("@misc{a, title = {After Hegemony}, year = 1984}", new).is_same


def test_keys_that_changed_places() -> None:
    """Two works exchanged their keys: both are renamed, and no field of theirs is different. By hand."""
    one, two = "@misc{a, title = {After Hegemony}, year = 1984}\n", "@misc{b, title = {Man, the State and War}}\n"
    found = compared(one + two, one.replace("{a", "{b") + two.replace("{b", "{a"))
    assert [(one.old.key, one.new.key, one.fields) for one in found.changed] == [("a", "b", ()), ("b", "a", ())]
    assert not found.added + found.removed


def test_a_key_that_went_to_another_work() -> None:
    """One work went and another came under its key: they are one changed work, as in the file. By hand."""
    found = compared("@misc{a, title = {After Hegemony}}", "@book{a, title = {Man, the State and War}}")
    assert [one.fields for one in found.changed] == [
        (FieldChange("type", "misc", "book"), FieldChange("title", "After Hegemony", "Man, the State and War"))
    ]


def test_what_a_parent_lends_is_told_once() -> None:
    """The year of the volume changed, and not that of each paper in it. By hand."""
    papers = "".join(f"@inproceedings{{p{n}, crossref = {{v}}, title = {{{TITLES[n]}}}}}\n" for n in range(3))
    found = compared(papers + "@proceedings{v, year = 2001}", papers + "@proceedings{v, year = 2002}")
    assert [(one.new.key, one.fields) for one in found.changed] == [("v", (FieldChange("year", "2001", "2002"),))]


def test_the_time_grows_with_the_files(grows_linearly: Callable[[Callable[[int], object], int, int], bool]) -> None:
    """Every work under another key."""

    def work(count: int) -> None:
        old, new = (
            "\n".join(f"@misc{{{sign}{n}, title = {{Work {n * 7919 % 100003:x} of many}}}}" for n in range(count))
            for sign in "ab"
        )
        assert sum(one.is_renamed for one in compared(old, new).changed) == count

    assert grows_linearly(work, 200, 800)


def test_json_fits_its_schema(tmp_path: Path, fits: Callable[[str, object], None]) -> None:
    """Of files that differ, that do not, and one that is not there; the statuses 1, 0 and 3."""
    (tmp_path / "a.bib").write_text("@misc{a, title = {After Hegemony}, year = 1984}\n@misc{b, title = {Notes}}\n")
    (tmp_path / "b.json").write_text('[{"id": "c", "type": "document", "title": "After Hegemony"}]')
    for new, status in (("b.json", 1), ("a.bib", 0)):
        done = CliRunner().invoke(main, ["-C", str(tmp_path), "diff", "a.bib", new, "--format", "json"])
        assert done.exit_code == status, done.output
        told = json.loads(done.stdout)
        fits("diff", told)
        assert told["same"] is (status == 0)
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "diff", "a.bib", "c.bib"]).exit_code == 3


def test_standard_input(tmp_path: Path) -> None:
    """`git show HEAD:a.bib | citekit diff - a.bib`; named twice it is refused. By hand."""
    (tmp_path / "a.bib").write_text("@misc{a, title = {After Hegemony}, year = 1984}\n")
    before = "@misc{a, title = {After Hegemony}, year = 1983}\n"
    done = CliRunner().invoke(main, ["-C", str(tmp_path), "diff", "-", "a.bib"], input=before)
    assert (done.exit_code, done.stdout.splitlines()) == (
        1, ["--- standard input", "+++ a.bib", "~ a", "    year: 1983 → 1984"]
    )  # fmt: skip
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "diff", "-", "-"], input=before).exit_code == 2
