"""Where a document's printed list of references stands: what looks like citations there is the list itself."""

from __future__ import annotations

from citekit.model import Block, Document
from citekit.prose.terms import phrase, terms
from citekit.prose.tokens import Kind, tokens

_LONGEST = 60


def reference_lists(document: Document) -> tuple[tuple[int, int], ...]:
    """The stretches from a heading such as "Daftar Pustaka" or "References" to the next heading, or the end."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for block in document.blocks:
        named = _names_a_list(document, block)
        if start is not None and (named or block.kind == "heading"):
            found.append((start, block.start))
            start = None
        if named:
            start = block.start
    if start is not None:
        found.append((start, len(document.prose)))
    return tuple(found)


def _names_a_list(document: Document, block: Block) -> bool:
    if block.kind not in ("heading", "paragraph", "item"):
        return False
    piece = document.prose[block.start : min(block.end, block.start + 2 * _LONGEST)].strip()
    line = piece.split("\n", 1)[0]
    if len(line) > _LONGEST or (block.kind != "heading" and block.end - block.start > len(piece) + _LONGEST):
        return False
    kept = [token.text for token in tokens(line, 0, len(line)) if token.kind is Kind.WORD]
    return phrase(" ".join(kept)) in terms().headings.all
