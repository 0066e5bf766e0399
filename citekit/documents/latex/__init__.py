"""LaTeX: the citation commands of natbib, biblatex and their kin, and the prose without its commands."""

from __future__ import annotations

from collections.abc import Mapping

from citekit.documents.blanking import blanked, trimmed
from citekit.documents.latex.printing import printed, words
from citekit.documents.latex.scanner import Scanner
from citekit.model import Document
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.source import TextSource


def read(source: TextSource) -> Document:
    r"""The document of a LaTeX text. Never raises; files that `\input` and its kin name are its `includes`."""
    return read_with(source, {})


def read_with(source: TextSource, defined: Mapping[str, str]) -> Document:
    """The same, where other files define commands that cite."""
    found = Scanner(source, defined)
    found.run()
    prose = blanked(source.text, found.blank)
    return Document(
        path=source.path,
        source=source,
        prose=prose,
        blocks=tuple(sorted((*trimmed(prose, found.blocks()), *found.notes), key=lambda block: block.start)),
        citations=tuple(found.citations),
        language=found.language or language_of(prose),
        format="latex",
        bibliography=tuple(dict.fromkeys(found.bibliography)),
        includes=tuple(found.includes),
        defines=found.defines,
        cites_all=found.cites_all,
        shown=found.visible(),
    )


FORMAT = DocumentFormat(
    "latex",
    (".tex", ".latex", ".ltx"),
    read,
    printed=printed,
    words=words,
    read_with=read_with,
    include_suffixes=(".tex", ""),
    includes_from_root=True,
)
