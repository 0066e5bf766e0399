"""One broken entry costs at most itself: each class of failure between two good entries.

What should be found is decided by hand from BibTeX's manual (btxdoc) and from what the author of the entry must have
meant; lines and columns are counted by hand. The broken entry begins on line 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from citekit.formats.bibtex import read
from citekit.formats.bibtex.scanner import scan
from citekit.model import Library
from citekit.source import ByteSource

BEFORE = "@book{good1, title = {One}}\n\n"
AFTER = "\n\n@book{good2, title = {Two}}\n"


@dataclass(frozen=True)
class Case:
    """What stands between the good entries, and what must come of it."""

    text: str
    key: str | None
    """None when nothing of it is an entry."""
    fields: dict[str, str]
    found: tuple[str, ...]
    """`line:column code` of all that is said."""


CASES = {
    "missing comma": Case(
        "@article{k,\n  title = {A}\n  year = {2001}\n}", "k", {"title": "A", "year": "2001"}, ("4:14 BIB003",)
    ),
    "missing comma after a string": Case(
        "@article{k,\n month = jan\n year = 2001\n}", "k", {"month": "January", "year": "2001"}, ("4:13 BIB003",)
    ),
    "missing comma after the key": Case("@article{k\n title = {A},\n}", "k", {"title": "A"}, ("3:11 BIB003",)),
    "empty key": Case("@article{, title = {A}}", "unnamed-1", {"title": "A"}, ("3:1 BIB004",)),
    "no key": Case("@article{\n title = {A}\n}", "unnamed-1", {"title": "A"}, ("3:1 BIB004",)),
    "a number where the key should be": Case(
        "@article{year = 1997, title = {A}}", "unnamed-1", {"year": "1997", "title": "A"}, ("3:1 BIB004",)
    ),
    "an equals sign in the key": Case("@article{a=b, title = {A}}", "a=b", {"title": "A"}, ()),
    "a space in the key": Case("@article{Smith 2001, title = {A}}", "Smith 2001", {"title": "A"}, ("3:10 BIB007",)),
    "TeX in the key": Case('@article{m{\\"u}ller, title = {A}}', 'm{\\"u}ller', {"title": "A"}, ()),
    "a letter with an accent in the key": Case("@article{müller, title = {A}}", "müller", {"title": "A"}, ()),
    "entry not closed": Case(
        "@article{k,\n title = {A},\n year = 2001", "k", {"title": "A", "year": "2001"}, ("3:1 BIB002",)
    ),
    "a brace too many opens": Case(
        "@article{k,\n title = {The {Broken title},\n year = {2001},\n}",
        "k",
        {"title": "The Broken title", "year": "2001"},
        ("4:10 BIB005",),
    ),
    "a brace too many opens in the last value": Case(
        "@article{k,\n year = {2001},\n title = {The {Broken title}\n}",
        "k",
        {"year": "2001", "title": "The Broken title"},
        ("3:1 BIB002",),
    ),
    "a brace too many closes": Case(
        "@article{k,\n title = {A}},\n year = {2001},\n}", "k", {"title": "A", "year": "2001"}, ("4:13 BIB007",)
    ),
    "quotation mark not closed": Case(
        '@article{k,\n title = "A,\n year = {2001},\n}', "k", {"title": "A", "year": "2001"}, ("4:10 BIB005",)
    ),
    "quotation mark not closed, another follows": Case(
        '@article{k,\n title = "A,\n note = "B",\n year = 2001\n}',
        "k",
        {"title": "A", "note": "B", "year": "2001"},
        ("4:10 BIB005",),
    ),
    "an escaped brace that opens": Case(
        "@article{k,\n title = {A \\{ B},\n year = {2001},\n}",
        "k",
        {"title": "A { B", "year": "2001"},
        ("4:13 BIB005",),
    ),
    "an escaped brace that closes": Case(
        "@article{k,\n title = {A \\} B},\n year = {2001},\n}",
        "k",
        {"title": "A } B", "year": "2001"},
        ("4:13 BIB005",),
    ),
    "escaped braces in a pair": Case("@article{k,\n title = {A \\{B\\}},\n}", "k", {"title": "A {B}"}, ()),
    "pages without braces": Case("@article{k, pages = 10-20}", "k", {"pages": "10-20"}, ("3:21 BIB009",)),
    "words without braces": Case(
        "@article{k, journal = J. Foo, year = 2001}", "k", {"journal": "J. Foo", "year": "2001"}, ("3:23 BIB009",)
    ),
    "undefined string": Case("@article{k, journal = jacm}", "k", {"journal": "jacm"}, ("3:23 BIB009",)),
    "no value": Case("@article{k, note = , year = 2001}", "k", {"year": "2001"}, ("3:13 BIB006",)),
    "no value and no equals sign": Case("@article{k, note, year = 2001}", "k", {"year": "2001"}, ("3:13 BIB006",)),
    "nothing after the hash": Case('@article{k, note = "A" # }', "k", {"note": "A"}, ("3:13 BIB006",)),
    "no equals sign": Case("@article{k, title {A}, year = 1}", "k", {"title": "A", "year": "1"}, ("3:13 BIB007",)),
    "remark in the entry": Case(
        "@article{k,\n % A = {B}, C\n title = {A}, % more\n}", "k", {"title": "A"}, ("4:2 BIB007", "5:15 BIB007")
    ),
    "junk between commas": Case(
        "@article{k, title = {A}, seventh edition, year = 1}", "k", {"title": "A", "year": "1"}, ("3:26 BIB007",)
    ),
    "junk after a value": Case(
        "@article{k, title = {A} B, year = 1}", "k", {"title": "A", "year": "1"}, ("3:25 BIB007",)
    ),
    "two commas": Case("@article{k, title = {A},, year = 1}", "k", {"title": "A", "year": "1"}, ("3:25 BIB007",)),
    "duplicate field": Case("@article{k, Year = 1, year = 2}", "k", {"year": "1"}, ("3:23 BIB008",)),
    "parentheses": Case("@article(k, title = {A (B)}, year = 2001)", "k", {"title": "A (B)", "year": "2001"}, ()),
    "parentheses, missing comma": Case(
        "@article(k, title = {A} year = 1)", "k", {"title": "A", "year": "1"}, ("3:24 BIB003",)
    ),
    "no fields": Case("@article{k}", "k", {}, ()),
    "deep braces": Case(f"@article{{k, title = {'{' * 2000}A{'}' * 2000}}}", "k", {"title": "A"}, ()),
    "too many commas in a name": Case(
        "@article{k, author = {A, B, C, D and E, F}}", "k", {"author": "A, B, C, D and E, F"}, ("3:23 BIB010",)
    ),
    "an and too many": Case(
        "@article{k, author = {A and and B}, editor = {C and}}",
        "k",
        {"author": "A and and B", "editor": "C and"},
        ("3:29 BIB010", "3:52 BIB010"),
    ),
    "behind a percent sign": Case("%@article{k, title = {A}}", None, {}, ("3:2 BIB012",)),
    "each line behind a percent sign": Case("% @article{k,\n%  title = {A}\n% }", None, {}, ("3:3 BIB012",)),
    "a remark about an entry": Case("% see @article{k for more", None, {}, ("3:7 BIB012",)),
    "inside a comment": Case("@comment{ @book{hidden, title = {A}} }", None, {}, ("3:11 BIB012",)),
    "comment not closed": Case("@comment{ foo", None, {}, ("3:1 BIB002",)),
    "comment without braces": Case("@comment foo bar", None, {}, ()),
    "address of a person": Case("me@example.org", None, {}, ()),
    "a TeX command": Case("\\@ifnextchar{[}{a}{b}", None, {}, ()),
    "string without a value": Case("@string{a = }", None, {}, ("3:9 BIB006",)),
    "string not closed": Case('@string{a = "A"', None, {}, ("3:1 BIB002",)),
    "preamble not closed": Case("@preamble{ {A}", None, {}, ("3:1 BIB002",)),
}


def reading(text: str) -> Library:
    """The library of a text."""
    return read(ByteSource("a.bib", text.encode()))


@pytest.mark.parametrize("name", CASES)
def test_a_broken_entry(name: str) -> None:
    """The good entries are read, of the broken one every field that can be told, and each fault has its place."""
    case = CASES[name]
    library = reading(BEFORE + case.text + AFTER)

    assert [entry.key for entry in library.entries] == ["good1", *([case.key] if case.key else []), "good2"]
    assert [entry.text("title") for entry in library.entries if entry.key.startswith("good")] == ["One", "Two"]
    if case.key:
        assert {field: found.text for field, found in library.entries[1].fields.items()} == case.fields
    assert tuple(f"{one.span.line}:{one.span.column} {one.code}" for one in library.diagnostics) == case.found


@pytest.mark.parametrize("name", CASES)
def test_findings_are_for_people(name: str) -> None:
    """Each is one line without a full stop, says what to do, and names the entry it is about."""
    case = CASES[name]
    for one in reading(BEFORE + case.text + AFTER).diagnostics:
        assert one.message
        assert "\n" not in one.message
        assert not one.message.endswith(".")
        assert one.hint
        if case.key:
            assert one.subject == case.key


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("name", CASES)
def test_line_ends(name: str, ends: str) -> None:
    """Lines of Windows and of old Macs make no difference."""
    case = CASES[name]
    library = reading((BEFORE + case.text + AFTER).replace("\n", ends))

    assert [entry.key for entry in library.entries] == ["good1", *([case.key] if case.key else []), "good2"]
    assert tuple(f"{one.span.line}:{one.span.column} {one.code}" for one in library.diagnostics) == case.found


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost(name: str) -> None:
    """The blocks put together are the file."""
    data = (BEFORE + CASES[name].text + AFTER).encode()

    assert b"".join(data[block.start : block.end] for block in scan(data)) == data


def test_an_entry_cut_off_by_the_end() -> None:
    """A file that ends within an entry gives what there is of it, wherever it ends."""
    text = '@book{k, title = {A {B} "C"}, note = "D {E}", year = 1997 # jan }'
    for end in range(7, len(text)):
        library = reading(text[:end])
        assert len(library.entries) == 1, text[:end]
        assert library.diagnostics, text[:end]
        assert all(one.span.line == 1 for one in library.diagnostics)
