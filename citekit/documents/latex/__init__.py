"""LaTeX: the citation commands of natbib, biblatex and their kin, and the prose without its commands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citekit.documents.blanking import blanked, trimmed
from citekit.documents.latex.printing import printed, words
from citekit.documents.latex.scanner import Scanner
from citekit.model import Block, Document
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
    blocks = tuple(sorted((*trimmed(prose, found.blocks()), *found.notes), key=lambda block: block.start))
    return Document(
        path=source.path,
        source=source,
        prose=prose,
        blocks=blocks,
        citations=tuple(found.citations),
        language=found.language or language_of(prose),
        format="latex",
        bibliography=tuple(dict.fromkeys(found.bibliography)),
        includes=tuple(found.includes),
        defines=found.defines,
        cites_all=found.cites_all,
        shown=found.visible(),
        labels=dict(_labels(blocks, found.labels)),
    )


def _labels(blocks: Iterable[Block], labels: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """For each work of the printed list where it starts, and the key that stands before it."""
    for block in blocks:
        before = bisect_right(labels, block.start, key=lambda label: label[0])
        if block.kind == "reference" and before:
            yield block.start, labels[before - 1][1]


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
