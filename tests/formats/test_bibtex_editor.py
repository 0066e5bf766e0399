"""Editing .bib files: the bytes that were asked for change, and no others."""

from __future__ import annotations

import random
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from citekit.diagnostic import UsageError
from citekit.encoding import prepare
from citekit.exchange import make_entry
from citekit.formats.bibtex import editor, read, string_editor
from citekit.formats.bibtex.layout import Layout
from citekit.formats.bibtex.scanner import scan
from citekit.formats.bibtex.typed import as_tex, escaped
from citekit.model import Entry, Library
from citekit.source import ByteSource, nowhere
from citekit.splices import Splice, apply


def library(data: bytes | str, path: str = "a.bib") -> Library:
    source, _ = prepare(data.encode() if isinstance(data, str) else data, path)
    return read(source)


def after(data: str, edit: Callable[[Library, Entry], list[Splice]]) -> str:
    """The text of a file once its first entry was edited."""
    found = library(data)
    return editor.edited(found, edit(found, found.entries[0])).decode()


def values(found: Library) -> list[tuple[str, str, dict[str, str]]]:
    return [(entry.key, entry.type, {n: f.value for n, f in entry.fields.items()}) for entry in found.entries]


# ------------------------------------------------------------------------------------- one field, all files

PLAIN = st.text("abcXYZ 0123.,:;-/&%#_$~'()=@\\\"éß", max_size=12)
NESTED = st.recursive(
    PLAIN.map(lambda text: text.replace("\\", "")),
    lambda inner: st.tuples(inner, inner, inner).map(lambda three: f"{three[0]}{{{three[1]}}}{three[2]}"),
    max_leaves=4,
)
NAMES = ("author", "title", "YEAR", "Note", "x-data")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mixed")


@st.composite
def fields(draw: st.DrawFn) -> str:
    """A field with what separates it from the one before."""
    value = draw(NESTED)
    enclosed = draw(st.sampled_from([f"{{{value}}}", f'"{value}"' if '"' not in value else "{}", "1999", "jan # {x}"]))
    gap, space = draw(st.sampled_from([",\n  ", ", ", ",\n\t", "\n , "])), draw(st.sampled_from(["", " ", "    "]))
    return f"{gap}{draw(st.sampled_from(NAMES))}{space}={space}{enclosed}"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A .bib file in some encoding, with some line end."""
    entries = []
    for number in range(draw(st.integers(1, 4))):
        body = "".join(draw(st.lists(fields(), min_size=1, max_size=4)))
        end = draw(st.sampled_from(["\n}", ",\n}", "}", " }"]))
        entries.append(f"@{draw(st.sampled_from(['book', 'ARTICLE']))}{{key{number}{body}{end}")
    between = draw(st.sampled_from(["\n\n", "\n% a remark\n", "\n@string{ab = {cd}}\n", "\r\n"]))
    text = draw(st.sampled_from(["", "% é first\n"])) + between.join(entries) + draw(st.sampled_from(["", "\n"]))
    text = text.replace("\r\n", "\n").replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return encoded(text, draw(st.sampled_from(ENCODINGS)))


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "mixed":
        # More of it is UTF-8 than not, or it would be taken for Windows-1252.
        return "% ä ö ü\n".encode() * 9 + b"% \xfc\n" + text.encode()
    return text.encode(encoding)


@settings(max_examples=300, deadline=None)
@given(files(), st.data(), NESTED)
def test_an_edit_of_a_field_changes_only_its_bytes(data: bytes, draw: st.DataObject, value: str) -> None:
    """Whatever the encoding and the line end: all bytes round the field stay, and reading gives the new value.

    Where the field stands is found by decoding by hand, not by the editor.
    """
    found = library(data)
    assert editor.edited(found, []) == data
    entry = draw.draw(st.sampled_from(found.entries))
    field = entry.fields[draw.draw(st.sampled_from(list(entry.fields)))]

    new = editor.edited(found, editor.set_field(found, entry, field.name, value))

    start, end = file_offsets(found, field.span.start, field.span.end)
    assert new.startswith(data[:start])
    assert new.endswith(data[end:])
    expected = values(found)
    expected[found.entries.index(entry)][2][field.name] = value
    assert values(library(new)) == expected


def file_offsets(found: Library, start: int, end: int) -> tuple[int, int]:
    """Offsets in the file, by counting the bytes that the text before them takes there."""
    source = found.source
    assert isinstance(source, ByteSource)
    encoding = source.file_encoding
    if encoding in ("utf-16-le", "utf-16-be"):
        mark = 2 if source.file[:2] in (b"\xff\xfe", b"\xfe\xff") else 0
        text = source.data.decode()
        before = len(source.data[:start].decode()), len(source.data[:end].decode())
        assert len(text.encode(encoding)) == 2 * len(text)
        return mark + 2 * before[0], mark + 2 * before[1]
    if encoding == "utf-8-sig":
        return start + 3, end + 3
    # In the mixed file the one byte that is not UTF-8 stands before all entries, and takes two in it.
    return (start - 1, end - 1) if encoding == "mixed" else (start, end)


@pytest.fixture(scope="module")
def corpus(shared: Path) -> list[tuple[str, bytes]]:
    """The real .bib files that are kept beside the project."""
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        opened = ((one.name, archive.extractfile(one)) for one in archive if one.name.endswith(".bib"))
        return sorted((name, file.read()) for name, file in opened if file)


def test_real_files_keep_all_other_bytes(corpus: list[tuple[str, bytes]]) -> None:
    """In every file of the corpus: nothing edited is nothing changed; with one random field of one random entry
    changed, all bytes but that field's are the same, and the file holds the same blocks."""
    chance = random.Random(20261124)
    edits = 0
    for name, data in corpus:
        found = library(data, name)
        assert editor.edited(found, []) == data, name
        entries = [entry for entry in found.entries if entry.fields]
        if not entries:
            continue
        entry = chance.choice(entries)
        field = entry.fields[chance.choice(list(entry.fields))]
        splices = editor.set_field(found, entry, field.name, "A {new} value: 50 \\%")
        assert all(field.span.start <= one.start <= one.end <= field.span.end for one in splices), name
        again, _ = prepare(editor.edited(found, splices), name)
        assert isinstance(found.source, ByteSource)
        kinds = [(block.kind, found.source.slice(*block.key)) for block in scan(found.source.data)]
        assert [(block.kind, again.slice(*block.key)) for block in scan(again.data)] == kinds, name
        edits += 1
    assert edits > 500


