"""The bibliography: its entries and how they are laid out (specification, "Bibliography-specific Options")."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from citekit.csl.entries import Entry
from citekit.csl.memory import Memory
from citekit.csl.output import NO_PRINTED_FORM, Node, Span, Text, has_text
from citekit.csl.program import Area, Program
from citekit.csl.punctuation import settle
from citekit.csl.substitution import AuthorSubstitution
from citekit.csl.textcase import capitalize_opening_term


@dataclass(frozen=True, slots=True)
class Layout:
    """How a bibliography is laid out: what a writer needs beside the entries themselves."""

    hanging_indent: bool
    second_field_align: str
    """Empty, `flush` or `margin`."""
    line_spacing: int
    entry_spacing: int


def read_layout(area: Area) -> Layout:
    """Read the whitespace options of a bibliography ("Whitespace")."""
    return Layout(
        area.flag("hanging-indent"),
        area.option("second-field-align"),
        _whole(area.option("line-spacing"), 1),
        _whole(area.option("entry-spacing"), 1),
    )


def _whole(value: str, default: int) -> int:
    value = value.strip()
    return int(value) if value.isdigit() and len(value) < 4 else default


def render_bibliography(program: Program, entries: Sequence[Entry], memory: Memory | None = None) -> list[Span]:
    """Render the entries in the order given; one that renders nothing is left out.

    In a numbered bibliography it is said instead, as its number would be missing. With a memory, entries are not
    rendered again.
    """
    area = program.bibliography
    if area is None:
        return []
    substitution = AuthorSubstitution.read(area)
    out: list[Span] = []
    before: tuple[list[str], str] = ([], "")
    for entry in entries:
        make = partial(_render_entry, program, area, entry, substitution, before)
        key = (entry.state, tuple(before[0]), before[1])
        span, names, whole = make() if memory is None else memory.entries.get(key, make)
        before = (names, whole)
        if span is not None:
            out.append(span)
    if memory is not None:
        memory.entries.step()
    return out


def _render_entry(
    program: Program,
    area: Area,
    entry: Entry,
    substitution: AuthorSubstitution | None,
    before: tuple[list[str], str],
) -> tuple[Span | None, list[str], str]:
    """Render an entry after one with the names given; gives it with its own first names."""
    context = entry.context(in_bibliography=True)
    fields = area.fields(context)
    names, whole = substitution.apply(context.first_names, *before) if substitution else ([], "")
    nodes = _lay_out(area, fields)
    if not has_text(nodes):
        if not program.style.uses_variable(program.style.bibliography, "citation-number"):
            return None, names, whole
        nodes = [Text(f"{entry.number}. ", "citation-number"), Text(NO_PRINTED_FORM)]
    capitalize_opening_term(nodes)
    settle(nodes, program.marks)
    span = Span(nodes, kind="entry")
    span.item = entry.item.id
    return span, names, whole


def _lay_out(area: Area, fields: list[list[Node]]) -> list[Node]:
    """Put the fields together; with second-field-align the first goes into the margin ("Whitespace").

    The prefix of the layout belongs to the first block, the suffix to the last one.
    """
    if not fields:
        return []
    nodes = [node for field in fields for node in field]
    if area.option("second-field-align") and len(fields) > 1:
        margin, rest = Span(fields[0]), Span(nodes[len(fields[0]) :])
        margin.display, rest.display = "left-margin", "right-inline"
        nodes = [margin, rest]
    if area.prefix:
        _edge(nodes, 0).insert(0, Text(area.prefix, kind="affix"))
    if area.suffix:
        _edge(nodes, -1).append(Text(area.suffix, kind="affix"))
    return [Span(nodes, area.format)] if area.format else nodes


def _edge(nodes: list[Node], place: int) -> list[Node]:
    """Give the nodes of the innermost block at an end of an entry, or of the entry where there is none."""
    while nodes and isinstance(edge := nodes[place], Span) and edge.display:
        nodes = edge.children
    return nodes
