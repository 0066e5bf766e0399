"""BibTeX and biblatex: .bib files.

`scanner` cuts the bytes into blocks, `recovery` reads the broken ones, `reader` makes a `Library` of them whose entries
`cuts` cuts into fields. `latex` turns TeX into Unicode, `names` parts name lists, `persons` takes one name apart, and
`pybtex_door` hands entries to pybtex and takes its own. `writer` goes the other way, with `latex_encoding` and
`name_writing`.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.formats.bibtex.format import BIBLATEX, FORMAT
    from citekit.formats.bibtex.pybtex_door import from_pybtex, to_pybtex
    from citekit.formats.bibtex.reader import read
    from citekit.formats.bibtex.writer import write

__all__ = ["BIBLATEX", "FORMAT", "from_pybtex", "read", "to_pybtex", "write"]

# Found when first asked (PEP 562): who only reads does not wait for pybtex and what writing needs.
_HOMES = {
    "BIBLATEX": "format",
    "FORMAT": "format",
    "from_pybtex": "pybtex_door",
    "read": "reader",
    "to_pybtex": "pybtex_door",
    "write": "writer",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
