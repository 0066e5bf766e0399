"""What a well-formed .bib file says. pybtex, reading the same file, is the oracle; the rest is counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from citekit.diagnostic import Severity
from citekit.encoding import prepare
from citekit.formats import FORMATS, bibtex, by_path
from citekit.formats.bibtex import read, to_pybtex
from citekit.formats.bibtex.values import MOST_JOINED
from citekit.model import Library
from citekit.source import ByteSource


def reading(text: str | bytes) -> Library:
    """The library of a text."""
    return read(ByteSource("a.bib", text.encode() if isinstance(text, str) else text))


BOOK = """% Encoding: UTF-8
@string{ph = "Prentice " # {Hall}}

@Book{Holsti1995,
  Author    = {Holsti, K. J. and others},
  title     = "International {Politics}: A Framework",
  publisher = ph # " Inc.",
  year      = 1995,
  month     = jan,
  url       = {https://example.org/a_b%20c},
}
"""


def test_an_entry() -> None:
    """Key, type in lower case, fields in the file's order, strings put in, months known, names taken apart."""
    (entry,) = reading(BOOK).entries

    assert (entry.key, entry.type) == ("Holsti1995", "book")
    assert list(entry.fields) == ["author", "title", "publisher", "year", "month", "url"]
    assert entry.text("publisher") == "Prentice Hall Inc."
    assert entry.text("title") == "International Politics: A Framework"
    assert entry.fields["title"].value == "International {Politics}: A Framework"
    assert (entry.text("month"), entry.year) == ("January", "1995")
    assert entry.text("url") == "https://example.org/a_b%20c"
    assert [name.inverted for name in entry.names["author"]] == ["Holsti, K. J."]
    assert entry.people.others
    assert "editor" not in entry.names
    assert list(entry.names) == ["author"]


def test_places() -> None:
    """Entry, key and field know their lines and columns."""
    (entry,) = reading(BOOK).entries

    assert (str(entry.span), str(entry.key_span)) == ("a.bib:4:1", "a.bib:4:7")
    assert (entry.span.end_line, entry.span.end_column) == (11, 2)
    assert entry.key_span.text == "Holsti1995"
    assert str(entry.fields["year"].span) == "a.bib:8:3"
    assert entry.fields["year"].span.text == "year      = 1995"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("url = {https://a.org/x\\_y\\%20z}", "https://a.org/x_y%20z"),
        ("url = {\\url{https://a.org/~x}}", "https://a.org/~x"),
        ("doi = {10.1000/a{\\_}b}", "10.1000/a_b"),
        ("file = {C:\\\\Users\\\\x{}.pdf}", "C:\\\\Users\\\\x{}.pdf"),
        ("eprint = {hep-th/9711200--v1}", "hep-th/9711200--v1"),
        ("url = {https://a.org/'e--f``}", "https://a.org/'e--f``"),
    ],
)
def test_addresses_hold_no_tex(field: str, text: str) -> None:
    """Verbatim fields are not decoded; only the backslashes that exports put before `_` and its like go."""
    (entry,) = reading(f"@misc{{k, {field}}}").entries

    assert next(iter(entry.fields.values())).text == text


def test_duplicates_are_kept() -> None:
    """Both entries stay, the first answers to the key."""
    library = reading("@book{a, title = {One}}\n@book{a, title = {Two}}")

    assert [entry.text("title") for entry in library.entries] == ["One", "Two"]
    found = library.get("a")
    assert found is not None
    assert found.text("title") == "One"


def test_duplicate_field_points_to_the_first() -> None:
    """The message names entry and field, and the first one's place goes with it."""
    (one,) = reading("@book{a,\n year = 1,\n year = 2}").diagnostics

    assert one.message == "a has the field `year` twice; the first counts"
    assert [str(related.span) for related in one.related] == ["a.bib:2:2"]


def test_strings_are_known_below_their_definition() -> None:
    """As in BibTeX: a string is undefined above its definition, and a second definition counts from there on."""
    text = "@a{x, n = s}\n@string{s = {1}}\n@a{y, n = S}\n@string{s = {2}}\n@a{z, n = s}"
    library = reading(text)

    assert [entry.text("n") for entry in library.entries] == ["s", "1", "2"]
    assert [(one.code, str(one.span)) for one in library.diagnostics] == [("BIB009", "a.bib:1:11")]


def test_undefined_string() -> None:
    """The word stays, and the message says how to define it."""
    (one,) = reading("@article{k, journal = isq}").diagnostics

    assert one.message == "the string `isq` is not defined"
    assert one.hint == "put the text in braces, or define it: @string{isq = {…}}"


def test_strings_that_double_each_other() -> None:
    """Sixty strings, each twice the one before, would fill any memory: they stop where honest ones never come."""
    lines = ["@string{s0 = {abcdefghij}}"]
    lines += [f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 60)]
    library = reading("\n".join([*lines, "@book{k, title = s59}"]))

    assert len(library.entries[0].text("title")) <= MOST_JOINED
    assert {one.code for one in library.diagnostics} == {"BIB009"}
    assert "more than" in library.diagnostics[0].message


PROSE = "Holsti, K. J. (1995). International Politics. Prentice Hall.\n"


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (PROSE.encode(), "running text"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"TY  - BOOK\nTI  - A\nER  - \n", "RIS"),
        (b"<?xml version='1.0'?><records/>", "XML or HTML"),
        (b'[{"id": "a"}]', "JSON"),
        (b"PMID- 123\n", "a PubMed export"),
        (b"\\documentclass{article}\n\\makeatletter\\@ifundefined{x}{}{}\n", "LaTeX"),
    ],
)
def test_a_file_of_another_kind(data: bytes, looks: str) -> None:
    """It is unreadable, and the message says what it looks like."""
    library = reading(data)
    (one,) = library.diagnostics

    assert (one.code, str(one.span), one.unreadable) == ("BIB001", "a.bib:1:1", True)
    assert one.message == f"there is no entry in this file; it looks like {looks}"
    assert library.entries == ()