# ---------------------------------------------------------------------------------------- a field, by hand


def setting(name: str, tex: str) -> Callable[[Library, Entry], list[Splice]]:
    return lambda found, entry: editor.set_field(found, entry, name, tex)


@pytest.mark.parametrize(
    ("before", "name", "tex", "expected"),
    [
        ("@a{k, title = {Old},}", "title", "New", "@a{k, title = {New},}"),
        ('@a{k, title = "Old"}', "title", "New", '@a{k, title = "New"}'),
        ('@a{k, title = "Old"}', "title", 'a "b"', '@a{k, title = {a "b"}}'),
        ('@a{k, title = "Old"}', "title", '{"}b', '@a{k, title = "{"}b"}'),
        ("@a{k, year = 1997}", "year", "1998", "@a{k, year = 1998}"),
        ("@a{k, year = 1997}", "year", "[1998]", "@a{k, year = {[1998]}}"),
        ("@a{k, month = jan}", "month", "feb", "@a{k, month = feb}"),
        ("@a{k, month = jan}", "month", "Winter", "@a{k, month = {Winter}}"),
        ("@a{k, journal = wp # { II}, x = {y}}", "journal", "wp", "@a{k, journal = {wp}, x = {y}}"),
        ("@a{k, title = {a} # {b}}", "title", "c", "@a{k, title = {c}}"),
        ("@a{k, title = {First}, title = {Second}}", "title", "c", "@a{k, title = {c}, title = {Second}}"),
        ("@a(k, title = {Old})", "title", "a) b", "@a(k, title = {a) b})"),
        ("@a{k, TITLE = {Old}}", "title", "", "@a{k, TITLE = {}}"),
    ],
)
def test_a_value_keeps_its_dress(before: str, name: str, tex: str, expected: str) -> None:
    """Braces, quotes or none stay as they are where they can; checked by hand."""
    assert after(before, setting(name, tex)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("@a{k,\n  title = {T},\n  year = 1997\n}", "@a{k,\n  title = {T},\n  year = 1997,\n  note = {N}\n}"),
        ("@a{k,\n\ttitle={T},\n\tyear={1}, \n}\n", "@a{k,\n\ttitle={T},\n\tyear={1},\n\tnote={N}, \n}\n"),
        ("@a{k, title={T}, year={1}}", "@a{k, title={T}, year={1}, note={N}}"),
        (
            "@a{k,\r\n  TITLE     = {T},\r\n  PUBLISHER = {P},\r\n}",
            "@a{k,\r\n  TITLE     = {T},\r\n  PUBLISHER = {P},\r\n  NOTE      = {N},\r\n}",
        ),
        (
            "@a{k,\n  title =     {T},\n  publisher = {P}\n}",
            "@a{k,\n  title =     {T},\n  publisher = {P},\n  note =      {N}\n}",
        ),
        (
            '@a{k,\n      TITLE = "T",\n  PUBLISHER = "P"\n}',
            '@a{k,\n      TITLE = "T",\n  PUBLISHER = "P",\n       NOTE = "N"\n}',
        ),
        ("@a{k\n , title = {T}\n , year = 1997\n}", "@a{k\n , title = {T}\n , year = 1997\n , note = {N}\n}"),
        ("@a{k}", "@a{k,\n  note = {N}}"),
        ("@a{k,}", "@a{k,\n  note = {N},}"),
        ("@a{k,\n Title = {T},\n Year = {1}}", "@a{k,\n Title = {T},\n Year = {1},\n Note = {N}}"),
        ("@a{k,\n title = {T},\n year = {1},", "@a{k,\n title = {T},\n year = {1},\n note = {N},"),
    ],
)
def test_a_new_field_looks_like_its_neighbours(before: str, expected: str) -> None:
    """Indented, aligned, enclosed, in their case and with their commas; also in an entry never closed. By hand."""
    assert after(before, setting("note", "N")) == expected


