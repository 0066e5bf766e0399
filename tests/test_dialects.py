"""BibTeX and biblatex. What is expected stands in their manuals (the sections are named in `dialects.toml`); biber,
which has its own table for reading BibTeX, is the second opinion."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.dialects import LISTS, items, langid, language, language_tag, to_biblatex, to_bibtex
from citekit.entrytypes import known_types
from citekit.exchange import make_entry
from citekit.formats.bibtex import read
from citekit.model import Entry, Field
from citekit.source import ByteSource, nowhere

TABLE = tomllib.loads(files("citekit.dialects").joinpath("dialects.toml").read_text("utf-8"))


def entry(kind: str, /, **fields: str) -> Entry:
    """An entry as it is read from a .bib file."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    (found,) = read(ByteSource("x.bib", f"@{kind}{{k,\n{lines}}}\n".encode())).entries
    return found


def said(entry: Entry) -> tuple[str, dict[str, str]]:
    """The type and the values."""
    return entry.type, {name: field.value for name, field in sorted(entry.fields.items())}


def without_braces(entry: Entry) -> tuple[str, dict[str, str | tuple[str, ...]]]:
    """The same, with lists as lists: the braces that keep an item together are put where they are needed."""
    type, values = said(entry)
    lists = {name: items(entry.fields[name]) for name in LISTS & values.keys()}
    return type, {**values, **lists}


def bibtex(entry: Entry) -> Entry:
    """In BibTeX's vocabulary, where all of it can be said there."""
    found, lost = to_bibtex(entry)

    assert lost == ()
    return found


