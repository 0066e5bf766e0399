"""Citations for styles that have none: the labels of the references in brackets, as LaTeX itself has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from citekit.model import Entry, Locator
from citekit.plugin import Cite, Reference
from citekit.runs import Run

_RANGE = re.compile(r"(?<=\d)\s*-{1,2}\s*(?=\d)")


def cite(references: Sequence[Reference], citations: Sequence[Sequence[Cite]]) -> list[tuple[Run, ...]]:
    """The citations of a document with these references: [1, p. 3]."""
    labels = {one.entry: one.label for one in references}
    return [tuple(_citation(citation, labels)) for citation in citations]


def _citation(citation: Sequence[Cite], labels: Mapping[Entry, str]) -> Iterator[Run]:
    yield Run("[")
    for place, one in enumerate(citation):
        key = one.entry.key
        before = f"{one.prefix} " if one.prefix else ""
        yield Run(f"{', ' if place else ''}{before}")
        yield Run(labels.get(one.entry) or key, variable="citation-label", key=key)
        yield from _behind(one)
    yield Run("]")


def _behind(one: Cite) -> Iterator[Run]:
    if one.locator:
        yield Run(", ")
        yield Run(_place(one.locator), variable="locator", key=one.entry.key)
    if one.suffix:
        yield Run(f", {one.suffix}")


def _place(locator: Locator) -> str:
    """A place in a work, in English, as the references are.

    >>> _place(Locator("page", "3")), _place(Locator("page", "3-5")), _place(Locator("chapter", "2"))
    ('p. 3', 'pp. 3–5', 'chapter 2')
    """
    value = _RANGE.sub("–", locator.value)
    if locator.label in ("", "page"):
        return f"{'pp.' if value.strip('0123456789') else 'p.'} {value}"
    return f"{locator.label} {value}"
