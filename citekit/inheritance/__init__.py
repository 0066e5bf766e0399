"""What entries take over from others: BibTeX's and biblatex's `crossref`, and biblatex's `xdata` and sets.

Nothing depends on the order of entries or files. A circle lends nothing, and what is handed down has a bound. The
rules are `inheritance.toml`.
"""

from __future__ import annotations

from citekit.inheritance.exporting import containers, exported
from citekit.inheritance.granular import references
from citekit.inheritance.needing import with_needed
from citekit.inheritance.order import Lines, Order
from citekit.inheritance.pointers import SET, XDATA, Find, finder, lenders, pointed, targets
from citekit.inheritance.resolving import MOST_FIELDS, MOST_LEVELS, Resolving, resolve

__all__ = [
    "MOST_FIELDS",
    "MOST_LEVELS",
    "SET",
    "XDATA",
    "Find",
    "Lines",
    "Order",
    "Resolving",
    "containers",
    "exported",
    "finder",
    "lenders",
    "pointed",
    "references",
    "resolve",
    "targets",
    "with_needed",
]