def test_a_lone_entry_takes_the_layout_of_the_others() -> None:
    """Where an entry has no field to go by, the entries round it show how the file is written."""
    others = "@b{one,\n    title = {T},\n    year  = {1},\n}\n\n@b{two,\n    title = {T},\n    year  = {1},\n}\n\n"
    found = library(others + "@b{three,\n}")
    new = editor.edited(found, editor.set_field(found, found.entries[2], "note", "N"))
    assert new.decode() == others + "@b{three,\n    note  = {N},\n}"


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("@a{k,\n  title = {T},\n  year = 1,\n  note = {N}\n}", "title", "@a{k,\n  year = 1,\n  note = {N}\n}"),
        ("@a{k,\n  title = {T},\n  year = 1,\n  note = {N}\n}", "year", "@a{k,\n  title = {T},\n  note = {N}\n}"),
        ("@a{k,\n  title = {T},\n  year = 1,\n  note = {N}\n}", "note", "@a{k,\n  title = {T},\n  year = 1\n}"),
        ("@a{k,\n  title = {T},\n  year = 1,\n}", "YEAR", "@a{k,\n  title = {T},\n}"),
        ("@a{k, x = 1, y = 2, X = 3}", "x", "@a{k, y = 2}"),
        ("@a{k, title = {T}}", "title", "@a{k}"),
        ("@a{k,\n % mine\n x = 1,\n y = 2\n}", "x", "@a{k,\n % mine\n  y = 2\n}"),
    ],
)
def test_a_removed_field_leaves_no_gap(before: str, name: str, expected: str) -> None:
    """Its comma and line go with it, and remarks stay; one that comes twice goes twice. By hand."""
    assert after(before, lambda found, entry: editor.remove_field(found, entry, name)) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("@a{k, journal = {J}}", "@a{k, journaltitle = {J}}"),
        ("@a{k, JOURNAL={J}}", "@a{k, JOURNALTITLE={J}}"),
        ("@a{k, Journal = {J}}", "@a{k, Journaltitle = {J}}"),
        (
            "@a{k,\n  journal      = {J},\n  organization = {O},\n  year         = 1\n}",
            "@a{k,\n  journaltitle = {J},\n  organization = {O},\n  year         = 1\n}",
        ),
    ],
)
def test_a_field_is_renamed(before: str, expected: str) -> None:
    """In the case of its old name; an `=` in a column stays there. By hand."""
    assert after(before, lambda found, entry: editor.rename_field(found, entry, "journal", "journaltitle")) == expected


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        ("a { b", "a `{` that is never closed"),
        ("a } b { c", "a `}` that nothing opens"),
        (r"a \} b", "a `}` that nothing opens"),
        ("a\0b", "a NUL character"),
    ],
)
def test_a_value_that_would_break_the_entry_is_refused(tex: str, message: str) -> None:
    """By BibTeX's way of counting braces, a backslash before one making no difference (btxdoc, section 2.2)."""
    with pytest.raises(UsageError, match=message):
        after("@a{k, title = {T}}", setting("title", tex))


