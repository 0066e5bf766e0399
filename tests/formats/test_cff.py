"""CITATION.cff: by the schema and the guide of version 1.2.0, by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import dialects
from citekit.formats import bibtex, cff
from citekit.formats.cff import tables
from citekit.model import Entry, Library, Name, NameList
from citekit.source import ByteSource


def read(text: str) -> Library:
    return cff.read(ByteSource("CITATION.cff", text.encode()))


def from_bib(text: str) -> tuple[Entry, ...]:
    return bibtex.read(ByteSource("a.bib", text.encode())).entries


def fields(entry: Entry) -> dict[str, str]:
    return {name: found.text for name, found in entry.fields.items() if name not in entry.names}


FILE = """cff-version: 1.2.0
message: Please cite it.
title: My tool
version: 1.10
doi: 10.5281/zenodo.1234
date-released: 2021-08-11
license: MIT
repository-code: https://example.org/tool
keywords: [a, "b, c"]
authors:
- family-names: Berg
  given-names: Jan
  name-particle: van der
  name-suffix: Jr.
  orcid: https://orcid.org/0000-0000-0000-0000
- name: The team
preferred-citation:
  type: article
  title: My paper
  authors:
  - family-names: Berg
  journal: J
  volume: 3
  issue: 4
  start: 12
  end: 20
  year: 2020
  month: 5
references:
- type: conference-paper
  title: T
  authors: [{family-names: A}]
  collection-title: Proc
  conference: {name: Conf, location: Rome, date-start: 2001-02-03, date-end: 2001-02-05}
  publisher: {name: Pub, city: Oslo}
- type: thesis
  title: T
  authors: [{family-names: A}]
  thesis-type: PhD thesis
  institution: {name: U}
