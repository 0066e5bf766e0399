"""Bytes of every kind become text, and what is in doubt is said where it stands. Expected texts are worked out by hand
from the tables of the encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import Severity
from citekit.encoding import Decoded, decode, prepare


def said(found: Decoded) -> list[tuple[str, str]]:
    """Code and place of what was found."""
    return [(one.code, str(one.span)) for one in found.diagnostics]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"plain", "plain", "utf-8"),
        ("é – 日本".encode(), "é – 日本", "utf-8"),
        (b"\xef\xbb\xbf\xc3\xa9", "é", "utf-8-sig"),
        (b"\xff\xfeA\x00\xe9\x00", "Aé", "utf-16-le"),
        (b"\xfe\xff\x00A\x00\xe9", "Aé", "utf-16-be"),
        (b"\xff\xfe\x00\x00A\x00\x00\x00", "A", "utf-32-le"),
        ("title = {é}".encode("utf-16-le"), "title = {é}", "utf-16-le"),
        ("title = {é}".encode("utf-16-be"), "title = {é}", "utf-16-be"),
        (b"% Encoding: ISO-8859-9\n\xdd", "% Encoding: ISO-8859-9\nİ", "iso8859-9"),
        (b"# -*- coding: cp1251 -*-\n\xc4\xe0", "# -*- coding: cp1251 -*-\nДа", "cp1251"),
        (b"% Encoding: Shift_JIS\n\x93\xfa\x96{", "% Encoding: Shift_JIS\n日本", "shift_jis"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str) -> None:
    """Marks, UTF-8, UTF-16 without a mark and declared encodings are read without a word."""
    found = decode(data, "a.md")

    assert (found.text, found.encoding) == (text, encoding)
    assert found.diagnostics == ()


def test_old_bytes_are_read_as_windows() -> None:
    """Bytes that are no UTF-8 are read as Windows-1252, with a warning at the first of them."""
    found = decode(b"one\ntwo caf\xe9 \x93x\x94\n", "a.md")

    assert found.text == "one\ntwo café “x”\n"
    assert said(found) == [("FIL003", "a.md:2:8")]
    (one,) = found.diagnostics
    assert one.severity is Severity.WARNING
    assert one.message == (
        "the file is not UTF-8; it was read as Windows-1252, which may give wrong letters, the first here"
    )
    assert one.hint == "save it as UTF-8, or name its encoding on the first line: % Encoding: NAME"


def test_bytes_without_a_meaning_in_windows_1252() -> None:
    """A byte that Windows-1252 leaves empty makes it Latin-1, which has a character for each."""
    found = decode(b"\x81\xe9", "a.md")

    assert (found.text, found.encoding) == ("\x81é", "iso8859-1")
    assert said(found) == [("FIL003", "a.md:1:1")]


def test_a_declared_encoding_that_does_not_fit() -> None:
    """A file that declares UTF-8 but is not is read as if it declared nothing."""
    found = decode(b"% Encoding: UTF-8\n\xe9", "a.bib")

    assert found.text.endswith("é")
    assert said(found) == [("FIL003", "a.bib:2:1")]


@pytest.mark.parametrize("name", ["rot13", "zlib", "unicode_escape", "idna", "utf-7", "nonsense", "base64"])
def test_what_is_no_encoding_of_text(name: str) -> None:
    """Python knows more codecs than there are encodings of text files; a declaration cannot call them."""
    found = decode(f"% Encoding: {name}\n".encode() + b"\\x41\xe9", "a.bib")

    assert found.text.endswith("\\x41é")
    assert found.encoding == "cp1252"


def test_mixed_encodings() -> None:
    """UTF-8 with a few old bytes keeps its UTF-8; the warning stands at the first old byte."""
    found = decode("é é é\n".encode() + b"a\xe9b", "a.md")

    assert found.text == "é é é\naéb"
    assert said(found) == [("FIL003", "a.md:2:2")]


def test_half_a_character_is_kept() -> None:
    """A UTF-16 file that ends within a character shows the byte that is left over."""
    found = decode(b"\xff\xfeA\x00B", "a.md")

    assert found.text == "A\\x42"
    assert said(found) == [("FIL003", "a.md:1:2")]


def test_nul_bytes() -> None:
    """A NUL byte is an error at its place, and reading goes on."""
    found = decode(b"one\ntw\0o\0", "a.md")

    assert found.text == "one\ntw\0o\0"
    assert said(found) == [("FIL005", "a.md:2:3")]
    (one,) = found.diagnostics
    assert (one.severity, one.message) == (Severity.ERROR, "the first of 2 NUL bytes in a text")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(data: bytes) -> None:
    """Nothing, white space and a lone byte order mark are an empty file."""
    assert said(decode(data, "a.md")) == [("FIL004", "a.md:1:1")]
    assert [one.code for one in prepare(data, "a.bib")[1]] == ["FIL004"]


def test_bibliographies_keep_their_bytes() -> None:
    """A single-byte encoding is scanned as it stands; offsets are those of the file."""
    data = b"@book{a, title = {Caf\xe9}}\n@book{b, title = {\xe9t\xe9}}"
    source, found = prepare(data, "a.bib")

    assert source.data == data
    assert source.encoding == "cp1252"
    assert [str(one.span) for one in found] == ["a.bib:1:22"]
    assert source.span(data.index(b"@book{b"), len(data)).line == 2


def test_bibliographies_in_utf_16_become_utf_8() -> None:
    """Lines and columns are those of the text that people see."""
    source, found = prepare("é\r\n@book{ü}".encode("utf-16"), "a.bib")

    assert source.data == "é\r\n@book{ü}".encode()
    assert found == ()
    at = source.data.index("ü".encode())
    assert (source.span(at, at).line, source.span(at, at).column) == (2, 7)


def test_a_trap_of_east_asian_bytes() -> None:
    """Bytes that look like braces within a character never reach the scanner."""
    source, _ = prepare("% Encoding: Shift_JIS\n@book{a, title = {本}}".encode("shift_jis"), "a.bib")

    assert source.data.count(b"{") == 2


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes, nothing raises, U+FFFD is never put in, and every place lies in the text."""
    found = decode(data, "a.md")
    source, prepared = prepare(data, "a.bib")

    assert "\ufffd" not in found.text or b"\xef\xbf\xbd" in data or b"\xfd\xff" in data or b"\xff\xfd" in data
    for one in (*found.diagnostics, *prepared):
        assert one.span.line >= 1
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source)
    assert source.text == found.text


@given(st.text(max_size=60))
def test_utf_8_comes_back(text: str) -> None:
    """What is UTF-8 is read as it is, but for a mark at its start."""
    data = text.encode("utf-8", "surrogatepass")
    if b"\0" not in data and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode(data, "a.md").text == text
