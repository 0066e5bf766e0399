"""The formats that citations and entries are written in.

HTML is written from the tree, as the test suite has it. All others are written from runs, one after the other: each
module says how its format marks a look and a link, and `escape` there is the one place that says how it escapes text.
"""

from collections.abc import Callable, Sequence

from citekit.csl.output import Node, Run, runs
from citekit.csl.writers import latex, markdown, org, plain, rst, rtf, typst
from citekit.csl.writers.html import write_html
from citekit.csl.writers.text import stretches


def _writer(write: Callable[[Sequence[Run]], str]) -> Callable[[Sequence[Node]], str]:
    return lambda nodes: write(stretches(nodes))


WRITERS: dict[str, Callable[[Sequence[Node]], str]] = {
    "html": write_html,
    "plain": _writer(plain.write),
    "markdown": _writer(markdown.write),
    "latex": _writer(latex.write),
    "typst": _writer(typst.write),
    "rtf": _writer(rtf.write),
    "rst": _writer(rst.write),
    "org": _writer(org.write),
}
"""The writers by the name of their format; each writes the nodes of a citation or of an entry."""


def write_json(nodes: Sequence[Node]) -> list[dict[str, object]]:
    """Give nodes as runs for JSON: text, formatting, the variable it came from, the item, and the link."""
    return [
        {"text": run.text, "format": dict(run.format), "variable": run.variable, "item": run.item, "link": run.link}
        for run in runs(nodes)
    ]
