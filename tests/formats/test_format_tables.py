"""What each format holds: the field maps, tested row by row, on real works and on what no program would write."""

from __future__ import annotations

import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit import dialects
from citekit.encoding import prepare
from citekit.exchange import make_entry
from citekit.fieldmaps.kinds import FIRST_NAMES, NAMES
from citekit.fieldmaps.losses import lost_fields
from citekit.fieldmaps.table import Row, Table, load
from citekit.formats import FORMATS, bibtex, bibtexml, endnotexml, enw, isi, mods, nbib, ris, zoterordf
from citekit.model import Entry, Name, NameList
from citekit.plugin import Format
from citekit.source import ByteSource, TextSource

MAPPED = (ris, enw, nbib, isi, endnotexml, mods, zoterordf)
WRITTEN = (*MAPPED, bibtexml)
SEED = 11
SPAN = TextSource("works", "works").span(0, 5)

# A value that each field can really have; what is not here gets a text.
VALUES = {
    "date": "1999-05-17", "urldate": "2020-01-02", "eventdate": "1999-05-17", "year": "in press", "pages": "10–20",
    "pagetotal": "312", "isbn": "978-3-16-148410-0", "issn": "1234-5678", "doi": "10.1000/xyz", "keywords": "one, two",
    "url": "https://example.org/a", "type": "phdthesis", "langid": "ngerman", "note": "Read twice", "key": "",
}  # fmt: skip
PEOPLE = NameList((Name("Berg", "Anna", "van"), Name("Doe", "John", suffix="Jr"), Name(literal="United Nations")))
TYPES = "article book collection incollection inproceedings thesis report online patent misc".split()


def table(module: object) -> Table:
    return load("citekit.formats", f"{module.__name__.rpartition('.')[2]}.toml")  # type: ignore[attr-defined]


def rows() -> Iterator[tuple[Format, Row, str]]:
    """Each row that is written, with each of some types that are read as what they were."""
    for module in MAPPED:
        map = table(module)
        for type in TYPES:
            read_as = map.types.get(map.written_type(type, "").lower())
            if read_as is None or type not in (read_as.type, read_as.then):
                continue
            seen: set[str] = set()
            for row in map.rows:
                if row.fits(type) and not row.read_only and row.field not in seen:
                    seen.add(row.field)
                    yield module.FORMAT, row, type


def entry(type: str, field: str, row: Row) -> Entry:
    """A work with one field, and what it needs to be told what it is."""
    fields = {"title": "On Roles", **dict(row.where), **CONTEXT.get(type, {})}
    names = {"author": NameList((Name("Holsti", "K. J."),))} if type != "collection" else {}
    if row.kind in (NAMES, FIRST_NAMES):
        names[field] = PEOPLE
    elif field != "key":
        fields[field] = VALUES.get(field, "Any text")
    return make_entry(SPAN, "holsti1970", type, fields, names)


CONTEXT = {
    "article": {"journaltitle": "Quarterly"},
    "incollection": {"booktitle": "The Book"},
    "inproceedings": {"booktitle": "Proceedings"},
}


def written(format: Format, entries: list[Entry]) -> bytes:
    assert format.write is not None
    return format.write(entries).data


@pytest.mark.parametrize(
    ("format", "row", "type"), [pytest.param(*one, id=f"{one[0].name}-{one[1].field}-{one[2]}") for one in rows()]
)
def test_each_row_holds_its_field(format: Format, row: Row, type: str) -> None:
    """A field that the map has a row for comes back as it was."""
    if format.name == "zoterordf":
        pytest.importorskip("rdflib")
    work = dialects.to_biblatex(entry(type, row.field, row))
    [back] = format.read(ByteSource("works", written(format, [work]))).entries

    assert back.type == type
    assert lost_fields(work, back, table(_module(format))) == []


def _module(format: Format) -> object:
    return next(module for module in WRITTEN if module.FORMAT is format)


