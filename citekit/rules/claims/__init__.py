"""The rules on claims (CLM)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.claims import (
    claim_without_source,
    passage_found_twice,
    passage_not_found,
)

RULES: tuple[Rule, ...] = (
    passage_not_found.passage_not_found,
    passage_found_twice.passage_found_twice,
    claim_without_source.claim_without_source,
)
"""In code order."""
