"""Values and gaps as large as a file: what is done without copies of them comes to the same as with."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.edits.comparison import compare
from citekit.edits.formatting import formatted, house_style
from citekit.encoding import prepare
from citekit.formats.bibtex.reader import read
from citekit.formats.bibtex.scanner import scan
from citekit.index import columns
from citekit.index.keys import keys_of
from citekit.model import Library
from citekit.query.columns import table
from citekit.query.words import PLAIN, spaced
from citekit.splices import Splice, apply, composed


def library(text: str) -> Library:
    """A .bib file read."""
    return read(prepare(text.encode(), "refs.bib")[0])


@st.composite
def edits(draw: st.DrawFn, size: int) -> list[Splice]:
    """Splices of so many bytes that do not overlap."""
    edges = sorted(draw(st.lists(st.integers(0, size), unique=True, max_size=8)))
    return [Splice(a, b, draw(st.binary(max_size=3))) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(st.data())
def test_splices_composed_do_what_they_do_one_after_the_other(data: st.DataObject) -> None:
    """The oracle is the two lists of splices made one after the other."""
    text = bytes(range(97, 117))
    first = data.draw(edits(len(text)))
    between = apply(text, first)
    second = data.draw(edits(len(between)))
    both = composed(first, second)
    if both is not None:
        assert apply(text, both) == apply(between, second)


def test_splices_that_touch_what_was_just_written_are_not_composed() -> None:
    """By hand: the second would change half of the first's `xyz`."""
    assert composed([Splice(3, 4, b"xyz")], [Splice(4, 5, b"")]) is None


@given(st.text("a b{}\n,", max_size=30))
def test_words_are_the_same_piece_by_piece(text: str) -> None:
    """The oracle is what makes words of a value as a whole; a piece has three bytes here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_PIECE", 3)
        out = BytesIO()
        columns._write_words(out, memoryview(text.encode()))
    assert out.getvalue() == spaced(text.encode().translate(PLAIN, b"{}"))


def test_a_long_value_has_the_columns_of_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oracle is the table that is made of the entries."""
    text = '@book{a, title = {One {W}ord, and  more}, year = 1990}\n@book{b, title = {Caf\\\'e}, note = "x y"}\n'
    monkeypatch.setattr(columns, "_LONG", 4)
    source = prepare(text.encode(), "refs.bib")[0]
    blocks = scan(source.data)
    made = columns.table_of(source, blocks, keys_of(source, blocks))
    asked = table(library(text).entries)
    assert {name: list(column.lines()) for name, column in made.columns.items()} == {
        name: list(column.lines()) for name, column in asked.columns.items()
    }


def test_an_entry_of_millions_of_bytes_is_left_and_told() -> None:
    """By hand: the small entry is laid out, the large one keeps every byte."""
    large = "@book{b,title={" + "word " * 900_000 + "}}"
    result = formatted(library(f"@book{{a,title={{A}}}}\n{large}\n"), house_style({"standard": True}))
    assert large.encode() in result.data
    assert result.data.startswith(b"@book{a,\n")
    assert [(one.entry.key, one.why) for one in result.left] == [("b", "it is longer than 4 million bytes")]


def test_a_difference_in_a_long_value_is_found_and_its_layout_makes_none() -> None:
    """By hand: line ends for spaces are the same, one word more is not."""
    words = "word " * 40_000
    old = library(f"@book{{a, title = {{{words}}}}}")
    again = library(f"@book{{a, title = {{ {words.replace(' ', chr(10))}}}}}")
    other = library(f"@book{{a, title = {{{words}more}}}}")
    assert compare(old, again).is_same
    assert [one.fields[0].name for one in compare(old, other).changed] == ["title"]


def test_strings_together_say_no_more_than_memory_can_hold() -> None:
    """By hand: each of 6,000 strings doubles what it has; once five million characters are said, no more is put in."""
    read_ = library("@string{a = {x}}\n" + "@string{a = a # a}\n" * 6_000 + "@book{k, title = {T}}\n")
    assert sum(map(len, (one.text for one in read_.asides))) < 5_100_000
    assert read_.entries[0].text("title") == "T"
