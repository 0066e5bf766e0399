"""HTML, as the CSL test suite has it."""

import unicodedata
from collections.abc import Iterable, Sequence

from citekit.csl.output import Node, Span
from citekit.csl.writers.markup import Markup, write

_AROUND_BLOCKS = {
    "block": ("\n\n    ", "\n"),
    "left-margin": ("\n    ", ""),
    "right-inline": ("", "\n  "),
    "indent": ("", "\n  "),
}
"""The white space the suite puts around the blocks of an entry."""


def _superscripts() -> dict[str, str]:
    """Give the characters that are superscripts of others, with what they are written as."""
    marks = {"\u02c0": "<sup>\u0294</sup>", "\u02c1": "<sup>\u0295</sup>"}
    marks |= {"\u06e5": "<sup>\u0648</sup>", "\u06e6": "<sup>\u064a</sup>"}
    for code in (*range(0xAA, 0x1E00), *range(0x2070, 0x2200), *range(0x2C7C, 0x2C80), *range(0x3190, 0x31A0)):
        kind, _, base = unicodedata.decomposition(chr(code)).partition(" ")
        if kind == "<super>":
            text = "".join(chr(int(part, 16)) for part in base.split())
            marks[chr(code)] = f"<sup>{text}</sup>"
    return marks


_ESCAPED = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"} | _superscripts())


def escape(text: str) -> str:
    """Escape text; superscript characters become `<sup>`."""
    return text.translate(_ESCAPED)


def _span(name: str, value: str) -> tuple[str, str]:
    return f'<span style="{name}:{value};">', "</span>"


def _link(text: str, url: str) -> str:
    return f'<a href="{escape(url).replace(chr(34), "&#34;")}">{text}</a>'


def _block(display: str, text: str) -> str:
    """Write a block; a space at the end of the last one stands behind it."""
    inner = text.rstrip(" ") if display == "right-inline" else text
    before, after = _AROUND_BLOCKS[display]
    return f'{before}<div class="csl-{display}">{inner}</div>{after}{text[len(inner) :]}'


SUITE = Markup(
    escape=escape,
    marks={
        ("font-style", "italic"): ("<i>", "</i>"),
        ("font-weight", "bold"): ("<b>", "</b>"),
        ("vertical-align", "sup"): ("<sup>", "</sup>"),
        ("vertical-align", "sub"): ("<sub>", "</sub>"),
    },
    other=_span,
    block=_block,
)
"""HTML exactly as the suite expects it."""

LINKED = Markup(SUITE.escape, SUITE.marks, SUITE.other, _link, SUITE.block)
"""The same with identifiers linked (Appendix VI)."""


def write_html(nodes: Iterable[Node], links: bool = False) -> str:
    """Write nodes as HTML."""
    return write(nodes, LINKED if links else SUITE)


def write_html_bibliography(entries: Sequence[Span], links: bool = False) -> str:
    """Write a bibliography as nested divisions."""
    lines = ['<div class="csl-bib-body">']
    lines += [f'  <div class="csl-entry">{write_html(entry.children, links)}</div>' for entry in entries]
    return "\n".join([*lines, "</div>"])
