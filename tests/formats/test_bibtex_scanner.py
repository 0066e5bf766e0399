"""Blocks lie end to end and are the file, in time that grows with its length."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.encoding import prepare
from citekit.formats.bibtex import read
from citekit.formats.bibtex.blocks import Kind
from citekit.formats.bibtex.scanner import scan
from citekit.source import ByteSource

PIECES = [
    b"@book{", b"@article(", b"@string{", b"@comment{", b"@preamble{", b"@", b"{", b"}", b"(", b")", b'"', b",", b"=",
    b"#", b"%", b"\\", b"\n", b"\r\n", b" ", b"key", b"title", b"author", b"1997", b"{A}", b'"A"', b"\\{", b"\\}",
    b"\xc3\xa9", b"\xff", b"\0",
    b"\n@book{k, title = {A}}\n", b"title = {", b" and ", b"\n  year = 1997,\n",
]  # fmt: skip
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)), max_size=40).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(MIXED)
def test_blocks_are_the_file(data: bytes) -> None:
    """Whatever the bytes, each is in just one block, and no block is empty."""
    blocks = scan(data)

    assert b"".join(data[block.start : block.end] for block in blocks) == data
    assert all(block.start < block.end for block in blocks)


@settings(max_examples=400, deadline=None)
@given(MIXED)
def test_reading_never_raises(data: bytes) -> None:
    """Whatever the bytes, entries can be asked for all they have, and each place lies in the file and the entry."""
    library = read(ByteSource("a.bib", data))
    for entry in library.entries:
        assert entry.key
        assert entry.type == entry.type.lower()
        assert entry.span.start <= entry.key_span.start <= entry.key_span.end <= entry.span.end
        for name, field in entry.fields.items():
            assert field.name == name == name.lower()
            assert entry.span.start <= field.span.start < field.span.end <= entry.span.end
        for people in entry.names.values():
            assert all(name.short or name.full for name in people) or people
    for one in library.diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(data)
        assert one.message
        assert one.hint


def test_kinds_of_blocks() -> None:
    """Each block says what it is; remarks and white space lie between."""
    data = b'% remark\n@string{a = "b"}\n@preamble{"x"}@comment{y}\n@book{k, title = {A}}\n%@book{l,}\n'
    data += b"@Article(m, note = a)\n"

    assert [(block.kind, data[block.start : block.end].strip()) for block in scan(data)] == [
        (Kind.JUNK, b"% remark"),
        (Kind.STRING, b'@string{a = "b"}'),
        (Kind.JUNK, b""),
        (Kind.PREAMBLE, b'@preamble{"x"}'),
        (Kind.COMMENT, b"@comment{y}"),
        (Kind.JUNK, b""),
        (Kind.ENTRY, b"@book{k, title = {A}}"),
        (Kind.JUNK, b"%"),
        (Kind.COMMENTED, b"@book{l,}"),
        (Kind.JUNK, b""),
        (Kind.ENTRY, b"@Article(m, note = a)"),
        (Kind.JUNK, b""),
    ]


HOSTILE = {
    "entries not closed": "@a{k,\n",
    "values not closed": "@a{k, x = {\n",
    "quotes not closed": '@a{k, x = "\n',
    "parentheses not closed": '@a(k, x = "',
    "all on one line": "@a{k, x = {",
    "one entry, many values not closed": " x = {{a}\n",
    "comments not closed": "@comment{\n",
    "comments behind percent signs": "%@a{\n",
    "strings not closed": "@string{a = {\n",
    "preambles not closed": "@preamble(\n",
    "at signs": "@",
    "at signs and spaces": "@ ",
    "braces that open": "{",
    "braces that close": "}",
    "bad entries on one line": "@a{k x} ",
    "backslashes": "\\@a{",
    "empty lines": "\n",
    "equals signs": "=",
    "commas": ",",
    "hashes": "#",
    "escaped braces": "@a{k, x = {\\{}, y = {z}}\n",
    "names without values": "x\n",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("start", ["", "@book{k,\n", "@comment{\n", '@book{k, title = "'])
def test_hostile_files_take_linear_time(name: str, start: str, grows_linearly: Callable[..., bool]) -> None:
    """Eight times the file takes about eight times as long, not sixty-four times."""

    def work(count: int) -> None:
        source = ByteSource("a.bib", (start + HOSTILE[name] * count).encode())
        for entry in read(source).entries:
            for field in entry.fields.values():
                assert field.text is not None

    assert grows_linearly(work, 2_000, 16_000)


def peak(data: bytes) -> float:
    """How many times the size of a file reading it takes in memory, beyond the file itself."""
    tracemalloc.start()
    try:
        source, _ = prepare(data, "a.bib")
        library = read(source)
        values = [field.value for entry in library.entries for field in entry.fields.values()]
        assert values is not None
        return tracemalloc.get_traced_memory()[1] / len(data)
    finally:
        tracemalloc.stop()


LONG = {
    "at signs": b"@" * 2**20,
    "zero bytes": b"\0" * 2**20,
    "one long value": b"@book{k, title = {" + b"a" * 2**20 + b"}}",
    "one long value in three scripts": b"@book{k, title = {" + "aéЖ".encode() * 2**18 + b"}}",
    "one long value that is not closed": b"@book{k, title = {" + b"a" * 2**20,
    "one long value of TeX": b"@book{k, title = {" + b"\\'e{x}" * 2**17 + b"}}",
    "one long value of braces that open": b"@book{k, title = {" + b"{" * 2**20,
    "one long list of small values": b"@string{a0 = {ha}}\n"
    + b"".join(b"@string{a%d = a%d # a%d}\n" % (n, n - 1, n - 1) for n in range(1, 2000)),
}


@pytest.mark.parametrize("name", LONG)
def test_hostile_files_take_little_memory(name: str) -> None:
    """Reading takes about twice the size of the file; strings that double each other do not fill the memory."""
    # Text with letters beyond Latin-1 takes Python two bytes for each; each string is a finding.
    limit = {"one long value in three scripts": 3.1, "one long list of small values": 400}.get(name, 2.2)
    assert peak(LONG[name]) < limit


def test_the_blocks_of_a_large_file_are_small() -> None:
    """A scan keeps some 64 bytes for a block: a file of ordinary entries needs far less than its size again."""
    data = b"@book{key, author = {Holsti, K. J.}, title = {International Politics}, year = {1995}}\n\n" * 10_000
    tracemalloc.start()
    try:
        blocks = scan(data)
        assert tracemalloc.get_traced_memory()[1] < 1.8 * len(data)
    finally:
        tracemalloc.stop()
    assert len(blocks) == 20_000
    assert blocks[-2].kind is Kind.ENTRY
    assert [block.start for block in blocks[:3]] == [0, blocks[0].end, blocks[1].end]