BOTH: list[tuple[tuple[str, Mapping[str, str]], tuple[str, Mapping[str, str]]]] = [
    (("article", {"journal": "J", "year": "1999"}), ("article", {"journaltitle": "J", "date": "1999"})),
    (("book", {"address": "Oslo"}), ("book", {"location": "Oslo"})),
    (("book", {"annote": "x", "note": "y"}), ("book", {"annotation": "x", "note": "y"})),
    (("book", {"key": "UN", "edition": "Second"}), ("book", {"sortkey": "UN", "edition": "2"})),
    (("book", {"edition": "revised"}), ("book", {"edition": "revised"})),
    (("book", {"edition": "2", "langid": "german"}), ("book", {"edition": "2", "langid": "german"})),
    (
        ("misc", {"archiveprefix": "arXiv", "primaryclass": "hep-th", "eprint": "1"}),
        ("misc", {"eprinttype": "arXiv", "eprintclass": "hep-th", "eprint": "1"}),
    ),
    (("phdthesis", {"school": "U"}), ("thesis", {"type": "phdthesis", "institution": "U"})),
    (("mastersthesis", {"school": "U"}), ("thesis", {"type": "mathesis", "institution": "U"})),
    (("mastersthesis", {"type": "Bachelor's thesis"}), ("thesis", {"type": "bathesis"})),
    (("mastersthesis", {"type": "Diplomarbeit"}), ("thesis", {"type": "Diplomarbeit"})),
    (("phdthesis", {"type": "Doctoral thesis"}), ("thesis", {"type": "Doctoral thesis"})),
    (
        ("phdthesis", {"type": "Tese"}),
        ("thesis", {"type": "Tese", "entrysubtype": "phdthesis"}),
    ),
    (("mastersthesis", {"type": "Thesis"}), ("thesis", {})),
    (("techreport", {"institution": "U"}), ("report", {"type": "techreport", "institution": "U"})),
    (("techreport", {"type": "Research report"}), ("report", {"type": "resreport"})),
    (("techreport", {"type": "Working Paper"}), ("report", {"type": "Working Paper"})),
    (("techreport", {"entrysubtype": "report"}), ("report", {})),
    (("misc", {"url": "u", "entrysubtype": "online"}), ("online", {"url": "u"})),
    (("misc", {"howpublished": "by post"}), ("misc", {"howpublished": "by post"})),
    (("article", {"entrysubtype": "review"}), ("review", {})),
    (("book", {"entrysubtype": "collection"}), ("collection", {})),
    (("inbook", {"chapter": "4"}), ("inbook", {"chapter": "4"})),
    (("incollection", {"booktitle": "B", "entrysubtype": "inbook"}), ("inbook", {"booktitle": "B"})),
    (("incollection", {"booktitle": "B"}), ("incollection", {"booktitle": "B"})),
    (("article", {"entrysubtype": "newspaper"}), ("article", {"entrysubtype": "newspaper"})),
    (("strange", {"odd": "x"}), ("strange", {"odd": "x"})),
    (("book", {"title": "T: S", "subtitle": "S"}), ("book", {"title": "T", "subtitle": "S"})),
    (("book", {"title": "Why? S", "subtitle": "S"}), ("book", {"title": "Why?", "subtitle": "S"})),
    (("book", {"title": "T: {S}", "subtitle": "S"}), ("book", {"title": "T", "subtitle": "S"})),
    (("book", {"title": "T: S"}), ("book", {"title": "T: S"})),
    (
        ("book", {"publisher": "Simon and Schuster", "year": "1999"}),
        ("book", {"publisher": "{Simon and Schuster}", "date": "1999"}),
    ),
    (
        ("book", {"publisher": "A; B and C", "address": "Oslo"}),
        ("book", {"publisher": "A and {B and C}", "location": "Oslo"}),
    ),
    (("misc", {"publisher": "A; B", "entrysubtype": "online"}), ("online", {"publisher": "A and B"})),
    (("techreport", {"institution": "A; B"}), ("report", {"institution": "A and B", "type": "techreport"})),
    (
        ("book", {"publisher": "Taylor &amp; Francis", "year": "1999"}),
        ("book", {"publisher": "Taylor &amp; Francis", "date": "1999"}),
    ),
    (("book", {"publisher": "A and B"}), ("book", {"publisher": "A and B"})),
    (("book", {"year": "1999", "month": "10~January"}), ("book", {"date": "1999-01-10"})),
    (("book", {"year": "1999", "month": "January--March"}), ("book", {"date": "1999-01/1999-03"})),
    (("book", {"year": "1999--2000"}), ("book", {"date": "1999/2000"})),
    (("book", {"year": "c.~1999"}), ("book", {"date": "1999~"})),
    (("book", {"year": "44~BC"}), ("book", {"date": "-0043"})),
    (("book", {"year": "in press"}), ("book", {"year": "in press"})),
    (("book", {"year": "1999", "month": "Michaelmas"}), ("book", {"year": "1999", "month": "Michaelmas"})),
    (("book", {"year": "1999", "month": "May", "date": "1999-05/.."}), ("book", {"date": "1999-05/.."})),
    (("book", {"year": "1999", "date": "1999-XX"}), ("book", {"date": "1999-XX"})),
    (("book", {"year": "1998", "date": "1999"}), ("book", {"year": "1998", "date": "1999"})),
    (("book", {"journal": "A", "journaltitle": "B"}), ("book", {"journal": "A", "journaltitle": "B"})),
    (("book", {"language": "german", "langid": "ngerman"}), ("book", {"language": "german", "langid": "ngerman"})),
]  # fmt: skip
"""The same in BibTeX and in biblatex."""


@pytest.mark.parametrize(("old", "new"), BOTH)
def test_both_ways(old: tuple[str, dict[str, str]], new: tuple[str, dict[str, str]]) -> None:
    """Each is what the other becomes, up to braces that only protect."""
    if new[1].get("title") != "T" or "{" not in old[1]["title"]:
        assert said(bibtex(entry(old[0], **old[1]))) == (old[0], dict(sorted(old[1].items())))
    assert said(to_biblatex(entry(old[0], **old[1]))) == (new[0], dict(sorted(new[1].items())))
    assert said(to_biblatex(bibtex(to_biblatex(entry(old[0], **old[1]))))) == (new[0], dict(sorted(new[1].items())))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("conference", {}), ("inproceedings", {})),
        (("www", {}), ("online", {})),
        (("electronic", {}), ("online", {})),
        (("book", {"hyphenation": "german"}), ("book", {"langid": "german"})),
        (("book", {"pdf": "a.pdf"}), ("book", {"file": "a.pdf"})),
        (("book", {"edition": "2nd"}), ("book", {"edition": "2"})),
        (("book", {"journal": "A", "journaltitle": "A"}), ("book", {"journaltitle": "A"})),
        (("book", {"year": "1999", "month": "1", "day": "10"}), ("book", {"date": "1999-01-10"})),
        (("book", {"year": "1999", "date": "1999"}), ("book", {"date": "1999"})),
    ],
)
def test_one_way(old: tuple[str, dict[str, str]], new: tuple[str, dict[str, str]]) -> None:
    """Other names for one thing become the one that biblatex has."""
    assert said(to_biblatex(entry(old[0], **old[1]))) == new