@pytest.mark.parametrize("name", ["", "a b", "x=", "{", "1st", "a,b", "a%"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    """What BibTeX would not read as the name of a field is never written as one."""
    with pytest.raises(UsageError, match="cannot be the name of a field"):
        after("@a{k, title = {T}}", setting(name, "x"))


def test_what_is_not_there_is_said() -> None:
    """A field to remove or rename that the entry lacks, and a name that it has already."""
    with pytest.raises(UsageError, match="k has no field note") as caught:
        after("@a{k, title = {T}}", lambda found, entry: editor.remove_field(found, entry, "note"))
    assert caught.value.hint == "it has: title"
    with pytest.raises(UsageError, match="k has a field note already"):
        after("@a{k, title = {T}, note = {N}}", lambda found, entry: editor.rename_field(found, entry, "title", "note"))


# ------------------------------------------------------------------------------------------ keys and types


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("@book{old,\n title = {T}}", "@book{new:1,\n title = {T}}"),
        ("@book( old , title = {T})", "@book( new:1 , title = {T})"),
        ("@book{, title = {T}}", "@book{new:1, title = {T}}"),
        ("@book{title = {T}}", "@book{new:1, title = {T}}"),
        ("@book{a key, title = {T}}", "@book{new:1, title = {T}}"),
    ],
)
def test_an_entry_gets_another_key(before: str, expected: str) -> None:
    """In place of the old one, or where it had none. By hand."""
    assert after(before, lambda found, entry: editor.set_key(found, entry, "new:1")) == expected


@given(files(), st.text("aZ9\x00\x1f\x7f!$&*+-./:;<>?[]^_`|", min_size=1, max_size=3))
def test_any_key_leaves_the_rest_of_an_entry_as_it_was(data: bytes, key: str) -> None:
    """Whatever signs a key may have, each entry that gets it is read anew with it, and says the same otherwise."""
    found = library(data)
    for number, entry in enumerate(found.entries):
        try:
            splices = editor.set_key(found, entry, key, is_free=True)
        except UsageError:
            continue  # of the signs that no key may have, or of an entry that is broken already
        expected = [(key if n == number else k, t, fields) for n, (k, t, fields) in enumerate(values(found))]
        assert values(library(editor.edited(found, splices))) == expected


def test_a_key_that_is_taken_is_refused() -> None:
    """Also when it differs in case alone, which to BibTeX is no difference; an entry may change its own key's case."""
    text = "@a{one, x = 1}\n@a{two, x = 1}"
    with pytest.raises(UsageError, match=r"the key TWO is taken: a\.bib:2:1"):
        after(text, lambda found, entry: editor.set_key(found, entry, "TWO"))
    assert after(text, lambda found, entry: editor.set_key(found, entry, "One")).startswith("@a{One,")
    for key in ("", "a b", "a,b", "a}", "a#b", "a~b"):
        with pytest.raises(UsageError, match="cannot be a key"):
            after(text, lambda found, entry, key=key: editor.set_key(found, entry, key))


def test_what_points_to_a_key_follows_it() -> None:
    """crossref in any case, lists of keys one by one, in braces or quotes; the rest stays. By hand."""
    found = library(
        "@a{k, crossref = {Old}, xdata = {x,old , older}, note = {old}}\n"
        '@a{l, related = "old", entryset = {OLD}, xref = wp # {old}}'
    )
    assert editor.edited(found, editor.references(found, {"old": "new"})).decode() == (
        "@a{k, crossref = {new}, xdata = {x,new , older}, note = {old}}\n"
        '@a{l, related = "new", entryset = {OLD}, xref = wp # {old}}'
    )


def test_an_entry_gets_another_type() -> None:
    """In the case of the old one; a word that is no type is refused."""
    assert after("@BOOK{k, x = 1}", lambda f, e: editor.set_type(f, e, "thesis")) == "@THESIS{k, x = 1}"
    assert after("@book{k, x = 1}", lambda f, e: editor.set_type(f, e, "phdThesis")) == "@phdThesis{k, x = 1}"
    for word in ("a b", "", "comment", "9x", "x{"):
        with pytest.raises(UsageError, match="cannot be the type"):
            after("@book{k, x = 1}", lambda f, e, word=word: editor.set_type(f, e, word))


