"""The libraries that a publishing program's own settings name for all documents of a folder.

Quarto's `_quarto.yml` and bookdown's `_bookdown.yml` have `bibliography:`, MyST's `myst.yml` has it within `project:`,
Jupyter Book's `_config.yml` has `bibtex_bibfiles:`, and Sphinx's `conf.py` `bibtex_bibfiles = […]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARKDOWN = ("_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml", "_config.yml")
SPHINX = ("conf.py",)

_SETTING = re.compile(r"^(?P<indent>[ \t]*)(?:bibliography|bibtex_bibfiles)[ \t]*[:=][ \t]*(?P<value>[^\n]*)", re.M)
_FURTHER = re.compile(r"\n[ \t]*(?:-[ \t]+|[\"'])(?P<value>[^\n]*)")
_NAME = re.compile(r"[^\s\"'\[\](),;{}#]+\.(?:bib|bibtex|json|ya?ml|ris|enw)\b")
_MOST = 1000
"""Lines of one list."""


def libraries(text: str) -> Iterator[tuple[str, int]]:
    """The names of the libraries, and where they stand."""
    for found in _SETTING.finditer(text):
        start, end = found.span("value")
        for _ in range(_MOST):
            yield from ((name[0], name.start()) for name in _NAME.finditer(text, start, end))
            further = _FURTHER.match(text, end)
            if not further:
                break
            start, end = further.span("value")