def test_what_is_in_biblatex_already() -> None:
    """It is given back itself."""
    made = entry("thesis", author="A", title="T", date="1999~", institution="A and B", location="Oslo")

    assert to_biblatex(made) is made


def test_lists_of_biblatex_are_lists() -> None:
    """In an entry that is surely biblatex's, "and" parts a list, and BibTeX gets a semicolon."""
    made = entry("book", location="Oslo and {Stratford and Avon}", date="1999")

    assert items(made.fields["location"]) == ("Oslo", "Stratford and Avon")
    assert bibtex(made).fields["address"].value == "Oslo; Stratford and Avon"
    assert said(to_biblatex(bibtex(made))) == said(made)


@pytest.mark.parametrize(
    ("value", "tex", "parts"),
    [
        ("A and B", True, ("A", "B")),
        ("{A and B}", True, ("A and B",)),
        ("{A and B} and C", True, ("A and B", "C")),
        ("{A and {B}} and {B and C} and D", True, ("A and B", "B and C", "D")),
        ("A; B", True, ("A; B",)),
        ("A and B", False, ("A and B",)),
        ("A; B and C", False, ("A", "B and C")),
        ("", True, ()),
    ],
)
def test_items(value: str, tex: bool, parts: tuple[str, ...]) -> None:
    """Lists in TeX are parted by "and", in plain text by semicolons."""
    text = value.replace("{", "").replace("}", "")

    assert items(Field("publisher", value, text, nowhere("x"), tex)) == parts


def test_items_in_tex() -> None:
    """The items are text, whatever TeX they hold."""
    made = entry("book", publisher=r"{Simon and Schuster} and {\'E}ditions {\&} Cie", date="1999")

    assert items(made.fields["publisher"]) == ("Simon and Schuster", "Éditions & Cie")


def test_names_with_labels() -> None:
    """BibTeX gets names without labels; what else the labels said is told."""
    plain, lost = to_bibtex(entry("book", author="given=Vincent, prefix=van, family=Gogh and {UN}"))
    _, more = to_bibtex(entry("book", author="given=Vincent, family=Gogh, useprefix=true", editor="A and B"))

    assert (plain.fields["author"].value, lost) == ("van Gogh, Vincent and UN", ())
    assert [found.code for found in more] == ["BIB201"]
    assert "`author`" in more[0].message


def test_a_type_for_which_there_is_no_room() -> None:
    """A type that BibTeX lacks, where `entrysubtype` is taken, is told."""
    made, lost = to_bibtex(entry("online", entrysubtype="blog", url="u"))

    assert (made.type, made.text("entrysubtype")) == ("misc", "blog")
    assert [(found.code, found.subject) for found in lost] == [("BIB201", "k")]


def test_the_table_knows_every_type() -> None:
    """Each type that is known is biblatex's, another name for one of its, or holds no work."""
    assert known_types() - TABLE["bibtex"].keys() - TABLE["aliases"].keys() == {"set", "xdata"}
    assert set(TABLE["bibtex"].values()) | {"phdthesis"} <= known_types()


@pytest.mark.parametrize("type", sorted(TABLE["bibtex"]))
def test_every_type_comes_back(type: str) -> None:
    """Whatever biblatex's type, BibTeX's version of the entry leads back to it."""
    for fields in ({}, {"booktitle": "B"}, {"type": "phdthesis"}, {"date": "1999"}):
        made = entry(type, title="T", **fields)
        made = to_biblatex(made)

        assert said(to_biblatex(bibtex(made))) == said(made)


