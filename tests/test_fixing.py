"""Fixes in real files: byte-exact, in the file's own encoding and line ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit.checker import check
from citekit.edits.changes import carry_out, last, undo
from citekit.edits.fixing import Fixing, fixed
from citekit.loader import load_files

BIB = b"@book{plano1979, author = {Jack Plano and Roy Olton}, title = {T}, publisher = {P}, year = {1979}}\r\n"


def fixing(folder: Path, name: str, data: bytes, *unsafe: str) -> Fixing:
    """The fixes of a document beside a library."""
    (folder / "r.bib").write_bytes(BIB)
    (folder / name).write_bytes(data)
    made = load_files([name], libraries=["r.bib"], root=folder)
    return fixed(made, check(made), unsafe)


@pytest.mark.parametrize("name", ["a.md", "a.tex", "a.typ", "a.txt"])
def test_a_misspelt_name(tmp_path: Path, name: str) -> None:
    """It is put right and no other byte is touched; undo gives the old bytes back."""
    sign = rb"\&" if name == "a.tex" else b"&"
    data = b"Kata \xc3\xa9 itu (Planno " + sign + b" Olton, 1979).\r\n\r\nTeks.\n"
    found = fixing(tmp_path, name, data)
    carry_out(found.changes, "citekit check --fix")
    assert (tmp_path / name).read_bytes() == data.replace(b"Planno", b"Plano")
    record = last(tmp_path)
    assert record
    undo(record)
    assert (tmp_path / name).read_bytes() == data


def test_latin_1_stays_latin_1(tmp_path: Path) -> None:
    """The bytes of other letters are as they were."""
    data = b"% Encoding: ISO-8859-1\nD\xe9j\xe0 vu (Planno \\& Olton, 1979).\n"
    found = fixing(tmp_path, "a.tex", data)
    assert [change.after for change in found.changes] == [data.replace(b"Planno", b"Plano")]


def test_unsafe_fixes_are_made_only_when_named(tmp_path: Path) -> None:
    """A bracket is put where it belongs when its code is given."""
    data = b"Kata itu (Plano & Olton, 1979. Teks.\n"
    assert fixing(tmp_path, "a.txt", data).changes == ()
    (change,) = fixing(tmp_path, "a.txt", data, "CIT201").changes
    assert change.after == b"Kata itu (Plano & Olton, 1979). Teks.\n"