# ------------------------------------------------------------------------------------------------- entries


@pytest.mark.parametrize(
    ("before", "index", "expected"),
    [
        ("% a\n@a{k, x = 1}\n\n@a{l, x = 1}\n", 0, "% a\n@a{l, x = 1}\n"),
        ("@a{k, x = 1}\n\n@a{l, x = 1}\n", 1, "@a{k, x = 1}\n"),
        ("@a{k, x = 1}\n\n% b\n@a{l, x = 1}\n", 0, "% b\n@a{l, x = 1}\n"),
        ("@a{k, x = 1} % b\n@a{l, x = 1}\n", 0, "% b\n@a{l, x = 1}\n"),
        ("@a{k, x = 1} @a{l, x = 1}\n", 1, "@a{k, x = 1}\n"),
        ("@a{k, x = 1}\n", 0, ""),
    ],
)
def test_a_removed_entry_leaves_no_gap(before: str, index: int, expected: str) -> None:
    """The blank lines after it go, remarks stay. By hand."""
    found = library(before)
    assert editor.edited(found, editor.remove_entry(found, found.entries[index])).decode() == expected


def test_an_entry_is_added_after_the_last() -> None:
    """As far away as the others are from each other, before what ends the file, with the file's line ends. By hand."""
    text = "@a{b, x = 1}\r\n@a{a, x = 1}\r\n@comment{jabref-meta: x}\r\n"
    found = library(text)
    new = editor.edited(found, editor.insert_entry(found, "@a{c,\n  x = 1\n}\n"))
    assert new.decode() == "@a{b, x = 1}\r\n@a{a, x = 1}\r\n@a{c,\r\n  x = 1\r\n}\r\n@comment{jabref-meta: x}\r\n"


def test_an_entry_is_added_where_the_order_asks_for_it() -> None:
    """In a file sorted by key; a remark above an entry stays with it. By hand."""
    text = "@a{a, x = 1}\n\n% on c\n@a{c, x = 1}\n\n@a{e, x = 1}\n"
    for key, place in (("b", text.index("\n\n% on c")), ("d", text.index("\n\n@a{e")), ("f", len(text) - 1)):
        found = library(text)
        new = editor.edited(found, editor.insert_entry(found, f"@a{{{key}, x = 2}}"))
        assert new.decode() == f"{text[:place]}\n\n@a{{{key}, x = 2}}{text[place:]}"
    found = library(text)
    assert editor.edited(found, editor.insert_entry(found, "@a{A, x = 2}")).decode() == f"@a{{A, x = 2}}\n\n{text}"


def test_an_entry_is_added_before_the_one_it_refers_to() -> None:
    """BibTeX finds the parent of a crossref only below its children (btxdoc, section 2.2, item 5)."""
    found = library("@a{z, x = 1}\n\n@book{p, x = 1}\n\n@a{b, x = 1}\n")
    new = editor.edited(found, editor.insert_entry(found, "@a{c, crossref = {p}}"))
    assert [entry.key for entry in library(new).entries] == ["z", "c", "p", "b"]


def test_an_entry_is_added_where_it_is_told() -> None:
    """After another entry, whatever the order; a remark at the end of that one's line stays there."""
    found = library("@a{k, x = 1} % k\n@a{l, x = 1}\n")
    new = editor.edited(found, editor.insert_entry(found, "@a{m, x = 2}", after=found.entries[0]))
    assert new.decode() == "@a{k, x = 1} % k\n\n@a{m, x = 2}\n@a{l, x = 1}\n"


def test_an_entry_of_another_format_is_laid_out() -> None:
    """Its text becomes TeX, in the dress of the file; what the encoding lacks is composed. By hand."""
    found = library('% \xe9\n@Book{k,\n   Title = "T",\n   Year  = 1990,\n}\n'.encode("latin-1"))
    made = make_entry(nowhere("x"), "l", "book", {"title": "Łódź & é", "year": "1991"}, {})
    new = editor.edited(found, editor.insert_entry(found, made))
    expected = "\n\n@Book{l,\n   Title = \"{\\L}{\\'o}d{\\'z} \\& {\\'e}\",\n   Year  = 1991,\n}\n"
    assert new == found.source.data.rstrip() + expected.encode("latin-1")


