"""The manners of the command line: JSON, colour, streams, faults of our own, start-up."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit import builder, loader
from citekit.builder import Outcome, build
from citekit.cli import COMMANDS, main
from citekit.diagnostic import WriteError
from citekit.edits import atomic
from citekit.version import VERSION

LIBRARY = "@book{holsti1995, author = {Holsti, K. J.}, title = {T}, publisher = {P}, year = 1995}\n"
CONFIG = """
library = "references.bib"
documents = "article.md"
[[output]]
template = "reading-list.md"
file = "build/list.md"
[[output]]
template = "reading-list.txt"
file = "build/list.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A small project, and in it."""
    (tmp_path / "references.bib").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "article.md").write_text("Kata Holsty (1995), dan [@nobody].\n", encoding="utf-8")
    (tmp_path / "citekit.toml").write_text(CONFIG, encoding="utf-8")
    with chdir(tmp_path):
        yield tmp_path


def run(*arguments: str, **more: Any) -> Any:
    return CliRunner().invoke(main, arguments, **more)


@pytest.fixture(scope="session")
def schemas(repository: Path) -> Registry:
    """The published schemas, by name."""
    paths = (repository / "citekit/schemas").glob("*.json")
    loaded = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in loaded)


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("findings", ["check", "--format", "json"]),
        ("build", ["build", "--format", "json"]),
        ("draft", ["draft", "article.md", "--format", "json"]),
        ("entries", ["list", "--format", "json"]),
        ("entry", ["show", "holsti1995", "--format", "json"]),
        ("problems", ["explain", "--format", "json"]),
        ("cite", ["cite", "holsti1995", "--style", "apa", "--locator", "p. 3", "--to", "json"]),
        ("init", ["init", "new", "--format", "json"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_json_keeps_its_schema(schema: str, arguments: list[str], schemas: Registry) -> None:
    """What a command prints as JSON, and nothing but that, is on standard output and valid by its schema."""
    result = run(*arguments)
    found = schemas.contents(f"urn:citekit:schema:{schema}:1")

    Draft202012Validator(found, registry=schemas).validate(json.loads(result.stdout))


@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.usefixtures("folder")
def test_colour(options: list[str], environment: dict[str, str], coloured: bool) -> None:
    """No colour into a pipe; NO_COLOR and FORCE_COLOR are heeded; --color has the last word."""
    clean = {"NO_COLOR": None, "FORCE_COLOR": None}
    result = run(*options, "check", env={**clean, **environment})

    assert ("\x1b[" in result.stdout) is coloured
    assert "CIT103" in click.unstyle(result.stdout)


def test_every_command_has_help() -> None:
    """Each command is there, with a sentence of help, and the main help tells the exit statuses."""
    listed = run("--help").output

    assert all(f"\n  {name} " in listed for name in COMMANDS)
    assert "3  a file could not be read or written" in listed
    for name in COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert len(result.output.splitlines()[2].strip()) > 20, name


def test_list_of_commands() -> None:
    """The list of commands, which imports none of them, has of each the first sentence of its own help."""
    for name, summary in COMMANDS.items():
        own: click.Command = import_module(f"citekit.cli.{name}_command").command
        assert summary == own.get_short_help_str(limit=1000)


def test_version_is_that_of_the_package() -> None:
    """The version that citekit knows without asking is the one that it is installed as."""
    assert version("citekit-bib") == VERSION


def test_fault_of_ours(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A fault in citekit is one line that says so and status 5; --debug shows where."""

    def fail(*_: object, **__: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr("citekit.loader.load", fail)
    short, long = run("check"), run("--debug", "check")

    assert short.exit_code == long.exit_code == 5
    assert short.stderr.startswith("citekit: internal error: KeyError: 'oops'\n")
    assert "Traceback" not in short.stderr
    assert "Traceback" in long.stderr


def test_reader_of_the_pipe_goes_away(folder: Path) -> None:
    """`citekit … | head -1` ends without a word of complaint."""
    (folder / "many.bib").write_text("".join(LIBRARY.replace("1995,", f"{n},", 1) for n in range(5000)), "utf-8")
    command = f"{sys.executable} -m citekit list many.bib | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("holsti0  ")
    assert "rror" not in done.stderr.replace("many.bib", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full, a device that is always full")
def test_standard_output_is_full(folder: Path) -> None:
    """A result that cannot be written is told, with status 3."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "citekit", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert done.returncode == 3
    assert done.stderr == "citekit: cannot write the result: No space left on device\n"


def test_full_disk(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A build onto a full disk says so for the output that did not fit, and writes the others."""
    write = atomic.write

    def full(path: Path, data: bytes, *, parents: bool = False) -> bool:
        if path.name == "list.md":
            raise WriteError(f"cannot write {path}: No space left on device", hint="make room on the disk")
        return write(path, data, parents=parents)

    monkeypatch.setattr(builder.atomic, "write", full)
    done = build(loader.load(folder))

    assert [one.outcome for one in done] == [Outcome.FAILED, Outcome.WRITTEN]
    assert done[0].diagnostic is not None
    assert done[0].diagnostic.code == "TPL002"
    assert "No space left on device" in done[0].diagnostic.message
    assert (folder / "build/list.txt").is_file()


def test_unchanged_output_is_not_touched(folder: Path) -> None:
    """A second build leaves the files alone, their times too."""
    build(loader.load(folder))
    before = {path: path.stat().st_mtime_ns for path in (folder / "build").iterdir()}
    done = build(loader.load(folder))

    assert {one.outcome for one in done} == {Outcome.UNCHANGED}
    assert before == {path: path.stat().st_mtime_ns for path in (folder / "build").iterdir()}


def test_link_made_after_reading(folder: Path) -> None:
    """An output whose folder has become a link out of the project is not written."""
    project = loader.load(folder)
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    (folder / "build").symlink_to(outside)
    done = build(project)

    assert {one.outcome for one in done} == {Outcome.FAILED}
    assert list(outside.iterdir()) == []


def test_files_within_a_project(folder: Path) -> None:
    """With FILES inside a project its library is used, and only what stands in them is reported."""
    (folder / "other.md").write_text("Lihat [@holst1995].\n", encoding="utf-8")
    result = run("check", "other.md")

    assert "other.md:1:9: CIT101" in result.stdout
    assert "article.md" not in result.stdout


def test_folder_option(folder: Path) -> None:
    """-C works as if started in that folder; one that is not there is wrong usage."""
    with chdir(folder.parent):
        assert "article.md:1:6: CIT103" in run("-C", folder.name, "check").stdout
        assert run("-C", "nosuch", "check").exit_code == 2


def test_project_above(folder: Path) -> None:
    """A command in a folder below the project works on the project."""
    (folder / "notes").mkdir()
    with chdir(folder / "notes"):
        assert "holsti1995" in run("list").stdout


def test_start_up_is_light() -> None:
    """`citekit --version` and `--help` import neither jinja2 nor pybtex nor any reader."""
    code = (
        "import sys\nfrom citekit.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "heavy = 'jinja2', 'pybtex', 'markdown_it', 'citekit.loader', 'importlib.metadata'\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-2].startswith("citekit 0.")
    assert done.stdout.splitlines()[-1] == "[]"
