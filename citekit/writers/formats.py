"""The formats and what writes them: the processor's writers (`citekit.csl.writers`), and ours for CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from citekit.csl.output import Run as CslRun
from citekit.csl.writers import latex, markdown, org, plain, rst, rtf, text, typst, webpage
from citekit.runs import Run
from citekit.writers import json, sheet

_LOOKS = (
    ("code", text.CODE),
    ("bold", text.BOLD),
    ("italic", text.ITALIC),
    ("small_caps", text.SMALL_CAPS),
    ("subscript", text.SUBSCRIPT),
    ("superscript", text.SUPERSCRIPT),
    ("underlined", text.UNDERLINE),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """How one format is written: a text escaped, and runs (neighbours of one look already joined) printed."""

    escape: Callable[[str], str]
    write: Callable[[Sequence[Run]], str]


def _of_processor(escape: Callable[[str], str], write: Callable[[Sequence[CslRun]], str]) -> Writer:
    return Writer(escape, lambda runs: write([_theirs(run) for run in runs]))


def _theirs(run: Run) -> CslRun:
    """A run of ours as one of the processor's."""
    return CslRun(run.text, tuple(look for name, look in _LOOKS if getattr(run, name)), link=run.href)


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "html": _of_processor(webpage.escape, webpage.write),
        "md": _of_processor(markdown.escape, markdown.write),
        "tex": _of_processor(latex.escape, latex.write),
        "txt": _of_processor(plain.escape, plain.write),
        "csv": Writer(sheet.escape, sheet.write),
        "typ": _of_processor(typst.escape, typst.write),
        "rtf": _of_processor(rtf.escape, rtf.write),
        "rst": _of_processor(rst.escape, rst.write),
        "org": _of_processor(org.escape, org.write),
        "json": Writer(json.escape, json.write),
    }
)
"""Writers by the names of their formats."""


def whole(paragraphs: Sequence[str], format: str) -> str:
    """A text of paragraphs that are written already."""
    if format == "json":
        return f"[{', '.join(paragraphs)}]\n"
    if format == "rtf":
        return rtf.document(paragraphs) + "\n"
    if format == "html":
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return "\n\n".join(paragraphs) + "\n"
