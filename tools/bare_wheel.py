"""Builds the wheel and uses it in a new environment, with nothing that only developers have.

Plain: the wheel and its dependencies build the worked example. `--oldest`: the tests pass with the oldest
dependencies that pyproject.toml allows.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ("references.bib", "article.md", "claims.toml", "reading-list.toml", "citekit.toml", "templates")


def _run(*command: str | Path, cwd: Path = ROOT) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def _wheel(folder: Path) -> Path:
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    return next(folder.glob("*.whl"))


def _environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def _oldest() -> list[str]:
    """Each dependency pinned to its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.sub(r"\s*>=\s*", "==", requirement) for requirement in project["dependencies"]]


def build_example(folder: Path) -> None:
    """The example, built by the bare wheel in a folder where there is no source."""
    python = _environment(folder / "env")
    _run(python, "-m", "pip", "install", "-q", _wheel(folder))
    project = folder / "example"
    project.mkdir()
    for name in EXAMPLE:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, project / name)
    _run(python, "-m", "citekit", "build", cwd=project)


def test_oldest(folder: Path) -> None:
    """The tests, with the oldest dependencies."""
    python = _environment(folder / "env")
    _run(python, "-m", "pip", "install", "-q", *_oldest(), "-e", f"{ROOT}[dev]")
    _run(python, "-m", "pytest", "-q", "-m", "not house", "-p", "no:cacheprovider")


def main() -> None:
    """Runs the check that the command line asks for."""
    with tempfile.TemporaryDirectory() as name:
        (test_oldest if "--oldest" in sys.argv else build_example)(Path(name))


if __name__ == "__main__":
    main()
