"""The two dialects of .bib files as formats. Both are read in the same way."""

from __future__ import annotations

import re
from functools import partial

from citekit.formats.bibtex.problems import PROBLEMS
from citekit.formats.bibtex.reader import read
from citekit.formats.bibtex.writer import write
from citekit.plugin import Format

_ENTRY = re.compile(rb"^\s*@[A-Za-z]+\s*[{(]\s*[^\s,{}=]+\s*,", re.M)


def _looks_like(data: bytes) -> bool:
    return _ENTRY.search(data) is not None


FORMAT = Format(
    "bibtex",
    (".bib", ".bibtex"),
    read,
    _looks_like,
    PROBLEMS,
    write,
    read_after=read,
    resolves=frozenset({"crossref"}),
)
BIBLATEX = Format(
    "biblatex",
    (".biblatex",),
    read,
    problems=PROBLEMS,
    write=partial(write, dialect="biblatex"),
    read_after=read,
    resolves=frozenset({"crossref", "xdata", "entryset"}),
)
"""The same files in biblatex's vocabulary."""
