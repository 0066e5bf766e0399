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
from citekit.writers import cells, html, json, latex, markdown, org, plain, rst, rtf, typst
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
        "typ": Writer(typst.escape, typst.write),
        "rtf": Writer(rtf.escape, rtf.write),
        "rst": Writer(rst.escape, rst.write),
        "org": Writer(org.escape, org.write),
        "json": Writer(json.escape, json.write),
    }
)

FORMATS: tuple[str, ...] = ("html", "md", "tex", "txt", "csv")
"""The formats of pages, named as the suffixes of their files."""
MARKUPS: tuple[str, ...] = tuple(name for name in _WRITERS if name != "csv")
"""The formats of running text: those of pages but CSV, and Typst, RTF, reStructuredText, Org and JSON."""


def escape(text: str, format: str) -> str:
    """The text as it must be written to be read as that text; KeyError for another format than `FORMATS` and `MARKUPS`.

    In CSV it is one whole cell, in quotation marks, that no spreadsheet takes for a formula.

    >>> escape("R&D_1", "tex")
    'R\\\\&D\\\\_1'
    """
    return _WRITERS[format].escape(text)


def write(runs: Iterable[Run], format: str) -> str:
    """Runs with their look and their links, as far as the format has them; in JSON with what they are of as well."""
    return _WRITERS[format].write(merged(runs, by_look=format != "json"))


def parts(runs: Iterable[Run]) -> list[json.Part]:
    """Runs as JSON has them: an object for each, without what is empty or false."""
    return json.parts(merged(runs, by_look=False))


def document(paragraphs: Iterable[Sequence[Run]], format: str) -> str:
    """A text of paragraphs: such as stands by itself in RTF, and such as goes into another one in the other formats.

    In JSON it is an array of paragraphs.
    """
    written = [write(paragraph, format) for paragraph in paragraphs]
    if format == "json":
        return f"[{', '.join(written)}]\n"
    if format == "rtf":
        return rtf.document(written) + "\n"
    if format == "html":
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in written)
    return "\n\n".join(written) + "\n"


def link(text: str, href: str, format: str) -> str:
    """A text that links to an http(s) address; the text alone when the address is of another kind.

    >>> link("DOI", "https://doi.org/10.1/x", "html")
    '<a href="https://doi.org/10.1/x">DOI</a>'
    >>> link("DOI", "javascript:alert(1)", "html")
    'DOI'
    """
    return write([Run(text, href=href)], format)
