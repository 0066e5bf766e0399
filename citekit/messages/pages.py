"""Pages of documentation in other languages: headings and paragraphs are said, examples stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue

_WIDTH = 115
_HEADING = "## "
_FENCES = ("~~~", "```")


def texts(page: str) -> Iterator[str]:
    """What there is to translate of a page, in order: each heading and paragraph, on one line.

    >>> list(texts("A fault\\nof names.\\n\\n## Example\\n~~~a.md\\nHolsti\\n~~~"))
    ['A fault of names.', 'Example']
    """
    return (_line(block) for block in _blocks(page) if _is_prose(block))


def in_language(page: str, catalogue: Catalogue) -> str:
    """The page as a catalogue says it; what the catalogue has not stays as it is."""
    return "\n".join(_said(block, catalogue) for block in _blocks(page))


def _said(block: str, catalogue: Catalogue) -> str:
    line = _line(block)
    found = catalogue.gettext(line) if _is_prose(block) else line
    if found == line:
        return block
    if block.startswith(_HEADING):
        return _HEADING + found
    return fill(found, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _is_prose(block: str) -> bool:
    return bool(block) and not block.startswith(_FENCES)


def _line(block: str) -> str:
    """A paragraph as one line, a heading without its sign: as catalogues have them."""
    return " ".join(block.removeprefix(_HEADING).split())


def _blocks(page: str) -> Iterator[str]:
    """Headings, paragraphs, examples with their fences, and the empty lines between: together, by lines, the page."""
    block: list[str] = []
    fence = ""
    for line in page.split("\n"):
        alone = not fence and (not line or line.startswith((_HEADING, *_FENCES)))
        if alone and block:
            yield "\n".join(block)
            block = []
        if alone and not line.startswith(_FENCES):
            yield line
            continue
        block.append(line)
        if fence and line.rstrip() == fence:
            yield "\n".join(block)
            block, fence = [], ""
        elif alone:
            fence = line[:3]
    if block:
        yield "\n".join(block)
