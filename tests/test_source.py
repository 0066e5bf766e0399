"""Spans know their place: line and column as an editor shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import source as source_module
from citekit.source import ByteSource, TextSource, nowhere

LINES = st.text(alphabet=st.sampled_from("ab é字😀\r\n\x0c\u2028"), max_size=30)


def test_position_counts_from_one() -> None:
    """The first character of a file is line 1, column 1; the one after a line end starts a line."""
    source = TextSource("a.md", "ab\ncd")

    assert source.position(0) == (1, 1)
    assert source.position(2) == (1, 3)
    assert source.position(3) == (2, 1)


def test_line_ends_are_those_of_editors() -> None:
    """Line feed, carriage return and both together end a line; a form feed or U+2028 does not."""
    source = TextSource("a.md", "a\r\nb\rc\nd\x0ce\u2028f")

    assert [source.line(n) for n in (1, 2, 3, 4, 5)] == ["a", "b", "c", "d\x0ce\u2028f", ""]


def test_columns_of_bytes_are_characters() -> None:
    """In a file read as bytes the offset counts bytes, the column characters."""
    source = ByteSource("a.bib", "é字😀x".encode())
    span = source.span(9, 10)

    assert (span.line, span.column, span.text) == (1, 4, "x")


def test_stray_byte_is_shown() -> None:
    """A byte that is not of the file's encoding is read as Latin-1 and never replaced."""
    source = ByteSource("a.bib", b"Universit\xe9")

    assert source.text == "Université"


def test_span_is_held_inside() -> None:
    """A span never reaches out of its source."""
    span = TextSource("a.md", "abc").span(2, 99)

    assert span.text == "c"
    assert nowhere("gone.bib").line == 1


@given(LINES, st.integers(0, 40))
def test_offset_undoes_position(text: str, offset: int) -> None:
    """Every offset is found again from its line and column."""
    source = TextSource("a.md", text)
    offset = min(offset, len(text))

    assert source.offset(*source.position(offset)) == offset


@given(LINES)
def test_bytes_and_text_agree(text: str) -> None:
    """The line and column of a character do not depend on whether the file is held as text or as bytes."""
    by_text, by_bytes = TextSource("a", text), ByteSource("a", text.encode())

    for offset in range(len(text)):
        assert by_text.position(offset) == by_bytes.position(len(text[:offset].encode()))


BYTES = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"a", "é".encode()]), max_size=40).map(b"".join)


@given(BYTES, st.lists(st.integers(0, 60), max_size=8), st.integers(0, 60))
def test_counting_lines_is_like_the_table(data: bytes, offsets: list[int], told: int) -> None:
    """Where lines are counted, not tabled, each place has the same line and text, whatever was asked before."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("_LARGE", 0), ("_FAR", 4), ("_FEW", 3), ("_STRIDE", 5), ("_LONG", 4)):
            patch.setattr(source_module, name, value)
        counted, tabled = ByteSource("a.bib", data), TextSource("a.bib", data.decode("latin-1"))
        place = data.rfind(b"a", 0, told)
        if place >= 0:
            counted.tell(place, tabled.position(place)[0])
        for offset in (min(offset, len(data)) for offset in offsets):
            line = tabled.position(offset)[0]
            assert counted.position(offset)[0] == line
            assert counted.line(line).encode() == tabled.line(line).encode("latin-1")