def test_files_without_entries_that_are_bibliographies() -> None:
    """A file of strings is as it should be; one of comments is a warning, for nothing can be cited from it."""
    assert reading('@string{a = "b"}').diagnostics == ()
    (one,) = reading("@comment{jabref-meta: databaseType:bibtex;}").diagnostics
    assert (one.code, one.severity, one.unreadable) == ("BIB001", Severity.WARNING, False)
    assert reading(" \n").diagnostics == ()


def test_empty_file() -> None:
    """It is FIL004, found with the encoding, and nothing more."""
    source, found = prepare(b"", "a.bib")

    assert [one.code for one in (*found, *read(source).diagnostics)] == ["FIL004"]


def test_bytes_of_another_encoding() -> None:
    """Keys and fields of a file in Windows-1252 are right; so are columns."""
    source, _ = prepare("@book{müller, title = {Größe}, note = x}".encode("cp1252"), "a.bib")
    library = read(source)

    assert library.entries[0].key == "müller"
    assert library.entries[0].text("title") == "Größe"
    assert str(library.diagnostics[0].span) == "a.bib:1:39"


def test_formats() -> None:
    """.bib files are known by their ending, others by what is in them."""
    assert FORMATS[0] is bibtex.FORMAT
    assert by_path("a.BIB", b"") is bibtex.FORMAT
    assert by_path("references", b"\n@book{k,\n title = {A}}") is bibtex.FORMAT
    assert by_path("essay.txt", b"me@example.org wrote {this},") is None


TEXT = st.text("abcXYZ ,.:;-'()/é日&\\%_~$#", max_size=20).map(lambda text: text.replace("\\", ""))
NESTED = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3).map(lambda parts: "{" + " ".join(parts) + "}"), max_leaves=6
)
BRACED = NESTED.map(lambda text: "{" + text + "}")
QUOTED = NESTED.map(lambda text: '"' + text + '"')
PIECE = st.one_of(BRACED, QUOTED, st.integers(0, 9999).map(str), st.sampled_from(["jan", "Dec", "mystring"]))
VALUE = st.lists(PIECE, min_size=1, max_size=3).map(" # ".join)
PERSON = st.sampled_from(["Holsti, K. J.", "Jan van der Berg", "{UN}", "Pfaltzgraff, Jr., R.", "{\\'E}mile Zola"])
PEOPLE = st.lists(PERSON, min_size=1, max_size=3).map(lambda people: "{" + "\n   and ".join(people) + "}")
KEYS = st.text("abcdefXYZ0123456789:_-+./é", min_size=1, max_size=8)
NAMES = st.sampled_from(["title", "note", "Year", "journal", "x-field", "abstract", "pages"])
SPACE = st.sampled_from(["", " ", "\n  ", "\t", "\r\n"])


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, str]:
    """A well-formed entry, and its key."""
    key, gap = draw(KEYS), draw(SPACE)
    fields = dict(draw(st.lists(st.tuples(NAMES, VALUE), max_size=5, unique_by=lambda pair: pair[0].lower())))
    if draw(st.booleans()):
        fields["author"] = draw(PEOPLE)
    lines = [f"{name}{gap}={gap}{value}" for name, value in fields.items()]
    opens, closes = draw(st.sampled_from(["{}", "()"]))
    kind = draw(st.sampled_from(["book", "Article", "online", "MISC"]))
    # Without a field the comma must be there: BibTeX takes a closing parenthesis for part of the key.
    last = draw(st.sampled_from(["", ","])) if lines else ","
    body = f"{gap},{gap}".join([key, *lines]) + last + gap
    return key, f"@{kind}{gap}{opens}{gap}{body}{closes}"


@settings(max_examples=300, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=4, unique_by=lambda pair: pair[0].lower()))
def test_pybtex_agrees(made: list[tuple[str, str]]) -> None:
    """Keys, types, fields and names of well-formed files are those that pybtex reads, and nothing is found wrong."""
    text = '@string{mystring = "My " # {String}}\n' + "\n".join(text for _, text in made)
    theirs = parse_string(text, "bibtex").entries
    library = reading(text)

    assert library.diagnostics == ()
    assert [entry.key for entry in library.entries] == [key for key, _ in made] == list(theirs)
    for entry in library.entries:
        other = theirs[entry.key]
        assert entry.type == other.type
        values = {name: " ".join(field.value.split()) for name, field in entry.fields.items() if name != "author"}
        assert values == {name.lower(): " ".join(value.split()) for name, value in other.fields.items()}
        assert ("author" in entry.names) == ("author" in other.persons)


@settings(max_examples=200, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=3, unique_by=lambda pair: pair[0].lower()))
def test_entries_given_to_pybtex(made: list[tuple[str, str]]) -> None:
    """What pybtex is given of an entry is what its own reader makes of it."""
    text = "@string{mystring = {x}}\n" + "\n".join(text for _, text in made)
    theirs = parse_string(text, "bibtex").entries
    for entry in reading(text).entries:
        given = to_pybtex(entry)
        assert (given.key, given) == (entry.key, theirs[entry.key])


def test_a_field_of_nothing_but_and() -> None:
    """Of very many places in one list of names a thousand are told, then once that there are more; counted by hand."""
    found = reading("@book{a, author = {" + "and " * 2500 + "}}").diagnostics
    assert len(found) == 1001
    (last,) = [one for one in found if one.message.startswith("there is more like this in `author`")]
    assert last is found[-1]
    assert last.subject == "a"
