"""The rules on citations (CIT)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.citations import (
    ambiguous_citation,
    authors_reversed,
    misspelt_author,
    no_library,
    unknown_key,
    unknown_work,
    unused_entry,
)

RULES: tuple[Rule, ...] = (
    unknown_key.unknown_key,
    unused_entry.unused_entry,
    misspelt_author.misspelt_author,
    unknown_work.unknown_work,
    ambiguous_citation.ambiguous_citation,
    authors_reversed.authors_reversed,
    no_library.no_library,
)
"""In code order."""
