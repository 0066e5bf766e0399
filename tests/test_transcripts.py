"""Runs the transcripts in tests/cases/*.md: stories of files, commands, what is printed, and the exit status.

A fenced block with a file name as its info string writes that file. A block `console` holds commands, each a line
`$ citekit …`, then all that it prints (standard output and error as they come), then `=> N` when the exit status is
not 0. In what is expected, a line `...` stands for any lines, and `...` within a line for any characters. Other
commands that may be used: `cat FILE`, `rm FILE`, and `sample NAME` for a copy of a whole document, or of a folder with
one, from tests/documents/samples.

The expectations are written by hand from the manners that docs/cli-manners.md promises, and read over by a person when
they change.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from citekit.cli import main

CASES = Path(__file__).parent / "cases"
FENCE = re.compile(r"^(~~~+|```+) *(\S+)\n(.*?)^\1 *$", re.M | re.S)


def stories() -> Iterator[object]:
    """Each second-level section of each file is one story, in a folder of its own."""
    for path in sorted(CASES.glob("*.md")):
        for section in re.split(r"^(?=## )", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            title = section.splitlines()[0][3:]
            yield pytest.param(section, id=f"{path.stem}: {title}")


@pytest.mark.parametrize("story", list(stories()))
def test_story(story: str, tmp_path: Path) -> None:
    """The commands of a story print what it says and end as it says."""
    with chdir(tmp_path):
        for fence in FENCE.finditer(story):
            name, body = fence[2], fence[3]
            if name == "console":
                play(body)
            else:
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(body.encode())


def play(body: str) -> None:
    """Runs the commands of one block."""
    for step in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, expected = step.partition("\n")
        printed, status = run(shlex.split(command))
        actual = printed + (f"=> {status}\n" if status else "")
        assert matches(expected, actual), f"$ {command}\n--- expected\n{expected}--- printed\n{actual}"


def run(words: list[str]) -> tuple[str, int]:
    program, *arguments = words
    if program == "cat":
        return Path(arguments[0]).read_text(encoding="utf-8"), 0
    if program == "rm":
        Path(arguments[0]).unlink()
        return "", 0
    if program == "sample":
        sample = Path(__file__).parent / "documents" / "samples" / arguments[0]
        if sample.is_dir():
            shutil.copytree(sample, ".", dirs_exist_ok=True)
        else:
            shutil.copy(sample, ".")
        return "", 0
    assert program == "citekit", program
    result = CliRunner().invoke(main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output, result.exit_code


def matches(expected: str, actual: str) -> bool:
    """Whether a text is what was expected, `...` being any lines, or within a line any characters."""
    lines = (r"(?:.*\n)*" if line == "...\n" else loose(line) for line in expected.splitlines(True))
    return re.fullmatch("".join(lines), actual) is not None


def loose(line: str) -> str:
    return ".*".join(map(re.escape, line.split("...")))
