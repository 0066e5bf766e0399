"""Prints the figures of this code beside those of codebases we admire: to look at and think, not to enforce."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent

# Measured on public snapshots of mid-2026: flake8, yamllint, fava, import-linter, sybil, pybtex, structlog, httpx.
ADMIRED = {
    "lines per file, median": "35-155",
    "lines per file, largest": "200-600",
    "lines per function, median": "4-9",
    "lines per function, 90th percentile": "14-31",
    "lines per function, largest": "-",
    "test lines : code lines": "1-2",
    "functions with a docstring, %": "-",
    "comment lines, %": "1-5",
}


def _count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(paths: Iterable[Path]) -> Iterator[ast.FunctionDef]:
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _length(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def figures() -> dict[str, str]:
    """Each figure of this code, by name."""
    code = sorted((ROOT / "citekit").rglob("*.py"))
    tests = sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "tests" / "cases").glob("*.md"))
    sizes = [_count(path) for path in code]
    functions = list(_functions(code))
    lengths = [_length(function) for function in functions]
    documented = sum(ast.get_docstring(function) is not None for function in functions)
    comments = sum(line.lstrip().startswith("#") for path in code for line in path.read_text("utf-8").splitlines())
    largest = max(code, key=_count)
    longest = max(functions, key=_length)
    return {
        "lines per file, median": f"{median(sizes):.0f}",
        "lines per file, largest": f"{max(sizes)} ({largest.relative_to(ROOT)})",
        "lines per function, median": f"{median(lengths):.0f}",
        "lines per function, 90th percentile": f"{quantiles(lengths, n=10)[-1]:.0f}",
        "lines per function, largest": f"{max(lengths)} ({longest.name})",
        "test lines : code lines": f"{sum(map(_count, tests)) / sum(sizes):.2f}",
        "functions with a docstring, %": f"{100 * documented / len(functions):.0f}",
        "comment lines, %": f"{100 * comments / sum(sizes):.1f}",
    }


def main() -> None:
    """Prints the table."""
    print(f"{'':38}{'citekit':<34}admired")
    for name, value in figures().items():
        print(f"{name:38}{value:<34}{ADMIRED[name]}")


if __name__ == "__main__":
    main()
