"""The shape of the code itself: types, style, who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "citekit"

pytestmark = pytest.mark.house


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "citekit", "tests", "benchmarks", "tools"),
        ("ruff", "format", "--check", "citekit", "tests", "benchmarks", "tools"),
        ("mypy",),
        ("tools.docs", "--check"),
    ],
    ids=" ".join,
)
def test_tool_is_content(command: tuple[str, ...]) -> None:
    """Ruff and mypy have nothing to say, and generated pages are up to date."""
    done = run(sys.executable, "-m", *command)

    assert done.returncode == 0, done.stdout + done.stderr


def test_contracts() -> None:
    """Imports keep the contracts of pyproject.toml."""
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")

    assert done.returncode == 0, done.stdout + done.stderr


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports() -> dict[str, set[str]]:
    """Each module and the modules of citekit that it imports, inside functions too, `TYPE_CHECKING` left out."""
    modules = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    return {name: imported(path, modules.keys()) & modules.keys() for name, path in modules.items()}


def imported(path: Path, modules: Set[str]) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found.update(names)
            # `from package import module` takes the module; what else a package holds is taken from the package.
            if not names <= modules:
                found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found - {module_name(path)}


def test_no_circle() -> None:
    """No module reaches itself through what it imports, not even by an import inside a function."""
    graph = imports()
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for other in graph[name]:
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_committed_text_is_of_the_project() -> None:
    """Only the tests' conftest and the benchmarks name the data beside the project."""
    listed = run("git", "ls-files").stdout.split()
    naming = [
        name
        for name in listed
        if name != "tests/conftest.py"
        and not name.startswith(("benchmarks/", "tests/test_house.py"))
        and b"../shared" in (ROOT / name).read_bytes()
    ]

    assert naming == []