def test_the_first_entry_of_a_file() -> None:
    """Below what the file has besides, a blank line away."""
    for before, expected in (
        ("", "@a{k, x = 1}\n"),
        ("% mine\r\n", "% mine\r\n\r\n@a{k, x = 1}\r\n"),
        ("@string{a = {b}}", "@string{a = {b}}\n\n@a{k, x = 1}\n"),
    ):
        found = library(before)
        assert editor.edited(found, editor.insert_entry(found, "@a{k, x = 1}")).decode() == expected


@pytest.mark.parametrize("text", ["", "x", "@a{k, x = {1}", "@a{k, x = 1} @a{l, x = 1}", "@string{a = {b}}"])
def test_what_is_no_entry_is_not_added(text: str) -> None:
    """Nothing, prose, two entries, or one that is broken and could swallow what follows."""
    found = library("@a{k, x = 1}\n")
    with pytest.raises(UsageError, match="not one entry"):
        editor.insert_entry(found, text)


@pytest.mark.parametrize(
    "text",
    [
        "@book{k,\n  title     = {T},\n  publisher = {P},\n  year      = 1997\n}",
        "@Book{k,\n\tTitle = {T},\n\tPublisher = {P},\n\tYear = {1997},\n}",
        '@BOOK{k,\n      TITLE = "T",\n  PUBLISHER = "P",\n       YEAR = "1997"}',
        "@book{k, title={T}, publisher={P}, year={1997}}",
        "@book{k\n, title =     {T}\n, publisher = {P}\n, year =      {1997}\n}",
        "@book{k,\r\n title = {T},\r\n publisher = {P},\r\n year = 1997,\r\n }",
    ],
)
def test_a_layout_is_learnt(text: str) -> None:
    """An entry that is taken apart and laid out by what is learnt from it is the same text."""
    layout = editor.layout_at(library(text), 0)
    assert layout.entry("book", "k", [("title", "T"), ("publisher", "P"), ("year", "1997")]) == text


def test_a_column_for_each_entry_is_learnt() -> None:
    """Where each entry's `=` stand behind its own longest name, so do those of a new one. By hand."""
    found = library("@a{k,\n  title = {T},\n  x     = 1\n}\n@a{l,\n  organization = {T},\n  year         = 1\n}\n")
    layout = editor.layout_at(found, 2)
    assert layout.entry("a", "m", [("note", "N"), ("journal", "J")]) == "@a{m,\n  note    = {N},\n  journal = {J}\n}"


def test_the_default_layout() -> None:
    """A file without entries is written with two spaces, braces, lower case and a comma after each field."""
    assert Layout().entry("Book", "k", [("Year", "1997")]) == "@Book{k,\n  Year = {1997},\n}"


# ------------------------------------------------------------------------------------------------- strings

STRINGS = '% s\n@string{wp = {World Politics}}\n@STRING(io="Int. Org.")\n\n@a{k, journal = WP # { II}, x = {wp}}\n'


def test_a_string_is_changed_or_defined() -> None:
    """A new one is written like the last, or before the first entry where there is none. By hand."""
    found = library(STRINGS)
    assert editor.edited(found, string_editor.set_string(found, "WP", "W. P.")).decode() == STRINGS.replace(
        "World Politics", "W. P."
    )
    assert editor.edited(found, string_editor.set_string(found, "ap", "A. P.")).decode() == STRINGS.replace(
        'Org.")\n', 'Org.")\n@STRING{ap="A. P."}\n'
    )
    found = library("% s\n@a{k, x = 1}")
    new = editor.edited(found, string_editor.set_string(found, "ap", "A"))
    assert new.decode() == "% s\n@string{ap = {A}}\n\n@a{k, x = 1}"


def test_a_string_is_renamed_wherever_it_is_used() -> None:
    """In its definition and, in any case, in values, but not in texts. By hand."""
    found = library(STRINGS)
    new = editor.edited(found, string_editor.rename_string(found, "wp", "worldpol")).decode()
    assert new == STRINGS.replace("{wp = ", "{worldpol = ").replace("WP #", "worldpol #")
    with pytest.raises(UsageError, match="is defined already"):
        string_editor.rename_string(found, "wp", "IO")
    with pytest.raises(UsageError, match=r"is not defined in a\.bib"):
        string_editor.rename_string(found, "nil", "x")


