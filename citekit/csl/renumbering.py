"""What was rendered with one citation-number, with another: in a long document one more citation moves many numbers."""

from collections.abc import Mapping, Sequence

from citekit.csl.output import Node, Span, Text


def renumbered(nodes: Sequence[Node], before: Sequence[int], after: Sequence[int]) -> tuple[Node, ...] | None:
    """Give a tree with the numbers after in place of those before; parts without a number are shared with the old one.

    None where that may not be what rendering would give: where order and ranges of the numbers may be others, and where
    one is printed in another form than with its digits alone, or not at all.
    """
    if len({new - old for old, new in zip(before, after, strict=True)}) != 1:
        return None
    digits = {str(old): str(new) for old, new in zip(before, after, strict=True)}
    changed = _with_digits(nodes, digits)
    return None if changed is None or changed is nodes else tuple(changed)


def _with_digits(nodes: Sequence[Node], digits: Mapping[str, str]) -> Sequence[Node] | None:
    """Give nodes with other digits, themselves where they have no number, None where a number has another form."""
    out: list[Node] = []
    shared = True
    for node in nodes:
        new = _number(node, digits) if isinstance(node, Text) else _span(node, digits)
        if new is None:
            return None
        shared = shared and new is node
        out.append(new)
    return nodes if shared else out


def _number(node: Text, digits: Mapping[str, str]) -> Text | None:
    if node.variable != "citation-number":
        return node
    found = digits.get(node.text)
    return None if found is None else Text(found, node.variable, node.kind)


def _span(node: Span, digits: Mapping[str, str]) -> Span | None:
    children = _with_digits(node.children, digits)
    if children is None or children is node.children:
        return None if children is None else node
    other = Span(list(children), node.format, node.kind, node.quoted, node.variable)
    other.display, other.item, other.link = node.display, node.item, node.link
    return other
