"""To pybtex's data model and from it. pybtex itself is the oracle: what it reads must be what we hand it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex import errors
from pybtex.database import BibliographyData, Person, parse_string
from pybtex.database import Entry as PybtexEntry

from citekit.formats.bibtex import from_pybtex, read, to_pybtex, write
from citekit.formats.bibtex.pybtex_door import entry_from_pybtex, for_styles
from citekit.model import Entry, Library, Name, NameList
from citekit.source import ByteSource

FILE = r"""
@book{gogh,
  author = {van Gogh, Vincent and {UN Office} and King, Jr., Martin and others},
  title = {The {DNA} \& B{\'a}r},
  url = {http://x.org/a_b%20},
  date = {1999~},
  year = 1999,
  month = may,
}
@article{b, editor = {Ortega, Jos{\'e}}, journal = "J"}
@article{B, title = {The same key to pybtex}}
"""


def test_all_of_a_library() -> None:
    """A library becomes the data that pybtex itself reads, in every entry, field, person and preamble."""
    data = to_pybtex(library(FILE))
    own = parse_string(FILE.replace("@article{B,", "@article{C,"), "bibtex")

    assert isinstance(data, BibliographyData)
    assert list(data.entries) == ["gogh", "b"]
    assert all(data.entries[key] == own.entries[key] for key in data.entries)


@pytest.mark.parametrize(
    "text",
    [
        "@Book{k, Title = {A\n  {\\'E}t\u00e9~x \\& y}, URL = {http://x.org/a\\_b%20}, Pages = {1--2}}",
        "@book{k, author = {Smith, John, and John Smith, and van der Roe, Jr,}}",
        "@book{k, author = {{\\oe}uvre Jean and {\\'E}mile van {\\O}st and J.\\ Smith and others}}",
        "@book{k, author = {}, Editor = {Roe, Jane and et al.}, translator = {A and B}}",
        '@string{me = "Myself"} @preamble{ "Kept by " # me } @preamble{{\\input{x}}} @preamble("y")',
    ],
)
def test_pybtex_itself(text: str) -> None:
    """Where pybtex has its own view of a name, a capital or white space, what it is given is that view."""
    assert to_pybtex(library(text)) == parse_string(text, "bibtex")


@pytest.mark.parametrize(
    "names", ["a, b, c, d, e", "{" * 3000 + "a" + "}" * 3000, "{a} " * 3000, "family=Roe, given=Jane", "{\\o a} }"]
)
def test_what_pybtex_cannot_read(names: str) -> None:
    """People whom pybtex refuses, or takes very long for, are handed to it with the parts that we find."""
    with errors.capture() as found:
        people = to_pybtex(library(f"@book{{k, author = {{{names}}}}}")).entries["k"].persons["author"]

    assert found == []
    assert "".join("".join(part) for part in people[0].last_names)


def test_for_styles() -> None:
    """pybtex's styles, as we run them, are given Unicode letters and addresses without TeX; people whom they know."""
    gogh, b, _ = (for_styles(entry) for entry in library(FILE).entries)

    assert (gogh.fields["title"], gogh.fields["url"]) == (r"The {DNA} \& Bár", "http://x.org/a_b%20")
    assert gogh.persons["author"][-1] == Person("others")
    assert str(b.persons["editor"][0]) == "Ortega, José"


def library(text: str) -> Library:
    return read(ByteSource("x.bib", text.encode()))


def test_what_pybtex_read() -> None:
    """pybtex's data become a library: values stay TeX, the text is Unicode, people have their parts."""
    library = from_pybtex(parse_string(FILE.replace("@article{B,", "@article{C,"), "bibtex"), "x.bib")
    gogh, b, _ = library.entries

    assert (library.path, gogh.key, gogh.type, str(gogh.span)) == ("x.bib", "gogh", "book", "x.bib:1:1")
    assert gogh.names["author"] == NameList(
        (Name("Gogh", "Vincent", "van"), Name(literal="UN Office"), Name("King", "Martin", "", "Jr.")), others=True
    )
    assert (gogh.fields["title"].value, gogh.title) == (r"The {DNA} \& B{\'a}r", "The DNA & Bár")
    assert (gogh.text("url"), gogh.text("date"), gogh.text("month")) == ("http://x.org/a_b%20", "1999~", "May")
    assert b.people == NameList((Name("Ortega", "José"),))


def test_both_readers_agree() -> None:
    """What comes through pybtex is written as what we read ourselves."""
    source = FILE.replace("@article{B,", "@article{C,")
    ours = read(ByteSource("x.bib", source.encode())).entries
    theirs = from_pybtex(parse_string(source, "bibtex")).entries

    assert sorted(map(said, theirs)) == sorted(map(said, ours))


def said(entry: Entry) -> str:
    """An entry as it is written, its lines sorted: pybtex puts people last."""
    return "\n".join(sorted(write([entry]).data.decode().splitlines()))


def test_people_whose_parts_were_set() -> None:
    """A person whose parts say other than its words, as programs make them, keeps its parts."""
    person = Person()
    person.last_names, person.first_names, person.prelast_names = ["Ortega y Gasset"], ["José"], []
    body = Person()
    body.last_names = ["a, b"]
    entry = PybtexEntry("Book", fields=[("Title", r"\'E")], persons={"Author": [person, body]})
    made = entry_from_pybtex(entry, "k")

    assert (made.key, made.type, made.title) == ("k", "book", "É")
    assert made.names["author"].names[0] == Name("Ortega y Gasset", "José")
    assert made.names["author"].names[1].short == "a, b"


WORDS = st.text("abcéABCÉ ", min_size=1, max_size=8).map(str.strip).filter(bool)
PEOPLE = st.builds(lambda last, first: Person(last=last, first=first), WORDS, WORDS)


@settings(deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=3))
def test_people_come_back(people: list[Person]) -> None:
    """Whoever pybtex holds comes back to pybtex as the same person."""
    entry = PybtexEntry("book", persons={"author": people})
    found = to_pybtex(entry_from_pybtex(entry, "k")).persons["author"]

    assert [str(person).replace("{", "").replace("}", "") for person in found] == [str(person) for person in people]
