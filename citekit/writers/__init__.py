"""Text and runs in the markup of an output format.

`escape` makes any text harmless in a format, `write` prints the runs of a style, `link` prints one linked text. The
formats are HTML, Markdown, LaTeX, plain text and CSV; what they print stands by itself in a paragraph, an item or a
table cell, on one line. What writes them are the writers of the CSL processor, which are read with it when the first
text is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from citekit.runs import Run

if TYPE_CHECKING:
    from citekit.writers.formats import Writer
    from citekit.writers.json import Part

FORMATS: tuple[str, ...] = ("html", "md", "tex", "txt", "csv")
"""The formats of pages, named as the suffixes of their files."""
MARKUPS: tuple[str, ...] = ("html", "md", "tex", "txt", "typ", "rtf", "rst", "org", "json")
"""The formats of running text: those of pages but CSV, and Typst, RTF, reStructuredText, Org and JSON."""


def escape(text: str, format: str) -> str:
    """The text as it must be written to be read as that text; KeyError for another format than `FORMATS` and `MARKUPS`.

    In CSV it is one whole cell, in quotation marks, that no spreadsheet takes for a formula.

    >>> escape("R&D_1", "tex")
    'R\\\\&D\\\\_1'
    """
    return _writers()[format].escape(text)


def write(runs: Iterable[Run], format: str) -> str:
    """Runs with their look and their links, as far as the format has them; in JSON with what they are of as well."""
    from citekit.writers.text import merged

    return _writers()[format].write(merged(runs, by_look=format != "json"))


def parts(runs: Iterable[Run]) -> list[Part]:
    """Runs as JSON has them: an object for each, without what is empty or false."""
    from citekit.writers import json, text

    return json.parts(text.merged(runs, by_look=False))


def document(paragraphs: Iterable[Sequence[Run]], format: str) -> str:
    """A text of paragraphs: such as stands by itself in RTF, and such as goes into another one in the other formats.

    In JSON it is an array of paragraphs.
    """
    from citekit.writers.formats import whole

    return whole([write(paragraph, format) for paragraph in paragraphs], format)


def link(text: str, href: str, format: str) -> str:
    """A text that links to an http(s) address; the text alone when the address is of another kind.

    >>> link("DOI", "https://doi.org/10.1/x", "html")
    '<a href="https://doi.org/10.1/x">DOI</a>'
    >>> link("DOI", "javascript:alert(1)", "html")
    'DOI'
    """
    return write([Run(text, href=href)], format)


def _writers() -> Mapping[str, Writer]:
    from citekit.writers.formats import WRITERS  # with the processor, which takes longer than a table

    return WRITERS
