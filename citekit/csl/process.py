"""One function over a finished document: style, items and citations in, formatted citations and bibliography out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from citekit.csl.citing import render_citation
from citekit.csl.context import Position
from citekit.csl.disambiguation import disambiguate
from citekit.csl.entries import Entry, make_entries, sort_bibliography
from citekit.csl.items import Citation, Item
from citekit.csl.listing import Layout, read_layout, render_bibliography
from citekit.csl.memory import Memory
from citekit.csl.output import NO_PRINTED_FORM, Node, Span, Text, has_text
from citekit.csl.positions import DEFAULT_DISTANCE, find_positions
from citekit.csl.program import Program
from citekit.csl.punctuation import settle


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
    entries = make_entries(program, items, citations, listed)
    order = sort_bibliography(program, list(entries.values()), memory)
    disambiguate(program, order, memory)
    for place, entry in enumerate(order):
        entry.place = place
    return entries


def in_order(entries: Mapping[str, Entry]) -> list[Entry]:
    """Give entries in the order of the bibliography."""
    return sorted(entries.values(), key=lambda entry: entry.place)


def format_citations(
    program: Program, citations: Sequence[Citation], entries: dict[str, Entry], memory: Memory
) -> list[tuple[Node, ...]]:
    """Give the finished citations of a document."""
    positions = find_positions(citations, near_note_distance(program))
    rendered = []
    for citation, places in zip(citations, positions, strict=True):
        states = tuple([entries[cite.id].state for cite in citation.items])
        key = (citation.items, citation.mode, citation.infix, tuple(places), states)
        make = partial(_format_citation, program, citation, places, entries)
        rendered.append(memory.citations.get(key, make))
    return rendered


def _format_citation(
    program: Program, citation: Citation, places: Sequence[Position], entries: dict[str, Entry]
) -> tuple[Node, ...]:
    nodes = render_citation(program, citation, places, entries)
    settle(nodes, program.marks)
    return tuple(nodes) if has_text(nodes) else (Text(NO_PRINTED_FORM),)


def near_note_distance(program: Program) -> int:
    """Give the option near-note-distance ("Note Distance")."""
    value = program.citation.option("near-note-distance")
    return int(value) if value.isdigit() and len(value) < 6 else DEFAULT_DISTANCE
