"""Text and runs in the markup of an output format.

`escape` makes any text harmless in a format, `write` prints the runs of a style, `link` prints one linked text. The
formats are HTML, Markdown, LaTeX, plain text and CSV; what they print stands by itself in a paragraph, an item or a
table cell, on one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from citekit.runs import Run
from citekit.writers import cells, html, latex, markdown, plain
from citekit.writers.text import merged


@dataclass(frozen=True, slots=True)
class Writer:
    """How one format is written: a text escaped, and runs (neighbours of one look already joined) printed."""

    escape: Callable[[str], str]
    write: Callable[[Sequence[Run]], str]


_WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "html": Writer(html.escape, html.write),
        "md": Writer(markdown.escape, markdown.write),
        "tex": Writer(latex.escape, latex.write),
        "txt": Writer(plain.escape, plain.write),
        "csv": Writer(cells.escape, cells.write),
    }
)

FORMATS: tuple[str, ...] = tuple(_WRITERS)
"""The output formats, named as the suffixes of their files."""


def escape(text: str, format: str) -> str:
    """The text as it must be written to be read as that text; KeyError for another format than `FORMATS`.

    In CSV it is one whole cell, in quotation marks, that no spreadsheet takes for a formula.

    >>> escape("R&D_1", "tex")
    'R\\\\&D\\\\_1'
    """
    return _WRITERS[format].escape(text)


def write(runs: Iterable[Run], format: str) -> str:
    """Runs with their look and their links, as far as the format has them."""
    return _WRITERS[format].write(merged(runs))


def link(text: str, href: str, format: str) -> str:
    """A text that links to an http(s) address; the text alone when the address is of another kind.

    >>> link("DOI", "https://doi.org/10.1/x", "html")
    '<a href="https://doi.org/10.1/x">DOI</a>'
    >>> link("DOI", "javascript:alert(1)", "html")
    'DOI'
    """
    return write([Run(text, href=href)], format)