def test_a_string_in_use_is_not_removed() -> None:
    """One that nothing uses goes with its line."""
    found = library(STRINGS)
    with pytest.raises(UsageError, match="the string wp is used") as caught:
        string_editor.remove_string(found, "wp")
    assert str(caught.value.span) == "a.bib:5:17"
    new = editor.edited(found, string_editor.remove_string(found, "io")).decode()
    assert new == STRINGS.replace('@STRING(io="Int. Org.")\n', "")


# ----------------------------------------------------------------------------------------------- encodings


def test_new_text_is_in_the_encoding_of_the_file() -> None:
    """Windows-1252 where the file is so; and where an ASCII file declares an encoding, in that, for other programs."""
    for data, encoding in (
        (b"@a{k, note = {\xe9t\xe9}}", "cp1252"),
        (b"% Encoding: ISO-8859-2\n@a{k, note = {x}}", "iso8859-2"),
        ("@a{k, note = {Łódź}}".encode("utf-16"), "utf-16"),
    ):
        found = library(data)
        new = editor.edited(found, editor.set_field(found, found.entries[0], "title", "ö"))
        assert "title = {ö}" in new.decode(encoding)
        assert library(new).entries[0].text("title") == "ö"


def test_a_character_that_the_encoding_lacks() -> None:
    """It is composed in TeX; where it may not be, as in an address, it is refused, and nothing is lost."""
    found = library(b"@a{k, note = {\xe9t\xe9}}")
    assert isinstance(found.source, ByteSource)
    assert as_tex("Łódź é", "title", found.source) == r"{\L}{\'o}d{\'z} {\'e}"
    assert as_tex("é", "title", found.source) == "é"
    with pytest.raises(UsageError, match=r"a\.bib is in cp1252, which has no `Ł`"):
        editor.set_field(found, found.entries[0], "url", as_tex("https://example.org/Ł", "url", found.source))


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("@a{k, title = {é}}\n@a{l, title = {ü}}\n".encode() + b"@a{m, title = {\xe9}}\n", "k"),
        ("@a{k, title = {é}}\n".encode() + b"@a{m, title = {\xe9, \xfc}}\n", "m"),
        (f"@a{{k, title = {{{60 * 't'}}}}}\n".encode("utf-16-le") + b"@a{l, title = {%s}}\n" % (b"t" * 60), "k"),
    ],
)
def test_an_edit_that_turns_the_encoding_is_refused(data: bytes, key: str) -> None:
    """Where few bytes decide how a file is read, one without them would change letters elsewhere: UTF-8 with a byte of
    Windows-1252, one that is guessed to be Windows-1252, and ASCII behind UTF-16."""
    found = library(data)
    entry = next(one for one in found.entries if one.key == key)
    with pytest.raises(UsageError, match="taken for another encoding, and read otherwise"):
        editor.edited(found, editor.set_field(found, entry, "title", "x"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(files(), st.integers(0, 80)), min_size=1, max_size=3), st.data())
def test_whatever_is_edited_is_read_as_meant(parts: list[tuple[bytes, int]], draw: st.DataObject) -> None:
    """Files of several encodings cut and put together: the bytes are refused, or say what they said beside the edit."""
    found = library(b"".join(data[cut:] for data, cut in parts))
    assume(found.entries)
    entry = draw.draw(st.sampled_from(found.entries))
    try:
        splices = editor.set_field(found, entry, "note", draw.draw(st.sampled_from(["x", "é"])))
        new = editor.edited(found, splices)
    except UsageError:
        return
    source, again = editor.source_of(found), editor.source_of(library(new))
    meant = apply(source.data, splices)
    assert again.data == meant
    assert again.data.isascii() or again.encoding == source.encoding or source.data.isascii()


# --------------------------------------------------------------------------------------------- typed values


@pytest.mark.parametrize(
    ("typed", "tex"),
    [
        ("R&D: 50 % of #1", r"R\&D: 50 \% of \#1"),
        (r"R\&D {DNA} & $x_1$ a_b", r"R\&D {DNA} \& $x_1$ a\_b"),
        ("12–15", "12--15"),
        ("12--15", "12--15"),
        ("``x'' & y", r"``x'' \& y"),
        ("costs $5", r"costs \$5"),
        ("García", "García"),
    ],
)
def test_typed_values_become_tex(typed: str, tex: str) -> None:
    """What is special is escaped, what is TeX already stays. By hand."""
    assert escaped(typed) == tex


