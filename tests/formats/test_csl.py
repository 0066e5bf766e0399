"""CSL-JSON and CSL-YAML.

What a value should become is by the CSL 1.0.2 schema and specification and the biblatex manual, written by hand; what
is written is checked against the schema itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from citekit import dialects
from citekit.exchange import make_entry
from citekit.fieldmaps.pages import read_range
from citekit.formats import bibtex, csl
from citekit.formats.csl import dates, tables
from citekit.formats.csl.markup import from_tex_value, has_markup, to_tex_value
from citekit.formats.csl.writing import text
from citekit.model import Entry, Library, Name, NameList
from citekit.source import ByteSource, TextSource

SPAN = TextSource("a", "").span(0, 0)


def from_json(*items: object) -> Library:
    return csl.read_json(ByteSource("a.json", json.dumps(items).encode()))


def from_bib(text: str) -> Library:
    return bibtex.read(ByteSource("a.bib", text.encode()))


def fields(entry: Entry) -> dict[str, str]:
    return {name: found.text for name, found in entry.fields.items() if name not in entry.names}


def item(text: str) -> dict[str, Any]:
    return dict(csl.to_item(from_bib(text).entries[0]))


# ------------------------------------------------------------------------------------------------- reading

WORK: dict[str, object] = {
    "id": "k", "type": "article-journal", "title": "T", "title-short": "S", "container-title": "J",
    "container-title-short": "J.", "volume": 3, "issue": "4", "page": "12-20", "DOI": "10.1000/x", "ISSN": "1234-5678",
    "URL": "http://example.org/a_b", "language": "de", "keyword": "a, b", "note": "N", "annote": "A", "PMID": "77",
    "author": [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, {"literal": "WHO"}],
    "issued": {"date-parts": [[1997, 5, 1]]}, "accessed": {"date-parts": [["2020", "1", "2"]]}, "status": "in press",
}  # fmt: skip


def test_an_article() -> None:
    """Every variable comes to the field that biblatex has for it."""
    library = from_json(WORK)
    found = library.entries[0]

    assert (found.key, found.type) == ("k", "article")
    assert found.names == {"author": NameList((Name("Gogh", "Vincent", "van"), Name(literal="WHO")))}
    assert fields(found) == {
        "title": "T", "shorttitle": "S", "journaltitle": "J", "shortjournal": "J.", "volume": "3", "number": "4",
        "pages": "12–20", "doi": "10.1000/x", "issn": "1234-5678", "url": "http://example.org/a_b", "langid": "ngerman",
        "keywords": "a, b", "note": "N", "annotation": "A", "eprint": "77", "eprinttype": "pubmed",
        "date": "1997-05-01", "urldate": "2020-01-02", "pubstate": "inpress",
    }  # fmt: skip
    assert library.diagnostics == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "chapter", "container-title": "B", "collection-number": 7}, {"booktitle": "B", "number": "7"}),
        ({"type": "chapter", "container-title": "M", "volume-title": "B"}, {"maintitle": "M", "booktitle": "B"}),
        ({"type": "book", "title": "M", "volume-title": "T"}, {"maintitle": "M", "title": "T"}),
        ({"type": "thesis", "publisher": "U", "genre": "PhD thesis"}, {"institution": "U", "type": "phdthesis"}),
        ({"type": "report", "publisher": "U", "number": "TR-1"}, {"institution": "U", "number": "TR-1"}),
        ({"type": "webpage", "publisher": "O"}, {"organization": "O"}),
        ({"type": "article-journal", "number": "e1", "page": "e1"}, {"eid": "e1"}),
        ({"type": "article-journal", "issue": "4", "supplement": "2"}, {"number": "4", "issue": "2"}),
        ({"type": "article-magazine"}, {"entrysubtype": "magazine"}),
        ({"type": "map"}, {"entrysubtype": "map"}),
        ({"type": "speech", "event-title": "E"}, {"eventtitle": "E"}),
        ({"type": "patent", "jurisdiction": "US"}, {"location": "US"}),
        ({"type": "book", "language": "xx-Latn"}, {"language": "xx-Latn"}),
        ({"type": "book", "shortTitle": "S", "journalAbbreviation": "J"}, {"shorttitle": "S", "shortjournal": "J"}),
        ({"type": "book", "doi": "10.1/x"}, {"doi": "10.1/x"}),
        ({"type": "book", "archive_location": "Box 3"}, {"archive_location": "Box 3"}),
        ({"type": "book", "categories": ["a", "b"]}, {"categories": "a; b"}),
        ({"type": "book", "custom": {"short_id": "x"}}, {"custom": '{"short_id": "x"}'}),
    ],
)
def test_fields_by_type(given: dict[str, object], expected: dict[str, str]) -> None:
    """Where a variable goes depends on what kind of work it is."""
    assert fields(from_json({"id": "k", **given}).entries[0]) == expected


@pytest.mark.parametrize("type", sorted(tables.CSL_TYPES))
def test_every_type_comes_back(type: str) -> None:
    """A type that is read and written again is that type."""
    assert csl.to_item(from_json({"id": "k", "type": type, "title": "T"}).entries[0])["type"] == type


@pytest.mark.parametrize(
    ("given", "names", "options"),
    [
        ({"family": "Berg", "dropping-particle": "von"}, Name("Berg", particle="von"), "useprefix=false"),
        (
            {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"},
            Name("Fontaine", "Jean de", "La"),
            "",
        ),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, Name("King", "M. L.", suffix="Jr."), ""),
        ({"name": "The CGAL Project", "sequence": "first"}, Name(literal="The CGAL Project"), ""),
        ({"given": "Plato"}, Name(given="Plato"), ""),
    ],
)
def test_names(given: dict[str, str], names: Name, options: str) -> None:
    """Particles, suffixes, bodies, and what Crossref calls a body."""
    found = from_json({"id": "k", "type": "book", "author": [given]}).entries[0]

    assert found.names["author"] == NameList((names,))
    assert found.text("options") == options


@pytest.mark.parametrize("last", [{"literal": "others"}, {"family": "others"}, {"literal": "et al."}])
def test_others_are_no_person(last: dict[str, str]) -> None:
    """pandoc and citation-js write "and others" as a person; it means that there are more."""
    found = from_json({"id": "k", "type": "book", "author": [{"family": "A"}, last]}).entries[0]

    assert found.names["author"] == NameList((Name("A"),), others=True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"date-parts": [[1997]]}, "1997"),
        ({"date-parts": [["1997", "5"]]}, "1997-05"),
        ({"date-parts": [[1997, 5], [1998]]}, "1997-05/1998"),
        ({"date-parts": [[1950], [0]]}, "1950/"),
        ({"date-parts": [[-44]]}, "-0043"),
        ({"date-parts": [[12000]]}, "Y12000"),
        ({"date-parts": [[2003, 21]]}, "2003-21"),
        ({"date-parts": [[2003]], "season": 1}, "2003-21"),
        ({"date-parts": [[2003]], "season": "Winter"}, "2003-24"),
        ({"date-parts": [[1997]], "circa": True}, "1997~"),
        ({"date-parts": [[1997]], "circa": "1"}, "1997~"),
        ({"date-parts": [[1997]], "circa": "false"}, "1997"),
        ({"date-parts": [[1997, 13]]}, "1997-13"),
        ({"date-parts": [[None]]}, ""),
        ({"date-parts": []}, ""),
        ({"raw": "1997-05-01/1998"}, "1997-05-01/1998"),
        ({"raw": "about 1997"}, "about 1997"),
        ({"literal": "in press"}, "in press"),
        ("1997-05", "1997-05"),
        ([1997, 5], "1997-05"),
    ],
)
def test_dates_read(given: object, expected: str) -> None:
    """EDTF for what is a date, the words for what is none; a year before Christ has no year zero before it."""
    assert from_json({"id": "k", "type": "book", "title": "T", "issued": given}).entries[0].text("date") == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"author": {"family": "A"}}, "`author` is no list of names"),
        ({"author": ["A, B"]}, "`author` holds what is no name"),
        ({"author": 3}, "`author` is no list of names"),
        ({"title": {"a": 1}}, "`title` has a value that is no text; it is left out"),
        ({"issued": {"date-parts": [[1, 2, 3, 4]]}}, "`issued` is no date"),
        ({"issued": {"date-parts": [{"a": 1}]}}, "`issued` is no date"),
        ({"custom": [1]}, "`custom` has a value that is no text; it is left out"),
        ({"type": "boook"}, "CSL has no type boook; the work is read as one of no particular kind"),
    ],
)
def test_values_that_do_not_fit_are_told(given: dict[str, object], message: str) -> None:
    """One finding at the place of the property, and the rest of the work is read."""
    library = from_json({"id": "k", "type": "book", "ISBN": "1", **given})
    found = library.diagnostics[0]

    assert (found.code, found.message, found.subject) == ("BIB027", message, "k")
    assert found.span.text.startswith(f'"{next(iter(given))}"')
    assert library.entries[0].text("isbn") == "1"


def test_names_given_as_text_are_read_all_the_same() -> None:
    """A text in place of names is told, and taken for a name."""
    found = from_json({"id": "k", "type": "book", "author": "Holsti, K. J."}).entries[0]

    assert found.names["author"] == NameList((Name("Holsti", "K. J."),))


def test_a_work_without_id_gets_a_key() -> None:
    """Made of name and year, apart from the ids that there are, and told."""
    library = from_json(
        {"id": "holsti1995", "type": "book", "title": "T"},
        {"type": "book", "author": [{"family": "Holsti"}], "issued": {"date-parts": [[1995]]}},
    )

    assert [entry.key for entry in library.entries] == ["holsti1995", "holsti1995a"]
    assert [one.message for one in library.diagnostics] == ["the work has no id; it is called holsti1995a here"]


def test_citation_keys_go_before_ids() -> None:
    """Zotero's id is an address, the citation key is what documents cite."""
    found = from_json({"id": "http://zotero.org/users/1/items/AB", "citation-key": "holsti1995", "title": "T"})

    assert found.entries[0].key == "holsti1995"
    assert found.entries[0].key_span.text == '"citation-key": "holsti1995"'


