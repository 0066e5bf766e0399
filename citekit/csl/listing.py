"""The bibliography: its entries and how they are laid out (specification, "Bibliography-specific Options")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citekit.csl.entries import Entry
from citekit.csl.memory import KeptEntry, Memory
from citekit.csl.output import NO_PRINTED_FORM, Node, Span, Text, has_text
from citekit.csl.program import Area, Program
from citekit.csl.punctuation import settle
from citekit.csl.renumbering import renumbered
from citekit.csl.substitution import AuthorSubstitution
from citekit.csl.textcase import capitalize_opening_term

_Names = tuple[list[str], str]
"""The first names of an entry one by one, and all of them, by which the next is compared."""


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
    return int(value) if value.isdecimal() and len(value) < 4 else default


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
    before: _Names = ([], "")
    for entry in entries:
        kept = _kept(entry, before, memory) if memory is not None else None
        if kept is None:
            span, names = _render_entry(program, area, entry, substitution, before)
            kept = KeptEntry((entry.decided, before), entry.number, span, names)
        if memory is not None:
            memory.entries.keep(entry.item.id, kept)
        before = kept.names
        if kept.span is not None:
            out.append(kept.span)
    if memory is not None:
        memory.entries.step()
    return out


def _kept(entry: Entry, before: _Names, memory: Memory) -> KeptEntry | None:
    """Give an entry as it was, with another number if that is all that differs; None where it must be rendered."""
    kept = memory.entries.find(entry.item.id)
    if kept is None or kept.depends != (entry.decided, before):
        return None
    if kept.number == entry.number:
        return kept
    nodes = renumbered((kept.span,), [kept.number], [entry.number]) if kept.span is not None else None
    if nodes is None or not isinstance(nodes[0], Span):
        return None
    return replace(kept, number=entry.number, span=nodes[0])


def _render_entry(
    program: Program,
    area: Area,
    entry: Entry,
    substitution: AuthorSubstitution | None,
    before: _Names,
) -> tuple[Span | None, _Names]:
    """Render an entry after one with the names given; gives it with its own first names."""
    context = entry.context(in_bibliography=True)
    fields = area.fields(context)
    names = substitution.apply(context.first_names, context.shown_names, *before) if substitution else ([], "")
    if context.first_names is not None and not has_text([context.first_names]):
        # Names that nothing is put for are left out like any empty element, with what would set them off.
        context = entry.context(in_bibliography=True)
        context.hide_names = True
        fields = area.fields(context)
    nodes = _lay_out(area, fields)
    if not has_text(nodes):
        if not program.style.uses_variable(program.style.bibliography, "citation-number"):
            return None, names
        nodes = [Text(f"{entry.number}. ", "citation-number"), Text(NO_PRINTED_FORM)]
    capitalize_opening_term(nodes)
    settle(nodes, program.marks)
    span = Span(nodes, kind="entry")
    span.item = entry.item.id
    return span, names


def _lay_out(area: Area, fields: list[list[Node]]) -> list[Node]:
    """Put the fields together; with second-field-align the first goes into the margin ("Whitespace").

    The prefix of the layout belongs to the first block, the suffix to the last one.
    """
    nodes = [node for field in fields for node in field]
    if not nodes:
        return []
    if area.option("second-field-align"):
        margin, rest = Span(fields[0]), Span(nodes[len(fields[0]) :])
        margin.display, rest.display = "left-margin", "right-inline"
        nodes = [block for block in (margin, rest) if block.children]
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
