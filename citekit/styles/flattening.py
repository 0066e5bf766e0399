"""What the processor prints, a tree, as runs: one after the other, each with its look, its address and its variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citekit.csl.output import Node, Span, Text, flipped
from citekit.runs import Run, alike

_LOOKS: Mapping[tuple[str, str], str] = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-weight", "bold"): "bold",
    ("font-variant", "small-caps"): "small_caps",
    ("text-decoration", "underline"): "underlined",
    ("vertical-align", "sup"): "superscript",
    ("vertical-align", "sub"): "subscript",
}
_MARGIN = "left-margin"


@dataclass(frozen=True, slots=True)
class _Inside:
    """What holds for the nodes of a span."""

    format: dict[str, str]
    href: str = ""
    variable: str = ""
    key: str = ""

    def of(self, span: Span, keys: Mapping[str, str]) -> _Inside:
        listed = span.variable if span.kind == "list" else ""
        format = flipped(self.format, span.format, span.kind == "markup")
        return _Inside(format, span.link or self.href, listed or self.variable, keys.get(span.item, self.key))

    def run(self, text: Text) -> Run:
        looks = {look: True for style, look in _LOOKS.items() if self.format.get(style[0]) == style[1]}
        variable = text.variable or self.variable
        return Run(text.text, href=self.href, variable=variable, key=self.key, **looks)


def parted(entry: Span) -> tuple[list[Node], list[Node]]:
    """What stands in the margin of an entry (its number), and the rest of it."""
    nodes = entry.children
    while len(nodes) == 1 and isinstance(nodes[0], Span) and not nodes[0].display:
        nodes = nodes[0].children
    first = nodes[0] if nodes else None
    if isinstance(first, Span) and first.display == _MARGIN and len(nodes) > 1:
        return [first], nodes[1:]
    return [], entry.children


def flatten(nodes: Sequence[Node], keys: Mapping[str, str] | None = None) -> list[Run]:
    """The runs of a tree. `keys` gives the keys of the works by the ids of the items.

    Blocks follow one another with a space between them.
    """
    found: list[Run] = []
    for run in _runs(nodes, keys or {}):
        if not run.text:
            found = _spaced(found)
        elif found and alike(found[-1], run):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(_with_start(found, run))
    return found


def _runs(nodes: Sequence[Node], keys: Mapping[str, str]) -> Iterator[Run]:
    """A run for each text, and an empty one before each block."""
    stack: list[tuple[Iterator[Node], _Inside]] = [(iter(nodes), _Inside({}))]
    while stack:
        rest, inside = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
        elif isinstance(node, Text):
            yield from _text(node, inside)
        else:
            if node.display:
                yield Run("")
            stack.append((iter(node.children), inside.of(node, keys)))


def _text(text: Text, inside: _Inside) -> Iterable[Run]:
    return (inside.run(text),) if text.text else ()


def _spaced(found: list[Run]) -> list[Run]:
    ended = not found or found[-1].text.endswith((" ", "\n"))
    return found if ended else [*found, Run(" ")]


def _with_start(found: list[Run], run: Run) -> Run:
    """A run that is linked, with the start of its address where that stands before it (CSL 1.0.2, Appendix VI)."""
    if not run.href or not run.href.endswith(run.text) or not found:
        return run
    start = run.href.removesuffix(run.text)
    before = found[-1]
    if not start or not before.text.endswith(start):
        return run
    if rest := before.text.removesuffix(start):
        found[-1] = replace(before, text=rest)
    else:
        found.pop()
    return replace(run, text=run.href)
