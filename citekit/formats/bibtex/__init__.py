"""BibTeX and biblatex: .bib files.

`scanner` cuts the bytes into blocks, `recovery` reads the broken ones, `reader` makes a `Library` of them, `latex`
turns TeX into Unicode, `names` takes name lists apart, and `pybtex_door` hands entries to pybtex.
"""

from __future__ import annotations

import re

from citekit.formats.bibtex.problems import PROBLEMS
from citekit.formats.bibtex.pybtex_door import to_pybtex
from citekit.formats.bibtex.reader import read
from citekit.plugin import Format

__all__ = ["FORMAT", "read", "to_pybtex"]

_ENTRY = re.compile(rb"^\s*@[A-Za-z]+\s*[{(]\s*[^\s,{}=]+\s*,", re.M)


def _looks_like(data: bytes) -> bool:
    return _ENTRY.search(data) is not None


FORMAT = Format("bibtex", (".bib", ".bibtex", ".biblatex"), read, _looks_like, PROBLEMS)
