"""One function over a finished document: style, items and citations in, formatted citations and bibliography out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citekit.csl.citing import render_citation
from citekit.csl.context import Position
from citekit.csl.disambiguation import disambiguate
from citekit.csl.entries import Entry, cited_order, make_entries, sort_bibliography
from citekit.csl.items import Citation, Item
from citekit.csl.listing import Layout, read_layout, render_bibliography
from citekit.csl.memory import KeptCitation, Memory
from citekit.csl.output import NO_PRINTED_FORM, Node, Span, Text, has_text
from citekit.csl.positions import DEFAULT_DISTANCE, find_positions
from citekit.csl.program import Program
from citekit.csl.punctuation import settle
from citekit.csl.renumbering import renumbered


@dataclass(frozen=True, slots=True)
class Processed:
    """A formatted document: a tree for each citation and each entry of the bibliography, and how the latter lies."""

    citations: tuple[tuple[Node, ...], ...]
    bibliography: tuple[Span, ...]
    """Each entry is a span that names its item."""
    layout: Layout | None
    """None where the style has no bibliography."""


def process(
    program: Program,
    items: Mapping[str, Item],
    citations: Sequence[Citation],
    listed: Iterable[str] = (),
) -> Processed:
    """Format a document.

    `listed` are items that are in the bibliography whether they are cited or not; they come before those cited.
    Raises ItemError for an item that is cited or listed and not given.
    """
    # Each step has a memory of its own: what the one before has rendered is not needed any more.
    entries = prepare(program, items, citations, listed, Memory())
    rendered = format_citations(program, citations, entries, Memory())
    area = program.bibliography
    bibliography = render_bibliography(program, in_order(entries))
    return Processed(tuple(rendered), tuple(bibliography), read_layout(area) if area is not None else None)


def prepare(
    program: Program,
    items: Mapping[str, Item],
    citations: Sequence[Citation],
    listed: Iterable[str],
    memory: Memory,
) -> dict[str, Entry]:
    """Give the entries of a document, numbered, sorted and disambiguated."""
    return prepare_entries(program, items, cited_order(citations, listed), memory)


def prepare_entries(
    program: Program, items: Mapping[str, Item], cited: Sequence[str], memory: Memory
) -> dict[str, Entry]:
    """Give the entries of the items in the order in which they are cited, numbered, sorted and disambiguated."""
    entries = make_entries(program, items, cited)
    order = sort_bibliography(program, list(entries.values()), memory)
    disambiguate(program, order, memory)
    for place, entry in enumerate(order):
        entry.place, entry.decided = place, entry.state()
    for kept in (memory.sort_keys, memory.looks, memory.name_levels):
        kept.step()
    return entries


def in_order(entries: Mapping[str, Entry]) -> list[Entry]:
    """Give entries in the order of the bibliography."""
    return sorted(entries.values(), key=lambda entry: entry.place)


def format_citations(
    program: Program, citations: Sequence[Citation], entries: dict[str, Entry], memory: Memory
) -> list[tuple[Node, ...]]:
    """Give the finished citations of a document."""
    positions = find_positions(citations, near_note_distance(program), program.prints_notes)
    formatted = [
        _format_citation(program, citation, places, entries, memory)
        for citation, places in zip(citations, positions, strict=True)
    ]
    memory.citations.step()
    return formatted


def _format_citation(
    program: Program, citation: Citation, places: list[Position], entries: dict[str, Entry], memory: Memory
) -> tuple[Node, ...]:
    """Give a citation as it was, with other numbers if that is all that differs, or render it."""
    cited = [entries[cite.id] for cite in citation.items]
    numbers = [entry.number for entry in cited]
    depends = (citation.items, citation.mode, citation.infix, places, [entry.decided for entry in cited])
    kept = memory.citations.find(citation.id)
    nodes = None
    if kept is not None and kept.depends == depends:
        if kept.numbers == numbers:
            return kept.nodes
        nodes = renumbered(kept.nodes, kept.numbers, numbers)
    if nodes is None:
        nodes = _render_citation(program, citation, places, entries)
    memory.citations.keep(citation.id, KeptCitation(depends, numbers, nodes))
    return nodes


def _render_citation(
    program: Program, citation: Citation, places: Sequence[Position], entries: dict[str, Entry]
) -> tuple[Node, ...]:
    nodes = render_citation(program, citation, places, entries)
    settle(nodes, program.marks)
    return tuple(nodes) if has_text(nodes) else (Text(NO_PRINTED_FORM),)


def near_note_distance(program: Program) -> int:
    """Give the option near-note-distance ("Note Distance")."""
    value = program.citation.option("near-note-distance")
    return int(value) if value.isdecimal() and len(value) < 6 else DEFAULT_DISTANCE
