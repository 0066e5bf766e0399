"""Hostile files: what is read of them, what is told, and how time grows. The real limits: benchmarks/bib_hostile.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from citekit.diagnostic import Severity
from citekit.formats import bibtex
from citekit.formats.bibtex.floods import MOST_SLIGHT
from citekit.formats.bibtex.latex_marks import MOST_DECODED
from citekit.formats.bibtex.problems import MISSING_COMMA
from citekit.formats.bibtex.recovery import MOST_ITEMS
from citekit.formats.bibtex.scanner import scan
from citekit.library import Library
from citekit.source import ByteSource
from citekit.telling import MOST_TOLD, Told

FIRST = b"@article{k, author = {Holsti, Kalevi}, title = {A Framework}}\n"
LAST = b"\n@book{z, author = {Plano, Jack}, title = {A Dictionary}}\n"


def read(data: bytes) -> Library:
    return bibtex.read(ByteSource("a.bib", data))


HOLLOW = [
    b"@a{\n",
    b"@a{}\n",
    b"@a{k,}\n",
    b"@a(\n",
    b"@a{k,t={\n",
    b'@a{k,t="\n',
    b"%@a{k,\n",
    b"@comment{}\n",
]


@pytest.mark.parametrize("unit", HOLLOW)
def test_a_flood_is_passed_over_and_told(unit: bytes) -> None:
    """Of fragments without end the first thousands are read; the entries round them are too, and no byte is lost."""
    data = FIRST + unit * (2 * MOST_SLIGHT) + LAST

    library = read(data)

    assert (library.entries[0].key, library.entries[-1].key) == ("k", "z")
    assert len(library.entries) <= MOST_SLIGHT + 2
    assert [one.severity for one in library.diagnostics if one.code == "BIB013"] == [Severity.ERROR]
    assert b"".join(data[block.start : block.end] for block in scan(data)) == data


def test_small_entries_within_a_flood_are_read() -> None:
    """However short a well-formed entry with a field is, it is read wherever it stands."""
    library = read(FIRST + b"@a{\n" * (2 * MOST_SLIGHT) + b"@b{s,t={x}}\n" + b"@a{\n" * 10 + LAST)

    assert [entry.key for entry in library.entries][-2:] == ["s", "z"]


def test_few_hollow_entries_are_no_flood() -> None:
    """As many as a person may have are all read, and nothing is said of a flood."""
    library = read(b"@a{k,}\n" * MOST_SLIGHT)

    assert len(library.entries) == MOST_SLIGHT
    assert not any(one.code == "BIB013" for one in library.diagnostics)


@pytest.mark.parametrize("unit", [b"t=,", b"t,", b"}t={x}", b"title={x},"])
def test_an_entry_with_too_much_in_it(unit: bytes) -> None:
    """The rest of an entry with more fields and faults than anybody reads is left, and that is told."""
    library = read(FIRST + b"@article{m," + unit * (2 * MOST_ITEMS) + b"}" + LAST)

    assert [entry.key for entry in library.entries] == ["k", "m", "z"]
    assert any("the rest of it was not read" in one.message for one in library.diagnostics)


def test_findings_of_a_kind_are_capped() -> None:
    """The first thousands of a kind are told in full; then one finding says how many more, as severe as the worst."""
    told, source = Told(), ByteSource("a.bib", b"x")
    for number in range(MOST_TOLD + 48_211):
        severity = Severity.ERROR if number == MOST_TOLD + 5 else None
        told.append(MISSING_COMMA.at(source.span(0, 0), f"number {number}", severity=severity))

    found = told.all()

    assert len(found) == MOST_TOLD + 1
    assert found[-1].message == (
        f"48,211 more findings of this kind are not told, the first of them here: number {MOST_TOLD}"
    )
    assert (found[-2].severity, found[-1].severity) == (Severity.WARNING, Severity.ERROR)


def test_a_reader_caps_its_findings() -> None:
    """Entries within a comment are counted, all of them, but not told one by one."""
    library = read(FIRST + b"@comment{" + b"@a{k,}\n" * (MOST_TOLD + 7) + b"}" + LAST)

    assert Counter(one.code for one in library.diagnostics) == {"BIB012": MOST_TOLD + 1}
    assert any(one.message.startswith("7 more findings") for one in library.diagnostics)


def test_tex_without_end_is_left() -> None:
    """TeX in more characters than a book has is left as it is, and that is told; none of it is lost."""
    written = "\\'{" * (MOST_DECODED // 3 + 1)

    library = read(b"@article{k, title = {" + written.encode() + b"}" * (MOST_DECODED // 3 + 1) + b"}}")

    (entry,) = library.entries
    assert entry.fields["title"].text.startswith(written)
    assert [one.code for one in library.diagnostics] == ["BIB014"]


@pytest.mark.parametrize("unit", [b"@a{\n", b"@a{k t=1 u=2}\n", b"%@a{k,\n", b"@string{a=\n", b"@", b"{"])
def test_time_grows_with_the_file(
    unit: bytes, grows_linearly: Callable[[Callable[[int], object], int, int], bool]
) -> None:
    """Four times as many fragments take about four times as long."""
    assert grows_linearly(lambda count: read(FIRST + unit * count + LAST), 20_000, 80_000)


def test_findings_in_one_long_line(grows_linearly: Callable[[Callable[[int], object], int, int], bool]) -> None:
    """To find the columns of places in one line takes time as the line is long, not times their number."""

    def columns(count: int) -> None:
        source = ByteSource("a.bib", b"abc\xc3\xa4 " * count)
        assert all(source.position(6 * number)[1] == 5 * number + 1 for number in range(0, count, 50))

    assert grows_linearly(columns, 50_000, 200_000)
