"""Hayagriva's YAML: by its documentation (docs/file-format.md), by hand."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit import dialects
from citekit.formats import bibtex, hayagriva
from citekit.formats.hayagriva import tables
from citekit.formats.hayagriva.writing import to_item
from citekit.model import Entry, Library, Name, NameList
from citekit.source import ByteSource


def read(text: str) -> Library:
    return hayagriva.read(ByteSource("a.yml", text.encode()))


def from_bib(text: str) -> tuple[Entry, ...]:
    return bibtex.read(ByteSource("a.bib", text.encode())).entries


def fields(entry: Entry) -> dict[str, str]:
    return {name: found.text for name, found in entry.fields.items() if name not in entry.names}


ARTICLE = """
# as in the documentation
kinetics:
    type: Article
    title: Kinetics and luminescence
    author: ["Doan, T. D.", "Tran Thoai, D. B.", "Haug, Hartmut"]
    serial-number:
        doi: "10.1103/PhysRevB.102.165126"
    page-range: 165126-165139
    date: 2020-10-14
    parent:
        type: Periodical
        title: {value: Physical Review B, short: PRB}
        volume: 102
        issue: 16
        publisher: American Physical Society
"""


def test_an_article() -> None:
    """What the periodical has goes to the article."""
    library = read(ARTICLE)
    found = library.entries[0]

    assert (found.key, found.type) == ("kinetics", "article")
    assert found.names["author"].names[1] == Name("Tran Thoai", "D. B.")
    assert fields(found) == {
        "title": "Kinetics and luminescence", "doi": "10.1103/PhysRevB.102.165126", "pages": "165126–165139",
        "date": "2020-10-14", "journaltitle": "Physical Review B", "shortjournal": "PRB", "volume": "102",
        "number": "16", "publisher": "American Physical Society",
    }  # fmt: skip
    assert library.diagnostics == ()
    assert str(found.fields["title"].span) == "a.yml:5:5"
    assert (str(found.key_span), found.key_span.text) == ("a.yml:3:1", "kinetics")


@pytest.mark.parametrize(
    ("item", "type", "expected"),
    [
        ("type: book\n  parent: {title: S, issue: 4}", "book", {"series": "S", "number": "4"}),
        ("type: chapter\n  parent: {title: B, volume: 2}", "inbook", {"booktitle": "B", "volume": "2"}),
        ("type: anthos\n  parent: {title: B, parent: {title: S}}", "incollection", {"booktitle": "B", "series": "S"}),
        ("type: article\n  parent: {type: proceedings, title: P}", "inproceedings", {"booktitle": "P"}),
        ("type: article\n  parent: {type: newspaper, title: P}", "article", {
            "journaltitle": "P", "entrysubtype": "newspaper"
        }),
        ("type: article\n  parent: [{type: proceedings, title: P}, {type: conference, title: C, location: L}]",
         "inproceedings", {"booktitle": "P", "eventtitle": "C", "venue": "L"}),
        ("type: entry\n  parent: {title: E}", "inreference", {"booktitle": "E"}),
        ("type: thesis\n  organization: U\n  genre: PhD thesis", "thesis", {"institution": "U", "type": "phdthesis"}),
        ("type: report\n  serial-number: TR-1", "report", {"number": "TR-1"}),
        ("type: repository\n  serial-number: v2.5", "software", {"version": "v2.5"}),
        ("type: web\n  url: {value: http://x.org, date: 2020-11-12}", "online", {
            "url": "http://x.org", "urldate": "2020-11-12"
        }),
        ("type: thread", "online", {"entrysubtype": "thread"}),
        ("type: book\n  publisher: {name: P, location: L}", "book", {"publisher": "P", "location": "L"}),
        ("type: book\n  isbn: 978-0\n  doi: 10.1/x", "book", {"isbn": "978-0", "doi": "10.1/x"}),
        ("type: article\n  serial-number: {arxiv: '1906.1', serial: e5}", "article", {
            "eprint": "1906.1", "eprinttype": "arxiv", "eid": "e5"
        }),
        ("type: book\n  language: de", "book", {"langid": "ngerman"}),
        ("type: book\n  title: {value: NATO, verbatim: true}", "book", {"title": "NATO"}),
        ('type: book\n  title: "The {NATO} \\\\$5"', "book", {"title": "The NATO $5"}),
    ],
)  # fmt: skip
def test_kinds_of_works(item: str, type: str, expected: dict[str, str]) -> None:
    """The type and what a work is part of say which fields there are."""
    library = read(f"k:\n  {item}\n")

    assert (library.entries[0].type, fields(library.entries[0])) == (type, expected)
    assert library.diagnostics == ()


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ('"Doe, Janet"', Name("Doe", "Janet")),
        ("UNICEF", Name("UNICEF")),
        ('"Luther King, Martin, Jr."', Name("Luther King", "Martin", suffix="Jr.")),
        ('"Luther King, Jr., Martin"', Name("Luther King", "Martin", suffix="Jr.")),
        ('"von der Leyen, Ursula"', Name("Leyen", "Ursula", "von der")),
        ("World Bank", Name(literal="World Bank")),
        ("{given-name: Gloria Jean, name: Watkins}", Name("Watkins", "Gloria Jean")),
        ("{name: 'Bank, World'}", Name(literal="Bank, World")),
    ],
)
def test_persons(person: str, name: Name) -> None:
    """A line or a mapping; the suffix where the documentation puts it, and where Typst looks for it."""
    assert read(f"k:\n  type: book\n  author: {person}\n").entries[0].names["author"] == NameList((name,))


def test_roles() -> None:
    """Other people by their role; kinds of editors as biblatex has them."""
    found = read(
        "k:\n  type: book\n  affiliated:\n  - {role: translator, names: 'A, B'}\n  - role: CastMember\n"
        "    names: ['C, D', 'E, F']\n  - {role: compiler, names: 'G, H'}\n"
    ).entries[0]

    assert dict(found.names) == {
        "translator": NameList((Name("A", "B"),)),
        "performer": NameList((Name("C", "D"), Name("E", "F"))),
        "editora": NameList((Name("G", "H"),)),
    }
    assert fields(found) == {"editoratype": "compiler"}


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("k:\n  type: boook\n", "BIB027", "Hayagriva has no type boook; it is read as misc", "2:3"),
        ("k:\n  type: book\n  date: soon\n", "BIB027", "`date` is no date", "3:3"),
        (
            "k:\n  type: book\n  title: [{a: b}]\n",
            "BIB027",
            "`title` has a value that is no text; it is left out",
            "3:3",
        ),
        ("k:\n  type: book\n  author: [[a]]\n", "BIB027", "`author` holds what is no name", "3:3"),
        ("k:\n  type: book\n  parent: x\n", "BIB027", "`parent` is no work", "3:3"),
        ("k:\n  type: book\n  colour: red\n", "BIB026", "`colour` has no place in an entry", "3:3"),
        ("k:\n  type: book\nl: x\n", "BIB023", "`l` is no work: a work has its fields below it", "3:1"),
    ],
)
def test_what_does_not_fit_is_told(text: str, code: str, message: str, place: str) -> None:
    """With its place, and the work is read."""
    library = read(text)

    assert [entry.key for entry in library.entries] == ["k"]
    assert [(one.code, one.message, str(one.span)) for one in library.diagnostics] == [
        (code, message, f"a.yml:{place}")
    ]


def test_keys_that_come_twice_are_both_kept() -> None:
    """In the order of the file."""
    assert [entry.text("title") for entry in read("a:\n  title: A\nb:\n  title: B\na:\n  title: C\n").entries] == [
        "A", "B", "C",
    ]  # fmt: skip


BIB = r"""
@book{a, author = {van der Berg, Jan and King, Jr., Martin Luther and {World Bank, Inc.} and Plato},
  title = {The {NATO} costs \$5 \{x\}}, shorttitle = {S}, series = {Ser}, number = 5, volume = 3, volumes = 4,
  edition = {2}, publisher = {Pub}, location = {Rome}, date = {1997-05-01}, isbn = {1}, langid = {ngerman}, note = {No},
  pagetotal = {300}, translator = {Ed, X}, url = {http://x.org/a}, urldate = {2020-01-02}, library = {L}, chapter = {4}}
@article{b, author = {A, B}, title = {T}, journaltitle = {J}, shortjournal = {Jx}, volume = {1}, number = {4},
  eid = {e12}, pages = {12--20}, date = {2003}, eprint = {1234.5678}, eprinttype = {arxiv}, doi = {10.1/x},
  issn = {1234-5678}, abstract = {A: b}}
@inproceedings{c, author = {A, B}, title = {T}, booktitle = {Proc}, editor = {E, F}, eventtitle = {Conf},
  eventdate = {2001-02-03}, venue = {Rome}, publisher = {Pub}, organization = {Org}, series = {S}, number = {7}}
@phdthesis{d, author = {A, B}, title = {T}, school = {U}, year = 1999}
@incollection{e, author = {A, B}, title = {T}, booktitle = {BT}, bookauthor = {Q, R}, date = {1990}}
@software{f, title = {T}, version = {2}, organization = {O}}
@misc{g, title = {T}}
@patent{h, author = {A, B}, title = {T}, number = {N}, holder = {H, I}, date = {1950}}
"""


def test_what_is_held_comes_back() -> None:
    """Read, written, read: the same fields, names and types, and nothing told."""
    entries = from_bib(BIB)
    written = hayagriva.write(entries)
    back = hayagriva.read(ByteSource("b.yml", written.data))

    assert [one.message for one in (*written.diagnostics, *back.diagnostics)] == []
    for left, right in zip(map(dialects.to_biblatex, entries), back.entries, strict=True):
        assert (left.key, left.type, dict(left.names)) == (right.key, right.type, dict(right.names))
        assert fields(left) == fields(right)
    assert hayagriva.write(back.entries).data == written.data


def test_case_and_signs_are_kept() -> None:
    """Braces in the file protect, as in TeX; what a backslash escapes is a sign."""
    item, _ = to_item(from_bib(r"@book{a, title = {The {NATO} costs \$5 \{x\}}}")[0])
    back = read(f"a:\n  title: '{item['title']}'\n").entries[0]

    assert item["title"] == r"The {NATO} costs \$5 \{x\}"
    assert back.fields["title"].value == r"The {NATO} costs \$5 \textbraceleft{}x\textbraceright{}"


def test_written_for_typst() -> None:
    """Types and parents as in the documentation; numbers bare, texts that look like numbers quoted."""
    made = yaml.safe_load(hayagriva.write(from_bib(BIB)).data)

    assert made["b"]["parent"] == {
        "type": "periodical", "title": {"value": "J", "short": "Jx"}, "volume": 1, "issue": 4,
        "serial-number": {"issn": "1234-5678"},
    }  # fmt: skip
    assert made["a"]["author"][1:] == [
        {"name": "King", "given-name": "Martin Luther", "suffix": "Jr."}, {"name": "World Bank, Inc."}, "Plato",
    ]  # fmt: skip
    assert made["a"]["parent"] == {"type": "anthology", "title": "Ser", "issue": 5}
    assert made["a"]["url"] == {"value": "http://x.org/a", "date": "2020-01-02"}
    assert made["d"]["genre"] == "PhD thesis"
    assert [one["type"] for one in made["c"]["parent"]] == ["proceedings", "conference"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("keywords = {a}", "Hayagriva has no place for the field `keywords` of k"),
        ("annotation = {a}", "Hayagriva has no place for the field `annotation` of k"),
        ("date = {1997/1998}", "Hayagriva cannot hold all of the field `date` of k: it becomes 1997"),
        ("date = {1997~}", "Hayagriva cannot hold all of the field `date` of k: it becomes 1997"),
        ("date = {1997-21}", "Hayagriva cannot hold all of the field `date` of k: it becomes 1997"),
        ("year = {in press}", "Hayagriva has no place for the field `year` of k"),
        ("author = {A and others}", "Hayagriva cannot hold all of the field `author` of k"),
        ("url = {no address}", "Hayagriva has no place for the field `url` of k"),
    ],
)
def test_losses_are_told(field: str, message: str) -> None:
    """One finding for each field that the format does not hold, or only in part."""
    _, found = to_item(from_bib(f"@book{{k, title = {{T}}, {field}}}")[0])

    assert [(one.code, one.message, one.subject) for one in found] == [("BIB201", message, "k")]


def test_a_type_that_is_not_there_is_told() -> None:
    """A manual becomes a work of reference."""
    _, found = to_item(from_bib("@manual{k, title = {T}}")[0])

    assert [one.message for one in found] == ["Hayagriva has no type for @manual: k will be read as @reference"]


def test_all_types_are_those_of_the_documentation() -> None:
    """What is written is a type that can be read."""
    for own, parent in tables.WRITTEN.values():
        assert own in tables.TYPES
        assert parent == "" or parent in tables.TYPES


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["book", "article", "A, B", "2020"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "name", "role", "names", "type", "title", "doi", "date"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)
PROPERTIES = st.sampled_from(
    "type title author date parent editor affiliated publisher location organization issue volume url serial-number "
    "language page-range genre edition x".split()
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b c", "1"]), VALUES | st.dictionaries(PROPERTIES, VALUES, max_size=6)))
def test_any_yaml_is_read_and_written(value: object) -> None:
    """Wrong kinds of values everywhere: nothing is raised, and what is read can be written and read again."""
    library = read(yaml.safe_dump(value, allow_unicode=True))
    written = hayagriva.write(library.entries)
    again = hayagriva.read(ByteSource("b.yml", written.data))

    assert len(again.entries) == len(library.entries)
