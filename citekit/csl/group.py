"""`cs:group` and delimiters (specification, "Group", "Delimiter")."""

from citekit.csl.context import Context, Emit
from citekit.csl.look import compile_look, emit_dressed
from citekit.csl.output import Node, Text
from citekit.csl.scope import Scope
from citekit.csl.xmltree import Element


def compile_group(element: Element, scope: Scope) -> Emit:
    """Compile `cs:group`: suppressed when it calls variables and all of them are empty.

    A group that is rendered counts, for the groups around it, as a variable that is not empty.
    """
    children = scope.compile_delimited(element, element.get("delimiter"))
    delimiter = element.get("delimiter")
    dress = compile_look(element)

    def emit(context: Context, out: list[Node]) -> None:
        called, filled = context.called, context.filled
        nodes = emit_delimited(children, delimiter, context)
        if not nodes or (context.called > called and context.filled == filled):
            return
        context.called += 1
        context.filled += 1
        emit_dressed(nodes, dress, context, out)

    return emit


def emit_delimited(children: list[Emit], delimiter: str, context: Context) -> list[Node]:
    """Render elements with a delimiter between those that render something.

    A `cs:choose` among them is no delimiting element: its children are delimited like the others.
    """
    nodes: list[Node] = []
    if not delimiter:
        for child in children:
            child(context, nodes)
        return nodes
    for child in children:
        piece: list[Node] = []
        child(context, piece)
        if piece:
            if nodes:
                nodes.append(Text(delimiter, kind="affix"))
            nodes.extend(piece)
    return nodes
