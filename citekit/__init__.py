"""citekit ties every claim in an article to the source it rests on, checks the tie, and prints it well.

>>> import citekit
>>> project = citekit.load("my-thesis")  # doctest: +SKIP
>>> findings = citekit.check(project)  # doctest: +SKIP
>>> page = citekit.render(project, "claim-table.html")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.builder import build
    from citekit.checker import check
    from citekit.diagnostic import CitekitError, Diagnostic, Severity
    from citekit.loader import load, load_files
    from citekit.model import Project
    from citekit.renderer import render

__all__ = [
    "CitekitError",
    "Diagnostic",
    "Project",
    "Severity",
    "build",
    "check",
    "load",
    "load_files",
    "render",
]

# Found when first asked (PEP 562), so that `citekit --version` does not wait for jinja2 and pybtex.
_HOMES = {
    "CitekitError": "diagnostic",
    "Diagnostic": "diagnostic",
    "Project": "model",
    "Severity": "diagnostic",
    "build": "builder",
    "check": "checker",
    "load": "loader",
    "load_files": "loader",
    "render": "renderer",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"citekit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
