"""`citekit format` and `citekit keys` as programs use them: JSON, standard input, statuses, and bytes of all kinds."""

from __future__ import annotations

import codecs
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citekit.cli import main

UNTIDY = '@Book{b, Title="B ü", }\n% on a\n@book{a, Title="A"}\n'
TIDY = "% on a\n@book{a, title={A}}\n@book{b, title={B ü}, }\n"
OPTIONS = ("--sort", "key", "--lowercase", "--curly")


def run(folder: Path, *words: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["-C", str(folder), *words], input=given)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("cp1252", b"")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_stay(tmp_path: Path, encoding: str, mark: bytes, newline: str) -> None:
    """The file is written in its own encoding, with its own mark and line ends."""
    path = tmp_path / "a.bib"
    path.write_bytes(mark + UNTIDY.replace("\n", newline).encode(encoding))
    assert run(tmp_path, "format", "a.bib", *OPTIONS).exit_code == 0
    assert path.read_bytes() == mark + TIDY.replace("\n", newline).encode(encoding)


def test_standard_input(tmp_path: Path) -> None:
    """With - the result is printed, and nothing but the result."""
    done = run(tmp_path, "format", "-", *OPTIONS, given=UNTIDY.encode())
    assert (done.exit_code, done.stdout_bytes) == (0, TIDY.encode())
    assert run(tmp_path, "format", "-", "a.bib", *OPTIONS).exit_code == 2
    assert run(tmp_path, "format", "-", "--check", *OPTIONS).exit_code == 2
    assert run(tmp_path, "format", "-", *OPTIONS, given=b"%PDF-1.4").exit_code == 3


def test_json_fits_its_schema(tmp_path: Path, fits: Callable[[str, object], None]) -> None:
    """What both commands print with --format json, for files with something left and something cited."""
    text = '@Book{b, Title="B" year = 1}\n@book{a, Title="A"}\n@string{s = {S}}\n@book{z, n = s}\n'
    (tmp_path / "a.bib").write_text(text, encoding="utf-8")
    (tmp_path / "a.md").write_text("See @a.\n", encoding="utf-8")
    (tmp_path / "citekit.toml").write_text('library = "a.bib"\ndocuments = ["a.md"]\n', encoding="utf-8")
    for words in (
        ["format", *OPTIONS, "--format", "json", "--dry-run"],
        ["format", *OPTIONS, "--format", "json", "--check"],
        ["format", *OPTIONS, "--format", "json"],
        ["format", *OPTIONS, "--format", "json"],
        ["keys", "--pattern", "[veryshorttitle]", "--format", "json", "--dry-run"],
        ["keys", "--pattern", "[veryshorttitle]", "--format", "json"],
    ):
        done = run(tmp_path, *words)
        assert done.exit_code == (1 if "--check" in words else 0), done.output
        told = json.loads(done.stdout)
        fits(words[0], told)
        assert told["left"]


def test_files_of_a_project_and_others(tmp_path: Path) -> None:
    """A library of the project that is named takes the project's claims along; another file is taken alone."""
    text = "@book{x, author = {Holsti, K. J.}, year = 1995}\n"
    for name in ("a.bib", "b.bib", "c.bib"):
        (tmp_path / name).write_text(text.replace("x", f"key-{name[0]}"), encoding="utf-8")
    claims = '[[claim]]\nid = "i"\ndocument = "a.md"\nexact = "e"\n\n[[claim.source]]\nkey = "key-a"\n'
    (tmp_path / "claims.toml").write_text(claims, encoding="utf-8")
    (tmp_path / "a.md").write_text("e\n", encoding="utf-8")
    (tmp_path / "citekit.toml").write_text('library = ["a.bib", "b.bib"]\nclaims = "claims.toml"\n', encoding="utf-8")
    assert run(tmp_path, "keys", "a.bib", "--pattern", "auth + year").exit_code == 0
    assert "{Holsti1995," in (tmp_path / "a.bib").read_text("utf-8")
    assert "{key-b," in (tmp_path / "b.bib").read_text("utf-8")
    assert 'key = "Holsti1995"' in (tmp_path / "claims.toml").read_text("utf-8")
    assert run(tmp_path, "keys", "b.bib", "--pattern", "auth + year").exit_code == 0
    assert "{Holsti1995a," in (tmp_path / "b.bib").read_text("utf-8"), "the other library has the key"
    assert run(tmp_path, "keys", "c.bib", "--pattern", "auth + year").exit_code == 0
    assert "{Holsti1995," in (tmp_path / "c.bib").read_text("utf-8")


def test_keys_are_exchanged(tmp_path: Path) -> None:
    """Two entries that get each other's keys, and what points to them: each follows its own."""
    text = (
        "@book{Waltz1979, author = {Holsti}, year = 1995}\n"
        "@book{Holsti1995, author = {Waltz}, year = 1979}\n"
        "@misc{x, author = {Bull}, year = 1, related = {Waltz1979,Holsti1995}, xref = {waltz1979}}\n"
    )
    (tmp_path / "a.bib").write_text(text, encoding="utf-8")
    assert run(tmp_path, "keys", "a.bib", "--pattern", "[auth][year]").exit_code == 0
    made = (tmp_path / "a.bib").read_text("utf-8")
    assert "@book{Holsti1995, author = {Holsti}" in made
    assert "@book{Waltz1979, author = {Waltz}" in made
    assert "related = {Holsti1995,Waltz1979}" in made


def test_other_formats_are_refused(tmp_path: Path) -> None:
    """Only .bib files are formatted and get keys: a RIS file is told what to do, and left."""
    (tmp_path / "a.ris").write_text("TY  - BOOK\nAU  - Holsti, K.\nPY  - 1995\nER  - \n", encoding="utf-8")
    for words in (["format", "a.ris", *OPTIONS], ["keys", "a.ris"]):
        done = run(tmp_path, *words)
        assert (done.exit_code, "is no .bib file" in done.output) == (2, True), done.output


def test_settings_that_cannot_be_are_found_in_citekit_toml(tmp_path: Path) -> None:
    """`[format]` and `[keys]` are checked as all of citekit.toml is: each fault is a finding with its place."""
    (tmp_path / "a.bib").write_text("@misc{k, title = {T}}\n", encoding="utf-8")
    settings = '[format]\nspace = "2"\nmonths = 1\ncase = "small"\nsorted = "key"\nalign = 14\n[keys]\npatern = "x"\n'
    (tmp_path / "citekit.toml").write_text(f'library = "a.bib"\n{settings}', encoding="utf-8")
    said = run(tmp_path, "check").output
    for line in (
        "space must be a number, not text",
        "months must be true or false, not a number",
        'case cannot be "small"',
        "[format] has no field sorted",
        "[keys] has no field patern",
    ):
        assert line in said
    assert "align" not in said


def test_biber_reads_what_is_formatted(need: Callable[[str], str], tmp_path: Path, repository: Path) -> None:
    """biber takes every entry of a formatted file, and has nothing to complain of."""
    program = need("biber")
    text = (repository / "tests" / "formatting" / "untidy.bib").read_bytes()
    (tmp_path / "a.bib").write_bytes(text)
    assert run(tmp_path, "format", "a.bib", "--standard", "--sort", "key", "--remove-dupe-fields").exit_code == 0
    words = [program, "--tool", "--nolog", "--output-file", "out.bib", "a.bib"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "WARN" in done.stdout) == (0, False), done.stdout
    assert (tmp_path / "out.bib").read_text("utf-8").count("@") == text.decode().count("@")