@pytest.fixture(scope="module")
def works(shared: Path) -> list[Entry]:
    """Real works of the open corpus, a few of each file."""
    found: list[Entry] = []
    chosen = random.Random(SEED)
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".bib"):
                file = archive.extractfile(member)
                assert file is not None
                entries = bibtex.read(prepare(file.read(), member.name)[0]).entries
                found.extend(chosen.sample(entries, min(4, len(entries))))
    return found


@pytest.mark.parametrize("format", [module.FORMAT for module in WRITTEN], ids=lambda format: format.name)
def test_what_is_lost_is_told(format: Format, works: list[Entry]) -> None:
    """Of real works, each field either comes back or is told of, by name and work, and nothing else is."""
    if format.name == "zoterordf":
        pytest.importorskip("rdflib")
    assert format.write is not None
    keyed = [Entry(f"work{n}", one.type, one.fields, one.names, one.span, one.span) for n, one in enumerate(works)]
    made = format.write(keyed)
    back = iter(format.read(ByteSource("works", made.data)).entries)
    told: dict[str, set[str]] = {}
    gone = set()
    for found in made.diagnostics:
        assert found.code == "BIB201"
        told.setdefault(found.subject, set()).update(found.message.split("`")[1:2])
        gone |= {found.subject} if "can hold nothing" in found.message else set()
    for given_work in keyed:
        if given_work.key in gone:
            continue
        work, read = dialects.to_biblatex(given_work), next(back)
        noted = frozenset({"entrysubtype"} - given_work.fields.keys())
        assert set(lost_fields(work, read, table(_module(format)), noted)) == told.get(work.key, set())
    assert next(back, None) is None


@pytest.mark.parametrize("format", [module.FORMAT for module in WRITTEN], ids=lambda format: format.name)
def test_writing_again_changes_nothing(format: Format, works: list[Entry]) -> None:
    """What was read of a file that we wrote is written as the very same bytes."""
    if format.name == "zoterordf":
        pytest.importorskip("rdflib")
    first = written(format, works)
    second = written(format, list(format.read(ByteSource("works", first)).entries))
    third = written(format, list(format.read(ByteSource("works", second)).entries))

    assert third == second


# ------------------------------------------------------------------------------------------------ any input at all


def sample(format: Format) -> bytes:
    """A file with two works that have many fields."""
    row = Row("title", ("-",))
    full = {**{name: value for name, value in VALUES.items() if value}, "abstract": "Café & <more>"}
    works = [entry(type, "title", row) for type in ("article", "incollection")]
    return written(
        format, [make_entry(SPAN, one.key, one.type, {**full, "title": "T"}, dict(one.names)) for one in works]
    )


SAMPLES = {module.FORMAT.name: sample(module.FORMAT) for module in WRITTEN}
PIECES = st.sampled_from(
    [b"\n", b"\r", b"\0", b"\xff", b"<", b">", b"&", b"&x;", b"]]>", b"<!--", b"TY  - ", b"ER  - ", b"%0 ", b"PMID- ",
     b"PT J\n", b"<!DOCTYPE x>", b"\xe2\x80\xa8", b",,", b"et al.", b"  - ", b"<record>", b"</mods>", b"\x1f",
     "é".encode(), b"9" * 50]
)  # fmt: skip


@pytest.mark.parametrize("format", [module.FORMAT for module in WRITTEN], ids=lambda format: format.name)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_input_raises(format: Format, data: st.DataObject) -> None:
    """A file cut, joined, filled with marks and bytes of no meaning is read; each finding and field has its place."""
    text = SAMPLES[format.name]
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, min(len(text), at + 60)))
        text = text[:at] + data.draw(PIECES | st.binary(max_size=12)) + text[end:]
    source, _ = prepare(text, "works")
    library = format.read(source)

    for found in library.diagnostics:
        assert found.span.line >= 1
        assert found.message
    for one in library.entries:
        assert one.key
        assert one.type
        for field in one.fields.values():
            assert 0 <= field.span.start <= field.span.end <= len(library.source)
    assert format.write is not None
    assert isinstance(format.write(library.entries).data, bytes)


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_looking_never_raises(format: Format, data: bytes) -> None:
    """Whatever bytes a file has, asking a format whether it is one of its own gives an answer."""
    assert format.looks_like(data) in (True, False)
