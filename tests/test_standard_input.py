"""`-` for standard input, in the commands that only look."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citekit.cli import main, options
from citekit.diagnostic import ReadError

BIB = """@book{holsti1995, author = {Holsti, K. J.}, title = {International Politics}, year = 1995, isbn = {0133283429}}
@book{waltz1979, author = {Waltz, Kenneth N.}, title = {Theory of International Politics}, year = 1979}
"""
RIS = "TY  - BOOK\r\nTI  - After Hegemony\r\nAU  - Keohane, Robert O.\r\nPY  - 1984\r\nID  - k84\r\nER  - \r\n"


def run(folder: Path, *words: str, input: str | bytes = b"") -> Result:
    """What a command prints when that is put into it."""
    with chdir(folder):
        result = CliRunner().invoke(main, words, input=input)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("words", [("list", "-"), ("list", "-l", "-"), ("search", "year:1900..", "-")])
def test_a_library_is_read(tmp_path: Path, words: tuple[str, ...]) -> None:
    """`list` and `search` read it in any format, told by what is in it."""
    for given, keys in ((BIB, "holsti1995\nwaltz1979\n"), (RIS, "k84\n")):
        assert run(tmp_path, *words, "--format", "keys", input=given).stdout == keys


def test_beside_files(tmp_path: Path) -> None:
    """It stands where it is named among the files; named twice it counts once."""
    (tmp_path / "b.ris").write_text(RIS, encoding="utf-8")
    for words in (("list", "-", "b.ris", "-"), ("search", "-", "year:1900..", "b.ris", "-l", "-")):
        assert run(tmp_path, *words, "--format", "keys", input=BIB).stdout == "holsti1995\nwaltz1979\nk84\n"


def test_show(tmp_path: Path) -> None:
    """`show` finds its work there, and says so."""
    printed = json.loads(run(tmp_path, "show", "k84", "-", "--format", "json", input=RIS).stdout)

    assert (printed["entry"]["path"], printed["entry"]["title"]) == ("standard input", "After Hegemony")


def test_dedupe(tmp_path: Path) -> None:
    """`dedupe` shows what is double in it, and does not offer to change it."""
    given = BIB + BIB.replace("holsti1995", "h95").partition("\n")[0]

    assert "holsti1995 = h95: the same ISBN" in run(tmp_path, "dedupe", "-", input=given).stdout
    applied = run(tmp_path, "dedupe", "-", "--apply", input=given)
    assert applied.exit_code == 3
    assert "this command reads no standard input" in applied.stderr
    assert not list(tmp_path.iterdir())


def test_in_a_project_only_what_is_named(tmp_path: Path) -> None:
    """Inside a project, the libraries of the project are not meant then."""
    (tmp_path / "citekit.toml").write_text('library = ["own.bib"]', encoding="utf-8")
    (tmp_path / "own.bib").write_text(BIB, encoding="utf-8")

    assert run(tmp_path, "list", "-", "--format", "keys", input=RIS).stdout == "k84\n"
    assert run(tmp_path, "show", "k84", "-", input=RIS).exit_code == 0


def test_nothing_comes_in(tmp_path: Path) -> None:
    """A pipe that failed before it costs no file: `convert` writes nothing, with status 3."""
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    for given in ("", " \n"):
        result = run(tmp_path, "convert", "-", "refs.bib", input=given)
        assert result.exit_code == 3
        assert "standard input is empty" in result.stderr
    assert (tmp_path / "refs.bib").read_text(encoding="utf-8") == BIB


def test_a_library_made_of_another_format_begins_with_the_author(tmp_path: Path) -> None:
    """Whatever order RIS has its lines in, the entry reads author, title, … year."""
    printed = run(tmp_path, "convert", "-", "-", "--to", "bibtex", input=RIS).stdout

    assert [line.split()[0] for line in printed.splitlines()[1:4]] == ["author", "title", "year"]


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard input (Python then has None for it) that is said, with what to do."""
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ReadError) as caught:
        options.standard_input()

    assert caught.value.message == "standard input is closed"
    assert caught.value.hint


def test_standard_input_that_is_closed_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """The real program ends with one line and status 3, as every file that cannot be read has it."""
    for words in (["list", "-"], ["add", "-l", "new.bib"], ["diff", "-", "a.bib"], ["convert", "-", "a.ris"]):
        command = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "citekit", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.startswith("citekit: standard input is closed\n  → ")
