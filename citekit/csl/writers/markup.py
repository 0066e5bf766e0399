"""What a format of documents needs to say to be written: how to escape text, how to mark it, link it and block it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from citekit.csl.output import PLAIN, Format, Node, Span, Text, flipped

Mark = tuple[str, str]
"""What opens and what closes a formatting."""


def _as_it_is(text: str) -> str:
    return text


def _no_link(text: str, _url: str) -> str:
    return text


def _no_block(_display: str, text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Markup:
    """A format: all that differs between one writer and another."""

    escape: Callable[[str], str] = _as_it_is
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)
    """What marks a formatting attribute with a value; what is not there is not marked."""
    other: Callable[[str, str], Mark] | None = None
    """Gives the mark of an attribute with a value that `marks` does not have."""
    link: Callable[[str, str], str] = _no_link
    block: Callable[[str, str], str] = _no_block
    """Puts a text into a block of a `display`."""
    math: Callable[[str], str] | None = None
    """Writes `$…$` in a field; None to escape it like any text."""
    tight: bool = False
    """Whether marks must not stand beside blanks inside."""


def write(nodes: Iterable[Node], markup: Markup) -> str:
    """Write nodes in a format; formatting inside the same formatting flips back (flip-flop)."""
    parts: list[str] = []
    _write(nodes, {}, markup, parts)
    return "".join(parts)


def _write(nodes: Iterable[Node], state: dict[str, str], markup: Markup, parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, Text):
            parts.append(markup.escape(node.text))
        else:
            parts.append(_write_span(node, state, markup))


def _write_span(span: Span, state: dict[str, str], markup: Markup) -> str:
    if span.kind == "math" and markup.math is not None:
        return "".join(markup.math(child.text) for child in span.children if isinstance(child, Text))
    inside: list[str] = []
    flips = span.kind == "markup"
    _write(span.children, flipped(state, span.format, flips), markup, inside)
    text = "".join(inside)
    if not text:
        return ""
    for opening, closing in _marks(span.format, state, markup, flips):
        text = _marked(text, opening, closing, markup.tight)
    if span.link:
        text = markup.link(text, span.link)
    return markup.block(span.display, text) if span.display else text


def _marked(text: str, opening: str, closing: str, tight: bool) -> str:
    if not tight:
        return f"{opening}{text}{closing}"
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{opening}{inner}{closing}{after}"


def _marks(format: Format, state: dict[str, str], markup: Markup, flips: bool) -> Iterable[Mark]:
    """Give the marks for what a span changes, the innermost first."""
    for name, value in format:
        before = state.get(name, PLAIN[name])
        if flips and value == before and value != PLAIN[name] and name != "vertical-align":
            value = PLAIN[name]
        if value == before and value == PLAIN[name]:
            continue
        mark = markup.marks.get((name, value)) or (markup.other(name, value) if markup.other else None)
        if mark is not None:
            yield mark