def test_ids_that_come_twice_are_both_kept() -> None:
    """Which of the two is meant is for a person to say."""
    assert [entry.key for entry in from_json({"id": 1, "title": "A"}, {"id": 1, "title": "B"}).entries] == ["1", "1"]


def test_what_has_no_place_is_told_once() -> None:
    """Crossref's API says much that an entry has no field for: one finding for each kind."""
    items = [{"id": str(n), "type": "journal-article", "title": ["T"], "license": [{"URL": "x"}]} for n in range(3)]
    library = from_json(*items)

    assert [(one.code, one.message) for one in library.diagnostics] == [
        ("BIB026", "`license` has no place in an entry, nor have 2 more like it")
    ]
    assert [fields(entry) for entry in library.entries] == [{"title": "T"}] * 3


@pytest.mark.parametrize("text", ["[]", '{"name": "package", "dependencies": {"a": "1"}}', "true", "[3]"])
def test_a_file_without_works_cannot_be_read(text: str) -> None:
    """That no work is in it is an error, as with any bibliography."""
    library = csl.read_json(ByteSource("a.json", text.encode()))

    assert library.entries == ()
    assert any(one.unreadable and one.code == "BIB020" for one in library.diagnostics)


def test_fields_stand_where_their_variables_do() -> None:
    """So that a finding about a field shows its line and column."""
    library = csl.read_json(ByteSource("a.json", b'[\n{"id": "k",\n "title": "T", "author": [{"family": "A"}]}\n]'))
    found = library.entries[0]

    assert (str(found.span), str(found.key_span)) == ("a.json:2:1", "a.json:2:2")
    assert str(found.fields["title"].span) == "a.json:3:2"
    assert str(found.fields["author"].span) == "a.json:3:16"


