"""The index of a large library: what it gives is what reading the whole file gives, and it is never a stale one."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.encoding import prepare
from citekit.formats.bibtex import read
from citekit.formats.bibtex.scanner import scan
from citekit.index import Large, cache, large, tables, with_key
from citekit.index.columns import table_of
from citekit.index.keys import keys_of
from citekit.inheritance import resolve
from citekit.model import Library
from citekit.query import Table, find, parse
from citekit.query import table as plain_table
from citekit.source import ByteSource

LIBRARY = r"""% Encoding: UTF-8
@string{pup = {Princeton University Press}}
@book{holsti1995, author = {Holsti, K. J.}, title = {{I}nternational Politics}, publisher = pup,
  year = 1995, month = may}
@article{müller, author = {M{\"u}ller, Ana}, title = {Stra\ss e $a_2$ --- 国际},
  date = {1979-05/1980}, doi = {10.1/a{b}}}
some junk, @comment{and @book{hidden, title = {Hidden}} }
@book{holsti1995, title = {Another}, crossref = {parent}}
@book{, title = {No key}}
@book{broken, title = {Unclosed, year = 1990
@collection{parent, title = {The Parent} # { of All}, year = {2004-- \ldots}, TITLE = {twice}, xdata = {data}}
@string{jan = "10~Jan"}
@xdata{data, publisher = {Somewhere}, month = jan, year = 2004, type = {x}, url = {http://x.org/a\_b}}
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as large."""
    monkeypatch.setattr("citekit.index.opening.WORTH", 1)
    found = tmp_path / "references.bib"
    found.write_text(LIBRARY, encoding="utf-8")
    return found


def opened(path: Path) -> Large:
    found = large(path, path.name)
    assert found is not None
    return found


def whole(path: Path) -> Library:
    return read(prepare(path.read_bytes(), path.name)[0])


def same(one: Table, other: Table) -> bool:
    """The same columns, row by row."""
    return one.size == other.size and rows(one) == rows(other) and dates(one) == dates(other)


def rows(table: Table) -> dict[str, list[tuple[int, list[str]]]]:
    lines = {name: list(column.lines()) for name, column in table.columns.items()}
    return {name: [(work, text.split()) for work, text in found] for name, found in lines.items() if found}


def dates(table: Table) -> list[tuple[int, int]]:
    return list(zip(table.first, table.last, strict=True))


def test_all_entries(path: Path) -> None:
    """Each entry, read alone, has the key, type, fields, place and findings that it has when the file is read whole."""
    library, expected = opened(path), whole(path)
    assert library.keys.all() == [entry.key for entry in expected.entries]
    assert len(library) == len(expected.entries)
    for number, entry in enumerate(expected.entries):
        (alone,) = library.read([number]).entries
        assert (alone.key, alone.type, str(alone.span)) == (entry.key, entry.type, str(entry.span))
        assert {name: field.text for name, field in alone.fields.items()} == {
            name: field.text for name, field in entry.fields.items()
        }


def test_second_opening_reads_the_index(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time nothing is scanned, neither for an entry nor for a query."""
    first = opened(path)
    expected = tables.table(first)
    monkeypatch.setattr("citekit.index.opening.scan", None)
    monkeypatch.setattr("citekit.index.tables.scan", None)
    second = opened(path)

    assert second.keys.all() == first.keys.all()
    assert same(tables.table(second), expected)
    assert second.read([1]).entries[0].text("title") == "Straße a₂ — 国际"


def test_with_key(path: Path) -> None:
    """All entries with a key are given, and those that they take fields from, over any number of steps and files."""
    small = read(ByteSource("more.bib", b"@book{more, crossref = {parent}}"))
    found = with_key([opened(path)], "holsti1995")
    both = with_key([small, opened(path)], "more")

    assert [[entry.key for entry in one.entries] for one in found] == [["holsti1995", "holsti1995", "parent", "data"]]
    assert [[entry.key for entry in one.entries] for one in both] == [["more"], ["parent", "data"]]
    assert [len(one.entries) for one in with_key([opened(path)], "nobody")] == [0]


def test_circle_of_parents(path: Path) -> None:
    """Entries that take fields from each other are each read once."""
    path.write_text("@book{a, crossref = {b}}\n@book{b, crossref = {a}, xdata = {b, a}}\n", encoding="utf-8")
    (found,) = with_key([opened(path)], "a")

    assert [entry.key for entry in found.entries] == ["a", "b"]


def test_keys_are_whole(path: Path) -> None:
    """A key is found only as a whole, and a line end in one finds nothing."""
    keys = opened(path).keys

    assert keys.having("holsti1995") == [0, 2]
    assert keys.having("holsti") == keys.having("olsti1995") == keys.having("") == []
    assert keys.having("holsti1995\nmüller") == []


def test_table(path: Path) -> None:
    """The columns made of bytes are those made of entries with what they take over."""
    (expected,) = resolve([whole(path)])
    assert same(tables.table(opened(path)), plain_table(expected.entries))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_encodings(path: Path, encoding: str) -> None:
    """In whatever encoding the file is, the index gives the same text, the first time and the second."""
    path.write_bytes('@book{a, author = {Müller}, title = {"Äh"}}\n'.encode(encoding))
    for _ in range(2):
        library = opened(path)
        assert [entry.text("author") for entry in library.read([0]).entries] == ["Müller"]
        assert find(parse("muller ah"), tables.table(library)) == [0]


def test_changed_file(path: Path) -> None:
    """A file that changed has another index, even with the same size and time of change."""
    before = path.stat()
    assert find(parse("international"), tables.table(opened(path))) == [0]
    path.write_bytes(
        path.read_bytes().replace(b"International", b"Internatiomal").replace(b"{I}nternational", b"{X}nternational")
    )
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert path.stat().st_size == before.st_size
    assert find(parse("international"), tables.table(opened(path))) == []
    assert opened(path).read([0]).entries[0].text("title") == "Xnternational Politics"


def kept(kind: str) -> Path:
    place = cache.folder()
    assert place is not None
    (found,) = place.glob(f"*.{kind}")
    return found


@pytest.mark.parametrize("kind", ["keys", "words"])
def test_damaged_index(path: Path, kind: str) -> None:
    """Any byte of the index may be wrong, or missing: it is made anew, and the answer is the right one."""
    expected = tables.table(opened(path))
    good = kept(kind).read_bytes()
    step = max(len(good) // 60, 1)
    for at in range(0, len(good), step):
        for bad in (good[:at], good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]):
            kept(kind).write_bytes(bad)
            library = opened(path)
            assert library.keys.all() == [entry.key for entry in whole(path).entries]
            assert same(tables.table(library), expected)


@pytest.mark.parametrize("foreign", [b"", b"SQLite format 3\0", b"00000000 {}\n", b"[" * 100_000, b"\xff" * 99])
def test_foreign_file(path: Path, foreign: bytes) -> None:
    """A file of another program in the place of the index is replaced."""
    opened(path)
    kept("keys").write_bytes(foreign)

    assert opened(path).keys.having("müller") == [1]
    assert kept("keys").read_bytes() != foreign


def test_index_of_another_file(path: Path) -> None:
    """The index of one file under the name of another's is not taken for it."""
    opened(path)
    other = kept("keys").read_bytes()
    kept("keys").unlink()
    path.write_text("@book{other, title = {Other}}\n", encoding="utf-8")
    opened(path)
    kept("keys").write_bytes(other)

    assert opened(path).keys.all() == ["other"]


def test_other_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of citekit kept is made anew."""
    opened(path)
    before = kept("keys").read_bytes()
    monkeypatch.setattr(cache, "_FORM", 10**6)

    assert opened(path).keys.having("müller") == [1]
    assert kept("keys").read_bytes() != before


def test_no_place_for_the_cache(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a place that can be written to the answer is the same; only why nothing was kept is known."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CITEKIT_CACHE", str(tmp_path / "file"))
    library = opened(path)

    assert library.unkept
    assert library.keys.having("müller") == [1]
    assert find(parse("muller"), tables.table(library)) == [1]


def test_cache_is_private_and_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its owner may look into the cache, and the files unused longest go when there are too many."""
    monkeypatch.setattr(cache, "MOST_BYTES", 1)
    opened(path)
    first = kept("keys")
    path.write_text("@book{other, title = {Other}}\n", encoding="utf-8")
    opened(path)

    assert kept("keys") != first
    if os.name == "posix":
        assert first.parent.stat().st_mode & 0o077 == 0


def test_what_is_not_large(tmp_path: Path) -> None:
    """A small file, a missing one, a folder and a large one without entries are left to the loader."""
    (tmp_path / "small.bib").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "prose.bib").write_text("no entries here\n" * 200_000, encoding="utf-8")

    for name in ("small.bib", "missing.bib", ".", "prose.bib"):
        assert large(tmp_path / name, name) is None


PIECES = st.sampled_from(
    ["@book{", "@string{s = {x}}", "a", ",", "}", "{", '"', "title = ", "year = 1990", "=", "s", "#", "\\'e", "é", "~",
     "$_2$", "\n", "@comment{", "%", "author = {A and B}", "date = {1990-05/..}", "month = jan", "url = {a\\_{b}}"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_hostile_text(text: str) -> None:
    """Whatever a file holds, keys and columns made of its bytes are those of its entries."""
    source = ByteSource("a.bib", text.encode())
    blocks, entries = scan(source.data), read(source).entries
    keys = keys_of(source, blocks)

    assert keys.all() == [entry.key for entry in entries]
    assert same(table_of(source, blocks, keys), plain_table(entries))


def test_open_corpus(shared: Path) -> None:
    """So it is for every real file of the open corpus, even those in several encodings."""
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        files = [member for member in archive.getmembers() if member.name.endswith(".bib")]
        for member in files:
            data = archive.extractfile(member)
            assert data is not None
            source = prepare(data.read(), member.name)[0]
            blocks, entries = scan(source.data), read(source).entries
            keys = keys_of(source, blocks)
            assert keys.all() == [entry.key for entry in entries], member.name
            assert same(table_of(source, blocks, keys), plain_table(entries)), member.name

    assert len(files) == 571
