"""References and citations in a CSL style: entries become items, what the processor makes of them becomes runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from citekit.csl import Citation, CiteItem, Program, process, read_items
from citekit.csl import Span as Printed
from citekit.csl.output import NO_PRINTED_FORM
from citekit.model import Entry, Mode
from citekit.plugin import Cite, Reference
from citekit.runs import Run, plain
from citekit.styles.flattening import flatten, parted
from citekit.styles.items import counted_in, item
from citekit.styles.sets import Find, letters, members

_BEGINS_A_SUFFIX = frozenset(" ,.;:)]–—-")
_LABELS = ("citation-number", "citation-label")


@dataclass(frozen=True, slots=True)
class Printing:
    """A style that is at work, and where the works are found that others name."""

    program: Program
    work: Find

    def items(self, entries: Sequence[Entry]) -> list[dict[str, object]]:
        """The items of entries, whose ids are their places: keys may come twice."""
        return [item(entry, str(place), self.work) for place, entry in enumerate(entries)]


# ------------------------------------------------------------------------------------------------ references


def references(printing: Printing, entries: Sequence[Entry]) -> list[Reference]:
    """References in the order of the style; what it prints nothing of is printed plainly, at the end."""
    items = read_items(printing.items(entries))
    if printing.program.bibliography is None:
        return _full_citations(printing, entries)
    printed = process(printing.program, items, (), list(items)).bibliography
    found = [_reference(printing, entries[int(span.item)], span) for span in printed]
    there = {span.item for span in printed}
    return found + [_plainly(entry) for place, entry in enumerate(entries) if str(place) not in there]


def _reference(printing: Printing, entry: Entry, span: Printed) -> Reference:
    margin, rest = parted(span)
    mark, runs = flatten(margin), flatten(rest)
    works = members(entry, printing.work)
    if len(works) > 1:
        runs = [
            run
            for letter, work in zip(letters(len(works)), works, strict=True)
            for run in (Run(f"{letter}) " if letter == "a" else f" {letter}) "), *_alone(printing, work))
        ]
    label = plain(run for run in mark if run.variable in _LABELS)
    if NO_PRINTED_FORM in plain(runs):
        return replace(
            _plainly(entry), label=label or plain(run for run in runs if run.variable in _LABELS).strip(" .")
        )
    return Reference(entry, label or plain(mark).strip(), tuple(runs), plain(mark).strip())


def _alone(printing: Printing, entry: Entry) -> list[Run]:
    """A work of a set as a list of it alone has it, without its label."""
    items = read_items(printing.items([entry]))
    printed = process(printing.program, items, (), list(items)).bibliography
    runs = [run for span in printed for run in flatten(parted(span)[1])]
    return runs if runs and NO_PRINTED_FORM not in plain(runs) else list(_plainly(entry).runs)


def _full_citations(printing: Printing, entries: Sequence[Entry]) -> list[Reference]:
    """For a style without a bibliography, what its notes say of each work, in the order of the entries."""
    citations = cite(printing, entries, [[Cite(entry)] for entry in entries])
    return [Reference(entry, "", runs) for entry, runs in zip(entries, citations, strict=True)]


def _plainly(entry: Entry) -> Reference:
    people = ", ".join(name.full for name in entry.people)
    text = ". ".join(filter(None, (people, entry.title, entry.year)))
    return Reference(entry, "", (Run(f"{text or entry.key}.", href=entry.link),))


# ------------------------------------------------------------------------------------------------- citations


def cite(printing: Printing, entries: Sequence[Entry], citations: Sequence[Sequence[Cite]]) -> list[tuple[Run, ...]]:
    """The citations of a document that lists these works. Each stands by itself: none is an "ibid." of another."""
    works = list(dict.fromkeys([*entries, *(cite.entry for citation in citations for cite in citation)]))
    ids = {entry: str(place) for place, entry in enumerate(works)}
    items = read_items(printing.items(works))
    in_notes = printing.program.style.is_note
    asked = [_parts(_items(one, ids), _is_narrative(one) and not in_notes) for one in citations]
    printed = iter(process(printing.program, items, [part for parts in asked for part in parts], list(items)).citations)
    keys = {id: entry.key for entry, id in ids.items()}
    return [_joined([_shown(flatten(next(printed), keys), part, keys) for part in parts]) for parts in asked]


def _shown(runs: list[Run], citation: Citation, keys: Mapping[str, str]) -> list[Run]:
    """The runs of a citation; the keys of its works where the style prints nothing of them."""
    if NO_PRINTED_FORM not in plain(runs):
        return runs
    return [Run(", ".join(keys[cite.id] for cite in citation.items))]


def _is_narrative(citation: Sequence[Cite]) -> bool:
    return any(cite.mode is Mode.NARRATIVE for cite in citation)


def _parts(items: Sequence[CiteItem], narrative: bool) -> list[Citation]:
    """The CSL citations of a citation: one that is part of a sentence has one for each work."""
    if not narrative:
        return [Citation(tuple(items))]
    return [Citation((item,), mode="composite") for item in items]


def _joined(parts: list[list[Run]]) -> tuple[Run, ...]:
    joined = list(parts[0])
    for part in parts[1:]:
        joined += [Run("; "), *part]
    return tuple(joined)


def _items(citation: Sequence[Cite], ids: dict[Entry, str]) -> list[CiteItem]:
    """The cites of a citation; one that says nothing that another has not said is there once."""
    return list(dict.fromkeys(_item(cite, ids) for cite in citation))


def _item(cite: Cite, ids: dict[Entry, str]) -> CiteItem:
    locator = cite.locator
    return CiteItem(
        ids[cite.entry],
        locator.value if locator else "",
        counted_in(cite.entry, locator) if locator else "",
        f"{cite.prefix.rstrip()} " if cite.prefix.strip() else "",
        f", {cite.suffix}" if cite.suffix and cite.suffix[0] not in _BEGINS_A_SUFFIX else cite.suffix,
        suppress_author=cite.mode is Mode.SUPPRESSED,
        position="first",
    )