YAML = b"""---
references:
- id: holsti1995
  type: book
  author:
  - family: Holsti
    given: K. J.
  issued: 1995
  title: "No: <i>x</i>"
  volume: 012
...
"""


@pytest.mark.parametrize("data", [YAML, YAML.replace(b"references:\n", b""), YAML.replace(b"\n", b"\r\n")])
def test_yaml(data: bytes) -> None:
    """A list, or one under `references`; scalars are texts."""
    library = csl.read_yaml(ByteSource("a.yaml", data))

    assert fields(library.entries[0]) == {"date": "1995", "title": "No: x", "volume": "012"}
    assert library.entries[0].names["author"] == NameList((Name("Holsti", "K. J."),))
    assert library.diagnostics == ()


# ------------------------------------------------------------------------------------------------- writing


@pytest.mark.parametrize(
    ("bib", "expected"),
    [
        ("@book{k, title={A}, subtitle={B}, titleaddon={C}}", {"type": "book", "title": "A: B. C"}),
        ("@book{k, title={Who?}, subtitle={B}}", {"title": "Who? B"}),
        ("@book{k, title={A}, maintitle={M}}", {"title": "M", "volume-title": "A"}),
        ("@incollection{k, booktitle={B}, maintitle={M}}", {"container-title": "M", "volume-title": "B"}),
        ("@article{k, journal={J}, booktitle={B}}", {"container-title": "J"}),
        ("@article{k, number=4, issue=2}", {"issue": "4", "supplement": "2"}),
        ("@article{k, number=4, eid={e1}}", {"issue": "4", "number": "e1", "page": "e1"}),
        ("@article{k, eid={e1}, pages={3--4}}", {"number": "e1", "page": "3-4"}),
        ("@book{k, series={S}, number=4}", {"collection-title": "S", "collection-number": "4"}),
        ("@report{k, number={TR}, institution={I}, publisher={P}}", {"number": "TR", "publisher": "I"}),
        ("@phdthesis{k, school={S}}", {"type": "thesis", "publisher": "S", "genre": "PhD thesis"}),
        ("@inproceedings{k, organization={O}, publisher={P}}", {"type": "paper-conference", "publisher": "P"}),
        ("@inproceedings{k, address={New York}, location={Shanghai}}", {"publisher-place": "New York"}),
        ("@misc{k, howpublished={H}}", {"type": "document", "publisher": "H"}),
        ("@manual{k, organization={O}}", {"type": "book", "publisher": "O"}),
        ("@online{k, organization={O}}", {"type": "webpage", "publisher": "O"}),
        ("@article{k, entrysubtype={newspaper}}", {"type": "article-newspaper"}),
        ("@unpublished{k, eventtitle={E}}", {"type": "speech", "event-title": "E"}),
        ("@software{k, version={2}}", {"type": "software", "version": "2"}),
        ("@booklet{k, title={T}}", {"type": "pamphlet"}),
        ("@book{k, location={Oslo and Bergen}, date={1990}}", {"publisher-place": "Oslo; Bergen"}),
        ("@book{k, langid={german}}", {"language": "de"}),
        ("@book{k, note={N}, annote={A}, keywords={a,b}}", {"note": "N", "annote": "A", "keyword": "a,b"}),
        ("@online{k, eprint={1234.5678}, eprinttype={arxiv}}", {"URL": "https://arxiv.org/abs/1234.5678"}),
        ("@article{k, eprint={77}, eprinttype={pubmed}}", {"PMID": "77"}),
        ("@book{k, title={The \\emph{Homo} {DNA} of \\'Ecole}}", {
            "title": 'The <i>Homo</i> <span class="nocase">DNA</span> of École'
        }),
        ("@book{k, author={van der Berg, Jan}}", {
            "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}]
        }),
        ("@book{k, author={van der Berg, Jan}, options={useprefix=false}}", {
            "author": [{"family": "Berg", "given": "Jan", "dropping-particle": "van der"}]
        }),
        ("@book{k, author={{World Bank} and others}}", {"author": [{"literal": "World Bank"}]}),
        ("@video{k, editor={D, F}, editortype={director}}", {
            "type": "motion_picture", "director": [{"family": "D", "given": "F"}]
        }),
    ],
)  # fmt: skip
def test_variables_written(bib: str, expected: Mapping[str, object]) -> None:
    """By the specification of CSL 1.0.2, and where tools disagree by the choices in the tables."""
    made = item(bib)

    assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1997", {"date-parts": [[1997]]}),
        ("1997-05-01", {"date-parts": [[1997, 5, 1]]}),
        ("1997-05/1998", {"date-parts": [[1997, 5], [1998]]}),
        ("1997/", {"date-parts": [[1997], [0]]}),
        ("1997/..", {"date-parts": [[1997], [0]]}),
        ("2003-21", {"date-parts": [[2003]], "season": 1}),
        ("2003-21/2003-22", {"date-parts": [[2003, 21], [2003, 22]]}),
        ("1997~", {"date-parts": [[1997]], "circa": True}),
        ("1997?", {"date-parts": [[1997]], "circa": True}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("1999-XX", {"date-parts": [[1999]]}),
        ("-0043", {"date-parts": [[-44]]}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_dates_written(date: str, expected: dict[str, object]) -> None:
    """As `date-parts` where they can say it."""
    assert dates.write(date) == expected


BIB = r"""
@book{a, author = {van der Berg, Jan and {World Health Organization} and King, Jr., Martin Luther and others},
  title = {A \emph{Homo} {NATO} title of 5\% \& more}, subtitle = {The sub}, titleaddon = {Add on}, maintitle = {Main},
  volume = 3, part = 2, number = 5, series = {Ser}, publisher = {P and Q}, location = {Oslo and Bergen},
  date = {1997-05/1998}, langid = {german}, keywords = {a,b}, note = {N}, annote = {An}, pagetotal = 300, edition = 2,
  volumes = 3, chapter = 4, editor = {Ed, X}, editortype = {compiler}, isbn = {1}, library = {Lib}, origdate = {1890},
  origtitle = {OT}, urldate = {2020-01-02}, url = {http://x.org/a_b%20c}, pubstate = {forthcoming}, version = {2},
  type = {A type}, others = {o}, entrytype = {e}, custom = {no JSON}, file = {a:b}}
@article{b, author = {A, B}, title = {{Whole}}, journaltitle = {J}, journalsubtitle = {JS}, shortjournal = {Jx},
  volume = 1, number = 4, issue = 2, eid = {e12}, pages = {12--20}, date = {2003-21}, eprint = {1234.5678},
  eprinttype = {arxiv}, doi = {10.1/x}}
@inproceedings{c, author = {A, B}, title = {T}, booktitle = {Proc}, booksubtitle = {BS}, eventtitle = {Conf},
  eventdate = {2001-02-03}, venue = {Rome}, publisher = {Pub}, organization = {Org}, eventtitleaddon = {Add}}
@misc{d, title = {T}, howpublished = {How}, year = {in press}, shortauthor = {S}}
@inbook{e, author = {A, B}, title = {T}, booktitle = {BT}, bookauthor = {Q, R}, date = {199X}}
@patent{f, author = {A}, title = {T}, number = {N}, holder = {H and I, J}, location = {countryus}, date = {1950?}}
@sillytype{g, title = {T}, narrator = {A B}}
@mvbook{h, title = {T}, editora = {A, B}, editoratype = {redactor}}
"""


def same(one: Library, other: Library) -> None:
    """The two hold the same entries: keys, types, names, and fields with their markup."""
    assert len(one.entries) == len(other.entries)
    for left, right in zip(map(dialects.to_biblatex, one.entries), other.entries, strict=True):
        assert (left.key, left.type) == (right.key, right.type)
        assert dict(left.names) == {name: right.names[name] for name in left.names}
        assert marked(left, right) == marked(right, right)


def marked(entry: Entry, other: Entry) -> dict[str, str]:
    """The fields of an entry with their markup; of pages, the dashes mean what hyphens do."""
    texts = {name: text(found) for name, found in entry.fields.items() if name not in other.names and text(found)}
    return {name: read_range(said) if name == "pages" else said for name, said in texts.items()}


def test_nothing_is_lost() -> None:
    """What CSL has no variable for is in `custom`, and comes back from there."""
    library = from_bib(BIB)
    for write, read in ((csl.write_json, csl.read_json), (csl.write_yaml, csl.read_yaml)):
        written = write(library.entries)
        back = read(ByteSource("b", written.data))

        assert written.diagnostics == ()
        assert [one.message for one in back.diagnostics] == []
        same(library, back)
        assert write(back.entries).data == written.data


def test_custom_of_others_is_kept() -> None:
    """What another program put into `custom` goes through unchanged, beside ours."""
    library = from_json({"id": "k", "type": "book", "title": "T", "custom": {"short_id": "x", "n": {"a": ["b"]}}})

    assert csl.to_item(library.entries[0])["custom"] == {"short_id": "x", "n": {"a": ["b"]}}


def test_plain_works_have_no_custom() -> None:
    """It is only there when it is needed."""
    assert "custom" not in item(
        "@article{k, author={A, B}, title={T}, journal={J}, year=1997, month=may, pages={1--2}}"
    )


@pytest.mark.parametrize("write", [csl.write_json, csl.write_yaml])
def test_what_is_written_is_valid(shared: Path, write: Any) -> None:
    """By the schema of CSL 1.0.2."""
    schema = json.loads((shared / "csl/spec/schema/input/csl-data.json").read_text(encoding="utf-8"))
    data = write(from_bib(BIB).entries).data
    if write is csl.write_yaml:
        library = csl.read_yaml(ByteSource("a.yaml", data))
        data = csl.write_json(library.entries).data
    validator = Draft7Validator(schema)

    assert [error.message for error in validator.iter_errors(json.loads(data))] == []


def test_the_tables_know_all_of_the_schema(shared: Path) -> None:
    """Every type and every variable of csl-data.json is read; none is in the tables that it does not have."""
    schema = json.loads((shared / "csl/spec/schema/input/csl-data.json").read_text(encoding="utf-8"))
    properties = schema["items"]["properties"]
    special = {"id", "type", "citation-key", "custom", "categories"}
    by_type = {
        "title", "volume-title", "container-title", "page", "issue", "supplement", "collection-number", "number",
        "publisher", "publisher-place", "jurisdiction", "language", "genre", "status", "PMID",
    }  # fmt: skip
    known = {*tables.TEXTS, *tables.OWN, *tables.NAMES, *tables.DATES, *tables.OLD, *by_type, *special}

    assert set(properties["type"]["enum"]) == set(tables.CSL_TYPES)
    assert set(properties) - known == {"citation-number", "first-reference-note-number"}
    assert known - set(properties) == set()
    assert set(tables.TYPES_WRITTEN.values()) <= set(tables.CSL_TYPES)


# ------------------------------------------------------------------------------------------------- markup


@pytest.mark.parametrize(
    ("csl_text", "tex"),
    [
        ("<i>a</i> b", r"\emph{a} b"),
        ("<b><sc>a</sc></b>", r"\textbf{\textsc{a}}"),
        ("H<sub>2</sub>O<sup>+</sup>", r"H\textsubscript{2}O\textsuperscript{+}"),
        ('<span class="nocase">a <i>b</i></span>', r"{a \emph{b}}"),
        ('5 % & <span style="font-variant:small-caps;">a_b</span>', r"5 \% \& \textsc{a\_b}"),
        ("a < b <i> c", r"a < b <i> c"),
    ],
)
def test_markup_becomes_tex(csl_text: str, tex: str) -> None:
    """By the tags of the CSL-JSON documentation; a tag without its partner is text."""
    assert to_tex_value(csl_text) == tex
    assert has_markup(csl_text) == (tex != csl_text)


@pytest.mark.parametrize(
    ("tex", "csl_text"),
    [
        (r"\textit{a} {\em b} {\bf c}", "<i>a</i> <i>b</i> <b>c</b>"),
        (r"{\'E}cole {\aa}", "École å"),
        (r"{{\aa}ngstr\"om}", '<span class="nocase">ångström</span>'),
        (r"\{c\} {\unknown{b}}", '{c} <span class="nocase">b</span>'),
        (r"{A \emph{b", '<span class="nocase">A <i>b</i></span>'),
        (r"a} b", "a b"),
    ],
)
def test_tex_becomes_markup(tex: str, csl_text: str) -> None:
    """Commands by what they print; a brace that protects from changes of case keeps doing so."""
    assert from_tex_value(tex, protected=True) == csl_text


PIECES = st.lists(
    st.sampled_from(
        ["<i>", "</i>", "<b>", "</b>", "<sup>", "</sup>", '<span class="nocase">', "</span>", "a", "b c", "&", "_", "{",
         "}", "\\", "$", "%", "~", "--", "``", "é", "<", "#", "^", " "]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES)
def test_markup_survives_tex(pieces: list[str]) -> None:
    """Text and tags that go through TeX come back the same, whatever stands between them."""
    title = " ".join("".join(pieces).split())
    once = from_json({"id": "k", "type": "book", "title": f"x{title}x"})
    written = csl.write_json(once.entries)
    again = csl.read_json(ByteSource("a.json", written.data))

    assert fields(again.entries[0]) == fields(once.entries[0])
    assert csl.write_json(again.entries).data == written.data
    if not once.entries[0].fields["title"].tex:
        assert json.loads(written.data)[0]["title"] == f"x{title}x"


# ------------------------------------------------------------------------------------------------- properties

VARIABLE = st.sampled_from(
    sorted({*tables.TEXTS, *tables.NAMES, *tables.DATES, "id", "type", "title", "custom", "x-y"})
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(sorted(tables.CSL_TYPES)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["family", "given", "literal", "date-parts", "raw", "season", "circa", "biblatex", "title", "a"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.dictionaries(VARIABLE, VALUES, max_size=6), max_size=3))
def test_any_json_is_read_and_written(items: list[dict[str, object]]) -> None:
    """Wrong kinds of values everywhere: nothing is raised, and what is read is written and read again the same."""
    library = csl.read_json(ByteSource("a.json", json.dumps(items).encode()))
    written = csl.write_json(library.entries)
    again = csl.read_json(ByteSource("b.json", written.data))

    if library.entries:
        assert csl.write_json(again.entries).data == written.data


NAMES = st.builds(
    Name,
    *[st.sampled_from(["", "A", "B. C.", "d'E", "Ünal"])] * 2,
    st.sampled_from(["", "van", "de la"]),
    st.sampled_from(["", "Jr."]),
)
TEXT = st.text(st.characters(categories=["L", "N", "P", "Sm"], exclude_characters="\ufdd0"), min_size=1, max_size=8)
FIELDS = st.sampled_from(
    "title subtitle booktitle journaltitle maintitle series number issue eid volume pages publisher institution "
    "organization howpublished location address note annotation url doi eprint eprinttype langid language type "
    "pubstate keywords date year urldate edition version entrysubtype options venue eventtitle custom weird".split()
)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(tables.TYPES_WRITTEN)),
    st.dictionaries(
        FIELDS, TEXT | st.sampled_from(["1997", "1997-05/1998", "german", "arxiv", "magazine"]), max_size=8
    ),
    st.dictionaries(
        st.sampled_from(["author", "editor", "translator", "bookauthor", "holder", "director"]),
        st.builds(
            NameList,
            st.lists(NAMES.filter(lambda name: name != Name()), min_size=1, max_size=3).map(tuple),
            st.booleans(),
        ),
        max_size=3,
    ),
)
def test_any_entry_comes_back(type: str, texts: dict[str, str], names: dict[str, NameList]) -> None:
    """Whatever fields an entry has, together and for whatever type: nothing is lost on the way through CSL-JSON."""
    entry = make_entry(SPAN, "k", type, texts, names)
    library = Library("a", SPAN.source, (entry,))

    same(library, csl.read_json(ByteSource("a.json", csl.write_json([entry]).data)))