@given(st.text("ab &%#_$~^{}\\-`'é–\"", max_size=12))
def test_nothing_is_escaped_twice(text: str) -> None:
    """The TeX of a TeX is itself."""
    assert escaped(escaped(text)) == escaped(text)


def test_addresses_and_keys_are_not_escaped(tmp_path: Path) -> None:
    """Verbatim fields and those that hold keys or key words are written as they are typed."""
    source = ByteSource("a.bib", b"")
    for name in ("url", "DOI", "file", "crossref", "keywords"):
        assert as_tex("a_b%20#c", name, source) == "a_b%20#c"


# -------------------------------------------------------------------------------------------------- BibTeX


def steps(found: Library) -> Iterator[Splice]:
    """Edits of every kind at once."""
    first, second, third = found.entries[:3]
    yield from editor.set_field(found, first, "title", "A {New} Title: 50\\,\\%")
    yield from editor.set_field(found, first, "note", "Second printing")
    yield from editor.remove_field(found, second, "note")
    yield from editor.set_key(found, third, "third")
    yield from editor.references(found, {third.key: "third"})
    yield from string_editor.set_string(found, "io", "International Organization")
    yield from string_editor.rename_string(found, "wp", "worldpol")
    yield from editor.insert_entry(found, "@misc{new1, title = {T}, author = {A. Uthor}, year = 1999}")


def test_bibtex_reads_an_edited_file(tmp_path: Path, need: Callable[[str], str]) -> None:
    """The real BibTeX reads a file after edits of every kind without a warning, and prints what was set."""
    (tmp_path / "a.bib").write_text(
        "@string{wp = {World Politics}}\n\n"
        "@article{one,\n  author = {B. One},\n  title = {Old},\n  journal = wp,\n  year = 1990\n}\n\n"
        '@inproceedings{two,\n  crossref = "zero",\n  note = "n",\n  author = {B. Two},\n  title = {Two}\n}\n\n'
        "@proceedings{zero,\n  editor = {C. Zero},\n  title = {Zero},\n  booktitle = {Zero},\n  year = 1991\n}\n"
    )
    found = library((tmp_path / "a.bib").read_bytes())
    (tmp_path / "a.bib").write_bytes(editor.edited(found, steps(found)))
    (tmp_path / "a.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{a}\n")

    done = subprocess.run([need("bibtex"), "a"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
    assert "Warning" not in done.stdout
    printed = (tmp_path / "a.bbl").read_text()
    for words in (r"A {New} title: 50\,\%", "Second printing", "World Politics", "new1", "third"):
        assert words in printed


# -------------------------------------------------------------------------------- layouts that once lost something


def test_entries_on_one_line_keep_their_commas() -> None:
    """Where `=` happen to stand in one column of entries on one line, an added field has its comma all the same."""
    text = "@a{k, title = {x},     ab = {y},    abc = {z}}\n"
    new = after(text, lambda found, entry: editor.set_field(found, entry, "u", "v"))

    assert new.startswith(text.rstrip("}\n") + "},")
    assert [one.code for one in library(new).diagnostics] == []
    assert Layout(separator=", ", right_at=16).field("u", "{v}").startswith(", ")
    assert Layout(separator=",\n  ", right_at=9, newline="\r\n").field("u", "{v}") == ",\n       u = {v}"
    assert Layout(separator="\n  , ", right_at=9).field("u", "{v}") == "\n  ,    u = {v}"


def test_an_entry_is_not_put_inside_of_one_that_is_not_closed() -> None:
    """Behind an entry whose brace is missing a new one begins a line, so that it is read."""
    found = library("@a{k, x = {1}} @a{l, x = {2}} @a{m, x = {3")
    new = editor.edited(found, editor.insert_entry(found, "@a{n, x = {4}}"))

    assert [entry.key for entry in library(new).entries] == ["k", "l", "m", "n"]


def test_a_string_is_not_put_behind_a_remark() -> None:
    """In a file that ends in a remark without a line end, a new string begins a line, so that it is read."""
    found = library("% Encoding: UTF-8")
    new = editor.edited(found, string_editor.set_string(found, "wp", "W. P."))

    assert library(new).strings["wp"] == "W. P."