VALUES = {
    "title": ["T", "{The} T?", "T: S"],
    "subtitle": ["S", "T"],
    "journal": ["J"], "journaltitle": ["J", "K"], "journalsubtitle": ["S"],
    "booktitle": ["B"], "booksubtitle": ["S"],
    "address": ["Rome", "Rome and Turin", "Rome; Turin"], "location": ["Oslo and Bergen", "{A and B} and C", "A; B"],
    "publisher": ["Simon and Schuster", "A; B", "{A; B} and C"],
    "school": ["S"], "institution": ["I and J"],
    "edition": ["2", "Second", "2nd", "revised", "99"],
    "year": ["1999", "in press", "c. 1999", "1999--2000", "19XX", "1999/2000", ""],
    "month": ["May", "10~May", "Easter", "May--June", "5"], "day": ["3", "x"],
    "date": ["1999", "1999-05", "1999-05/..", "soon", "1999-XX", "..", "1999~", "-0043"],
    "type": ["phdthesis", "mathesis", "PhD thesis", "Thesis", "Technical report", "techreport", "x"],
    "entrysubtype": ["online", "report", "magazine"],
    "langid": ["german", "english"], "hyphenation": ["german"], "language": ["german and french"],
    "key": ["K"], "sortkey": ["S"], "annote": ["A"], "annotation": ["B"],
    "author": ["A B and C", "family=B, given=A", "{UN}"],
}  # fmt: skip
FIELDS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})
TYPES = st.sampled_from(sorted({*TABLE["bibtex"], *TABLE["aliases"], "strange"}))
PLAIN = st.builds(lambda type, fields: make_entry(nowhere("x"), "k", type, fields, {}), TYPES, FIELDS)
ENTRIES = st.builds(lambda type, fields: entry(type, **fields), TYPES, FIELDS) | PLAIN


@settings(max_examples=1000, deadline=None)
@given(ENTRIES)
def test_any_entry_comes_back(made: Entry) -> None:
    """Whatever the fields, right or wrong: there and back is the same, and twice is as once."""
    new = to_biblatex(made)
    old, lost = to_bibtex(made)

    assert said(to_biblatex(new)) == said(new)
    assert said(to_bibtex(old)[0]) == said(old)
    assert said(to_bibtex(new)[0]) == said(old)
    if not lost and "family=" not in made.text("author"):
        assert without_braces(to_biblatex(old)) == without_braces(new)


def test_languages() -> None:
    """babel's names and BCP 47's tags lead to each other (the names are those of babel's manual, section 1.3)."""
    for name, tag in TABLE["languages"].items():
        assert language_tag(name) == tag
        assert language_tag(langid(tag)) == tag

    assert [langid(tag) for tag in ("de", "en", "en-US", "pt-BR", "de-LU", "xx")] == [
        "ngerman", "english", "american", "brazilian", "ngerman", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "tag"),
    [
        ({"langid": "ngerman"}, "de"),
        ({"language": "en-us"}, "en-us"),
        ({"language": "langfrench"}, "fr"),
        ({"langid": "indonesian", "language": "english"}, "id"),
        ({"language": "Klingon tongue"}, ""),
        ({}, ""),
    ],
)
def test_language_of_a_work(fields: dict[str, str], tag: str) -> None:
    """Its `langid` says it, else `language`, by name or by tag."""
    assert language(entry("book", title="x", **fields)) == tag


BIBTEX_FILE = """
@article{a, author = {A, B}, title = {T}, journal = {J}, year = 1999, annote = {x}}
@phdthesis{b, author = {A, B}, title = {T}, school = {S}, year = 1999, address = {Oslo}}
@mastersthesis{c, author = {A, B}, title = {T}, school = {S}, year = 1999}
@techreport{d, author = {A, B}, title = {T}, institution = {S}, year = 1999}
@conference{e, author = {A, B}, title = {T}, booktitle = {S}, year = 1999}
@www{f, author = {A, B}, title = {T}, url = {https://a.org}, year = 1999}
@misc{g, author = {A, B}, title = {T}, eprint = {1}, archiveprefix = {arXiv}, primaryclass = {x}, year = 1999}
@book{h, author = {A, B}, title = {T}, publisher = {P}, pdf = {a.pdf}, year = 1999}
"""


def test_biber_agrees(need: Callable[[str], str], tmp_path: Path) -> None:
    """biber, told to rewrite a BibTeX file, gives the same types and field names."""
    (tmp_path / "x.bib").write_text(BIBTEX_FILE, encoding="utf-8")
    command = [need("biber"), "--tool", "--output-file", "y.bib", "x.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    theirs = read(ByteSource("y.bib", (tmp_path / "y.bib").read_bytes())).entries
    ours = map(to_biblatex, read(ByteSource("x.bib", BIBTEX_FILE.encode())).entries)
    dates = {"date", "year"}

    assert done.returncode == 0, done.stdout
    assert [(one.key, one.type, one.text("type"), set(one.fields) - dates) for one in theirs] == [
        (one.key, one.type, one.text("type"), set(one.fields) - dates) for one in ours
    ]