"""


def test_a_file() -> None:
    """The tool, what is to be cited for it, and what it refers to, in this order."""
    library = read(FILE)
    tool, paper, talk, thesis = library.entries

    assert [entry.type for entry in library.entries] == ["software", "article", "inproceedings", "thesis"]
    assert tool.names["author"] == NameList((Name("Berg", "Jan", "van der", "Jr."), Name(literal="The team")))
    assert fields(tool) == {
        "title": "My tool", "version": "1.10", "doi": "10.5281/zenodo.1234", "date": "2021-08-11", "license": "MIT",
        "repository-code": "https://example.org/tool", "keywords": "a; b, c",
    }  # fmt: skip
    assert fields(paper) == {
        "title": "My paper", "journaltitle": "J", "volume": "3", "number": "4", "pages": "12–20", "date": "2020-05",
    }  # fmt: skip
    assert fields(talk) == {
        "title": "T", "booktitle": "Proc", "eventtitle": "Conf", "venue": "Rome",
        "publisher": "Pub", "location": "Oslo",
        "eventdate": "2001-02-03/2001-02-05",
    }  # fmt: skip
    assert fields(thesis) == {"title": "T", "type": "phdthesis", "institution": "U"}
    assert [(one.code, one.message) for one in library.diagnostics] == [
        ("BIB026", "`authors.orcid` has no place in an entry")
    ]
    assert str(tool.fields["title"].span) == "CITATION.cff:3:1"


def test_our_own_file(repository: Path) -> None:
    """The CITATION.cff of this repository is one software."""
    library = cff.read(ByteSource("CITATION.cff", (repository / "CITATION.cff").read_bytes()))

    assert [entry.type for entry in library.entries] == ["software"]
    assert library.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\nauthors: {name: A}\n", "`authors` is no list"),
        ("title: T\ntype: book-of-books\n", "CITATION.cff has no type book-of-books; it is read as generic"),
        ("title: T\nkeywords: a\n", "`keywords` is no list"),
        ("title: T\nabstract: {a: b}\n", "`abstract` has a value that is no text; it is left out"),
        ("title: T\ndate-released: soon\n", "`date-released` is no date"),
        ("title: T\nreferences: x\n", "`references` is not of the shape it should have"),
        ("title: T\nidentifiers: [x]\n", "an identifier has no value"),
    ],
)
def test_what_does_not_fit_is_told(text: str, message: str) -> None:
    """At its place, and the rest is read."""
    library = read(f"cff-version: 1.2.0\n{text}")

    assert [one.message for one in library.diagnostics] == [message]
    assert library.diagnostics[0].span.line == 3
    assert library.entries[0].text("title") == "T"


BIB = r"""
@software{tool, author = {van der Berg, Jan and {The team}}, title = {My tool}, version = {1.10}, license = {MIT},
  doi = {10.5281/zenodo.1234}, date = {2021-08-11}, keywords = {a; b, c}, url = {https://example.org}}
@article{paper, author = {A, B}, title = {T}, journaltitle = {J}, shortjournal = {Jx}, volume = {1}, number = {4},
  pages = {12--20}, date = {2003-05}, issn = {1234-5678}, langid = {ngerman}, eid = {e1}, note = {N}, abstract = {A}}
@inproceedings{talk, author = {A, B}, title = {T}, booktitle = {P}, eventtitle = {Conf}, venue = {Rome},
  eventdate = {2001-02-03/2001-02-05}, publisher = {Pub}, location = {Oslo}, editor = {E, F}, date = {2001}}
@thesis{thesis, author = {A, B}, title = {T}, type = {phdthesis}, institution = {U}, date = {1999}}
@incollection{part, author = {A, B}, title = {T}, booktitle = {B}, date = {1990}}
@book{nobody, title = {T}, isbn = {978-0-20189683-1}, edition = {2}, series = {S}, number = {5}, pagetotal = {300}}
"""


def test_what_is_held_comes_back() -> None:
    """Read, written, read: keys, types, names and fields are the same, and nothing is told."""
    entries = from_bib(BIB)
    written = cff.write(entries)
    back = cff.read(ByteSource("CITATION.cff", written.data))

    assert [one.message for one in (*written.diagnostics, *back.diagnostics)] == []
    for left, right in zip(map(dialects.to_biblatex, entries), back.entries, strict=True):
        assert (left.key, left.type, dict(left.names)) == (right.key, right.type, dict(right.names))
        assert fields(left) == fields(right)
    assert cff.write(back.entries).data == written.data


def test_the_shape_of_what_is_written() -> None:
    """What the schema requires is there, and values have its forms."""
    made = yaml.safe_load(cff.write(from_bib(BIB)).data)
    references = made["references"]

    assert list(made)[:2] == ["cff-version", "message"]
    assert (made["cff-version"], made["type"], made["date-released"]) == ("1.2.0", "software", "2021-08-11")
    for work in (made, *references):
        assert isinstance(work["title"], str)
        assert work["authors"]
        for person in work["authors"]:
            assert set(person) <= {"family-names", "given-names", "name-particle", "name-suffix", "name"}
    for work in references:
        assert work["type"] in tables.READ
        assert all(isinstance(work[name], int) for name in ("volume", "start", "end", "year", "month") if name in work)
        assert re.fullmatch(r"\d{4}-\d{3}[\dxX]", work.get("issn", "1234-5678"))
    assert references[-1]["authors"] == [{"name": "Anonymous"}]


def test_one_work_that_is_no_software() -> None:
    """It is the `preferred-citation`; the file's own title and authors only stand for it."""
    written = cff.write(from_bib("@article{k, author = {A, B}, title = {T}, journaltitle = {J}}"))
    made = yaml.safe_load(written.data)
    back = cff.read(ByteSource("CITATION.cff", written.data)).entries

    assert made["preferred-citation"]["type"] == "article"
    assert [(entry.key, entry.type) for entry in back] == [("k", "article")]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("volume = {12A}", "CITATION.cff has no place for the field `volume` of k"),
        ("doi = {10.1/x}", "CITATION.cff has no place for the field `doi` of k"),
        ("isbn = {x}", "CITATION.cff has no place for the field `isbn` of k"),
        ("pages = {e1--e5}", "CITATION.cff has no place for the field `pages` of k"),
        ("date = {1997/1998}", "CITATION.cff has no place for the field `date` of k"),
        ("date = {1997~}", "CITATION.cff cannot hold all of the field `date` of k: it becomes 1997"),
        ("annotation = {a}", "CITATION.cff has no place for the field `annotation` of k"),
        ("author = {A and others}", "CITATION.cff cannot hold all of the field `author` of k"),
    ],
)
def test_losses_are_told(field: str, message: str) -> None:
    """What the schema has no property for, or asks another form of."""
    found = cff.write(from_bib(f"@book{{k, title = {{T}}, {field}}}")).diagnostics

    assert [(one.code, one.message, one.subject) for one in found] == [("BIB201", message, "k")]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["book", "A", "2020-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family-names", "name", "type", "title", "value", "city"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)
PROPERTIES = st.sampled_from(
    sorted({*tables.TEXTS, *tables.NUMBERS, *tables.NAMES, *tables.ENTITIES, *tables.DATES})
    + "type year month start end conference location keywords license languages identifiers status references "
    "preferred-citation x".split()
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(PROPERTIES, VALUES | st.dictionaries(PROPERTIES, VALUES, max_size=4), max_size=8))
def test_any_yaml_is_read_and_written(value: dict[str, object]) -> None:
    """Wrong kinds of values everywhere: nothing is raised, and what is read can be written and read again."""
    library = read(yaml.safe_dump({"cff-version": "1.2.0", **value}, allow_unicode=True))
    written = cff.write(library.entries)
    again = cff.read(ByteSource("b.cff", written.data))

    assert len(again.entries) == len(library.entries)
