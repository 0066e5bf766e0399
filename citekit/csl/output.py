"""Rendered output as a tree: pieces of text with the variable they came from, inside spans with formatting.

Everything in CSL that changes output (affixes, quotes, text case, punctuation) works on this tree, never on the
markup of one format; the writers turn it into HTML and the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Format = tuple[tuple[str, str], ...]
"""Formatting attributes with their values, such as `(("font-style", "italic"),)`."""


class Text:
    """A piece of text; `variable` says where it came from (empty for terms, affixes and values)."""

    __slots__ = ("kind", "text", "variable")

    def __init__(self, text: str, variable: str = "", kind: str = "") -> None:
        self.text = text
        self.variable = variable
        self.kind = kind
        """`term`, `affix`, `open` or `close` (quotation marks), `nocase`, or empty."""

    def __repr__(self) -> str:
        return f"Text({self.text!r}, {self.variable!r}, {self.kind!r})"


class Span:
    """Nodes in order with what holds for all of them: formatting, quotation marks, display, an item."""

    __slots__ = ("children", "display", "format", "item", "kind", "link", "quoted", "variable")

    def __init__(
        self, children: "list[Node]", format: Format = (), kind: str = "", quoted: bool = False, variable: str = ""
    ) -> None:
        self.children = children
        self.format = format
        self.quoted = quoted
        self.kind = kind
        """`names`, `list`, `name`, `cite`, `entry`, `markup`, `nocase`, `math`, or for a
        quoted span the marks that were typed, if curly, or `STRAIGHT_SINGLE`; else empty."""
        self.display = ""
        self.variable = variable
        self.item = ""
        self.link = ""

    def __repr__(self) -> str:
        return f"Span({self.children!r}, {self.format!r}, {self.kind!r}, {self.quoted})"


Node = Text | Span

STRAIGHT_SINGLE = "single"
"""The kind of a quoted span whose marks were typed as straight single ones."""


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of final output: text, the formatting in force, and where it came from."""

    text: str
    format: Format = ()
    variable: str = ""
    item: str = ""
    link: str = ""
    math: bool = False
    """Whether it is `$…$` in a field, which is TeX and no text."""


NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
"""What is printed, in the words of the test suite, for a citation that a style gives no output."""


def leaves(nodes: Sequence[Node]) -> Iterator[Text]:
    """Give the texts of a tree in order; no recursion, so that depth does no harm."""
    stack = [iter(nodes)]
    while stack:
        for node in stack[-1]:
            if isinstance(node, Text):
                yield node
            else:
                stack.append(iter(node.children))
                break
        else:
            stack.pop()


def plain(nodes: Sequence[Node]) -> str:
    """Give the text of a tree without any formatting."""
    parts: list[str] = []
    _collect(nodes, parts)
    return "".join(parts)


def _collect(nodes: Sequence[Node], parts: list[str]) -> None:
    for node in nodes:
        if type(node) is Text:
            parts.append(node.text)
        else:
            _collect(node.children, parts)  # type: ignore[union-attr]


def copy(node: Node) -> Node:
    """Give a copy of a node that shares nothing with it."""
    if isinstance(node, Text):
        return Text(node.text, node.variable, node.kind)
    other = Span([copy(child) for child in node.children], node.format, node.kind, node.quoted, node.variable)
    other.display, other.item, other.link = node.display, node.item, node.link
    return other


def has_text(nodes: Sequence[Node]) -> bool:
    """Say whether any piece of a tree has text."""
    return any(leaf.text for leaf in leaves(nodes))


def runs(nodes: Sequence[Node], *, blocks: bool = False) -> list[Run]:
    """Flatten a tree into runs, with flip-flop resolved into the formatting in force for each.

    With `blocks` a run without text stands before each block (`display`).
    """
    flat: list[Run] = []
    _flatten(nodes, Run(""), {}, blocks, flat)
    return flat


def _flatten(nodes: Sequence[Node], around: Run, state: dict[str, str], blocks: bool, flat: list[Run]) -> None:
    for node in nodes:
        if isinstance(node, Text):
            if node.text:
                flat.append(Run(node.text, around.format, node.variable, around.item, around.link, around.math))
            continue
        if blocks and node.display:
            flat.append(Run(""))
        inside = flipped(state, node.format, node.kind == "markup")
        item, link = node.item or around.item, node.link or around.link
        format = tuple(sorted(inside.items()))
        _flatten(node.children, Run("", format, "", item, link, node.kind == "math"), inside, blocks, flat)


PLAIN = {
    "font-style": "normal",
    "font-variant": "normal",
    "font-weight": "normal",
    "text-decoration": "none",
    "vertical-align": "baseline",
}
"""The value of each formatting attribute that changes nothing."""


def flipped(state: dict[str, str], format: Format, flips: bool) -> dict[str, str]:
    """Give the formatting in force inside a span: markup in a field flips back to plain inside the same formatting."""
    if not format:
        return state
    new = dict(state)
    for name, value in format:
        if flips and value == new.get(name) and name != "vertical-align":
            value = PLAIN[name]
        if value == PLAIN[name]:
            new.pop(name, None)
        else:
            new[name] = value
    return new
