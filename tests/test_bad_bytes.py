"""Files in other encodings, and damaged ones: the exact line each gets, its status, and that the rest is still read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from citekit.cli import main

ENTRY = "@book{a, title={Universit\u00e9}, author={B, C.}, publisher={P}, year=1999}\n"
LATIN = (
    "a.bib:1:26: FIL003 the file is not UTF-8; it was read as Windows-1252, "
    "which may give wrong letters, the first here\n"
    "    1 | @book{a, title={Université}, author={B, C.}, publisher={P}, year=1999}\n"
    "                                 ^\n"
    "  → save it as UTF-8, or name its encoding on the first line: % Encoding: NAME\n"
    "1 warning\n"
)
NUL = (
    "a.bib:1:19: FIL005 a NUL byte in a text\n"
    "    1 | @book{a, title={Un·iversité}, author={B, C.}, publisher={P}, year=1999}\n"
    "                          ^\n"
    "  → the file may be damaged: compare this place with a backup\n"
    "1 error\n"
)


@pytest.mark.parametrize(
    ("data", "printed", "status"),
    [
        (ENTRY.encode("latin-1"), LATIN, 0),
        (ENTRY.encode("utf-16"), "nothing found\n", 0),
        (ENTRY.encode("utf-16-le"), "nothing found\n", 0),
        (b"\xef\xbb\xbf" + ENTRY.encode(), "nothing found\n", 0),
        (b"% Encoding: ISO-8859-1\n" + ENTRY.encode("latin-1"), "nothing found\n", 0),
        (ENTRY.replace("Uni", "Un\0i").encode(), NUL, 1),
        (ENTRY.replace("\n", "\r\n").encode(), "nothing found\n", 0),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without a mark", "UTF-8 with a mark", "declared", "NUL", "CRLF"],
)
def test_bytes(tmp_path: Path, data: bytes, printed: str, status: int) -> None:
    """The finding, if there is cause for one, and the entry is read all the same."""
    (tmp_path / "a.bib").write_bytes(data)
    with chdir(tmp_path):
        result = CliRunner().invoke(main, ["check", "a.bib"])
        listed = CliRunner().invoke(main, ["list", "a.bib"])

    assert (result.output, result.exit_code) == (printed, status)
    assert listed.stdout.startswith("a  1999  B  Un")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["explain"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full, a device that is always full")
def test_nothing_can_be_printed(arguments: list[str]) -> None:
    """When standard output is full, whatever was asked ends with one line and status 3."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "citekit", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 3
    assert done.stderr == "citekit: cannot write the result: No space left on device\n"


def test_outputs_are_pages(project: Callable[..., object], tmp_path: Path) -> None:
    """A project that came from elsewhere cannot have a program's file written, inside the project or out of it."""
    config = "".join(
        f'[[output]]\ntemplate = "reading-list.txt"\nfile = "{file}"\n'
        for file in (".git/config", "build/../.envrc", "Makefile", "conftest.py", "list.txt")
    )
    read = project({"references.bib": ENTRY, "citekit.toml": f'library = "references.bib"\n{config}'})

    assert [output.file for output in read.config.outputs] == ["list.txt"]  # type: ignore[attr-defined]
    codes = [one.code for one in read.diagnostics]  # type: ignore[attr-defined]
    assert codes == ["PRJ004", "PRJ004", "PRJ003", "PRJ003"]


@pytest.mark.parametrize("file", ["loop/a.txt", "a\\u0000b.txt", f"{'x' * 300}.txt"])
def test_odd_output_costs_itself(tmp_path: Path, file: str) -> None:
    """An output whose name cannot be a file's is told; the others are written."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "references.bib").write_text(ENTRY, encoding="utf-8")
    outputs = "".join(f'[[output]]\ntemplate = "reading-list.txt"\nfile = "{name}"\n' for name in (file, "ok.txt"))
    (tmp_path / "citekit.toml").write_text(f'library = "references.bib"\n{outputs}', encoding="utf-8")
    with chdir(tmp_path):
        result = CliRunner().invoke(main, ["build"])

    assert result.exit_code == 3, result.output
    assert "written  ok.txt" in result.output
    assert "internal" not in result.output
