"""The two dialects of .bib files as formats. Both are read in the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from citekit.formats.bibtex.problems import PROBLEMS
from citekit.formats.bibtex.reader import read
from citekit.library import Entry
from citekit.plugin import Format, Written

_ENTRY = re.compile(rb"^\s*@[A-Za-z]+\s*[{(]\s*[^\s,{}=]+\s*,", re.M)


def _looks_like(data: bytes) -> bool:
    return _ENTRY.search(data) is not None


def _write(entries: Sequence[Entry], dialect: str = "bibtex") -> Written:
    from citekit.formats.bibtex.writer import write  # who only reads does not wait for what writing needs

    return write(entries, dialect=dialect)


FORMAT = Format(
    "bibtex",
    (".bib", ".bibtex"),
    read,
    _looks_like,
    PROBLEMS,
    _write,
    read_after=read,
    resolves=frozenset({"crossref"}),
)
BIBLATEX = Format(
    "biblatex",
    (".biblatex",),
    read,
    problems=PROBLEMS,
    write=partial(_write, dialect="biblatex"),
    read_after=read,
    resolves=frozenset({"crossref", "xdata", "entryset"}),
)
"""The same files in biblatex's vocabulary."""
