"""HTML, as the CSL test suite has it: elements stand in each other as the parts of a style do."""

import unicodedata
from collections.abc import Iterable, Sequence

from citekit.csl.output import PLAIN, Node, Span, Text, flipped
from citekit.csl.writers.text import address, without_controls

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


_NO_TEXT = [
    code for code in (*range(0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if without_controls(chr(code)) == ""
]
_ESCAPED = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;"} | _superscripts() | dict.fromkeys(_NO_TEXT, ""))


def escape(text: str) -> str:
    """Escape text; superscript characters become `<sup>`."""
    return text.translate(_ESCAPED)


_MARKS = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
}


def write_html(nodes: Iterable[Node], links: bool = False) -> str:
    """Write nodes as HTML, exactly as the suite expects it; or with identifiers linked (Appendix VI)."""
    parts: list[str] = []
    _write(nodes, {}, links, parts)
    return "".join(parts)


def write_html_bibliography(entries: Sequence[Span], links: bool = False) -> str:
    """Write a bibliography as nested divisions."""
    lines = ['<div class="csl-bib-body">']
    lines += [f'  <div class="csl-entry">{write_html(entry.children, links)}</div>' for entry in entries]
    return "\n".join([*lines, "</div>"])


def _write(nodes: Iterable[Node], state: dict[str, str], links: bool, parts: list[str]) -> None:
    for node in nodes:
        parts.append(escape(node.text) if isinstance(node, Text) else _span(node, state, links))


def _span(span: Span, state: dict[str, str], links: bool) -> str:
    """Write a span; formatting inside the same formatting flips back (flip-flop)."""
    inside: list[str] = []
    flips = span.kind == "markup"
    _write(span.children, flipped(state, span.format, flips), links, inside)
    text = "".join(inside)
    if not text:
        return ""
    for name, value in span.format:
        opening, closing = _mark(name, value, state.get(name, PLAIN[name]), flips)
        text = f"{opening}{text}{closing}"
    if links and (href := address(span.link)):
        text = f'<a href="{escape(href)}">{text}</a>'
    return _block(span.display, text) if span.display else text


def _mark(name: str, value: str, before: str, flips: bool) -> tuple[str, str]:
    """Give the mark for what a span changes."""
    if flips and value == before and value != PLAIN[name] and name != "vertical-align":
        value = PLAIN[name]
    if value == before == PLAIN[name]:
        return "", ""
    return _MARKS.get((name, value)) or (f'<span style="{name}:{value};">', "</span>")


def _block(display: str, text: str) -> str:
    """Write a block; a space at the end of the last one stands behind it."""
    inner = text.rstrip(" ") if display == "right-inline" else text
    before, after = _AROUND_BLOCKS[display]
    return f'{before}<div class="csl-{display}">{inner}</div>{after}{text[len(inner) :]}'
