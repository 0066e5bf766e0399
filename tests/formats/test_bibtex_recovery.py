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
    "no brace after the type": Case("@article, title = {A}", None, {}, ()),
    # What is odd but well-formed is read without a word.
    "a colon and a hyphen in a field's name": Case(
        "@article{k, my:note = {A}, bdsk-url-1 = {B}}", "k", {"my:note": "A", "bdsk-url-1": "B"}, ()
    ),
    "a value over several lines": Case("@article{k,\n title = {A\n   B\n\n   C},\n}", "k", {"title": "A B C"}, ()),
    "an at sign in a value": Case("@article{k, note = {me@example.org}}", "k", {"note": "me@example.org"}, ()),
    "an entry in a value": Case(
        "@article{k,\n note = {see\n@book{x, title = {A}}\n},\n year = {2001}\n}",
        "k",
        {"note": "see @bookx, title = A", "year": "2001"},
        (),
    ),
    "quotation marks in braces": Case('@article{k, title = {The "A" B}}', "k", {"title": 'The "A" B'}, ()),
    "quotation marks in braces in quotation marks": Case(
        '@article{k, title = "The {"}A{"} B"}', "k", {"title": 'The "A" B'}, ()
    ),
    "a comma after the last field": Case("@article{k, title = {A},}", "k", {"title": "A"}, ()),
    "capitals": Case("@ARTICLE{k, TITLE = {A}, Month = JAN}", "k", {"title": "A", "month": "January"}, ()),
    "spaces everywhere": Case("@ article { k , title = { A } , }", "k", {"title": "A"}, ()),
    "tabs and no spaces": Case("@article{k,title={A},\tyear\t=\t2001}", "k", {"title": "A", "year": "2001"}, ()),
    "empty values": Case('@article{k, title = {}, note = ""}', "k", {"title": "", "note": ""}, ()),
    "pieces joined": Case('@article{k, title = "A" # { B} # " C"}', "k", {"title": "A B C"}, ()),
    "a day joined to a month": Case('@article{k, month = 10 # "~" # jan}', "k", {"month": "10 January"}, ()),
    "a number with zeros before it": Case("@article{k, volume = 007}", "k", {"volume": "007"}, ()),
    "a key of digits": Case("@article{2001, title = {A}}", "2001", {"title": "A"}, ()),
    "signs in the key": Case("@article{DBLP:conf/a+b_c.d*e, title = {A}}", "DBLP:conf/a+b_c.d*e", {"title": "A"}, ()),
    "an apostrophe in the key": Case("@article{o'neil, title = {A}}", "o'neil", {"title": "A"}, ()),
    "a percent sign in a value": Case("@article{k, title = {50\\% of A}}", "k", {"title": "50% of A"}, ()),
    "a hash in a value": Case("@article{k, title = {C# and F#}}", "k", {"title": "C# and F#"}, ()),
    "an unknown type": Case("@acme{k, title = {A}}", "k", {"title": "A"}, ()),
    "two thousand braces": Case(
        "@article{k, title = {" + "{" * 2000 + "A" + "}" * 2000 + "}}", "k", {"title": "A"}, ()
    ),
    "two thousand groups": Case("@article{k, title = {" + "{A}" * 2000 + "}}", "k", {"title": "A" * 2000}, ()),
    "a string in parentheses": Case('@string(a = "A")', None, {}, ()),
    "a preamble": Case('@preamble{"\\newcommand{\\x}{y}"}', None, {}, ()),
    "what another program keeps": Case("@comment{jabref-meta: databaseType:bibtex;}", None, {}, ()),
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


def test_every_class_of_failure_is_here() -> None:
    """A survey of readers told 63 kinds of hostile entry apart; there are no fewer here."""
    assert len(CASES) >= 63


def test_two_entries_with_one_key() -> None:
    """Both are kept; the first is found by the key."""
    library = reading(BEFORE + "@book{k, title = {A}}\n@book{k, title = {B}}" + AFTER)

    assert [entry.key for entry in library.entries] == ["good1", "k", "k", "good2"]
    assert (found := library.get("k")) is not None
    assert found.text("title") == "A"
