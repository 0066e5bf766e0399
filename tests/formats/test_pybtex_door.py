"""To pybtex's data model and from it. pybtex itself is the oracle: what it reads must be what we hand it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import BibliographyData, Person, parse_string
from pybtex.database import Entry as PybtexEntry

from citekit.formats.bibtex import from_pybtex, read, to_pybtex, write
from citekit.formats.bibtex.pybtex_door import entry_from_pybtex
from citekit.model import Entry, Name, NameList
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
    """A library becomes pybtex's data, with its entries in order and the people that pybtex itself finds."""
    data = to_pybtex(read(ByteSource("x.bib", FILE.encode())))
    own = parse_string(FILE.replace("@article{B,", "@article{C,"), "bibtex")

    assert isinstance(data, BibliographyData)
    assert list(data.entries) == ["gogh", "b"]
    assert [str(person) for person in data.entries["gogh"].persons["author"]] == [
        str(person) for person in own.entries["gogh"].persons["author"]
    ]
    assert str(data.entries["b"].persons["editor"][0]) == "Ortega, José"


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
